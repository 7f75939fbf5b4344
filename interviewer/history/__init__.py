"""Kept sessions: found by name, compared, revised, listed, and deleted when asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.model import Reply, Session, Turn
from interviewer.output.titles import question_title
from interviewer.settings import paths

LAST = "last"
_STAMP = re.compile(r"\d{4}-\d\d-\d\d-\d{6}")
_ANSWER = re.compile(r"(\d{1,4})(?:\.(\d{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class AnswerRef:
    """An answer of a session (`2`), or the reply to one of its follow-ups (`2.1`)."""

    number: int
    """1 for the first answer."""
    reply: int = 0
    """0 for the answer itself, 1 for its first follow-up."""

    def __str__(self) -> str:
        return f"{self.number}.{self.reply}" if self.reply else str(self.number)


def locate(wanted: str, root: Path | None = None) -> store.Folder:
    """The folder of a session: its path, its name, the start of its name, or `last`.

    Raises:
        StoreError: there is no such session, or several start like that.
    """
    root = root or paths.recordings()
    path = Path(wanted).expanduser()
    if path.name == store.FILE and path.is_file():
        return store.Folder(path.parent)
    if (path / store.FILE).is_file():
        return store.Folder(path)
    names = [folder.path.name for folder in store.folders(root)]
    if wanted == LAST and names:
        return store.Folder(_newest(root, names))
    if wanted in names:
        return store.Folder(root / wanted)
    found = [name for name in names if wanted and name.startswith(wanted)]
    if len(found) == 1:
        return store.Folder(root / found[0])
    if found:
        some = ", ".join(found[:4]) + (", …" if len(found) > 4 else "")
        raise StoreError(f"'{wanted}' matches {len(found)} sessions", f"Use a longer name: {some}.")
    if path.is_dir():
        raise StoreError(f"{path}: no session there", f"Pass a folder that holds a {store.FILE}.")
    close = get_close_matches(wanted, names, 2, 0.5)
    hint = f"Did you mean {' or '.join(close)}?" if close else "`interviewer review` lists them."
    raise StoreError(f"There is no session '{wanted}' in {root}", hint)


def _newest(root: Path, names: list[str]) -> Path:
    """The session started last, by the stamp that its name begins with."""
    return root / max(
        names, key=lambda name: (bool(_STAMP.match(name)), name[:17], len(name), name)
    )


def find_answer(wanted: str, session: Session) -> AnswerRef:
    """The answer that `2`, `2.1` or the id of a question stands for.

    Raises:
        StoreError: the session has no such answer; lists those it has.
    """
    if match := _ANSWER.fullmatch(wanted):
        number, reply = int(match[1]), int(match[2] or 0)
        if 0 < number <= len(session.turns) and reply <= len(session.turns[number - 1].follow_ups):
            return AnswerRef(number, reply)
    for number in range(len(session.turns), 0, -1):
        if session.turns[number - 1].question.id == wanted:
            return AnswerRef(number)
    raise StoreError(f"There is no answer '{wanted}'", _answers(session))


def only_answer(wanted: str | None, session: Session) -> AnswerRef:
    """As `spot`; without a name, the session's only answer.

    Raises:
        StoreError: there are several answers and none was named.
    """
    if wanted is not None:
        return find_answer(wanted, session)
    if len(session.turns) == 1:
        return AnswerRef(1)
    if not session.turns:
        raise StoreError("The session has no answers", "`interviewer review` lists sessions.")
    raise StoreError("The session has several answers", _answers(session))


def _answers(session: Session) -> str:
    listed = ", ".join(
        f"{number} {question_title(turn.question)}" for number, turn in enumerate(session.turns, 1)
    )
    return f"Name one with --answer: {listed}."


def turn_at(session: Session, at: AnswerRef) -> Turn | Reply:
    """The answer or reply at a reference."""
    return session.turns[at.number - 1].takes[at.reply]
