"""A plan from a posting, the claims ledger and the calendar, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from interviewer.model import Question
from interviewer.output.listing import Listing
from interviewer.packs.posting_plan import FIRST, Rehearsal
from interviewer.progress.calendar import Calendar, countdown
from interviewer.progress.claims_ledger import LedgerRow
from interviewer.progress.study_tasks import StudyTask

DECIDERS = 5
"""Words shown for each competency."""
DAYS = 14
"""Days shown; the rest is in the calendar file."""


def render_rehearsal(found: Rehearsal, *, saved: bool) -> RenderableType:
    """What the posting asks for, most first, with the words that decided, and what to rehearse.

    Questions made from posting and CV can only be drilled by their names once they are `saved` as a pack.
    """
    match = found.match
    by = ", ".join(word for word, _ in match.deciders[:DECIDERS])
    head: RenderableType = Text.assemble(
        ("Pack: ", "bold"), match.pack.name, (f"  ({by or 'no words of another pack'})", "dim")
    )
    table = Listing()
    table.add_column("the posting asks for, most first", overflow="fold", style="bold")
    table.add_column("because of", overflow="fold", ratio=1)
    for asked in match.asked[:FIRST]:
        words = ", ".join(word for word, _ in asked.deciders[:DECIDERS])
        rubrics = f"  [{', '.join(asked.rubrics)}]" if asked.rubrics else ""
        title = Text(f"{asked.competency.title}{rubrics}")
        table.add_row(title, Text(words))
    drilled = (*found.questions, *found.own) if saved else found.questions
    questions = Listing()
    questions.add_column("interviewer drill …", overflow="fold", style="bold")
    questions.add_column("question", overflow="fold", ratio=1)
    for question in drilled:
        questions.add_row(Text(question.id), Text(question.text))
    parts = [head, table, questions]
    if found.own and not saved:
        parts.append(_unsaved(found.own))
    if found.besides:
        parts.append(Text(f"The posting also names: {', '.join(found.besides)}.\n"))
    return Group(*parts)


def _unsaved(own: Iterable[Question]) -> RenderableType:
    """Questions that have no names yet."""
    table = Listing()
    table.add_column(
        "from the posting and your CV (to drill these, add --save NAME)", overflow="fold"
    )
    for question in own:
        table.add_row(Text(question.text))
    return table


def render_ledger(rows: Sequence[LedgerRow]) -> RenderableType:
    """What the CV claims: told, told differently, never told; and stories that contradict each other."""
    table = Listing(title="Claims ledger", title_style="bold")
    table.add_column("your CV, or another story", overflow="fold", ratio=1)
    table.add_column("your stories", overflow="fold", ratio=1)
    for row in rows:
        when = " at another time" if row.about == "dates" and row.sentence else ""
        state = f"{row.state}{when}: “{row.sentence}” ({row.answer})" if row.sentence else row.state
        line = f"“{row.line}” ({row.other})" if row.other else row.line[:1].upper() + row.line[1:]
        table.add_row(Text(line), Text(state))
    return table


def render_calendar(found: Calendar) -> RenderableType:
    """The next two weeks."""
    if not found.days:
        return Text(countdown(found), style="bold")
    table = Listing(title=countdown(found), title_style="bold")
    table.add_column("day", no_wrap=True, style="bold")
    table.add_column("practise", overflow="fold", ratio=1)
    for one in found.days[:DAYS]:
        table.add_row(f"{one.day:%a} {one.day.day} {one.day:%b}", Text(_lines(one.exercises)))
    return table


def _lines(exercises: Iterable[StudyTask]) -> str:
    return "\n".join(f"{item.what}\n  {item.command}" for item in exercises)
