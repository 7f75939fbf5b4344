"""SessionDebrief -> what is printed at its end: fixes first, then strengths, then every answer in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from interviewer.answer import Answer
from interviewer.checks import Examination, star
from interviewer.checks.advice import ALONE
from interviewer.checks.turn import UNSCORED, recording_at
from interviewer.debrief import PAGE, is_quoted, quote, select_findings
from interviewer.debrief.build import SessionDebrief, examined
from interviewer.debrief.score_meaning import meaning
from interviewer.debrief.values import AnswerDebrief
from interviewer.history import store
from interviewer.model import STAR, Finding, Fix, Kind, Part, Turn, Verdict
from interviewer.output.flow import Flow
from interviewer.output.formatting import SIGNS, clock, colour, plural
from interviewer.output.listing import Listing
from interviewer.output.titles import question_title, score_title, title
from interviewer.settings import encryption

BAR_WIDTH = 24
"""Most characters of the S/T/A/R bar; it shrinks with the terminal, so that its end is always seen."""
LOW = 40.0
"""Score below which somebody asks why."""
LEAST_BAR = 8
"""Fewest: two for each part."""

PART_STYLE = {
    Part.SITUATION: "blue",
    Part.TASK: "magenta",
    Part.ACTION: "green",
    Part.RESULT: "yellow",
    Part.REFLECTION: "cyan",
    Part.OTHER: "dim",
}

NUMBERS = ("no", "One", "Two", "Three")


def render_summary(debrief: SessionDebrief, *, seen: bool = False) -> RenderableType:
    """The end of a session: scores, what to change and to keep, and every answer in one line.

    Of a session with one answer all this has just been shown, and so it has of one with several attempts at one
    question whose worth was `seen` after each: nothing is repeated but what each attempt scored.
    """
    session, count = debrief.session, len(debrief.answers)
    drilled = len({answer.turn.question.id for answer in debrief.answers}) == 1
    repeated = count == 1 or (seen and drilled)
    answered = sum(bool(turn.transcript.words) for turn in session.turns)
    name = session.plan.title or title(session.plan.name)
    parts: list[RenderableType] = [
        Rule(f"Debrief · {name} · {plural(answered, 'answer')}"),
        Text(),
    ]
    if not repeated:
        parts.append(score_line(debrief.summary.scores))
    if debrief.bands:
        parts.append(Text(debrief.bands, style="dim"))
    if debrief.unanswered:
        parts.append(Text(debrief.unanswered, style="dim"))
    if not repeated:
        parts.append(Text())
        parts += _changes(debrief)
    if count != 1:
        parts += [answer_table(debrief.answers)] if count else []
        if any(isinstance(_structure(answer), StoryBar) for answer in debrief.answers):
            parts.append(story_legend())
    return Group(*parts)


def _changes(debrief: SessionDebrief) -> Iterator[RenderableType]:
    """What to change, and what to keep."""
    fixes, strengths = debrief.summary.fixes, debrief.summary.strengths
    if fixes:
        count = len(fixes)
        heading = f"{NUMBERS[count]} thing{'s' * (count > 1)} to change"
        yield Text(heading, style="bold")
        for number, item in enumerate(fixes, 1):
            yield render_fix(number, item, debrief.answers[item.turn], debrief.folder)
        yield Text()
    if strengths:
        yield Text("Keep", style="bold")
        for item in strengths:
            yield render_fix("+", item, debrief.answers[item.turn], debrief.folder)
        yield Text()


def page_line(folder: Path, *, has_sound: bool) -> Text:
    """Where the page of a session is; where the session is, when it has none."""
    page = folder / PAGE
    if not page.is_file():
        return Text(f"Saved in {folder}", style="dim")
    verb = "Read and listen" if has_sound else "Read"
    return Text.assemble(f"{verb}: ", (str(page), Style(link=page.absolute().as_uri())))


def score_line(scores: Mapping[str, float]) -> RenderableType:
    """Overall and family scores side by side."""
    if not scores:
        return Text("No scored question was answered.", style="dim")
    overall = Text.assemble(
        ("Practice score ", "bold"), (f"{scores['overall']:.0f}", "bold reverse")
    )
    families = (
        Text.assemble(f"{score_title(name)} ", (f"{value:.0f}", colour(value)))
        for name, value in scores.items()
        if name != "overall"
    )
    return Flow((overall, *families))


def render_fix(
    mark: int | str, item: Fix, answer: AnswerDebrief, folder: Path | None
) -> RenderableType:
    """One fix or strength: where, what, the words, what to do."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2, justify="right")
    grid.add_column()
    where = Text(f"{question_title(answer.turn.question)}, answer {answer.number}", style="dim")
    if item.start is not None:
        where.append(" at ")
        where.append(
            clock(item.start),
            style=recording_link(folder, recording_at(answer.turn, item.start)[0]),
        )
    grid.add_row(Text(f"{mark}", style="bold"), where)
    grid.add_row("", Text(item.finding.message))
    if item.quote and not is_quoted(item.quote, item.finding.message):
        grid.add_row("", Text(f"“{item.quote}”", style="italic cyan"))
    if item.finding.advice and item.finding.verdict is not Verdict.GOOD:
        grid.add_row("", Text(item.finding.advice))
    return Padding(grid, (0, 0, 0, 1))


def recording_link(folder: Path | None, audio: str | None) -> str:
    """Style that opens a recording; none of an encrypted one, which nothing else can play."""
    if folder is None or audio is None or encryption.is_on(folder):
        return ""
    return f"link {store.Folder(folder).audio(audio).absolute().as_uri()}"


