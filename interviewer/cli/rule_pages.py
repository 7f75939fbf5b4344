"""The pages of rules, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from interviewer.checks.family_weights import WEIGHTS
from interviewer.checks.rule import Check, Rule
from interviewer.output.listing import Listing

LONGEST_EXAMPLE = 600
"""Characters of an example that are printed: some repeat one sentence for minutes."""


def rule_list(rules: Iterable[Rule]) -> Table:
    """Every rule in one line."""
    table = Listing()
    table.add_column("rule", no_wrap=True)
    table.add_column("why", overflow="fold")
    for rule in rules:
        table.add_row(rule.name, rule.why.split(". ")[0].rstrip("."))
    return table


def family_page(check: Check) -> Group:
    """The page of a family: how its score is made, what it counts, and what the scores sound like."""
    parts: list[RenderableType] = [Text(check.name, style="bold reverse"), Text()]
    if check.formula:
        parts += [Text("Score", style="bold"), Padding(Text(check.formula.strip()), (0, 0, 1, 2))]
    kinds: dict[float, list[str]] = {}
    for kind, weights in WEIGHTS.items():
        if check.name in weights:
            kinds.setdefault(weights[check.name], []).append(kind)
    if kinds:
        lines = "\n".join(f"{weight:.0f}  {', '.join(names)}" for weight, names in kinds.items())
        parts.append(
            Text("Weight in the overall score, among the families that give one", style="bold")
        )
        parts.append(Padding(Text(lines), (0, 0, 1, 2)))
    if check.anchors:
        parts.append(Text("What scores sound like", style="bold"))
        parts += [
            Padding(Text(f"{anchor.score}  {anchor.sounds}"), (0, 0, 0, 2))
            for anchor in check.anchors
        ]
        parts.append(Text())
    return Group(*parts)


def rule_page(rule: Rule) -> Group:
    """The page of a rule: why it matters, what good and weak sound like, and whose word that is."""
    parts: list[RenderableType] = [Text(rule.name, style="bold reverse"), Text()]
    for heading, text in (
        ("Why", rule.why),
        ("Good", rule.good),
        ("Weak", rule.weak),
        ("Source", rule.source),
    ):
        parts += [Text(heading, style="bold"), Padding(Text(text), (0, 0, 1, 2))]
    headings = ("Praised", "Not praised") if rule.praise else ("Flagged", "Passes")
    for heading, flagged in zip(headings, (True, False), strict=True):
        shown = [
            f"{example.follow_up} – {example.reply}"
            if example.reply
            else shorten(example.text, LONGEST_EXAMPLE, placeholder=" …")
            for example, flags in rule.examples
            if flags is flagged
        ]
        if shown:
            parts.append(Text(heading, style="bold"))
            parts += [Padding(Text(f"“{text}”", style="italic"), (0, 0, 0, 2)) for text in shown]
            parts.append(Text())
    return Group(*parts)
