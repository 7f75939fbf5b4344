"""What every format is read into: stretches of text with a speaker and times, where it has them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.model import Word

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,9})?"
"""A time as people and players write it: `0:06`, `00:06.000`, `1:00:06,5`."""

_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_CLOCK = re.compile(CLOCK)


@dataclass(frozen=True, slots=True)
class Segment:
    """A cue, a line or a turn of a transcript."""

    text: str = ""
    start: float | None = None
    """Seconds from the start of the recording; None where the file does not say."""
    end: float | None = None
    speaker: str = ""
    """As the file names whoever speaks; empty where it does not."""
    words: tuple[Word, ...] = ()
    """The words one by one, where the file has them so; pieces of words keep their blanks."""

    @classmethod
    def of(cls, words: tuple[Word, ...], speaker: str) -> Segment:
        """One made of words, of which there is one at least."""
        return cls("", words[0].start, words[-1].end, speaker, words)


def seconds(value: object, unit: float = 1.0) -> float | None:
    """A time of any notation in seconds: `1.4`, `"1.4s"`, `"PT1.4S"`, `"00:00:01,400"`.

    Args:
        value: what the file holds; what is not a time gives None.
        unit: seconds in one unit of a bare number.
    """
    if isinstance(value, Mapping):
        whole, rest = value.get("seconds", 0), value.get("nanos", 0)
        parts = (seconds(whole), seconds(rest, 1e-9))
        return None if None in parts else sum(part for part in parts if part is not None)
    if isinstance(value, str):
        return _written(value.strip(), unit)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value * unit


def _written(text: str, unit: float) -> float | None:
    if _CLOCK.fullmatch(text):
        total = 0.0
        for part in text.replace(",", ".").split(":"):
            total = total * 60 + float(part)
        return total
    if (iso := _ISO.fullmatch(text)) and text != "PT":
        hours, minutes, rest = (float(part or 0) for part in iso.groups())
        return hours * 3600 + minutes * 60 + rest
    for ending, size in (("ms", 1e-3), ("s", 1.0), ("", unit)):
        if text.endswith(ending):
            try:
                number = float(text.removesuffix(ending).replace(",", "."))
            except ValueError:
                continue
            return number * size if math.isfinite(number) else None
    return None
