"""AnswerDebrief -> what a terminal shows of one answer: the substance of its part of the page, in 80 columns."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from interviewer.checks.norms import PACE_DRAWN
from interviewer.debrief import is_quoted
from interviewer.debrief.build import SessionDebrief
from interviewer.debrief.terminal_debrief import PART_STYLE, recording_link, render_summary
from interviewer.debrief.values import (
    AnswerDebrief,
    Checklist,
    NumberedFinding,
    TakeDebrief,
    TakePosition,
)
from interviewer.history.earlier_attempts import EarlierAttempt
from interviewer.model import STAR, Part, Verdict
from interviewer.output.flow import Flow
from interviewer.output.formatting import SIGNS, clock, colour
from interviewer.output.titles import question_title

WIDTH, MARGIN = 72, 8
"""Most columns of a timeline, and what is left free beside it for the last time mark."""
LEVELS = "▁▂▃▄▅▆▇█"
STYLES = {Verdict.FIX: "red", Verdict.ASK: "yellow", Verdict.GOOD: "green", Verdict.NOTE: "dim"}


def render_session(debrief: SessionDebrief) -> RenderableType:
    """A whole session: its answers one by one, then the summary, where the eye is at the end."""
    answers = (render_answer(answer, debrief.folder) for answer in debrief.answers)
    return Group(*timeline_legend(debrief.answers), *answers, render_summary(debrief))


def render_answer(answer: AnswerDebrief, folder: Path | None = None) -> RenderableType:
    """One answer, as the page tells it."""
    question = answer.turn.question
    again = f" · attempt {answer.turn.attempt}" if answer.turn.attempt > 1 else ""
    ending = f" · {answer.ending}" if answer.ending else ""
    parts: list[RenderableType] = [
        Rule(Text(f"{answer.number} · {question_title(question)}{again}{ending}"), align="left"),
        Padding(Text(question.text, style="bold"), (0, 0, 1, 0)),
    ]
    if not answer.whole.words:
        skipped = answer.turn.ended == "skipped"
        return Group(*parts, Text("Skipped." if skipped else "Nothing was heard."), Text())
    parts += [_scores(answer), *_earlier(answer)]
    for index, take in enumerate(answer.takes):
        if index:
            parts.append(Text.assemble((f"{take.label}: ", "dim"), take.asked))
        parts.append(Timeline(answer, take, index))
    parts += [_point(answer, point, folder) for point in answer.points]
    for checklist in answer.checklists:
        parts += _checklist(answer, checklist, folder)
    parts += _flaws(answer, folder)
    return Group(*parts, Text())


def _scores(answer: AnswerDebrief) -> RenderableType:
    """Every score with what it is made of, and what has changed since the last attempt."""
    if not answer.scores:
        return Text("This question is not scored.\n", style="dim")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=14)
    grid.add_column(width=3, justify="right")
    grid.add_column(width=4, justify="right")
    grid.add_column()
    for score in answer.scores:
        change = answer.change(score)
        moved = "" if change is None or not round(change) else f"{change:+.0f}"
        grid.add_row(
            "Practice score" if score.name == "overall" else score.title,
            Text(f"{score.value:.0f}", style=f"bold {colour(score.value)}"),
            Text(moved, style="green" if moved.startswith("+") else "red"),
            Text(score.sounds, style="dim"),
        )
    return Padding(grid, (0, 0, 1, 0))


def _earlier(answer: AnswerDebrief) -> Iterator[RenderableType]:
    if answer.earlier:
        before = ", ".join(map(_attempt, answer.earlier))
        yield Padding(Text(f"The same question before: {before}.", style="dim"), (0, 0, 1, 0))


def _attempt(past: EarlierAttempt) -> str:
    started, score = past.session.started, past.turn.scores.get("overall")
    length = f", {clock(past.seconds)}" if past.seconds else ""
    marks = f" scored {score:.0f}" if score is not None else ""
    return f"{started.day} {started:%b %Y}{marks}{length}"


def timeline_legend(answers: Iterable[AnswerDebrief]) -> Iterator[RenderableType]:
    """What the signs of the timelines stand for: those that occur in them."""
    answers = list(answers)
    takes = [take for answer in answers for take in answer.takes if take.timed]
    if not takes:
        return
    parts = {segment.part for take in takes for segment in take.segments}
    signs = [(part.value[0].upper(), part.value) for part in STAR if part in parts]
    signs += [("+", "look back")] if Part.REFLECTION in parts else []
    signs += [("─", "speech")] if parts - {*STAR, Part.REFLECTION} else []
    signs += [("'", "filler")] if any(take.fillers for take in takes) else []
    signs += [("#", "number")] if any(take.metrics for take in takes) else []
    signs += [("1", "remark with that number")] if any(one.numbered for one in answers) else []
    signs += [("▃", "pace")] if any(take.pace for take in takes) else []
    yield Text("\nIn the timelines:", style="dim")
    yield Flow(tuple(Text(f"{sign} {word}", style="dim") for sign, word in signs), "   ")
    yield Text()


# --- the timeline -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording from left to right, as wide as there is room."""

    answer: AnswerDebrief
    take: TakeDebrief
    index: int

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Findings, parts, fillers and numbers, clock, pace: a line each."""
        width = max(min(WIDTH, options.max_width - MARGIN), 10)
        yield from _drawn(self.answer, self.take, self.index, width)


def _drawn(
    answer: AnswerDebrief, take: TakeDebrief, index: int, width: int
) -> Iterator[RenderableType]:
    duration = take.duration
    if not take.timed or not duration:
        return

    def column(seconds: float) -> int:
        return min(int(width * max(seconds, 0.0) / duration), width - 1)

    flags = answer.flags(index)
    if flags:
        flagged = ((column(flag.at), str(flag.number)) for flag in flags)
        yield Text(_placed(flagged, width, apart=1))
    bar = [(" ", "dim")] * width
    for segment in take.segments:
        letter = segment.part.value[0].upper() if segment.part in STAR and segment.part else "─"
        letter = "+" if segment.part is Part.REFLECTION else letter
        style = f"{PART_STYLE[segment.part]} reverse" if segment.part in STAR else "dim"
        for at in range(column(segment.interval.start), column(segment.interval.end) + 1):
            bar[at] = (letter, style)
    for pause in take.pauses:
        for at in range(column(pause.start) + 1, column(pause.end)):
            bar[at] = (" ", "")
    yield Text.assemble(*bar)
    marks = [(column(start), "'") for start in take.fillers]
    marks += [(column(start), "#") for start, _ in take.metrics]
    if marks:
        yield Text(_placed(marks, width), style="dim")
    times = ((column(at), clock(at)) for at in _hours(duration))
    yield Text(_placed(times, width, apart=1), style="dim")
    if take.pace:
        yield _pace(take, column, width)
    yield Text()


def _placed(items: Iterable[tuple[int, str]], width: int, apart: int = 0) -> str:
    """Short texts at their columns; one that would cover another is moved right, or left out."""
    line = ""
    for column, text in sorted(items):
        start = max(column, len(line) + apart * bool(line))
        if start + len(text) <= width + MARGIN - 2:
            line = line.ljust(start) + text
    return line


def _hours(duration: float) -> Iterator[float]:
    step = next((step for step in (10, 15, 30, 60, 120, 300) if duration / step <= 6), 600)
    at = 0.0
    while at < duration:
        yield at
        at += step


def _pace(take: TakeDebrief, column: Callable[[float], int], width: int) -> Text:
    low, high = PACE_DRAWN
    line = [" "] * width
    for (start, before), (end, after) in itertools.pairwise(take.pace):
        first, last = column(start), column(end)
        for at in range(first, last + 1):
            rate = before + (after - before) * (at - first) / max(last - first, 1)
            height = (min(max(rate, low), high) - low) / (high - low)
            line[at] = LEVELS[round(height * (len(LEVELS) - 1))]
    return Text.assemble("".join(line).rstrip(), ("\n" + take.pace_summary + ".", "dim"))


# --- what was found -----------------------------------------------------------------------------


def _grid(sign: Text, *lines: Text) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=4, justify="right")
    grid.add_column()
    for number, line in enumerate(lines):
        grid.add_row(sign if not number else "", line)
    return grid


def _point(answer: AnswerDebrief, point: NumberedFinding, folder: Path | None) -> RenderableType:
    """A finding, the words that show it, and what to do."""
    finding = point.finding
    number = f"{point.number} " if point.number else ""
    lines = [Text(finding.message)]
    if point.quote and finding.verdict is not Verdict.NOTE:
        at = time_link(answer, point.place, folder)
        if is_quoted(point.quote, finding.message):
            lines[0] += at
        else:
            lines.append(Text(f"“{point.quote}”", style="italic cyan") + at)
    if finding.advice and finding.verdict in {Verdict.FIX, Verdict.ASK}:
        lines.append(Text(finding.advice, style="dim"))
    sign = Text(f"{number}{SIGNS[finding.verdict]}", style=STYLES[finding.verdict])
    return _grid(sign, *lines)


def time_link(answer: AnswerDebrief, place: TakePosition | None, folder: Path | None) -> Text:
    """When something was said; a terminal that follows links opens the recording."""
    if place is None or place.start is None:
        return Text()
    audio = answer.takes[place.take].audio
    link = recording_link(folder, audio)
    where = " follow-up " if place.take else " "
    return Text.assemble((where, "dim"), (clock(place.start), f"dim {link}".strip()))


def _quoted(
    answer: AnswerDebrief, words: str, place: TakePosition | None, folder: Path | None
) -> Text:
    return Text(f" “{words}”", style="italic cyan") + time_link(answer, place, folder)


def _checklist(
    answer: AnswerDebrief, checklist: Checklist, folder: Path | None
) -> Iterator[RenderableType]:
    total = len(checklist.covered) + len(checklist.missing)
    yield Text(f"\n{checklist.title}: {len(checklist.covered)} of {total} points", style="bold")
    for ticks, sign, style in (
        (checklist.wrong, "✗", "red"),
        (checklist.covered, "✓", "green"),
        (checklist.missing, "○", "dim"),
    ):
        for tick in ticks:
            must = " (essential)" if tick.weight == "must" and not tick.quote else ""
            line = Text(f"{tick.says}{must}")
            if tick.quote:
                line += _quoted(answer, tick.quote, tick.place, folder)
            lines = [line, Text(f"{tick.why}.", style="dim")] if tick.why else [line]
            yield _grid(Text(sign, style=style), *lines)


def _flaws(answer: AnswerDebrief, folder: Path | None) -> Iterator[RenderableType]:
    if not answer.flaws:
        return
    found = sum(flaw.found for flaw in answer.flaws)
    yield Text(f"\nThe code: {found} of {len(answer.flaws)} flaws found", style="bold")
    for flaw in answer.flaws:
        lines = f", line {', '.join(map(str, flaw.lines))}" if flaw.lines else ""
        line = Text(f"{flaw.name} ({flaw.severity}{lines})")
        if flaw.quote:
            line += _quoted(answer, flaw.quote, flaw.place, folder)
        sign = Text("✓", style="green") if flaw.found else Text("○", style="dim")
        yield _grid(sign, line, Text(f"{flaw.why} {flaw.fix}", style="dim"))


# --- the words ----------------------------------------------------------------------------------


def render_transcript(answer: AnswerDebrief) -> RenderableType:
    """The words of an answer in paragraphs, with time and part, follow-ups in place."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=5, justify="right", style="dim")
    grid.add_column(width=1)
    grid.add_column()
    for index, take in enumerate(answer.takes):
        if index:
            grid.add_row("", "", Text(take.asked, style="bold"))
        for passage in take.passages:
            letter = passage.part.value[0].upper() if passage.part in STAR and passage.part else ""
            style = PART_STYLE[passage.part] if passage.part else ""
            words = Text(" ").join(
                Text(piece.text, style="dim italic" if "filler" in piece.kinds else "")
                for piece in passage.pieces
            )
            start = clock(passage.start) if passage.start is not None else ""
            grid.add_row(start, Text(letter, style=style), words)
    return grid
