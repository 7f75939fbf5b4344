"""Files on this machine, and behind the addresses that fsspec knows: listed, stamped, read."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

from interviewer.errors import MissingDependencyError, TranscriptError
from interviewer.settings import private

BLOCK = 1 << 20
"""Bytes that are read at once."""


class Stamp(NamedTuple):
    """What changes when a file changes, known without reading it."""

    size: int
    mark: str
    """Time of the last change, or what the storage has instead."""


def is_url(location: str) -> bool:
    """Whether it is an address (`s3://…`) and not a path."""
    return "://" in location


def is_folder(location: str) -> bool:
    """Whether files may lie in it."""
    if is_url(location):
        return bool(_call(location, "isdir"))
    return Path(location).is_dir()


def stamp(location: str) -> Stamp:
    """The stamp of a file.

    Raises:
        OSError: it is not there, or out of reach.
    """
    if is_url(location):
        size = int(_call(location, "size") or 0)
        return Stamp(size, str(_call(location, "ukey")))
    status = os.stat(location)  # noqa: PTH116 - called for every file of a cohort
    return Stamp(status.st_size, str(status.st_mtime_ns))


def sha256(location: str) -> str:
    """The sum of a file's content, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with opened(location) as file:
        digest = hashlib.sha256()
        while block := file.read(BLOCK):
            digest.update(block)
        return digest.hexdigest()


@contextmanager
def opened(location: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, to be read.

    Raises:
        OSError: it cannot be read.
    """
    if is_url(location):
        system, path = _system(location)
        with system.open(path, "rb") as file:
            yield file
    else:
        with private.open_regular(Path(location)) as file:
            yield file


@contextmanager
def at_hand(location: str) -> Iterator[Path]:
    """The file on this machine: itself, or a copy that is deleted afterwards.

    Raises:
        OSError: it cannot be read.
    """
    if not is_url(location):
        yield Path(location)
        return
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        copy = Path(folder) / (PurePosixPath(location).name or "file")
        with opened(location) as file, copy.open("wb") as target:
            shutil.copyfileobj(file, target)
        yield copy


def below(folder: str, leave_out: Path | None = None) -> Iterator[str]:
    """Every file in a folder and its folders, as a path inside it with `/`, in order.

    Hidden ones are left out, and so is everything in the folder `leave_out`.
    """
    if is_url(folder):
        system, root = _system(folder)
        inside = sorted(PurePosixPath(str(name)).relative_to(root) for name in system.find(root))
        yield from (str(path) for path in inside if not any(map(_hidden, path.parts)))
        return
    apart = os.path.realpath(leave_out) if leave_out else ""
    for current, folders, files in os.walk(folder):
        if apart and os.path.realpath(current) == apart:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _hidden(name))
        at = os.path.relpath(current, folder).replace(os.sep, "/")
        start = "" if at == "." else f"{at}/"
        yield from (f"{start}{name}" for name in sorted(files) if not _hidden(name))


def matching(pattern: str) -> Iterator[str]:
    """The files that a pattern with `*`, `?` or `**` means, in order."""
    if is_url(pattern):
        system, path = _system(pattern)
        yield from sorted(str(system.unstrip_protocol(name)) for name in system.glob(path))
        return
    from glob import glob

    yield from sorted(
        name
        for name in glob(pattern, recursive=True)  # noqa: PTH207 - any folder
        if Path(name).is_file()
    )


def join(folder: str, name: str) -> str:
    """A file of a folder; a name that leads elsewhere stays as it is."""
    if is_url(name) or os.path.isabs(name):  # noqa: PTH117 - called for every file of a cohort
        return name
    return f"{folder.rstrip('/')}/{name}" if is_url(folder) else os.path.join(folder, name)  # noqa: PTH118


def _hidden(name: str) -> bool:
    return name.startswith(".")


def _call(location: str, name: str) -> Any:
    system, path = _system(location)
    return getattr(system, name)(path)


def _system(location: str) -> tuple[Any, str]:
    """The file system behind an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingDependencyError(
            f"{location}: addresses need fsspec", "pip install fsspec, or copy the files here."
        ) from None
    try:
        found: tuple[Any, str] = url_to_fs(location)
    except ImportError as error:
        raise MissingDependencyError(f"{location}: {error}", "Install that library.") from None
    except ValueError as error:
        raise TranscriptError(f"{location}: {error}", "Check the address.") from None
    return found
