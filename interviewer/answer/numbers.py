"""Numbers as they are spoken or written, found among words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewer.answer.word_forms import SMALL_NUMBERS

SMALL = {word: float(value) for word, value in SMALL_NUMBERS.items()} | {"nought": 0.0}
LARGE = {
    "thousand": 1e3, "grand": 1e3, "k": 1e3, "million": 1e6, "mil": 1e6, "billion": 1e9, "trillion": 1e12,
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5), **dict.fromkeys(("crore", "crores"), 1e7),
}  # fmt: skip
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_PARTS = {f"{word}s": value for word, value in FRACTIONS.items()} | FRACTIONS
_SUFFIX = {
    "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "l": 1e5, "cr": 1e7,
    **{name: value for name, value in LARGE.items() if name != "grand"},
}  # fmt: skip
_MONEY = {
    "$": "dollars", "us$": "dollars", "a$": "dollars", "c$": "dollars", "nz$": "dollars", "€": "euros",
    "£": "pounds", "₹": "rupees", "rs": "rupees", "rs.": "rupees", "¥": "yen", "chf": "francs",
}  # fmt: skip
_PAID = [["dollars"], ["euros"], ["pounds"], ["rupees"], ["francs"]]
_UNIT = {
    "ms": "milliseconds", "s": "seconds", "h": "hours", "hr": "hours", "hrs": "hours",
    "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds",
    "×": "x", "pp": "points", "bp": "bps", "bps": "bps", "pct": "%",
}  # fmt: skip
_WHOLE = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:['’][0-9]{3})+|[0-9]+"
)
"""1,200,000; 12,00,000; 1.200.000; 1'200'000; 1200000."""
_ANY = "|".join(
    sorted(map(re.escape, (*_SUFFIX, *_UNIT, "%", "x", "gb", "tb", "mb", "kb")), key=len)[::-1]
)
_WRITTEN = re.compile(
    rf"[~+]?(?P<sign>{'|'.join(map(re.escape, _MONEY))}|)(?P<digits>{_WHOLE})"
    rf"(?P<rest>[.,][0-9]+)?(?P<suffix>{_ANY})?\+?"
)
_GROUP = re.compile("[0-9]{3}")
_ONCE = frozenset(("a", "an", "another", "full"))
_STARTS = frozenset((*SMALL, *FRACTIONS, *_ONCE, "point"))


class Number(NamedTuple):
    """A number at words `first` up to but excluding `last`."""

    first: int
    last: int
    value: float
    unit: str = ""
    """A unit that is part of the number itself (`%`, `x`, `dollars`, `milliseconds`), or empty."""
    spoken: bool = True
    """Whether it is written in words."""
    share: bool = False
    """Whether it is a fraction of something (`half`, `two thirds`)."""


def numbers(words: Sequence[str]) -> Iterator[Number]:
    """Every number, in order, each as long as it goes."""
    at = 0
    while at < len(words):
        number = number_at(words, at)
        if number:
            yield number
        at = number.last if number else at + 1


def number_at(words: Sequence[str], at: int) -> Number | None:
    """The longest number that starts at a word, or None."""
    word = words[at]
    if word in _STARTS:
        return _spoken(words, at)
    return _written(words, at) if word in _MONEY or not word.isalpha() else None


def _written(words: Sequence[str], at: int) -> Number | None:
    """`$1.2M`, `12,5`, `₹ 12 lakh`, `1 200 000`."""
    sign, place = "", at
    if words[at] in _MONEY and at + 1 < len(words):
        sign, place = words[at], at + 1
    match = _WRITTEN.fullmatch(words[place])
    if match is None:
        return None
    digits, suffix, last = match["digits"], match["suffix"] or "", place + 1
    if not digits.isdecimal():
        digits = re.sub(r"\D", "", digits)
    if len(digits) < 4 and not match["rest"] and not suffix:
        while last < len(words) and _GROUP.fullmatch(words[last]):
            digits, last = digits + words[last], last + 1
    value = float(digits + (match["rest"] or "").replace(",", ".")) * _SUFFIX.get(suffix, 1.0)
    unit = _MONEY.get(match["sign"] or sign) or _UNIT.get(
        suffix, "" if suffix in _SUFFIX else suffix
    )
    while last < len(words) and (
        words[last] in LARGE
        or (words[last] in _SUFFIX and (unit or words[last + 1 : last + 2] in _PAID))
    ):
        value *= _SUFFIX.get(words[last], 1e3)
        last += 1
    return Number(at, last, value, unit, spoken=False)


def _spoken(words: Sequence[str], at: int) -> Number | None:
    """`one point two million`, `three and a half`, `half a million`, `two thirds`, `a hundred`."""
    ahead = words[at : at + 12]
    value, used = _cardinal(ahead)
    share = False
    if not used:
        value, used = _fraction(ahead)
        share = used > 0
    elif used < len(ahead) and ahead[used] in _PARTS and 1 <= value < 10 and ahead[used] != "half":
        value, used, share = value * _PARTS[ahead[used]], used + 1, True
    elif ahead[used : used + 2] == ["and", "a"] and ahead[used + 2 : used + 3] != []:
        more = FRACTIONS.get(ahead[used + 2], 0.0)
        value, used = value + more, used + (3 if more else 0)
    while used and used < len(ahead) and ahead[used] in LARGE:
        value, used, share = value * LARGE[ahead[used]], used + 1, False
    return Number(at, at + used, value, share=share) if used else None


def _cardinal(words: Sequence[str]) -> tuple[float, int]:
    """Value of the whole number (with decimals) that the words begin with, and how many it takes."""
    total, group, used = 0.0, 0.0, 0
    if words[0] in _ONCE:
        if len(words) < 2 or words[1] not in {"hundred", "dozen", *LARGE}:
            return 0.0, 0
        group, used = 1.0, 1
    previous = ""
    while used < len(words):
        word = words[used]
        if word in SMALL and _goes_on(previous, word):
            group += SMALL[word]
        elif word in {"hundred", "dozen"} and group:
            group *= 100 if word == "hundred" else 12
        elif word in LARGE and group:
            total, group = total + group * LARGE[word], 0.0
        elif word == "point" and _is_small(words, used + 1) and previous in {"", *SMALL}:
            digits = _digits(words[used + 1 :])
            return total + group + float(f"0.{digits}"), used + 1 + len(digits)
        elif word != "and" or previous not in {"hundred", *LARGE} or not _is_small(words, used + 1):
            break
        previous, used = word, used + 1
    return total + group, used


def _is_small(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in SMALL


def _goes_on(previous: str, word: str) -> bool:
    """Whether `word` goes on with the number: `twenty five`, `hundred five`, not `five six`."""
    return previous not in SMALL or (SMALL[previous] >= 20 and 1 <= SMALL[word] < 10)


def _digits(words: Sequence[str]) -> str:
    digits = ""
    for word in words:
        if SMALL.get(word, 10.0) >= 10:
            break
        digits += str(int(SMALL[word]))
    return digits or "0"


def _fraction(words: Sequence[str]) -> tuple[float, int]:
    """`half`, `half a` before a million or an hour, `a third`, `a half`."""
    if words[0] == "half":
        return 0.5, 2 if len(words) > 2 and words[1] in {"a", "an"} else 1
    if len(words) > 1 and words[0] in {"a", "an"} and words[1] in FRACTIONS:
        return FRACTIONS[words[1]], 2
    return 0.0, 0
