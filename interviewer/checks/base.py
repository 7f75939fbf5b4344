"""What a check is, and how phrases are compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from interviewer.answer import Answer
from interviewer.model import TECHNICAL_KINDS, Finding, Kind

STORIES = frozenset({Kind.BEHAVIORAL})
EXERCISES = TECHNICAL_KINDS
SPOKEN = frozenset(Kind)
"""Everything that is said aloud."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a check looks for; its text is the rule's page in `interviewer rules`."""

    name: str
    """`family.what`, as in `Finding.rule`."""
    why: str
    good: str
    weak: str
    source: str
    """Where the threshold or the phrases come from."""
    flags: tuple[str, ...] = ()
    """Examples that must be flagged: text of whole answers."""
    passes: tuple[str, ...] = ()
    """Examples that must not be flagged."""


@dataclass(frozen=True, slots=True)
class Check:
    """A named family of rules: pure functions from an answer to what was found in it."""

    name: str
    run: Callable[[Answer], Iterator[Finding]]
    kinds: frozenset[Kind] = SPOKEN
    measure: Callable[[Answer], object] | None = None
    """The figures behind the findings, as a dataclass (the family's object in the report)."""
    score: Callable[[Answer], float | None] | None = None
    """0–100, or None where the answer gives nothing to judge."""
    rules: tuple[Rule, ...] = field(default=())


def phrases(*items: str) -> re.Pattern[str]:
    """Compile spoken phrases, longest first, matching whole words in any case."""
    ordered = sorted(items, key=len, reverse=True)
    body = "|".join(re.escape(item).replace(r"\ ", r"\s+").replace("'", "['’]") for item in ordered)
    return re.compile(rf"(?<![\w'’])(?:{body})(?![\w'’])", re.IGNORECASE)
