"""What the candidate sees while the interview runs: the question, one status line, few colours."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from interviewer.model import Material, Question, Session, Turn

METER = " ▁▂▃▄▅▆▇█"
QUIETEST_DB = -60.0
REFRESH_HZ = 8

BANDS = (
    # share of the upper target, word, style
    (1.0, "good length", "green"),
    (1.25, "wrap up", "yellow"),
)


class TerminalScreen:
    """Plain lines, and one line that moves while the candidate speaks (only on a terminal)."""

    def __init__(self, console: Console, *, blind: bool = False, keys: bool = True) -> None:
        """`blind` hides the question's text, as on the phone; `keys` says what keys do."""
        self._console = console
        self._blind = blind
        self._keys = keys
        self._live: Live | None = None

    def opening(self, session: Session, folder: Path) -> None:
        """Name the plan, its length, and where it is kept."""
        plan = session.plan
        count = len(plan.questions)
        self._console.rule(
            f"[bold]{plan.name}[/] · {plan.seconds / 60:.0f} minutes · {count} "
            f"question{'s' * (count != 1)}"
        )
        self._console.print(f"Kept in {folder}", style="dim", highlight=False, soft_wrap=True)
        if self._keys:
            self._console.print(
                "Keys while you speak: Enter ends the answer · r repeat · a again · s skip · q quit",
                style="dim",
            )

    def says(self, text: str) -> None:
        """Show what the interviewer says."""
        self._console.print()
        self._console.print(Text(text, style="italic"))

    def asks(self, question: Question, number: int, total: int, *, follow_up: bool) -> None:
        """Show the question and what belongs to it."""
        self._console.print()
        label = "follow-up" if follow_up else f"question {number} of {total}"
        self._console.print(f"[bold cyan]{label}[/]")
        if not self._blind:
            self._console.print(Padding(Text(question.text, style="bold"), (0, 2)))
        if question.material and question.material.text:
            self._console.print(material(question.material))

    def listens(self, question: Question, seconds: float, level: float) -> None:
        """Move the status line; without a terminal nothing moves."""
        if not self._console.is_terminal:
            return
        if self._live is None:
            self._live = Live(console=self._console, transient=True, refresh_per_second=REFRESH_HZ)
            self._live.start()
        self._live.update(status(question, seconds, level))

    def thinks(self) -> None:
        """The answer is over."""
        self._still()
        self._console.print("  listening back…", style="dim")

    def heard(self, turn: Turn) -> None:
        """Say what was heard, in one line."""
        self._still()
        words = turn.transcript.words
        if not words:
            self._console.print("  I did not hear an answer.", style="yellow")
            return
        opening = " ".join(word.text for word in words[:14]) + (" …" if len(words) > 14 else "")
        minutes, seconds = divmod(round(turn.transcript.duration or 0), 60)
        line = Text.assemble(
            (f"  heard {minutes}:{seconds:02}, {len(words)} words  ", "green"), (opening, "dim")
        )
        self._console.print(line, no_wrap=True, overflow="ellipsis")

    def note(self, text: str) -> None:
        """One line of information."""
        self._still()
        self._console.print(Text(text, style="yellow"))

    def close(self) -> None:
        """Leave the terminal as it was found."""
        self._still()

    def _still(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


def status(question: Question, seconds: float, level: float) -> Text:
    """The moving line: time, one word about the length, how loud it is."""
    minutes, rest = divmod(int(seconds), 60)
    word, style = band(question, seconds)
    height = max(0.0, min(1.0, 1 - level / QUIETEST_DB))
    bar = METER[round(height * (len(METER) - 1))]
    return Text.assemble(
        "  ● listening ", (f"{minutes}:{rest:02} ", "bold"), (word, style), f"  {bar}"
    )


def band(question: Question, seconds: float) -> tuple[str, str]:
    """One word for how the length stands against the question's target, and its colour."""
    shortest, longest = question.target_s
    if seconds < shortest:
        return "go on", "dim"
    for share, word, style in BANDS:
        if seconds <= longest * share:
            return word, style
    return "too long", "red"


def material(item: Material) -> Padding | Text:
    """Code with line numbers, so that "line twelve" can be said; other material as it is."""
    if item.language == "text":
        return Padding(Text(item.text), (0, 2))
    return Padding(Syntax(item.text, item.language, line_numbers=True, theme="ansi_dark"), (0, 2))