def answer_table(answers: Iterable[AnswerDebrief]) -> Table:
    """Every answer in one line: time, words, score, and its S/T/A/R bar."""
    table = Listing()
    table.add_column("answer", overflow="ellipsis", no_wrap=True, max_width=32, ratio=1)
    for heading in ("time", "words", "score"):
        table.add_column(heading, justify="right")
    answers = list(answers)
    stories = any(answer.turn.question.kind is Kind.BEHAVIORAL for answer in answers)
    if stories:
        table.add_column("structure", min_width=len("structure"))
    for answer in answers:
        question, whole, score = answer.turn.question, answer.whole, answer.overall
        table.add_row(
            f"{answer.number} {question_title(question)}",
            clock(answer.seconds) if answer.seconds else "–",
            str(len(whole.words)),
            Text(f"{score:.0f}", style=colour(score)) if score is not None else "–",
            *([_structure(answer)] if stories else []),
        )
    return table


def _structure(answer: AnswerDebrief) -> RenderableType:
    """The bar of a story; nothing for what is no story by its question."""
    return story_bar(answer.whole) if answer.turn.question.kind is Kind.BEHAVIORAL else ""


@dataclass(frozen=True, slots=True)
class StoryBar:
    """An answer's time as letters, as wide as there is room: `SSSTAAAAAAAARR`."""

    shares: Mapping[Part, float]

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """The letters in one line."""
        width = min(BAR_WIDTH, options.max_width)
        line, filled, share = Text(no_wrap=True), 0, 0.0
        for part in STAR:
            share += self.shares.get(part, 0.0)
            upto = round(share * width)
            style = f"{PART_STYLE[part]} reverse"
            line.append(part.value[0].upper() * (upto - filled), style=style)
            filled = max(filled, upto)
        yield line

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """Any width between the least and the most."""
        return Measurement(min(LEAST_BAR, options.max_width), min(BAR_WIDTH, options.max_width))


def story_bar(answer: Answer) -> RenderableType:
    """The answer's time by parts, or that it is no story."""
    story = answer.once(star.measure)
    shares = story.time_share or story.word_share or {}
    if not answer.words or not story.is_story or not any(shares.values()):
        return Text("Not a story.", style="dim")
    return StoryBar(shares)


def story_legend() -> Flow:
    """What the letters of the bar stand for."""
    return Flow(
        tuple(
            Text.assemble(
                (part.value[0].upper(), f"{PART_STYLE[part]} reverse"), (f" {part.value}", "dim")
            )
            for part in STAR
        )
    )


def render_answer_summary(
    answer: Answer, findings: Iterable[Finding], scores: Mapping[str, float]
) -> Group:
    """One answer on its own, as `score` and practice mode print it: what is worth telling first."""
    unscored = "This kind of question is not scored." if answer.kind in UNSCORED else "Not scored."
    rows: list[RenderableType] = [score_line(scores) if scores else Text(unscored)]
    if answer.kind is Kind.BEHAVIORAL and scores:
        bar = story_bar(answer)
        rows += [bar, story_legend()] if isinstance(bar, StoryBar) else [bar]
    shown = tuple(select_findings(findings))
    for finding in shown:
        row = Table.grid()
        row.add_row(f" {SIGNS[finding.verdict]} ", Text(finding.message))
        rows.append(row)
        if finding.evidence and finding.verdict is not Verdict.NOTE:
            quoted = quote(answer, finding.evidence[0])
            if not is_quoted(quoted, finding.message):
                rows.append(Padding(Text(f"“{quoted}”", style="italic cyan"), (0, 0, 0, 3)))
        if finding.advice and finding.verdict in {Verdict.FIX, Verdict.ASK}:
            rows.append(Padding(Text(finding.advice, style="dim"), (0, 0, 0, 3)))
    rows += _unexplained(answer, scores, shown)
    return Group(*rows)


def _unexplained(
    answer: Answer, scores: Mapping[str, float], shown: Collection[Finding]
) -> Iterator[RenderableType]:
    """What a low score means, where no remark of its family says why; none where one remark says it all."""
    if any(one.rule in ALONE for one in shown):
        return
    told = {one.rule.split(".")[0] for one in shown if one.verdict in {Verdict.FIX, Verdict.ASK}}
    low = [name for name, value in scores.items() if value < LOW and name not in told]
    found = examined(answer) if low else Examination(())
    for family in low:
        means = meaning(family, scores[family], answer, shown, found)
        if means and family != "overall":
            line = f"{score_title(family)} {scores[family]:.0f}: {means}"
            yield Padding(Text(line, style="dim"), (0, 0, 0, 3))


def render_attempts(before: Turn, after: Turn, called: tuple[str, str] | None = None) -> Table:
    """Two attempts at one question, score by score: what got better, what got worse."""
    called = called or (f"attempt {before.attempt}", f"attempt {after.attempt}")
    table = Listing()
    table.add_column("score")
    for heading in (*called, "change"):
        table.add_column(heading, justify="right")
    for name, now in after.scores.items():
        then = before.scores.get(name)
        if then is None:
            continue
        change = round(now) - round(then)
        style = "green" if change > 0 else "red" if change < 0 else "dim"
        table.add_row(
            score_title(name),
            f"{then:.0f}",
            f"{now:.0f}",
            Text(f"{change:+}" if change else "0", style=style),
        )
    return table
