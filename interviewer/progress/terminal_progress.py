"""Progress at 80 columns: what is next, the board, the principles, the stories, the trends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from enum import StrEnum

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from interviewer.history.index import AnswerRow
from interviewer.model import STAR
from interviewer.output.formatting import clock, colour, plural, spoken_time
from interviewer.output.listing import Listing
from interviewer.output.titles import question_title
from interviewer.output.titles import title as competency_title
from interviewer.progress import Progress
from interviewer.progress.board import (
    CompetencyRow,
    CompetencyState,
    MilestoneProgress,
    StepProgress,
    requirements,
)
from interviewer.progress.calendar import Calendar, countdown
from interviewer.progress.story_bank import BankedStory, Repeat
from interviewer.progress.trends import Trend, over_text, spark, story_trends, value_text

STATES = {
    CompetencyState.READY: "green",
    CompetencyState.CLOSE: "yellow",
    CompetencyState.STARTED: "",
    CompetencyState.UNTOLD: "dim",
}
MOST_STORIES = 6
MOST_SERVED = 4
SPARK = 10
"""Columns of a trend's line."""


class Section(StrEnum):
    """A part of the report."""

    NEXT = "next"
    BOARD = "board"
    PRINCIPLES = "principles"
    STORIES = "stories"
    TRENDS = "trends"


def render_progress(found: Progress, section: Section | None = None) -> RenderableType:
    """The whole report, or one section of it."""
    parts: Iterable[Callable[[Progress], RenderableType]]
    parts = _next, _board, _principles, _stories, _trends
    sections = dict(zip(Section, parts, strict=True))
    shown = [sections[section](found)] if section else [part(found) for part in sections.values()]
    return Group(_head(found), *shown)


def _head(found: Progress) -> RenderableType:
    spoken = f" · {spoken_time(found.seconds)} spoken" if found.seconds else ""
    title = f"Progress · {plural(found.sessions, 'session')} · {plural(found.answers, 'answer')}{spoken}"
    parts: list[RenderableType] = [Rule(title), Text()]
    if found.recorded:
        note = f"{plural(found.recorded, 'session')} answered by a recorded candidate, counted too."
        parts += [Text(note, style="yellow"), Text()]
    if found.calendar:
        parts += [*_today(found.calendar), Text()]
    return Group(*parts)


def _today(found: Calendar) -> Iterator[Text]:
    """The countdown, and what to do today."""
    yield Text(f"{countdown(found)}. `interviewer plan` shows the calendar.", style="bold")
    for item in found.on(found.interview - timedelta(days=found.left)):
        yield Text(f"today: {item.what}")
        yield Text(f"  {item.command}", style="cyan")


def _next(found: Progress) -> RenderableType:
    first = Column(justify="right", style="bold")
    grid = Table.grid(first, Column(overflow="fold"), padding=(0, 1))
    for number, item in enumerate(found.next, 1):
        grid.add_row(str(number), Text(item.command, style="bold cyan"))
        grid.add_row("", Text.assemble(item.what, (f": {item.why}" if item.why else "", "dim")))
    done = Text("Every step of the study plan is done.") if not found.next else grid
    return Group(Text("Practise next", style="bold"), Padding(done, (0, 0, 1, 1)))


def _board(found: Progress) -> RenderableType:
    return Group(*(_goal(goal) for goal in found.board))


def _goal(goal: MilestoneProgress) -> RenderableType:
    done = goal.done == len(goal.steps)
    head = Text.assemble(
        (goal.milestone.title, "bold"),
        (f"  {goal.done} of {len(goal.steps)}", "green" if done else "yellow"),
    )
    if goal.due and not done:
        head.append(f"  by {goal.due.day} {goal.due:%b}", style="dim")
    grid = Table.grid(Column(min_width=1), Column(overflow="fold"), padding=(0, 1))
    for stepped in goal.steps:
        mark = Text("✓", style="green") if stepped.done else Text("·")
        grid.add_row(mark, Text.assemble(stepped.step.title, _untried(stepped)))
        for line in _evidence(stepped):
            grid.add_row("", line)
    return Group(head, Padding(grid, (0, 0, 1, 1)))


def _untried(stepped: StepProgress) -> tuple[str, str]:
    tried = stepped.done or stepped.reached or stepped.nearest
    return ("", "") if tried else (f"  {stepped.missing}", "dim")


def _evidence(stepped: StepProgress) -> Iterator[Text]:
    """Which attempt shows a step, and when; else what is missing, and the nearest attempt."""
    if stepped.evidence:
        count = stepped.step.condition.count
        last = stepped.evidence[:count][-1]
        so_far = f"{stepped.reached} of {count}, " if count > 1 else ""
        yield Text(f"{so_far}{called(last)}", style="dim")
    if stepped.nearest:
        yield Text(stepped.missing, style="yellow")
        yield Text(f"nearest: {called(stepped.nearest)}", style="dim")
    elif stepped.reached and not stepped.done:
        yield Text(stepped.missing, style="yellow")


def called(entry: AnswerRow) -> str:
    """How an answer is named: its question, and what `review` opens it by."""
    return f"{question_title(entry.attempt)}, {entry.session}:{entry.number}"


def when(entry: AnswerRow) -> str:
    """`4 May`."""
    return f"{entry.attempt.started.day} {entry.attempt.started:%b}"


