"""Numbers written in figures -> words, as English speakers read them aloud."""

from __future__ import annotations

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def cardinal(number: int) -> str:
    """A whole number from 0 to under a quadrillion; larger ones digit by digit."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens - 2] + (f" {_SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    for size, name in _SCALES:
        if size <= number < 1000 * size:
            many, rest = divmod(number, size)
            link = " and " if 0 < rest < 100 else " "
            return f"{cardinal(many)} {name}{link}{cardinal(rest) if rest else ''}".rstrip()
    return digits(str(number))


def digits(figures: str) -> str:
    """One digit after the other."""
    return " ".join(_SMALL[int(figure)] for figure in figures)


def year(number: int) -> str:
    """A year from 1100 to 2099, in pairs where people do."""
    century, rest = divmod(number, 100)
    if 2000 <= number < 2010 or number % 1000 == 0:
        return cardinal(number).replace(" and", "")
    return f"{cardinal(century)} " + (
        "hundred" if not rest else f"oh {_SMALL[rest]}" if rest < 10 else cardinal(rest)
    )


def ordinal(number: int) -> str:
    """1 as "first"."""
    start, _, last = cardinal(number).rpartition(" ")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{start} {last}".strip()


def in_words(figures: str) -> str:
    """Figures as they stand in a text: `1,200`, `0.5`, `2.14.1`, `2021`, `007`."""
    plain = re.sub(r",(?=\d{3}\b)", "", figures)
    if plain.count(".") > 1:  # a version or an address
        return " point ".join(in_words(part) for part in plain.split("."))
    whole, point, fraction = plain.partition(".")
    if len(whole) > 15 or (len(whole) > 1 and whole.startswith("0")):
        spoken = digits(whole)
    elif len(figures) == 4 and not point and 1100 <= int(whole) < 2100 and int(whole) % 100:
        return year(int(whole))
    else:
        spoken = cardinal(int(whole))
    return f"{spoken} point {digits(fraction)}" if point else spoken
