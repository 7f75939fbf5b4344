"""Files that are replaced whole: a crash or a full disk leaves the old file or the new one."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interviewer.settings import private


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A draft beside `path`, with the same suffix, that takes its place when the block ends well.

    The file is open to this user only. The folder is made where it is missing. When the block fails, the draft is deleted.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    private.make_folder(path.parent)
    unique = f"{os.getpid()}-{threading.get_ident()}"
    draft = path.with_name(f".{path.stem}.{unique}.new{path.suffix}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, private.FILE))
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def write_text(path: Path, text: str) -> None:
    """Replace a text file: UTF-8, line ends as given, `?` for halves of characters.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    with replacing(path) as draft:
        draft.write_text(text, encoding="utf-8", errors="replace", newline="\n")
