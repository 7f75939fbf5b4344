"""Comparisons, revisions and deletions, as they are printed at 80 columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from interviewer.history import AnswerRef
from interviewer.history.compare import Change, Comparison, Direction
from interviewer.history.purge import PurgePlan
from interviewer.history.revise import Retranscription, Revision
from interviewer.model import Note, Session
from interviewer.output.formatting import clock, day, plural, size_text
from interviewer.output.listing import Listing
from interviewer.output.titles import question_title, score_title, title

WAYS = {Direction.BETTER: "green", Direction.WORSE: "red", Direction.SAME: "dim"}
SIGNS = {Direction.BETTER: "better", Direction.WORSE: "worse", Direction.SAME: ""}
MOST_REVISIONS = 20
MOST_FINDINGS = 6


def render_notes(session: Session, at: AnswerRef | None = None) -> RenderableType:
    """The candidate's own notes, on one answer or all of them."""
    wanted = [note for note in session.notes if at is None or note.turn == at.number - 1]
    return Group(*(_note(note, session) for note in wanted))


def _note(note: Note, session: Session) -> Text:
    where = ""
    if note.turn is not None and note.turn < len(session.turns):
        where = f" on {note.turn + 1} {question_title(session.turns[note.turn].question)}"
    return Text.assemble((f"Note{where}, {day(note.written)}: ", "bold"), note.text)


# --- comparing ----------------------------------------------------------------------------------


def render_comparisons(
    first: str, second: str, comparisons: Sequence[Comparison]
) -> RenderableType:
    """Two sessions or answers side by side."""
    head = Text.assemble(("before  ", "dim"), first, "\n", ("after   ", "dim"), second, "\n")
    return Group(head, *(_comparison(comparison) for comparison in comparisons))


def _comparison(comparison: Comparison) -> RenderableType:
    then, now = question_title(comparison.earlier), question_title(comparison.question)
    heading = f"{now}  (answer {comparison.before} and answer {comparison.after})"
    if then != now:
        heading = f"{then} and {now}  (answer {comparison.before} and answer {comparison.after})"
    table = Listing(title=Text(heading, style="bold"), title_justify="left")
    table.add_column("", min_width=16)
    for heading in ("before", "after", "change"):
        table.add_column(heading, justify="right", min_width=8)
    table.add_column("")
    for group in (comparison.scores, comparison.measures):
        for change in group:
            name = score_title(change.name) if change.unit == "points" else title(change.name)
            if change.unit not in {"points", "share"}:
                name += f", {_unit(change)}"
            way = change.way if difference(change) != "0" else Direction.SAME
            table.add_row(
                name,
                figure(change.before, change.unit),
                figure(change.after, change.unit),
                Text(difference(change), style=WAYS[way]),
                Text(SIGNS[way], style=WAYS[way]),
            )
        table.add_section()
    parts: list[RenderableType] = [table]
    for heading, found, mark, style in (
        ("Fixed", comparison.fixed, "+", "green"),
        ("New to change", comparison.new, "✗", "red"),
        ("Still to change", comparison.still, "·", "yellow"),
        ("New strengths", comparison.gained, "+", "green"),
        ("Strengths gone", comparison.lost, "–", "red"),
    ):
        if found:
            parts.append(Text(heading, style="bold"))
            for finding in found[:MOST_FINDINGS]:
                line = Text.assemble((f"{mark} ", style), finding.message)
                parts.append(Padding(line, (0, 0, 0, 1)))
            if len(found) > MOST_FINDINGS:
                parts.append(Text(f"   … and {len(found) - MOST_FINDINGS} more", style="dim"))
    return Group(*parts, Text())


def _unit(change: Change) -> str:
    return {"s": "m:ss", "words per minute": "words/min", "per minute": "per min"}.get(
        change.unit, change.unit
    )


def figure(value: float | None, unit: str) -> str:
    """A figure with the digits that its unit deserves; `–` when it was not measured."""
    if value is None:
        return "–"
    if unit == "s":
        return clock(value)
    if unit == "share":
        return f"{value:.0%}"
    return f"{value:.1f}" if unit == "per minute" else f"{value:.0f}"


