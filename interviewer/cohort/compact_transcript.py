"""`Transcript` <-> the compact JSON in which a cohort keeps it: words as lists, nothing that is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from interviewer.model import English, Interval, Prosody, Transcript, Word

_INTERVALS = ("speech", "unheard", "others")


def dump(transcript: Transcript) -> dict[str, Any]:
    """A transcript as JSON values; words as `[text, start, end, probability]`, without times just `[text]`."""
    stored: dict[str, Any] = {
        "words": [_word(word) for word in transcript.words],
        "duration": transcript.duration,
        "engine": transcript.engine,
        "model": transcript.model,
        "language": transcript.language,
    }
    for name in _INTERVALS:
        intervals = getattr(transcript, name)
        if intervals or (intervals is not None and name == "speech"):
            stored[name] = [[part.start, part.end] for part in intervals]
    if transcript.english is English.SECOND:
        stored["english"] = transcript.english.value
    if transcript.prosody:
        stored["prosody"] = asdict(transcript.prosody)
    return stored


def load(stored: Mapping[str, Any]) -> Transcript:
    """The transcript that was kept."""

    def intervals(name: str) -> tuple[Interval, ...]:
        return tuple(Interval(start, end) for start, end in stored.get(name, ()))

    return Transcript(
        tuple(Word(*word) for word in stored["words"]),
        stored["duration"],
        stored["engine"],
        stored["model"],
        stored["language"],
        intervals("speech") if "speech" in stored else None,
        intervals("unheard"),
        Prosody(**stored["prosody"]) if "prosody" in stored else None,
        intervals("others"),
        english=English(stored.get("english", English.FIRST)),
    )


def _word(word: Word) -> Sequence[object]:
    if word.start is None and word.end is None and word.probability is None:
        return [word.text]
    return [word.text, word.start, word.end, word.probability]