def _principles(found: Progress) -> RenderableType:
    asked = list(requirements(found.matrix.condition))
    table = Listing()
    table.add_column("principle" if found.principles else "competency", overflow="fold")
    table.add_column("told", justify="right", min_width=4)
    table.add_column("best", justify="right", min_width=4)
    for _, heading in asked:
        table.add_column(heading, justify="center", min_width=len(heading))
    table.add_column("", min_width=7)
    for row in found.matrix.rows:
        table.add_row(*_principle(row, [name for name, _ in asked]))
    ready = f"{found.matrix.ready} of {len(found.matrix.rows)} ready"
    return Group(
        Text.assemble(("Principles" if found.principles else "Competencies", "bold"), f"  {ready}"),
        table,
    )


def _principle(row: CompetencyRow, asked: Sequence[str]) -> Iterator[RenderableType]:
    lacking = {lack.what for lack in row.lacks}
    yield Text(row.title)
    yield str(row.attempts) if row.attempts else Text("–", style="dim")
    yield _points(row.best.score if row.best else None)
    for name in asked:
        if row.best is None:
            yield ""
        else:
            yield Text("✗", style="red") if name in lacking else Text("✓", style="green")
    yield Text(row.state.words, style=STATES[row.state])


def _points(score: float | None) -> Text:
    return Text("–", style="dim") if score is None else Text(f"{score:.0f}", style=colour(score))


def _stories(found: Progress) -> RenderableType:
    parts: list[RenderableType] = [Text("Story bank", style="bold")]
    if not found.stories:
        parts.append(Text("No story told yet.\n", style="dim"))
    parts += map(_repeat, found.repeats[:3])
    parts += map(_story, found.stories[:MOST_STORIES])
    if len(found.stories) > MOST_STORIES:
        parts.append(
            Text(f"… and {len(found.stories) - MOST_STORIES} more; --json has all.\n", style="dim")
        )
    return Group(*parts)


def _repeat(repeat: Repeat) -> RenderableType:
    tellings = repeat.tellings
    what = f"Story {repeat.story.number} answered {len(tellings)} questions of one interview"
    line = Text.assemble(
        (what, "yellow"),
        ": ",
        ", ".join(f"{question_title(entry.attempt)} ({when(entry)})" for entry in tellings[:3]),
        ", …" if len(tellings) > 3 else "",
        ". Interviewers compare notes: tell another.",
    )
    return Padding(line, (0, 0, 1, 1))


def _story(story: BankedStory) -> RenderableType:
    best = story.best
    first = Column(justify="right", min_width=2)
    grid = Table.grid(first, Column(overflow="fold"), padding=(0, 1))
    grid.add_row(Text(str(story.number), style="bold"), Text(f"“{story.opening}”", style="italic"))
    times = f"told {len(story.tellings)}×" if len(story.tellings) > 1 else "told once"
    line = Text.assemble(times, f", last {when(story.tellings[-1])} · best ", _points(best.score))
    if best.seconds:
        line.append(f" · {clock(best.seconds)}")
    if best.pace:
        line.append(f" · {best.pace:.0f} words/min")
    if best.fillers is not None:
        line.append(f" · {best.fillers:.1f} fillers/min")
    grid.add_row("", line)
    if best.shares:
        shares = " · ".join(f"{part} {best.shares.get(part, 0.0):.0%}" for part in STAR)
        grid.add_row("", Text(shares, style="dim"))
    if story.serves:
        rest = len(story.serves) - MOST_SERVED
        served = ", ".join(map(competency_title, story.serves[:MOST_SERVED]))
        served += f" and {rest} more" if rest > 0 else ""
        grid.add_row("", Text.assemble(("fits ", "dim"), served))
    if best.metrics:
        numbers = ", ".join(metric.strip(" ,.;") for metric in best.metrics)
        grid.add_row("", Text.assemble(("numbers ", "dim"), numbers))
    grid.add_row("", Text(f"best telling: {called(best)}", style="dim"))
    if len(story.tellings) > 2:
        grid.add_row("", _sparks(story_trends(story)))
    return Padding(grid, (0, 0, 1, 1))


def _sparks(found: Sequence[Trend]) -> Text:
    """Score, length, pace and fillers of a story's tellings in one line, then its time shares."""
    shown = [trend for trend in found if trend.name in {"score", "length", "pace", "fillers"}]
    return Text("  ").join(
        Text.assemble(
            (f"{trend.name} ", "dim"), (spark([value for _, value in trend.points], 10), "cyan")
        )
        for trend in shown
    )


def _trends(found: Progress) -> RenderableType:
    table = Listing()
    for heading in ("", "first", "", "latest", "good", "over"):
        table.add_column(heading, justify="right" if heading == "first" else "left", no_wrap=True)
    for trend in found.trends:
        plain = trend.unit in {"share", "points", "s"}
        name = trend.name if plain else f"{trend.name}, {trend.unit}"
        style = "cyan" if trend.name not in set(STAR) else "blue"
        values = [value for _, value in trend.drawn]
        low_high = "–".join(value_text(trend, edge) for edge in trend.good) if trend.good else ""
        table.add_row(
            name,
            value_text(trend, trend.ends[0]) if trend.ends else "",
            Text(spark(values, SPARK), style=style),
            value_text(trend, trend.ends[1]) if trend.ends else "",
            Text(low_high, style="dim"),
            Text(over_text(trend), style="dim"),
        )
    shown = table if found.trends else Text("Nothing measured yet.", style="dim")
    return Group(Text("Trends", style="bold"), shown)
