"""What both Whisper engines do around the model: cut, skip silence, catch loops."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from interviewer.listen import FRAME
from interviewer.model import Word
from interviewer.sound import RATE, Sound
from interviewer.transcribe import cut, tidy
from interviewer.transcribe.base import shifted, to_audio, to_samples
from interviewer.transcribe.weights import Weights

if TYPE_CHECKING:
    from speech_recognition import AudioData

FILLER_PROMPT = "Um, uh, hmm, er, ah."
"""Makes Whisper write hesitations down, which it otherwise leaves out (1 of 24 kept)."""

SHORTEST_S = 20.0
"""Shortest piece of a recording that is transcribed as a whole."""


def token_limit(seconds: float) -> int:
    """Most tokens a piece may become: a loop ends there. Fast speech needs about five a second.

    At most 220: with the longest prompt (223 and 4) that fills Whisper's 448.
    """
    return min(int(9 * seconds) + 24, 220)


class Whisper(ABC):
    """A Whisper model, whichever library runs it."""

    name = "whisper"

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.model = weights.name
        self._one_at_a_time = Lock()

    @abstractmethod
    def _decode(self, audio: AudioData, prompt: str | None, limit: int) -> Iterator[Word]:
        """Run the model on at most 30 s of speech; `limit` is the most tokens to write."""

    def transcribe(self, audio: AudioData, *, prompt: str = "") -> tuple[Word, ...]:
        """The words in a sound of any length; see `Engine`."""
        samples = to_samples(audio)
        frames = cut.listen(samples)
        words: list[Word] = []
        for first, last in cut.pieces(frames, SHORTEST_S):
            if frames[first:last].voiced:
                part = samples[first * FRAME : last * FRAME]
                with self._one_at_a_time:  # a live answer and a finished one may share the model
                    heard = self._hear(part, prompt)
                words += shifted(heard, first * FRAME / RATE)
        return tuple(words)

    def _hear(self, samples: NDArray[np.float32], prompt: str) -> tuple[Word, ...]:
        """The words of one piece; decoded again without a prompt when the decoder looped."""
        seconds = len(samples) / RATE
        audio = to_audio(Sound(samples))
        limit = token_limit(seconds)
        hint = f"{prompt} {FILLER_PROMPT}".strip()
        words = tidy.tidied(tuple(self._decode(audio, hint, limit)), seconds)
        if not tidy.suspicious(words, seconds):
            return words
        again = tidy.tidied(tuple(self._decode(audio, None, limit)), seconds)
        return tidy.collapsed(again)


def recognise(adapter: object, audio: AudioData, **options: object) -> dict[str, Any]:
    """Run a loaded model through SpeechRecognition, which hands the audio over.

    Its `recognize_whisper` would load the model again at each call.

    Args:
        adapter: `TranscribableAdapter` of that library, around the loaded model.
        audio: what was said.
        options: passed on to the model's `transcribe`.

    Returns:
        A mapping with `text`, `segments` and `language`.
    """
    from speech_recognition.recognizers.whisper_local.base import WhisperCompatibleRecognizer

    recogniser = WhisperCompatibleRecognizer(adapter)
    return dict(recogniser.recognize(audio, show_dict=True, **options))
