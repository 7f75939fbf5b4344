"""An engine that hears what it is told: for tests and dry runs, without a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from interviewer.audio.sound import RATE, Sound
from interviewer.model import Word
from interviewer.transcribe.recogniser import to_audio

if TYPE_CHECKING:
    from speech_recognition import AudioData


def spread(text: str, seconds: float) -> tuple[Word, ...]:
    """The words of a text, evenly over a time."""
    parts = text.split()
    step = seconds / max(len(parts), 1)
    return tuple(
        Word(part, round(index * step, 3), round((index + 1) * step, 3), 1.0)
        for index, part in enumerate(parts)
    )


class Scripted:
    """Recognises known recordings, whole or any stretch of them, by their very samples."""

    name = "scripted"
    model = "script"

    def __init__(
        self, said: Sequence[tuple[Sound, str | tuple[Word, ...]]] = (), otherwise: str = ""
    ) -> None:
        """Take the recordings and what is said in them.

        Args:
            said: each recording with its text (spread evenly over it) or its timed words.
            otherwise: what is heard in any other sound.
        """
        self._known = [
            (
                to_audio(sound).get_raw_data(),
                spread(what, sound.duration) if isinstance(what, str) else what,
            )
            for sound, what in said
        ]
        self._otherwise = otherwise

    def transcribe(
        self, audio: AudioData, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """The words whose middle lies in that stretch of a known recording."""
        del prompt, hurry
        data = audio.get_raw_data(convert_rate=RATE, convert_width=2)
        seconds = len(data) / 2 / RATE
        for recording, words in self._known:
            position = recording.find(data)
            if data and position >= 0:
                offset = position / 2 / RATE
                return tuple(_within(words, offset, offset + seconds))
        return spread(self._otherwise, seconds)


def _within(words: Sequence[Word], start: float, end: float) -> list[Word]:
    chosen = []
    for word in words:
        middle = ((word.start or 0.0) + (word.end or 0.0)) / 2
        if start <= middle < end:
            first, last = np.clip(((word.start or 0.0), (word.end or 0.0)), start, end) - start
            chosen.append(
                Word(word.text, round(float(first), 3), round(float(last), 3), word.probability)
            )
    return chosen