def difference(change: Change) -> str:
    """The change of the figures as they are shown, with its sign; empty without two of them."""
    if change.before is None or change.after is None:
        return ""
    digits = {"share": 2, "per minute": 1}.get(change.unit, 0)
    moved = round(round(change.after, digits) - round(change.before, digits), digits)
    if not moved:
        return "0"
    if change.unit == "s":
        return f"{'+' if moved > 0 else '-'}{clock(abs(moved))}"
    if change.unit == "share":
        return f"{100 * moved:+.0f} pts"
    return f"{moved:+.{digits % 2}f}"


# --- revising -----------------------------------------------------------------------------------


def render_revisions(revisions: Sequence[Revision], *, saved: bool = True) -> RenderableType:
    """What scoring again changed, the largest changes first."""
    changed = [revision for revision in revisions if revision.differs]
    moved = [revision for revision in changed if _points(revision)]
    many = f"{plural(len(revisions), 'answer')} scored again"
    if not changed:
        return Text(f"{many}: nothing changed.")
    scores = f"{len(moved) or 'no'} score{'s' * (len(moved) > 1)} changed"
    mean = sum(map(_points, moved)) / len(moved) if moved else 0.0
    line = f"{many}: {scores}" + (f", by {_signed(mean)} points on average" if moved else "")
    parts: list[RenderableType] = [Text(line + ("." if saved else "; nothing was saved."))]
    if moved:
        parts.append(_revisions(sorted(moved, key=lambda item: -abs(_points(item)))))
    parts += list(_rules(changed))
    return Group(*parts)


def _points(item: Revision) -> int:
    """By how much the overall score moved, as it is shown."""
    then, now = item.before.scores.get("overall"), item.after.scores.get("overall")
    return 0 if then is None or now is None else round(now) - round(then)


def _revisions(moved: Sequence[Revision]) -> RenderableType:
    table = Listing()
    table.add_column("answer", overflow="fold", width=34)
    for heading in ("before", "after", "change"):
        table.add_column(heading, justify="right", width=len(heading) + 2)
    table.add_column("why", overflow="fold")
    for item in moved[:MOST_REVISIONS]:
        change = _points(item)
        name = Text(f"{item.session}:{item.number}\n  {question_title(item.after.question)}")
        table.add_row(
            name,
            f"{item.before.scores['overall']:.0f}",
            f"{item.after.scores['overall']:.0f}",
            Text(_signed(change), style="green" if change > 0 else "red"),
            Text(", ".join(_families(item)), style="dim"),
        )
    if len(moved) <= MOST_REVISIONS:
        return table
    return Group(
        table, Text(f"… and {len(moved) - MOST_REVISIONS} more; --json has all.", style="dim")
    )


def _families(item: Revision) -> Iterator[str]:
    for name, now in item.after.scores.items():
        then = item.before.scores.get(name)
        if name != "overall" and (then is None or round(then) != round(now)):
            yield f"{score_title(name)} {'–' if then is None else f'{then:.0f}'}→{now:.0f}"


def _rules(changed: Iterable[Revision]) -> Iterator[Text]:
    """How often each rule found more or less than before."""
    moved: Counter[str] = Counter()
    for item in changed:
        moved.update(finding.rule for finding in item.after.findings)
        moved.subtract(finding.rule for finding in item.before.findings)
    counts = [f"{rule} {_signed(count)}" for rule, count in sorted(moved.items()) if count]
    if counts:
        yield Text(f"Findings: {', '.join(counts)}", style="dim")


def _signed(value: float) -> str:
    return f"{value:+.0f}" if abs(value) >= 1 or not value else f"{value:+.1f}"


def render_retranscriptions(results: Sequence[Retranscription]) -> RenderableType:
    """Which recordings were transcribed again, and how many words differ."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for result in results:
        if result.after is None:
            text = Text(result.problem, style="yellow")
        else:
            words = len(result.after.words)
            text = Text(
                f"{words} words, {result.changed_words} changed ({result.after.engine} {result.after.model})"
            )
        grid.add_row(str(result.at), text)
    return grid


# --- deleting -----------------------------------------------------------------------------------


def render_purge(planned: Sequence[PurgePlan]) -> RenderableType:
    """What will be deleted, and how much that frees."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for item in planned:
        what = "whole session" if item.whole else "audio"
        files = plural(len(item.files), "file")
        table.add_row(Text(item.folder.name), f"{what}, {files}", size_text(item.size))
    return table
