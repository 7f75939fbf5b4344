"""A screen that remembers what it was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from interviewer.interview.screen.view import State, Status
from interviewer.model import FollowUp, Question, Reply, Session, Turn


@dataclass
class Watched:
    """A screen that remembers what it was told."""

    seen: list[str] = field(default_factory=list)
    state: State | None = None
    states: list[State] = field(default_factory=list)
    on_listen: Callable[[float], None] = lambda _seconds: None

    def opening(self, session: Session, folder: Path | None) -> None:
        """Remember the start."""
        assert folder is None or folder.is_dir()
        self.seen.append(f"opening {session.plan.name}")

    def says(self, text: str) -> None:
        """Remember what was said."""
        self.seen.append(f"says {text}")

    def asks(
        self, question: Question, number: int, total: int, *, follow_up: FollowUp | None
    ) -> None:
        """Remember what was asked."""
        self.seen.append(f"{'probes' if follow_up else 'asks'} {question.id} {number}/{total}")

    def shows(self, status: Status) -> None:
        """Remember each new state, and pass on how long the answer has been running."""
        assert status.level_db <= 0
        if status.state is State.LISTENING:
            self.on_listen(status.seconds)
        if status.state is not self.state:
            self.state = status.state
            self.states.append(status.state)

    def shows_answer(self, answer: Turn | Reply) -> None:
        """Remember what was heard."""
        self.seen.append(f"heard {len(answer.transcript.words)}")

    def note(self, text: str) -> None:
        """Remember a note."""
        self.seen.append(f"note {text}")

    def still(self) -> None:
        """Nothing moves."""

    def said(self) -> list[str]:
        """What the interviewer said and was shown."""
        return [line.removeprefix("says ") for line in self.seen if line.startswith("says ")]

    def notes(self) -> list[str]:
        """What was noted."""
        return [line.removeprefix("note ") for line in self.seen if line.startswith("note ")]
