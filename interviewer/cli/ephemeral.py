"""`--ephemeral`: a session of which nothing is kept, whatever ends it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RECORDINGS = "INTERVIEWER_RECORDINGS"
PREFIX = "interviewer-ephemeral-"
YOUNG_S = 60.0
"""A folder so young may not be locked yet."""


@contextmanager
def temporary_recordings() -> Iterator[None]:
    """Recordings in a private temporary folder, which is deleted at the end with the index that was made of it.

    A process that was killed could not do that; it is done for it at the next such session.
    """
    from interviewer.history import lock

    _clear_up()
    before = os.environ.get(RECORDINGS)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    os.environ[RECORDINGS] = str(folder)
    try:
        with lock.held(folder):
            yield
    finally:
        os.environ.pop(RECORDINGS)
        if before is not None:
            os.environ[RECORDINGS] = before
        _delete(folder)


def _clear_up() -> None:
    """Delete what killed processes of this user left."""
    from interviewer.history import lock

    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = path.lstat()
            mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            old = time.time() - found.st_mtime > YOUNG_S
            if mine and old and stat.S_ISDIR(found.st_mode) and not lock.is_held(path):
                _delete(path)


def _delete(folder: Path) -> None:
    from interviewer.history import index

    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        index.forget(folder)
