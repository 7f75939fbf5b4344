"""Agreement of people and checks, for the terminal."""

from __future__ import annotations

from rich.console import Group
from rich.table import Table

from interviewer.cohort.agreement_values import Agreement, Estimate
from interviewer.output.formatting import plural
from interviewer.output.titles import score_title


def agreement_table(found: Agreement) -> Group:
    """A table of scores and one of gaps."""
    scores = _table("Score", "answers", "raters, alpha", "check, r", "check, alpha")
    for row in found.scores:
        scores.add_row(
            score_title(row.name),
            str(row.answers),
            _shown(row.raters_alpha),
            _shown(row.check_r),
            _shown(row.check_alpha),
        )
    gaps = _table("Gap", "told", "seen", "both", "raters, alpha", "check, alpha")
    for rule in found.rules:
        gaps.add_row(
            rule.name,
            *map(str, (rule.told, rule.seen, rule.both)),
            _shown(rule.raters_alpha),
            _shown(rule.check_alpha),
        )
    head = f"{plural(found.raters, 'rater')}, {plural(found.answers, 'answer')}; in brackets 95 % intervals."
    return Group(head, scores, gaps)


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _shown(value: Estimate | None) -> str:
    if value is None:
        return "–"
    if value.low is None or value.high is None:
        return f"{value.value:.2f}"
    return f"{value.value:.2f} [{value.low:.2f}, {value.high:.2f}]"
