"""Numbers as they are spoken or written, found among tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: float(value) for value, word in enumerate(_UNITS)} | {
    word: 10.0 * (index + 2) for index, word in enumerate(_TENS)
}
LARGE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "tenth": 0.1,
    "tenths": 0.1,
}
_SUFFIX = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9}
_WRITTEN = re.compile(
    r"(?P<sign>[$€£]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?"
    r"(?P<suffix>%|k|mm|m|bn|b|x|ms|s|h|hrs?|mins?|secs?|gb|tb|mb|kb)?"
)
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_UNIT = {"ms": "milliseconds", "s": "seconds", "h": "hours", "hr": "hours", "hrs": "hours"} | {
    **dict.fromkeys(("min", "mins"), "minutes"),
    **dict.fromkeys(("sec", "secs"), "seconds"),
}


class Number(NamedTuple):
    """A number at tokens `first` up to but excluding `last`."""

    first: int
    last: int
    value: float
    unit: str
    """A unit that is part of the number itself (`%`, `x`, `dollars`, `milliseconds`), or empty."""
    spoken: bool
    """Whether it is written in words."""


def number_at(tokens: Sequence[str], at: int) -> Number | None:
    """The longest number that starts at a token, or None."""
    return _written(tokens, at) or _spoken(tokens, at)


def _written(tokens: Sequence[str], at: int) -> Number | None:
    match = _WRITTEN.fullmatch(tokens[at].replace("-", " ").strip())
    if match is None:
        return None
    value = float(match["digits"].replace(",", "") + (match["rest"] or ""))
    suffix = match["suffix"] or ""
    money = _MONEY.get(match["sign"], "")
    value *= _SUFFIX.get(suffix, 1.0)
    unit = money or ("" if suffix in _SUFFIX else _UNIT.get(suffix, suffix))
    last = at + 1
    while last < len(tokens) and tokens[last] in LARGE:
        value *= LARGE[tokens[last]]
        last += 1
    return Number(at, last, value, unit, spoken=False)


def _spoken(tokens: Sequence[str], at: int) -> Number | None:
    """`one point two million`, `three and a half`, `half a million`, `two thirds`, `a hundred`."""
    words = [part for token in tokens[at : at + 12] for part in token.split("-")]
    value, used = _cardinal(words)
    if used:
        more, length = _and_a_fraction(words[used:])
        value, used = value + more, used + length
        if used < len(words) and words[used] in FRACTIONS and words[used] != "half":
            value, used = value * FRACTIONS[words[used]], used + 1
    else:
        value, used = _fraction(words)
    while used and used < len(words) and words[used] in LARGE:
        value, used = value * LARGE[words[used]], used + 1
    return Number(at, _tokens(tokens, at, used), value, "", spoken=True) if used else None


def _tokens(tokens: Sequence[str], at: int, words: int) -> int:
    """The token after so many words, hyphens counted apart."""
    while words > 0:
        words -= len(tokens[at].split("-"))
        at += 1
    return at


def _cardinal(words: Sequence[str]) -> tuple[float, int]:
    total, group, used = 0.0, 0.0, 0
    article = bool(words) and words[0] in {"a", "an"}
    if article and (len(words) < 2 or words[1] not in {"hundred", *LARGE, "dozen"}):
        return 0.0, 0
    if article:
        group, used = 1.0, 1
    previous = ""
    while used < len(words):
        word = words[used]
        if word in SMALL and _may_follow(previous, word):
            group += SMALL[word]
        elif word in {"hundred", "dozen"} and group:
            group *= 100 if word == "hundred" else 12
        elif word in LARGE and (group or total):
            total, group = total + (group or 1.0) * LARGE[word], 0.0
        elif word == "and" and previous in {"hundred", *LARGE} and _is_small(words, used + 1):
            pass
        elif word == "point" and previous in SMALL and _is_small(words, used + 1):
            digits, length = _decimals(words[used + 1 :])
            group, used = group + digits, used + length
            previous = words[used]
            used += 1
            continue
        else:
            break
        previous, used = word, used + 1
    return total + group, used


def _is_small(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in SMALL


def _may_follow(previous: str, word: str) -> bool:
    """Whether `word` goes on with the number: `twenty five`, `hundred five`, not `five six`."""
    if previous in SMALL:
        return SMALL[previous] >= 20 and 1 <= SMALL[word] < 10
    return True


def _decimals(words: Sequence[str]) -> tuple[float, int]:
    digits = ""
    for word in words:
        if SMALL.get(word, 10.0) >= 10:
            break
        digits += str(int(SMALL[word]))
    return (float(f"0.{digits}"), len(digits)) if digits else (0.0, 1)


def _and_a_fraction(words: Sequence[str]) -> tuple[float, int]:
    """`and a half` after a number."""
    if len(words) >= 3 and words[0] == "and" and words[1] == "a" and words[2] in FRACTIONS:
        return FRACTIONS[words[2]], 3
    return 0.0, 0


def _fraction(words: Sequence[str]) -> tuple[float, int]:
    """`half a million`, `a third`, `a quarter`; `half` alone is a fraction too."""
    if words and words[0] == "half":
        return 0.5, 2 if len(words) > 2 and words[1] == "a" and words[2] in LARGE else 1
    if len(words) >= 2 and words[0] == "a" and words[1] in FRACTIONS:
        return FRACTIONS[words[1]], 2
    return 0.0, 0
