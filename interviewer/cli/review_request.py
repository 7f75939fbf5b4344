"""What `review` was asked for, and the index that its actions read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.history import AnswerRef
    from interviewer.history.index import Index
    from interviewer.history.store import Folder
    from interviewer.model import Session


@dataclass(frozen=True)
class ReviewRequest:
    """What `review` was asked for, beside the action itself."""

    session: str | None
    answer: str | None
    as_json: bool
    limit: int
    hit: int
    play: bool
    at: str | None
    seconds: float | None
    save: bool
    open_page: bool
    output: Path | None
    model: str | None
    engine: str | None

    def folder(self) -> Folder:
        """The session that is meant; the latest when none was named."""
        from interviewer import history

        return history.locate(self.session or history.LAST)

    def spot(self, session: Session) -> AnswerRef | None:
        """The answer that was named, if any."""
        from interviewer import history

        return history.find_answer(self.answer, session) if self.answer else None


def split(text: str) -> tuple[str, str | None]:
    """`SESSION:ANSWER` in two; a path that has a colon stays whole."""
    name, colon, answer = text.rpartition(":")
    return (name, answer) if colon and answer and not Path(text).exists() else (text, None)


@contextmanager
def indexed(*, afresh: bool = False) -> Iterator[Index]:
    """The index, up to date; a large update shows how far it is."""
    from interviewer.history import index

    with (
        progress_counter("Reading sessions") as progress,
        index.open_index(afresh=afresh, progress=progress) as found,
    ):
        yield found


@contextmanager
def progress_counter(what: str, least: int = 50) -> Iterator[Callable[[int, int], None]]:
    """Shows `what 120 of 1250` on a terminal while something long runs."""
    shown = False

    def progress(done: int, total: int) -> None:
        nonlocal shown
        if (
            total >= least
            and sys.stderr.isatty()
            and (least < 50 or done % 10 == 0 or done == total)
        ):
            shown = True
            sys.stderr.write(f"\r{what} {done} of {total}" + ("\r\x1b[K" if done == total else ""))
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
