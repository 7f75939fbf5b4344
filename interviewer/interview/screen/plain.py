"""An interview in plain lines, added one after the other: for screen readers, logs, and pipes."""

from __future__ import annotations

import re
import textwrap
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path

from rich.text import Text

from interviewer.interview.commands import HELP
from interviewer.interview.screen.live import ConsoleScreen, answer_line, band, opening_lines
from interviewer.interview.screen.view import State, Status
from interviewer.model import FollowUp, Question, Reply, Session, Turn
from interviewer.output.formatting import clock

_COLUMN = re.compile(r"\d+:\s+|\s*\S.{0,24}?\s{2,}(?=\S)|\s+(?=\S)")
"""What stands before the text of a line: its number, its first column, or its indentation."""

SENTENCES = {
    State.LISTENING: "Listening.",
    State.QUIET: "Listening. Take your time to think.",
    State.PAUSED: "Paused. Press Enter to resume.",
    State.PLAYING: "Playing back.",
    State.THINKING: "One moment.",
}
"""What is said of a state; that the interviewer speaks can be heard."""


@dataclass
class PlainScreen(ConsoleScreen):
    """One line for each thing that happens, without colour, signs or movement."""

    _: KW_ONLY
    wrap: bool = False
    """Whether lines are broken between words, for people who read them there."""
    _state: State | None = field(default=None, init=False)
    _band: str = field(default="", init=False)

    def _line(self, text: str | Text) -> None:
        plain = text.plain if isinstance(text, Text) else text
        self.console.print(plain.strip(), markup=False, highlight=False, soft_wrap=not self.wrap)

    def opening(self, session: Session, folder: Path | None) -> None:
        """Name the plan, its length, who asks, where it is kept, and the keys."""
        for line in opening_lines(session, folder):
            self._line(line)
        if self.keys:
            self._line(
                "Keys: " + ", ".join(f"{key} to {does}" for key, does in HELP.values()) + "."
            )

    def says(self, text: str) -> None:
        """What the interviewer says."""
        self._line(f"Interviewer: {text}")

    def asks(
        self, question: Question, number: int, total: int, *, follow_up: FollowUp | None
    ) -> None:
        """The question and what belongs to it, code with line numbers."""
        if self.wrap:
            self.console.print()
        label = follow_up.label if follow_up else f"Question {number} of {total}"
        self._line(f"{label}." if self.blind else f"{label}: {question.text}")
        if question.material and question.material.text and not follow_up:
            numbered = question.material.language != "text"
            for at, line in enumerate(question.material.text.splitlines(), 1):
                self._material(f"{at}: {line}" if numbered else line)
        self._state, self._band = None, ""

    def _material(self, line: str) -> None:
        """A line of the material; where it is broken, what follows stands below its text."""
        if self.wrap:
            column = _COLUMN.match(line)
            line = textwrap.fill(
                line,
                self.console.width - 1,
                subsequent_indent=" " * (column.end() if column else 0),
                replace_whitespace=False,
                break_on_hyphens=False,
            )
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def shows(self, status: Status) -> None:
        """A line when the state changes, and one when the answer gets long."""
        if status.state is not self._state:
            self._state = status.state
            if said := SENTENCES.get(status.state):
                self._line(said)
        if status.question is None or status.state is not State.LISTENING:
            return
        word, _ = band(status.question, status.answered_s)
        if word != self._band:
            if self._band and word:
                self._line(f"{clock(status.seconds)}: {word}.")
            self._band = word

    def shows_answer(self, answer: Turn | Reply) -> None:
        """The answer as it was heard."""
        self._line(answer_line(answer, opening=self.feedback))

    def note(self, text: str) -> None:
        """One line of information."""
        self._line(text)

    def still(self) -> None:
        """Nothing moves here."""
