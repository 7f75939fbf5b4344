"""Years that a text names: those of a CV's line ("2019–2022", "since March 2021") and of a story ("twenty nineteen")."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s+|\d{1,2}[/.])?"
_RANGE = re.compile(
    rf"\b{_MONTH}(?P<first>{_YEAR})\s*(?:[-–—]|to|until|till)\s*{_MONTH}(?P<last>{_YEAR}|present|today|now|current|date)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\bsince\s+{_MONTH}(?P<first>{_YEAR})\b", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w$€£.,#/-]){_YEAR}(?![\w%]|[.,]\d)")
_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_UNITS = {word: value for value, word in enumerate(_WORDS, 1)}
_AGO = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{'|'.join(_WORDS)}|a|a couple of|last)\s+years?(?:\s+(?P<ago>ago|back|before))?\b",
    re.IGNORECASE,
)
_TENS = {"twenty": 20, "thirty": 30}
_TEENS = dict(zip("sixteen seventeen eighteen nineteen".split(), range(16, 20), strict=True))
_SPOKEN = re.compile(
    rf"\b(?:(?P<late>nineteen) (?P<decade>seventy|eighty|ninety)|(?P<early>twenty|two thousand(?: and)?))"
    rf"(?: (?P<tens>twenty|thirty|{'|'.join((*_TEENS, *_WORDS))}))?(?: (?P<unit>{'|'.join(_WORDS[:9])}))?\b",
    re.IGNORECASE,
)
_DECADES = {"seventy": 70, "eighty": 80, "ninety": 90}


@dataclass(frozen=True, slots=True)
class Period:
    """Years from the first up to and including the last."""

    first: int
    last: int

    def __str__(self) -> str:
        """`2021`, `2019–2022`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def away(self, other: Period) -> int:
        """Years between the two; 0 where they touch."""
        return max(self.first - other.last, other.first - self.last, 0)


def years_of(text: str, today: int) -> Period | None:
    """The years that a text speaks of; None where it names none. `today` is the year of "present" and "last year"."""
    if found := _RANGE.search(text):
        last = found["last"]
        return Period(int(found["first"]), int(last) if last.isdigit() else today)
    if found := _SINCE.search(text):
        return Period(int(found["first"]), today)
    years = [int(year) for year in _ONE.findall(text)]
    years += [year for match in _SPOKEN.finditer(text) if (year := _spoken(match))]
    if years:
        return Period(min(years), max(years))
    return next(filter(None, (_ago(match, today) for match in _AGO.finditer(text))), None)


def _spoken(match: re.Match[str]) -> int | None:
    """`twenty nineteen`, `two thousand and eight`, `nineteen ninety five`; None where it is another number."""
    tens, unit = (match["tens"] or "").lower(), (match["unit"] or "").lower()
    if match["late"]:
        return 1900 + _DECADES[match["decade"].lower()] + _UNITS.get(tens, 0)
    below = _TENS.get(tens) or _TEENS.get(tens) or _UNITS.get(tens, 0)
    thousand = match["early"].lower() != "twenty"
    if not tens or (unit and tens not in _TENS) or (not thousand and below < 10):
        return None  # "twenty two" is no year
    return 2000 + below + _UNITS.get(unit, 0)


def _ago(match: re.Match[str], today: int) -> Period | None:
    """The years of "three years ago", which is right to a year, and of "last year"."""
    count = match["count"].lower()
    if count == "last":
        return None if match["ago"] else Period(today - 1, today - 1)
    if not match["ago"]:
        return None
    years = {"a": 1, "a couple of": 2}.get(count) or _UNITS.get(count) or int(count)
    return Period(today - years - 1, today - years + 1)
