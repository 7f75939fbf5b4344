"""Packs that others made, brought into the user's folder: from a folder, or from a zip."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from interviewer.errors import PackError
from interviewer.output import archives
from interviewer.packs import catalogue, rubrics
from interviewer.packs.authoring import checked_name
from interviewer.packs.reader import Reading
from interviewer.packs.yaml_file import MAX_BYTES
from interviewer.settings import paths

SHARED = ("rubrics", "tasks")
"""Folders of a pack that are kept beside all packs."""
_PACK = re.compile(rb"(?m)^pack:[ \t]*[\"']?([a-z0-9-]+)")
MAX_FILES = 500
"""The largest shipped pack has 40 files."""


def add(source: Path) -> tuple[Path, ...]:
    """Copy the files of a pack below the user's folder, all or none; the files that were written.

    Raises:
        PackError: there is nothing to add, a file exists already, or a mistake was found; nothing is added then.
    """
    files = _files(source)
    if not files:
        raise PackError(f"{source} holds no YAML file", (), "Pass the folder or the zip of a pack.")
    name = checked_name(source.resolve().stem.lower().replace("_", "-").replace(" ", "-"))
    targets = {_target(place, name): content for place, content in files.items()}
    for path in targets:
        if path.exists():
            raise PackError(f"{path} exists already", (), "Remove it first, then add the pack.")
    _refuse_clash(files)
    written: list[Path] = []
    try:
        for path, content in targets.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written.append(path)
            path.write_bytes(content)
        _check(written)
    except OSError as error:
        _remove(written)
        raise PackError(f"{error.filename}: {error.strerror}", ()) from error
    except PackError:
        _remove(written)
        raise
    return tuple(written)


def _refuse_clash(files: Mapping[PurePosixPath, bytes]) -> None:
    """Refuse files that would change a pack that is there: files of one name are one pack.

    Raises:
        PackError: one of them names such a pack.
    """
    there = catalogue.load_all()
    for place, content in files.items():
        named = _PACK.search(content) if place.suffix in {".yaml", ".yml"} else None
        name = named[1].decode("ascii") if named and place.parts[0] not in SHARED else ""
        if name in there:
            raise PackError(
                f"{place}: there is a pack '{name}' already",
                (),
                "Change `pack:` in its files; or copy them into your folder of packs to extend that pack.",
            )


def _files(source: Path) -> dict[PurePosixPath, bytes]:
    """Place within the pack -> content."""
    if source.is_dir():
        found = dict(_of_folder(source))
    elif source.is_file() and zipfile.is_zipfile(source):
        found = dict(_of_zip(source))
    elif source.exists():
        raise PackError(f"{source} is neither a folder nor a zip", (), "Pass one of them.")
    else:
        raise PackError(f"{source}: no such folder or zip", (), "Check the name.")
    if not any(place.suffix in {".yaml", ".yml"} for place in found):
        return {}
    return _without_top(found)


def _of_folder(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    files = [path for path in sorted(source.rglob("*")) if path.is_file() and not path.is_symlink()]
    _few(source, len(files))
    for path in files:
        place = PurePosixPath(path.relative_to(source).as_posix())
        if path.stat().st_size <= MAX_BYTES and not _hidden(place):
            yield place, path.read_bytes()


def _of_zip(source: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        with zipfile.ZipFile(source) as archive:
            members = [one for one in archive.infolist() if not one.filename.endswith("/")]
            _few(source, len(members))
            for member in members:
                place = PurePosixPath(member.filename.replace("\\", "/"))
                if (
                    not place.parts
                    or place.is_absolute()
                    or ".." in place.parts
                    or ":" in place.parts[0]
                ):
                    what = f"{source} has a file that would land elsewhere: {member.filename[:60]}"
                    raise PackError(what, (), "Do not use this zip.")
                if member.file_size <= MAX_BYTES and not _hidden(place):
                    with archive.open(member) as file:
                        yield place, file.read(MAX_BYTES)
    except archives.DAMAGED as error:
        raise PackError(f"{source} cannot be unpacked ({error})", (), "Zip it again.") from error


def _few(source: Path, count: int) -> None:
    if count > MAX_FILES:
        raise PackError(f"{source} has {count} files", (), "Pass the folder of the pack alone.")


def _hidden(place: PurePosixPath) -> bool:
    return any(part.startswith((".", "__")) for part in place.parts)


def _without_top(found: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, bytes]:
    """Without the one folder in which everything stands."""
    tops = {place.parts[0] for place in found}
    alone = len(tops) == 1 and all(len(place.parts) > 1 for place in found) and tops - set(SHARED)
    return {
        PurePosixPath(*place.parts[1:]) if alone else place: content
        for place, content in found.items()
    }


def _target(place: PurePosixPath, name: str) -> Path:
    shared = place.parts[0] in SHARED and len(place.parts) > 1
    return paths.user_prompts().joinpath(*(() if shared else (name,)), *place.parts)


def _check(written: list[Path]) -> None:
    rubrics.forget()
    every = Reading(catalogue.standard_folders(), thorough=True).mistakes
    resolved = {path.resolve() for path in written}
    mistakes = [what for path, some in every.items() if path.resolve() in resolved for what in some]
    for path in written:
        if path.parent.name == "rubrics" and path.suffix == ".yaml":
            mistakes += rubrics.check(path)
    if mistakes:
        raise PackError("The pack has mistakes and was not added", tuple(mistakes))


def _remove(written: list[Path]) -> None:
    """Take the files away again, and the folders that they leave empty."""
    for path in written:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in written}:
        if folder.is_dir() and not any(folder.iterdir()) and folder != paths.user_prompts():
            shutil.rmtree(folder, ignore_errors=True)
    rubrics.forget()
