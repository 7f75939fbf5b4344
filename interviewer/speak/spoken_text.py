"""A text as it is written -> as it is said: symbols, figures and the field's abbreviations in words.

The table of words is data, `pronunciation.toml`. Every engine is given the same words, so that
"IDOR" and "CVE-2021-44228" sound as people say them whichever voice speaks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from interviewer.speak import numerals

TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("pronunciation.toml").read_text("utf-8")
)

_CVE = re.compile(r"\bCVE-(\d{4})-(\d{4,})\b")
_MONEY = re.compile(
    r"([$£€])\s?(\d[\d,]*(?:\.\d+)?)(?:\s?([kKmMbB])\b|\s+(thousand|million|billion)\b)?"
)
_UNIT = re.compile(rf"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s?({'|'.join(TABLE['units'])})(?![\w%])")
_TIME = re.compile(r"\b(\d{1,2}):(\d\d)\b")
_RANGE = re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)")
_ORDINAL = re.compile(r"\b(\d{1,6})(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"\b((?:19|20)\d0)s\b")
_FIGURES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)*")
_PREFIX = re.compile(r"\b(re|pre|de|un|non|co|mis)-(?=[a-z])", re.IGNORECASE)
_SYMBOL = re.compile("|".join(map(re.escape, TABLE["symbols"])))


_SPOKEN = {**TABLE["words"], **TABLE["phrases"]}
_WRITTEN = "|".join(map(re.escape, sorted(_SPOKEN, key=len, reverse=True)))
_NAMED = re.compile(rf"(?<![\w-])({_WRITTEN})(s|'s|’s)?(?!\w)")
"""What is said instead of a word or a phrase; the longest first."""


def spoken(text: str) -> str:
    """The text in words alone, with its punctuation."""
    text = _CVE.sub(lambda m: f"C V E {numerals.year(int(m[1]))}, {numerals.digits(m[2])}", text)
    text = _NAMED.sub(lambda m: _SPOKEN[m[1]] + ("'s" if m[2] else ""), text)
    text = _MONEY.sub(_money, text)
    text = _DECADE.sub(lambda m: _plural(numerals.in_words(m[1])), text)
    text = _UNIT.sub(lambda m: f"{m[1]} {_unit(m[1], m[2])}", text)
    text = _TIME.sub(lambda m: f"{m[1]} {'oh ' if m[2][0] == '0' else ''}{int(m[2])}", text)
    text = _RANGE.sub(" to ", text)
    text = _ORDINAL.sub(lambda m: numerals.ordinal(int(m[1])), text)
    text = re.sub(r"(?<=[A-Za-z])-?(?=\d)|(?<=\d)-?(?=[A-Za-z])", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _PREFIX.sub(r"\1", text))
    text = _FIGURES.sub(lambda m: numerals.in_words(m[0]), text)
    text = _SYMBOL.sub(lambda m: TABLE["symbols"][m[0]], text)
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))


def _money(match: re.Match[str]) -> str:
    sign, amount, short, long = match.groups()
    scale = long or (TABLE["scales"][short.lower()] if short else "")
    currency = TABLE["currencies"][sign]
    return f"{amount} {scale} {currency[:-1] if amount == '1' and not scale else currency}"


def _unit(amount: str, unit: str) -> str:
    name = TABLE["units"][unit]
    return name[:-1] if amount == "1" and name.endswith("s") and unit != "x" else name


def _plural(words: str) -> str:
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
