"""Quantities that measure scale or outcome, with their value, unit and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.model import Span
from interviewer.reading.lexicon import Lexicon

_NUMBER = re.compile(r"(?:\$\s?)?\d[\d,]*(?:\.\d+)?\s?(?:%|percent|x|k|ms)?(?:\s[a-z]+)?", re.I)
_VAGUE = Lexicon(
    {
        "vague": (
            "significantly", "a lot", "a lot of", "drastically", "dramatically", "much (better|faster)",
            "many", "huge", "hugely", "substantially", "greatly",
        )
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity."""

    span: Span
    kind: str
    """`change`, `level`, `count`, `money`, `time` or `rate`."""
    value: float
    unit: str
    before: float | None = None
    """The baseline, when the same breath gives one ("from nine days to two")."""


def quantities(answer: Answer) -> tuple[Quantity, ...]:
    """Every quantity that measures something, in the order said."""
    found = []
    for span in answer.find(_NUMBER):
        text = answer.quote(span)
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", text)
        if digits is None:
            continue
        value = float(digits[0].replace(",", ""))
        if 1900 <= value <= 2100:
            continue
        kind, unit = ("change", "%") if "%" in text or "percent" in text else ("count", "")
        if "$" in text:
            kind, unit = "money", "$"
        found.append(Quantity(span, kind, value, unit))
    return tuple(found)


def vague(answer: Answer) -> tuple[Span, ...]:
    """Words that claim a size without giving one."""
    return tuple(Span(hit.first, hit.last) for hit in _VAGUE.find(answer.tokens))
