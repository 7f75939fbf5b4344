"""Attempts of older sessions at the questions of a session."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from interviewer.checks.turn import length_s
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.model import Session, Turn

MOST = 5
"""Attempts shown of one question."""
LOOKED_AT = 60
"""Sessions read, newest first: older attempts belong to the history, not to a debrief."""


MICROPHONE = "microphone"
"""`candidate` of a session that a person answered."""


@dataclass(frozen=True, slots=True)
class EarlierAttempt:
    """Another attempt at the same question."""

    session: Session
    turn: Turn
    href: str = ""
    """Link to where it is told, relative to the page."""

    @property
    def seconds(self) -> float | None:
        """Length of the answer itself, as everywhere."""
        return length_s(self.turn)


def earlier_attempts(session: Session, folder: Path) -> Mapping[str, tuple[EarlierAttempt, ...]]:
    """Question id -> its latest attempts before this session, oldest first.

    `folder` is the session's own; the others stand beside it. Damaged ones are passed over. What a recorded candidate
    answers has none: two of them are two people, and neither is the user.
    """
    found: dict[str, list[EarlierAttempt]] = {turn.question.id: [] for turn in session.turns}
    if session.candidate != MICROPHONE:
        return dict.fromkeys(found, ())
    others = [other for other in store.folders(folder.parent) if other.path.name != folder.name]
    for other in reversed(others[-LOOKED_AT:]):
        if all(len(some) >= MOST for some in found.values()):
            break
        try:
            past = other.load()
        except StoreError:
            continue
        if past.started.timestamp() >= session.started.timestamp():
            continue
        if past.candidate != MICROPHONE:
            continue  # a demonstration is nobody's own attempt
        for number, turn in reversed(list(enumerate(past.turns, 1))):
            some = found.get(turn.question.id)
            if some is not None and len(some) < MOST and turn.transcript.words:
                href = f"../{quote(os.fsencode(other.path.name))}/debrief.html#answer-{number}"
                some.append(EarlierAttempt(past, turn, href))
    return {name: tuple(reversed(some)) for name, some in found.items()}
