"""Plans, packs and program runs, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from interviewer.model import Plan, Question
from interviewer.output.listing import Listing
from interviewer.output.material import material
from interviewer.packs.catalogue import Pack
from interviewer.packs.tasks import Report


def planned(plan: Plan) -> Table:
    """A plan with its times, so that a rehearsal can be looked over before it is held."""
    table = Listing(
        title=f"{plan.name} · {plan.seconds / 60:.0f} minutes · seed {plan.seed}",
        title_style="bold",
    )
    table.add_column("from", justify="right")
    table.add_column("min", justify="right")
    table.add_column("round and questions", overflow="fold")
    table.add_column("answer", justify="right", no_wrap=True)
    clock = 0.0
    for part in plan.rounds:
        minutes = part.seconds / 60
        who = f" · {part.interviewer.name}" if part.interviewer.name else ""
        title = Text(f"{part.title}{who}", style="bold")
        table.add_row(f"{clock / 60:.0f}", f"{minutes:.1f}".removesuffix(".0"), title, "")
        for question in part.questions:
            low, high = (limit / 60 for limit in question.target_s)
            line = Text.assemble("  ", question.id, (f"  {question.kind}", "dim"))
            table.add_row("", "", line, f"{low:.1f}–{high:.1f} min")
        clock += part.seconds
    table.add_section()
    table.add_row(f"{clock / 60:.0f}", "", Text("end", style="dim"), "")
    return table


def packed(summary: Mapping[str, Any]) -> Group:
    """What a pack holds."""
    head = Text.assemble(
        (f"{summary['name']}", "bold"), f"  {summary['title']}, {summary['questions']} questions"
    )
    table = Listing()
    table.add_column("kind")
    table.add_column("questions", justify="right")
    for kind, count in summary["by_kind"].items():
        table.add_row(kind, str(count))
    topics = Listing()
    topics.add_column("topic")
    topics.add_column("title", overflow="fold")
    topics.add_column("questions", justify="right")
    for key, competency in summary["by_competency"].items():
        topics.add_row(key, competency["title"], str(competency["questions"]))
    formats = ", ".join(summary["formats"])
    origin = "".join(
        f"{key}: {summary[key]}\n" for key in ("source", "licence", "verified") if summary[key]
    )
    return Group(head, table, topics, Text(f"formats: {formats}\n{origin}", style="dim"))


def pack_list(packs: Iterable[Pack], usual: str) -> Table:
    """Names, titles and sizes; the one that is used without a choice is marked."""
    table = Listing()
    table.add_column("pack", style="bold", no_wrap=True)
    table.add_column("for", overflow="fold", ratio=1)
    table.add_column("questions", justify="right")
    table.add_column("", no_wrap=True)
    for pack in packs:
        mark = Text("in use" if pack.name == usual else "", style="dim")
        table.add_row(Text(pack.name), Text(pack.title), str(len(pack.questions)), mark)
    return table


def question_page(question: Question) -> Group:
    """A question with everything that is prepared for it."""
    low, high = question.target_s
    shown = question.material
    on_screen = (Text(), material(shown)) if shown and shown.text else ()
    about = f"{question.kind} · {question.competency or 'no competency'} · {low:g} to {high:g} s"
    head = (Text(question.id, style="bold"), Text(about, style="dim"), Text(question.text))
    lines: list[Text] = [Text()] if on_screen else []
    if question.asks:
        lines.append(Text(f"asks for: {', '.join(question.asks)}", style="dim"))
    if question.rubrics:
        lines.append(Text(f"rubrics: {', '.join(question.rubrics)}", style="dim"))
    if question.follow_ups:
        lines.append(Text("\nProbes", style="bold"))
        lines += [
            Text.assemble("  ", probe.text, (f"  {probe.gap}", "dim"))
            for probe in question.follow_ups
        ]
    if question.strong:
        lines.append(Text("\nStrong answers", style="bold"))
        lines += [Text(f"  {line}") for line in question.strong]
    return Group(*head, *on_screen, *lines)


def question_list(questions: Iterable[Question]) -> Table:
    """Ids and texts, as the commands that take a question want them."""
    table = Listing()
    table.add_column("id", no_wrap=True, style="bold")
    table.add_column("kind", no_wrap=True, style="dim")
    table.add_column("question", overflow="fold", ratio=1)
    for question in questions:
        table.add_row(Text(question.id), question.kind.value, Text(question.text))
    return table


def program_report(report: Report) -> Table:
    """Which hidden cases a program passed, and why it failed the others."""
    table = Listing(
        title=f"{report.task}: {report.passed} of {len(report.cases)} cases", title_style="bold"
    )
    table.add_column("")
    table.add_column("case", overflow="fold")
    table.add_column("why not", overflow="fold")
    for case in report.cases:
        mark = Text("ok", style="green") if case.passed else Text("no", style="red")
        table.add_row(mark, Text(case.name), Text(case.why))
    return table
