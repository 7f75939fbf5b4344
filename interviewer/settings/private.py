"""Folders and files for this user alone, whatever the umask: recordings are nobody else's business."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO

FOLDER = 0o700
FILE = 0o600


def make_folder(path: Path) -> None:
    """Make a folder and its missing parents, each open to this user only.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not path.exists():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(mode=FOLDER, exist_ok=True)
        tighten(folder)


def tighten(path: Path) -> None:
    """Close a folder or a file of ours to others, where it is open to them and can be closed."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & 0o077 and not path.is_symlink():
            path.chmod(mode & 0o700)


def opener(path: str, flags: int) -> int:
    """For `open(…, opener=opener)`: a new file is open to this user only."""
    return os.open(path, flags, FILE)


def open_regular(path: Path) -> IO[bytes]:
    """A regular file, open to be read: a pipe would wait for ever, and a device never end.

    Raises:
        OSError: it cannot be read, or is something else.
    """

    def checked(name: str, flags: int) -> int:
        number = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
        mode = os.fstat(number).st_mode
        if stat.S_ISREG(mode):
            return number
        os.close(number)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        raise OSError(errno.EINVAL, "not a regular file", name)

    return open(path, "rb", opener=checked)


def read_regular(path: Path, most: int) -> bytes:
    """What a regular file holds, and no more than a byte too many of it.

    Raises:
        OSError: as `open_regular`.
    """
    with open_regular(path) as file:
        return file.read(most + 1)
