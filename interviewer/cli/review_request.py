"""What `review` was asked for, and the index that its actions read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.history import AnswerRef
    from interviewer.history.index import Index
    from interviewer.history.store import Folder
    from interviewer.model import English, Session


BELONGS: Mapping[str, tuple[str, ...]] = {
    "at": ("play",),
    "seconds": ("play",),
    "hit": ("search",),
    "redact": ("export",),
    "output": ("export", "html"),
    "dry_run": ("rescore",),
    "english": ("rescore",),
    "model": ("retranscribe",),
    "engine": ("retranscribe",),
}
"""An option that says how -> the options that say what."""


@dataclass(frozen=True)
class ReviewRequest:
    """What `review` was asked for; its fields are the options."""

    session: str | None
    answer: str | None
    search: str | None
    compare: tuple[str, str] | None
    edit: bool
    note: str | None
    rescore: bool
    english: English | None
    retranscribe: bool
    export: str | None
    redact: bool
    html: bool
    reindex: bool
    play: bool
    hit: int | None
    at: str | None
    seconds: float | None
    limit: int | None
    dry_run: bool
    output: Path | None
    open_page: bool
    model: str | None
    engine: str | None
    as_json: bool

    @classmethod
    def of(cls, **options: Any) -> ReviewRequest:
        """The options of the command line; `SESSION:2` names a session and an answer."""
        if options["session"] and options["answer"] is None:
            options["session"], options["answer"] = split_name(options["session"])
        return cls(**options)

    def check(self) -> None:
        """Refuse options that would do nothing.

        Raises:
            UsageError: what one belongs to was not asked for.
        """
        for name, belongs in BELONGS.items():
            given = getattr(self, name) not in (None, False)
            if given and not any(getattr(self, other) not in (None, False) for other in belongs):
                option = "for" if name == "seconds" else name.replace("_", "-")
                others = " or ".join(f"--{other}" for other in belongs)
                raise UsageError(f"--{option} goes with {others}", "Add that, or leave it out.")

    @property
    def most(self) -> int:
        """Most sessions or hits to show; 0 for all. A terminal gets twenty."""
        return (0 if self.as_json else 20) if self.limit is None else self.limit

    def folder(self) -> Folder:
        """The session that is meant; the latest when none was named."""
        from interviewer import history

        return history.locate(self.session or history.LAST)

    def answer_ref(self, session: Session) -> AnswerRef | None:
        """The answer that was named, if any."""
        from interviewer import history

        return history.find_answer(self.answer, session) if self.answer else None


def split_name(text: str) -> tuple[str, str | None]:
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
