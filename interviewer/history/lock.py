"""One writer per session: a lock on its folder, which the kernel releases however the process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from interviewer.errors import StoreError
from interviewer.settings import private

FILE = ".lock"
"""Locked while somebody writes; it stays in the folder, empty."""


class InUseError(StoreError):
    """Another process writes the session."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a session's folder.

    Raises:
        InUseError: another process holds it.
        OSError: the folder is not there or not writable.
    """
    with open(folder / FILE, "ab", opener=private.opener) as file:
        try:
            _lock(file)
            if not os.path.samestat(os.fstat(file.fileno()), (folder / FILE).stat()):
                raise OSError  # noqa: TRY301 - deleted meanwhile: the next one would lock another file
        except OSError:
            raise InUseError(
                f"{folder.name}: an interview or another command is using it",
                "Wait until that is over, then try again.",
            ) from None
        yield


def is_held(folder: Path) -> bool:
    """Whether another process writes the session now."""
    if not (folder / FILE).is_file():
        return False
    try:
        with held(folder):
            return False
    except InUseError:
        return True
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
