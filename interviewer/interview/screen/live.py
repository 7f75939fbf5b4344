"""What the candidate sees: one calm screen with the question, what is going on, and the keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from interviewer.answer import Answer
from interviewer.answer.speech_measures import own_s
from interviewer.checks.turn import TYPED
from interviewer.interview.commands import HELP, Command
from interviewer.interview.screen.view import State, Status
from interviewer.model import FollowUp, Question, Reply, Session, Turn
from interviewer.output.formatting import clock, plural
from interviewer.output.material import material

METER = " ▁▂▃▄▅▆▇█"
QUIETEST_DB = -60.0
REFRESH_HZ = 8
"""Pictures a second: calm enough to be looked past."""

BANDS = (
    # share of the upper target, word, style
    (1.0, "good length", "green"),
    (1.25, "wrap up", "yellow"),
)

STATES = {
    State.SPEAKING: ("▸", "cyan"),
    State.PLAYING: ("▸", "cyan"),
    State.LISTENING: ("●", "green"),
    State.QUIET: ("◌", "blue"),
    State.PAUSED: ("‖", "yellow"),
    State.THINKING: ("…", "dim"),
}
"""State -> its sign and colour; the word always stands beside them."""

WHILE_SPEAKING = (Command.END, Command.REPEAT, Command.PAUSE, Command.SKIP, Command.QUIT)


@dataclass
class ConsoleScreen:
    """What every screen on a console is told."""

    console: Console
    _: KW_ONLY
    blind: bool = False
    """Whether questions are hidden, as on the phone."""
    keys: bool = True
    """Whether it says what keys do."""
    feedback: bool = False
    """Whether the opening words of each answer are shown as they were heard."""


@dataclass
class LiveScreen(ConsoleScreen):
    """A few lines at the bottom that change; what is over scrolls up as plain lines."""

    _live: Live | None = field(default=None, init=False)
    _status: Status = field(default=Status(State.SPEAKING), init=False)
    _heading: str = field(default="", init=False)
    _question: Question | None = field(default=None, init=False)
    _printed: bool = field(default=False, init=False)

    def opening(self, session: Session, folder: Path | None) -> None:
        """Name the plan, its length, who asks, and where it is kept."""
        for line in opening_lines(session, folder):
            self.console.print(line, highlight=False, soft_wrap=True)

    def says(self, text: str) -> None:
        """Show what the interviewer says."""
        self.still()
        if self._question is None or text != self._question.text:
            self.console.print(Padding(Text(text, style="italic"), (0, 2)))

    def asks(
        self, question: Question, number: int, total: int, *, follow_up: FollowUp | None
    ) -> None:
        """Put the question on the screen, and below it what belongs to it."""
        self.still()
        self._heading = follow_up.label.lower() if follow_up else f"question {number} of {total}"
        self._question = question
        self._printed = bool(question.material and question.material.text and not follow_up)
        if question.material and self._printed:
            self._print_question()
            self.console.print()
            self.console.print(material(question.material))

    def _print_question(self) -> None:
        self.console.print()
        self.console.print(Text(self._heading, style="bold cyan"))
        if self._question and not self.blind:
            self.console.print(Padding(Text(self._question.text, style="bold"), (0, 2)))

    def shows(self, status: Status) -> None:
        """Have the moment drawn, by a thread of its own: a slow terminal must not hold up anything."""
        self._status = status
        if self._live is None:
            self._live = Live(
                console=self.console,
                transient=True,
                refresh_per_second=REFRESH_HZ,
                get_renderable=self._picture,
            )
            self._live.start()

    def _picture(self) -> RenderableType:
        status = self._status
        lines: list[RenderableType] = [Text()]
        if self._question is not None:
            lines.append(Rule(Text(self._heading, style="bold cyan"), align="left", style="dim"))
            text = "(listen)" if self.blind else self._question.text
            lines.append(Padding(Text(text, style="dim" if self.blind else "bold"), (0, 2)))
        lines.append(status_line(status))
        if self.keys:
            speaking = status.state in {State.SPEAKING, State.PLAYING}
            commands = WHILE_SPEAKING if speaking else HELP
            lines.append(Padding(keys_line(commands, status.state), (0, 2)))
        return Group(*lines)

    def shows_answer(self, answer: Turn | Reply) -> None:
        """Leave the question and one line about the answer behind."""
        self.still()
        if not self._printed:
            self._print_question()
        self.console.print(
            answer_line(answer, opening=self.feedback), no_wrap=True, overflow="ellipsis"
        )
        self._question = None

    def note(self, text: str) -> None:
        """One line of information."""
        self.still()
        self.console.print(Text(text, style="yellow"))

    def still(self) -> None:
        """Stop moving, and leave the terminal as it was found."""
        if self._live is not None:
            self._live.stop()
            self._live = None


def opening_lines(session: Session, folder: Path | None) -> Iterable[str | Text]:
    """What a session is, in two or three lines; without a `folder` it is not kept."""
    plan = session.plan
    count, who = len(plan.questions), plan.rounds[0].interviewer if plan.rounds else None
    title = plan.title or plan.name
    yield Text.assemble(
        (title, "bold"),
        f" · {plan.seconds / 60:.0f} minutes · {plural(count, 'question')}",
        "" if session.mode == title.lower() else f" · {session.mode}",
    )
    if who:
        yield Text(f"Interviewer: {who.name}, {who.role}", style="dim")
    yield Text(f"Saved in {folder}" if folder else "Nothing of this session is kept.", style="dim")


def answer_line(answer: Turn | Reply, *, opening: bool) -> Text:
    """What was heard of an answer; its `opening` words are already a kind of feedback.

    What was typed stands on the screen as it is.
    """
    words = answer.transcript.words
    if not words:
        return Text("  I did not hear an answer.", style="yellow")
    seconds = own_s(Answer(answer.transcript))
    length = f"{clock(seconds)}, " if seconds else ""
    line = Text.assemble((f"  {length}{plural(len(words), 'word')}  ", "green"))
    if opening and answer.transcript.engine != TYPED:
        line.append(" ".join(w.text for w in words[:14]) + " …" * (len(words) > 14), style="dim")
    return line


def keys_line(commands: Iterable[Command], state: State) -> Text:
    """What the keys do at this moment."""
    line = Text(style="dim", no_wrap=True, overflow="ellipsis")
    for command in commands:
        key, does = HELP[command]
        if command is Command.END and state in {State.PAUSED, State.SPEAKING, State.PLAYING}:
            does = "resume" if state is State.PAUSED else "interrupt"
        line.append("  " if line else "").append(key, style="bold").append(f" {does}")
    return line


def status_line(status: Status) -> RenderableType:
    """State, length with one word about it, how loud it is, and the clock of the session."""
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column()
    grid.add_column(justify="right")
    sign, style = STATES[status.state]
    line = Text.assemble("  ", (f"{sign} {status.state}", style))
    if status.question is not None and status.state not in {State.SPEAKING, State.PLAYING}:
        word, colour = band(status.question, status.answered_s)
        line.append(f"  {clock(status.seconds)} ", style="bold")
        if status.state is State.QUIET:
            line.append(f"{status.quiet_s:.0f} s of quiet")
        elif status.state is not State.PAUSED:
            line.append(word, style=colour)
        if status.state in {State.LISTENING, State.QUIET}:
            line.append(f"  {meter(status.level_db)}")
    left = ""
    if status.left_s is not None:
        left = f"{clock(status.left_s)} left" if status.left_s > 0 else "time is up"
    grid.add_row(line, Text(f"{left}  ", style="yellow" if (status.left_s or 999) < 300 else "dim"))
    return grid


def meter(level_db: float) -> str:
    """The loudness as a bar of one character."""
    height = max(0.0, min(1.0, 1 - level_db / QUIETEST_DB))
    return METER[round(height * (len(METER) - 1))]


def band(question: Question, seconds: float) -> tuple[str, str]:
    """A word or two for how the length stands against the question's target, and their colour."""
    shortest, longest = question.target_s
    if seconds <= 0:
        return "", "dim"
    if seconds < shortest:
        return "keep going", "dim"
    for share, word, style in BANDS:
        if seconds <= longest * share:
            return word, style
    return "too long", "red"
