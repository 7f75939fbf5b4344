"""How times and scores are written, wherever they are printed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from interviewer.model import Verdict

SIGNS: Mapping[Verdict, str] = MappingProxyType(
    {Verdict.FIX: "✗", Verdict.ASK: "?", Verdict.GOOD: "+", Verdict.NOTE: "·"}
)
"""The mark in front of a finding, by its verdict."""

SILENT_DB = -96.0
"""Level of digital silence in dBFS: 16 bits reach no lower."""


def plural(count: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`task`, `task and result`, `task, action and result`."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def decibels(amplitude: float) -> float:
    """An amplitude, as a share of full scale, in dBFS."""
    return max(SILENT_DB, 20 * math.log10(amplitude)) if amplitude > 0 else SILENT_DB


def clock(seconds: float) -> str:
    """`m:ss`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def length_text(seconds: float) -> str:
    """`55 s`, `1 min 39 s`, `7 min`."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest or not minutes)
    return " ".join(parts)


def sentences_of(text: str) -> list[str]:
    """A text of ours, which ends its sentences with full stops, question or exclamation marks."""
    return re.split(r"(?<=[.?!]) ", text)


def rounded_length(seconds: float) -> float:
    """A length to aim for, as one says it: in steps of 5 s below a minute, of 15 s below five, then of 30 s."""
    step = 5 if seconds < 60 else 15 if seconds < 300 else 30
    return float(max(step, step * round(seconds / step)))


def spoken_time(seconds: float) -> str:
    """`2 h 10 min`, `14 min`, `40 s`."""
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60} min"
    return f"{minutes} min" if seconds >= 60 else f"{seconds:.0f} s"


def day(moment: datetime) -> str:
    """`4 May 2026`."""
    return f"{moment.day} {moment:%b %Y}"


def size_text(size: int) -> str:
    """Bytes for people: `12.3 MB`."""
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{size} bytes"


def colour(score: float) -> str:
    """Red below 50, yellow below 75, green from there."""
    if score < 50:
        return "red"
    return "yellow" if score < 75 else "green"
