"""What an interview shows, whatever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from interviewer.model import FollowUp, Question, Reply, Session, Turn


class State(StrEnum):
    """What is going on."""

    SPEAKING = "speaking"
    PLAYING = "playing back"
    LISTENING = "listening"
    QUIET = "your time to think"
    PAUSED = "paused"
    THINKING = "one moment"


@dataclass(frozen=True, slots=True)
class Status:
    """One moment of an interview."""

    state: State
    question: Question | None = None
    seconds: float = 0.0
    """Length of the recording so far."""
    answered_s: float = 0.0
    """Length of the answer so far, from its first word on; 0 before."""
    level_db: float = -96.0
    """Loudness of the last block in dBFS."""
    left_s: float | None = None
    """Time left in the session."""
    quiet_s: float = 0.0
    """Thinking time left."""


class Screen(Protocol):
    """What shows the interview; sounds are the interview's own business."""

    def opening(self, session: Session, folder: Path | None) -> None:
        """The session begins."""

    def says(self, text: str) -> None:
        """The interviewer says something that is no question."""

    def asks(
        self, question: Question, number: int, total: int, *, follow_up: FollowUp | None
    ) -> None:
        """The interviewer asks a question of the plan, or a `follow_up` to the answer before."""

    def shows(self, status: Status) -> None:
        """What is going on at this moment; called often."""

    def shows_answer(self, answer: Turn | Reply) -> None:
        """The answer as it was heard."""

    def note(self, text: str) -> None:
        """Something the candidate should know."""

    def still(self) -> None:
        """Stop moving: something else is going to use the terminal."""
