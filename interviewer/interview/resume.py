"""Sessions that ended before their time: which question was being answered, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.audio.recorder import Recording
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.interview.recording import PART, recovered
from interviewer.model import Session, Turn
from interviewer.settings import paths

BROKEN_OFF = frozenset({"interrupted", "lost"})
"""How answers end that can be taken up again."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An interrupted session."""

    folder: store.Folder
    session: Session
    """With its finished answers only."""
    turn: Turn | None = None
    """The answer that was broken off."""
    follow_up: bool = False
    """Whether that was the answer to a follow-up of the last finished one."""
    parts: tuple[Recording, ...] = ()
    """What is on disk of it."""

    @property
    def seconds(self) -> float:
        """Length of the broken-off answer."""
        return sum(part.duration for part in self.parts)


def find(name: str | None = None, root: Path | None = None) -> Unfinished:
    """The session of that name (a folder, or the start of its name), or the last unfinished one.

    Raises:
        StoreError: there is none, it cannot be read, or it was finished.
    """
    if name is not None:
        folder = _named(name, root)
        session = folder.load()
        if session.finished:
            raise StoreError(f"{folder.path.name}: was finished", "Start a new one.")
        return unfinished(folder, session)
    for folder in reversed(store.folders(root)):
        try:
            session = folder.load()
        except StoreError:
            continue  # a damaged one is no reason not to go on with another
        if not session.finished:
            return unfinished(folder, session)
    raise StoreError("There is no interrupted session", "Start one: interviewer phone-screen")


def _named(name: str, root: Path | None) -> store.Folder:
    if Path(name).is_dir():
        return store.Folder(Path(name))
    there = store.folders(root)
    fitting = [item for item in there if item.path.name == name]
    fitting = fitting or [item for item in there if item.path.name.startswith(name)]
    if len(fitting) != 1:
        what = "several sessions start" if fitting else "no session starts"
        where = root or paths.recordings()
        raise StoreError(f"{where}: {what} with “{name}”", "Give the whole name of its folder.")
    return fitting[0]


def unfinished(folder: store.Folder, session: Session) -> Unfinished:
    """Take apart what was finished and what was not."""
    turns = session.turns
    open_turn, follow_up = session.under_way, False
    if open_turn is not None:
        follow_up = bool(turns) and open_turn.question.id.startswith(f"{turns[-1].question.id}.")
    elif turns and turns[-1].follow_ups and turns[-1].follow_ups[-1].ended in BROKEN_OFF:
        *kept, open_turn = turns[-1].follow_ups
        turns, follow_up = (*turns[:-1], replace(turns[-1], follow_ups=tuple(kept))), True
    elif turns and turns[-1].ended in BROKEN_OFF:
        *rest, open_turn = turns
        turns = tuple(rest)
    session = replace(session, turns=turns, under_way=None)
    parts = tuple(recovered(_files(folder, open_turn))) if open_turn else ()
    return Unfinished(folder, session, open_turn, follow_up, parts)


def _files(folder: store.Folder, turn: Turn) -> list[Path]:
    """The recordings of an answer, in order."""
    if turn.audio is None:
        return []
    stem = Path(turn.audio).stem
    more = sorted(
        folder.path.glob(f"{stem}{PART}*.wav"), key=lambda path: int(path.stem.rpartition(PART)[2])
    )
    return [folder.path / f"{stem}.wav", *more]
