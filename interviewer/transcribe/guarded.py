"""A recogniser that cannot take the interview down: whatever goes wrong costs that answer's words.

An engine is somebody else's native code. It may raise anything, run out of memory, give times that
are no times, or never come back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.audio.bounded import Guard
from interviewer.errors import TranscribeError
from interviewer.model import Word
from interviewer.transcribe.recogniser import DetectsLanguage, Engine

if TYPE_CHECKING:
    from speech_recognition import AudioData

PATIENCE_S = 60.0
PATIENCE_PER_S = 10.0
"""A call is given up after a minute, and ten seconds more per second of sound: a recogniser that is
slower than that cannot be used, and one that hangs would keep the candidate waiting for ever."""


ROUNDING_S = 1.0
"""Recognisers count in steps, and may end a word a little after the sound."""


class Guarded:
    """An engine whose calls end, in words with times or in an `InterviewerError`."""

    def __init__(self, engine: Engine, patience_s: float = PATIENCE_S) -> None:
        """Guard an engine.

        Args:
            engine: from `open_engine`.
            patience_s: seconds after which a call on no sound at all is given up.
        """
        self.name, self.model = engine.name, engine.model
        self._engine = engine
        self._patience_s = patience_s
        self._guard = Guard(
            "recogniser",
            f"{engine.name} ({engine.model})",
            TranscribeError,
            "Check its weights with `interviewer doctor`, or choose another model.",
            "Choose a smaller model; `interviewer review --retranscribe` catches up.",
        )

    def transcribe(
        self, audio: AudioData, *, prompt: str = "", hurry: bool = False
    ) -> tuple[Word, ...]:
        """The words in a sound, as `Engine.transcribe`.

        Raises:
            TranscribeError: the engine failed, or did not answer in time.
        """
        length = len(audio.frame_data) / audio.sample_width / audio.sample_rate

        def call() -> tuple[Word, ...]:
            return tuple(self._engine.transcribe(audio, prompt=prompt, hurry=hurry))

        found = self._guard.call(call, self._patience_s + PATIENCE_PER_S * length)
        return tuple(_timed(found, length))

    def language(self, audio: AudioData) -> str:
        """The language of a sound; `en` where the engine cannot tell, or fails."""
        if not isinstance(self._engine, DetectsLanguage):
            return "en"
        try:
            return self._engine.language(audio)
        except Exception:  # noqa: BLE001 - native code; the words say the rest
            return "en"


def _timed(words: Sequence[Word], length: float) -> Iterator[Word]:
    """The words; where a time is impossible, it is that of the word before."""
    at = 0.0
    for word in words:
        start = word.start if _possible(word.start, length) else at
        end = word.end if _possible(word.end, length) else start
        at = max(start or 0.0, end or 0.0)
        chance = word.probability
        good = chance is None or 0 <= chance <= 1
        yield replace(word, start=start, end=at, probability=chance if good else None)


def _possible(time: float | None, length: float) -> bool:
    """Whether a time lies in the sound, give or take a second; not a number never does."""
    return time is not None and -ROUNDING_S <= time <= length + ROUNDING_S
