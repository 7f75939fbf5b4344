"""How times and scores are written, wherever they are printed."""

from __future__ import annotations

from datetime import datetime


def clock(seconds: float) -> str:
    """`m:ss`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


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
