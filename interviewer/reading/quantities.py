"""Quantities that measure scale or outcome, with their value, unit, kind and baseline.

A number alone is no quantity: years, dates, versions, ports, status codes, names with digits,
ordinals and "one of the" are left out, and so is counting one's own points ("two things").
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.model import Span
from interviewer.reading.lexicon import Lexicon, lexicon
from interviewer.reading.numbers import FRACTIONS, Number, number_at


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


PERCENT = frozenset({"%", "percent", "per cent", "percentage"})
MONEY = frozenset({"dollars", "dollar", "euros", "euro", "pounds", "bucks", "usd", "cents"})
TIME = frozenset(
    {
        *("millisecond", "milliseconds", "ms", "second", "seconds", "minute", "minutes", "hour"),
        *("hours", "day", "days", "week", "weeks", "month", "months", "quarter", "quarters"),
        *("year", "years", "sprint", "sprints"),
    }
)
PERIODS = frozenset(
    {"second", "minute", "hour", "day", "night", "week", "month", "quarter", "year"}
)
CHANGES = {"doubled": 2.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5, "twofold": 2.0} | {
    "threefold": 3.0,
    "tenfold": 10.0,
    "twice": 2.0,
}
"""Verbs and adverbs that carry a factor of their own."""

ENUMERATED = frozenset(
    {
        *("thing", "things", "step", "steps", "way", "ways", "reason", "reasons", "option"),
        *("options", "point", "points", "question", "questions", "part", "parts", "example"),
        *(
            "examples",
            "idea",
            "ideas",
            "kinds",
            "types",
            "sides",
            "lesson",
            "lessons",
            "approaches",
        ),
    }
)
"""What speakers count in their own talk, not in the world."""

NOT_COUNTED = frozenset(
    {
        *(
            "of",
            "the",
            "and",
            "or",
            "but",
            "so",
            "that",
            "which",
            "who",
            "is",
            "was",
            "are",
            "were",
        ),
        *("to", "in", "on", "at", "for", "with", "by", "a", "an", "i", "we", "it", "he", "she"),
        *("they", "you", "as", "if", "because", "then", "when", "would", "could", "had", "has"),
        *("have", "do", "did", "my", "our", "their", "from", "not", "no", "just", "um", "uh", ""),
    }
)
NAMED_BEFORE = frozenset(
    {
        *("version", "port", "chapter", "level", "step", "number", "question", "page", "section"),
        *(
            "room",
            "python",
            "java",
            "node",
            "oauth",
            "tls",
            "ssl",
            "http",
            "https",
            "status",
            "code",
        ),
        *("error", "cve", "cwe", "rfc", "iso", "sha", "md5", "ipv", "top", "tier", "phase", "day"),
        *("severity", "sev", "priority", "release", "windows", "angular", "log4j", "s", "ec", "p"),
        *("route", "stage", "grade", "act", "option", "part", "plan", "gate", "flight", "soc"),
        *("january", "february", "march", "april", "june", "july", "august", "september"),
        *("october", "november", "december", "step", "layer", "type", "http/", "web", "aes", "rsa"),
    }
)
NAMES = frozenset({"step one", "day one", "number one", "one day", "one time", "one thing"})
ONE = frozenset({"hundred", "percent", "%", "million", "thousand", "billion", "dollar"}) | TIME
GROUPS = frozenset({"team", "group", "crew", "squad"})
FALLING = frozenset({"to", "down", "up", "into", "until"})


def quantities(answer: Answer) -> tuple[Quantity, ...]:
    """Every quantity that measures something, in the order said."""
    tokens = answer.tokens
    found: list[tuple[Quantity, Number]] = []
    at = 0
    while at < len(tokens):
        number = number_at(tokens, at) if tokens[at] else None
        if number is None:
            if tokens[at] in CHANGES and not _is_habit(tokens, at):
                value = CHANGES[tokens[at]]
                number = Number(at, at + 1, value, "x", spoken=True)
                found.append((Quantity(Span(at, at + 1), "change", value, "x"), number))
            at += 1
            continue
        quantity = _measured(tokens, number) or _bare(tokens, number, found)
        if quantity:
            found.append((quantity, number))
            at = max(number.last, quantity.span.last)
        else:
            at = number.last
    return tuple(_paired(tokens, found))


def _is_habit(tokens: Sequence[str], at: int) -> bool:
    """`twice` as a count of times is no factor, unless something is twice as much."""
    return tokens[at] == "twice" and (at + 1 >= len(tokens) or tokens[at + 1] not in {"as", "the"})


def _measured(tokens: Sequence[str], number: Number) -> Quantity | None:
    """The quantity that a number is part of, or None when it measures nothing."""
    following = [*tokens[number.last : number.last + 3], "", "", ""]
    before = tokens[number.first - 1] if number.first else ""
    if _is_name(tokens, number, before, following):
        return None
    unit, length = _unit(number, following)
    if unit is None:
        return None
    last = number.last + length
    value = number.value
    if number.spoken and value < 1 and not unit and _is_share(tokens, number):
        return Quantity(Span(number.first, last), "change", round(100 * value, 1), "%")
    return Quantity(Span(number.first, last), _kind(tokens, number, unit, before), value, unit)


def _bare(
    tokens: Sequence[str], number: Number, found: Sequence[tuple[Quantity, Number]]
) -> Quantity | None:
    """A number whose noun is understood: the other end of a change, or the size of a group."""
    span = Span(number.first, number.last)
    before = list(tokens[max(0, number.first - 2) : number.first])
    if found and _is_baseline(tokens, found[-1][0], number):
        return Quantity(span, found[-1][0].kind, number.value, found[-1][0].unit)
    beyond = tokens[number.last : number.last + 3]
    other_end = "to" in beyond and any(
        number_at(tokens, number.last + 1 + place)
        for place, token in enumerate(beyond)
        if token == "to" and number.last + 1 + place < len(tokens)
    )
    if before[-1:] == ["from"] and other_end:
        return Quantity(span, "count", number.value, "")
    if before[-1:] == ["of"] and before[0] in GROUPS:
        return Quantity(span, "count", number.value, "people")
    return None


def _is_share(tokens: Sequence[str], number: Number) -> bool:
    return any(token in FRACTIONS for token in tokens[number.first : number.last])


def _is_name(tokens: Sequence[str], number: Number, before: str, following: Sequence[str]) -> bool:
    """Whether the number names something instead of measuring it."""
    after = following[0]
    if before in NAMED_BEFORE and not number.unit and after not in PERCENT:
        return True
    earlier = tokens[number.first - 2] if number.first > 1 else ""
    if earlier in NAMED_BEFORE and before[:1].isdigit() and not number.unit:
        return True
    if number.value == 1 and number.spoken:
        return after not in ONE or after in {"day", "time"} or following[1] == "i"
    if not number.unit and 1900 <= number.value <= 2100 and number.value == int(number.value):
        plural = after.endswith("s") and after not in {"was", "is", "as", "this"}
        return not plural or before in {"in", "since", "of", "by"}
    if after in ENUMERATED or (following[1] in ENUMERATED and after not in TIME | PERCENT):
        return True
    if after in {"am", "pm", "o'clock", "a.m", "p.m"}:
        return True
    if after in TIME and "ago" in following[1:2]:
        return True
    is_code = not number.spoken and not number.unit and 400 <= number.value < 600
    return is_code and (before in {"a", "an", "the", "return", "returned", "got"})


def _unit(number: Number, following: Sequence[str]) -> tuple[str | None, int]:
    """The unit and how many tokens of it follow; None when nothing is counted."""
    after, then = following[0], following[1]
    if number.unit:
        return number.unit, 0
    if after in PERCENT:
        return "%", 1
    if after == "per" and then == "cent":
        return "%", 2
    if after in {"x", "times", "fold"} and then not in {"a", "per", "we", "i"}:
        return "x", 1
    if after in MONEY or after in TIME:
        return {"ms": "milliseconds"}.get(after, after), 1
    if after in {"more", "fewer", "new", "different", "internal", "other", "percentage"} and then:
        return then, 2
    if _is_share_word(number):
        return ("", 0)
    if after in NOT_COUNTED or not after[:1].isalpha():
        return ("", 0) if _stands_alone(number) else (None, 0)
    return after, 1


def _is_share_word(number: Number) -> bool:
    return number.spoken and 0 < number.value < 1


def _stands_alone(number: Number) -> bool:
    """A figure without a noun still measures, unless it is a small word or digit in passing."""
    return number.value >= 10 or number.value == 0


def _kind(tokens: Sequence[str], number: Number, unit: str, before: str) -> str:
    nearby = tokens[max(0, number.first - 5) : number.first]
    following = [*tokens[number.last : number.last + 4], "", "", ""]
    if unit in MONEY:
        return "money"
    if _is_rate(following):
        return "rate"
    if unit == "x":
        return "change"
    if unit == "%":
        changed = before in {"by", "about", "around", "another"} or lexicon(
            "quantities", "change"
        ).within(nearby)
        return "change" if changed else "level"
    return "time" if unit in TIME else "count"


def _is_rate(following: Sequence[str]) -> bool:
    """`a week`, `per day`, `every month` close behind the number."""
    return any(
        first in {"a", "an", "per", "every", "each"} and second in PERIODS
        for first, second in itertools.pairwise(following)
    )


def _paired(tokens: Sequence[str], found: Sequence[tuple[Quantity, Number]]) -> Iterator[Quantity]:
    """Join "from nine days to two" into one quantity with a baseline."""
    pending: Quantity | None = None
    for quantity, number in found:
        if pending is not None and _is_baseline(tokens, pending, number):
            unit = quantity.unit if quantity.unit in TIME | MONEY | PERCENT else pending.unit
            kind = "time" if unit in TIME else "money" if unit in MONEY else "change"
            span = Span(pending.span.first, quantity.span.last)
            pending = Quantity(span, kind, quantity.value, unit or quantity.unit, pending.value)
            continue
        if pending is not None:
            yield pending
        pending = quantity
    if pending is not None:
        yield pending


def _is_baseline(tokens: Sequence[str], first: Quantity, second: Number) -> bool:
    """Whether the first quantity is what the second was before."""
    between = tokens[first.span.last : second.first]
    if first.before is not None or len(between) > 12:
        return False
    came_from = "from" in tokens[max(0, first.span.first - 3) : first.span.first]
    if came_from and len(between) <= 8 and FALLING & set(between):
        return True
    if between and between[-1] in {"to", "than"} and "down" in between:
        return True
    opening = tokens[max(0, first.span.first - 6) : first.span.first]
    return lexicon("quantities", "then").within(opening) and lexicon("quantities", "now").within(
        between
    )


def vague(answer: Answer) -> tuple[Span, ...]:
    """Words that claim a size without giving one."""
    return tuple(
        Span(hit.first, hit.last)
        for hit in _vague().find(answer.tokens)
        if not any(token[:1].isdigit() for token in answer.tokens[hit.last : hit.last + 3])
    )


def _vague() -> Lexicon:
    return lexicon("quantities", "vague")
