"""What `review` was asked for, and the index that its actions read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import EngineOption, Json, ModelOption, check_place, option
from interviewer.errors import UsageError
from interviewer.model import English

if TYPE_CHECKING:
    from interviewer.history import AnswerRef
    from interviewer.history.index import Index
    from interviewer.history.store import Folder
    from interviewer.model import Session


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
class Target:
    """Which session or answer."""

    session: Annotated[
        str | None,
        typer.Argument(
            help="Session: folder, name or prefix, or `last`; append :2 for an answer.",
            autocompletion=completion.sessions,
        ),
    ] = None
    answer: str | None = option(
        "Which answer: 2, its follow-up 2.1, or a question's id.", metavar="N"
    )

    def split(self) -> Target:
        """The same with `SESSION:2` taken apart.

        Raises:
            UsageError: the answer is named in both ways.
        """
        if self.session is None:
            return self
        session, answer = split_name(self.session)
        if answer and self.answer:
            raise UsageError(
                f"'{self.session}' names the answer, and so does --answer",
                f"Name it once: {session}:{self.answer}.",
            )
        return Target(session, answer or self.answer)

    def folder(self) -> Folder:
        """The session that is meant; the latest when none was named."""
        from interviewer import history

        return history.locate(self.session or history.LAST)

    def ref(self, session: Session) -> AnswerRef | None:
        """The answer that was named, if any."""
        from interviewer import history

        return history.find_answer(self.answer, session) if self.answer else None


@dataclass(frozen=True)
class Action:
    """What to do; by default, sessions are listed or one is opened."""

    search: str | None = option(
        'Find words in all answers; "…" finds them in a row.', metavar="TEXT"
    )
    compare: tuple[str, str] | None = option(
        "Two sessions, or answers (SESSION:2), side by side.", metavar="A B"
    )
    play: bool = option("Listen to an answer, or to a hit of --search.", default=False)
    edit: bool = option(
        "Correct an answer's words in your editor; it is scored again.", default=False
    )
    note: str | None = option("Attach a note to a session or an answer.", metavar="TEXT")
    rescore: bool = option("Re-score one session, or all, with the current rules.", default=False)
    retranscribe: bool = option("Transcribe a session's recordings again.", default=False)
    export: str | None = option("Write it as html, md, json, txt, srt or vtt.", metavar="FORMAT")
    html: bool = option("Write one page of everything, with trends and stories.", default=False)
    reindex: bool = option("Read every session into the index again.", default=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of what was asked for."""
        return tuple(name for name, value in vars(self).items() if value not in (None, False))


@dataclass(frozen=True)
class Details:
    """How to do it."""

    hit: int | None = option("Which hit to play; else the best one.", metavar="N", min=1)
    at: str | None = option("Play from this moment of the answer.", metavar="M:SS")
    seconds: float | None = option("Play only this many seconds.", "--for", metavar="S", min=0.1)
    limit: int | None = option("Most sessions or hits to show; 0 for all.", metavar="N", min=0)
    english: English | None = option(
        "With --rescore: English is the candidate's first or second language."
    )
    redact: bool = option("With --export: hide names, numbers and addresses.", default=False)
    dry_run: bool = option("With --rescore: show the differences, save nothing.", default=False)
    output: Path | None = option(
        "Where --export or --html writes; - prints.", "--output", "-o", metavar="FILE"
    )
    open_page: bool = option("Open the page in the browser.", "--open", default=False)
    model: ModelOption = None
    engine: EngineOption = None
    as_json: Json = False


@dataclass(frozen=True)
class ReviewRequest:
    """What `review` was asked for."""

    target: Target
    action: Action
    details: Details

    def check(self) -> None:
        """Refuse options that would do nothing, or write nowhere.

        Raises:
            UsageError: what one belongs to was not asked for, or there is no such folder.
        """
        check_place(self.details.output)
        given = vars(self.action) | vars(self.details)
        for name, belongs in BELONGS.items():
            asked = (given[other] not in (None, False) for other in belongs)
            if given[name] not in (None, False) and not any(asked):
                option = "for" if name == "seconds" else name.replace("_", "-")
                others = " or ".join(f"--{other}" for other in belongs)
                raise UsageError(f"--{option} goes with {others}", "Add that, or leave it out.")

    @property
    def most(self) -> int:
        """Most sessions or hits to show; 0 for all. A terminal gets twenty."""
        limit = self.details.limit
        return (0 if self.details.as_json else 20) if limit is None else limit


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
