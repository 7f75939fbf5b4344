"""Sessions that ended before their time: which question was being answered, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.audio.recorder import Recording
from interviewer.errors import StoreError
from interviewer.history import locate, lock, store
from interviewer.interview.recording import parts_of, recovered
from interviewer.model import Question, Reply, Session, Turn

BROKEN_OFF = frozenset({"interrupted", "lost"})
"""How answers end that can be taken up again."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interrupted session."""

    folder: store.Folder
    session: Session
    """With its finished answers only."""
    answer: Turn | Reply | None = None
    """What was broken off: an answer, or a reply to a follow-up of the last finished one."""
    parts: tuple[Recording, ...] = ()
    """What is on disk of it."""

    def again(self) -> Unfinished:
        """The same session as it stands on disk now.

        Raises:
            StoreError: it cannot be read, or was finished meanwhile.
        """
        return _of(self.folder)

    @property
    def seconds(self) -> float:
        """Length of the broken-off answer."""
        return sum(part.duration for part in self.parts)

    @property
    def question(self) -> Question:
        """The question that was being answered; there must be one."""
        return (self.answer if isinstance(self.answer, Turn) else self.session.turns[-1]).question

    @property
    def attempt(self) -> int:
        """Which attempt at the question goes on."""
        if isinstance(self.answer, Reply):
            return self.session.turns[-1].attempt
        return self.answer.attempt if self.answer else 1


def _of(folder: store.Folder) -> Unfinished:
    """The session of a folder.

    Raises:
        StoreError: it cannot be read, or is finished.
    """
    session = folder.load()
    if session.finished:
        raise StoreError(f"{folder.path.name}: was finished", "Start a new one.")
    return unfinished(folder, session)


def find(name: str | None = None, root: Path | None = None) -> Unfinished:
    """The session of that name (a folder, or the start of its name), or the last unfinished one that nobody holds now.

    Raises:
        StoreError: there is none, it cannot be read, or it was finished.
    """
    if name is not None:
        return _of(locate(name, root))
    for folder in reversed(store.folders(root)):
        try:
            session = folder.load()
        except StoreError:
            continue  # a damaged one is no reason not to go on with another
        if not (session.finished or lock.is_held(folder.path)):
            return unfinished(folder, session)
    raise StoreError("There is no interrupted session", "Start one: interviewer phone-screen")


def unfinished(folder: store.Folder, session: Session) -> Unfinished:
    """Take apart what was finished and what was not."""
    turns = list(session.turns)
    answer = session.under_way
    if answer is None and turns and turns[-1].takes[-1].ended in BROKEN_OFF:
        last = turns.pop()
        if last.follow_ups:
            *replies, answer = last.follow_ups
            turns.append(replace(last, follow_ups=tuple(replies)))
        else:
            answer = last
    session = replace(session, turns=tuple(turns), under_way=None)
    audio = answer.audio if answer else None
    parts = recovered(parts_of(folder, Path(audio).stem)) if audio else ()
    return Unfinished(folder, session, answer, tuple(parts))
