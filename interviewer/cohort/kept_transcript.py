"""`Transcript` <-> the compact JSON in which a cohort keeps it: words as lists, nothing that is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from interviewer.model import Interval, Prosody, Transcript, Word

_INTERVALS = ("speech", "unheard", "others")


def dump(transcript: Transcript) -> dict[str, Any]:
    """A transcript as JSON values; words as `[text, start, end, probability]`, without times just `[text]`."""
    kept: dict[str, Any] = {
        "words": [_word(word) for word in transcript.words],
        "duration": transcript.duration,
        "engine": transcript.engine,
        "model": transcript.model,
        "language": transcript.language,
    }
    for name in _INTERVALS:
        intervals = getattr(transcript, name)
        if intervals or (intervals is not None and name == "speech"):
            kept[name] = [[part.start, part.end] for part in intervals]
    if transcript.prosody:
        kept["prosody"] = asdict(transcript.prosody)
    return kept


def load(kept: Mapping[str, Any]) -> Transcript:
    """The transcript that was kept."""

    def intervals(name: str) -> tuple[Interval, ...]:
        return tuple(Interval(start, end) for start, end in kept.get(name, ()))

    return Transcript(
        tuple(Word(*word) for word in kept["words"]),
        kept["duration"],
        kept["engine"],
        kept["model"],
        kept["language"],
        intervals("speech") if "speech" in kept else None,
        intervals("unheard"),
        Prosody(**kept["prosody"]) if "prosody" in kept else None,
        intervals("others"),
    )


def _word(word: Word) -> Sequence[object]:
    if word.start is None and word.end is None and word.probability is None:
        return [word.text]
    return [word.text, word.start, word.end, word.probability]
