"""What a speech recogniser is, and sound on its way into one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, Sound, from_int16, resample, to_int16
from interviewer.model import Word

if TYPE_CHECKING:
    from speech_recognition import AudioData

_HESITATION = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+|e+h+|h+m+|m{2,}")
"""Sounds of hesitation as recognisers spell them, however long they draw them out."""


_EDGES = (
    " \t.,;:!?…\"'“”()[]-\N{EN DASH}—\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)


class Engine(Protocol):
    """A speech recogniser with its model loaded."""

    @property
    def name(self) -> str:
        """`faster-whisper`, `openai-whisper`, `scripted`."""

    @property
    def model(self) -> str:
        """Name of the weights."""

    def transcribe(
        self, audio: AudioData, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """The words in a sound of any length; none where nobody speaks.

        Args:
            audio: 16-bit mono at any rate.
            prompt: words that may well occur, such as the question's vocabulary.
            hurry: whether somebody is waiting, so that time matters more than the last word.

        Returns:
            Words in order; times in seconds from the start of `audio`, within its length.
        """


@runtime_checkable
class DetectsLanguage(Protocol):
    """A speech recogniser that can tell the language of what it hears."""

    def language(self, audio: AudioData) -> str:
        """The code of the language spoken, `en` where it is unsure."""


def to_audio(sound: Sound) -> AudioData:
    """16-bit audio for a recogniser, at 16 kHz."""
    from speech_recognition import AudioData

    clean = Sound(np.nan_to_num(sound.samples, posinf=1.0, neginf=-1.0), sound.rate)
    return AudioData(to_int16(resample(clean, RATE)).astype("<i2").tobytes(), RATE, 2)


def to_samples(audio: AudioData) -> NDArray[np.float32]:
    """The samples of 16-bit audio at 16 kHz, between -1 and 1."""
    data = audio.get_raw_data(convert_width=2)
    sound = from_int16(np.frombuffer(data, "<i2"), audio.sample_rate)
    return resample(sound, RATE).samples


def hesitates(word: str) -> bool:
    """Whether a word is a sound of hesitation: um, uh, er, hmm and their like."""
    return _HESITATION.fullmatch(spoken(word)) is not None


def shifted(words: Iterable[Word], seconds: float) -> Iterator[Word]:
    """The words that much later."""
    for word in words:
        start, end = (word.start or 0.0) + seconds, (word.end or 0.0) + seconds
        yield Word(word.text, round(start, 3), round(end, 3), word.probability)


def spoken(word: str) -> str:
    """A word in lower case without punctuation at its ends."""
    return word.lower().strip(_EDGES)
