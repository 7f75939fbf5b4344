"""What is done around a Whisper model, with a model whose faults are known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from interviewer.audio.recorded_candidate import shipped
from interviewer.audio.sound import RATE, Sound, read
from interviewer.audio.voice_activity import FRAME, speech_in
from interviewer.model import Word
from interviewer.transcribe.recogniser import to_audio, to_samples
from interviewer.transcribe.weights import ModelWeights, WeightsFormat
from interviewer.transcribe.whisper import Whisper

if TYPE_CHECKING:
    from speech_recognition import AudioData

WORD_S = 0.3


def voice() -> Sound:
    """Eight seconds of a recorded candidate, cut off in mid-speech."""
    return Sound(read(shipped("strong") / "earn-trust-mistake.flac").samples[: 8 * RATE])


class Faulty(Whisper):
    """A model that numbers the voice it is given, and does what a fault tells it to."""

    def __init__(self, whole: Sound) -> None:
        super().__init__(ModelWeights(Path(), "test", "nowhere", WeightsFormat.CTRANSLATE2))
        self.whole = whole.samples
        self.said = [
            Word(f"word{number}", round(start, 2), round(start + WORD_S - 0.04, 2), 0.95)
            for number, start in enumerate(_starts(whole))
        ]

    def _decode(
        self, audio: AudioData, limit: int, prompt: str, *, verbatim: bool, hurry: bool
    ) -> Iterator[Word]:
        del limit, prompt, hurry
        samples = to_samples(audio)
        first = _place(self.whole, samples)
        seconds = len(samples) / RATE
        for word in self._written(whole=len(samples) == len(self.whole), verbatim=verbatim):
            start, end = (word.start or 0) - first, (word.end or 0) - first
            if start >= 0 and end <= seconds:
                yield Word(word.text, start, end, word.probability)

    def _written(self, *, whole: bool, verbatim: bool) -> list[Word]:
        """What it writes of the whole or of a part."""
        del whole, verbatim
        return self.said


def _starts(whole: Sound) -> Iterator[float]:
    for item in speech_in(whole.samples):
        at = item.start
        while at + WORD_S <= item.end:
            yield at
            at += WORD_S


def _place(whole: NDArray[np.float32], part: NDArray[np.float32]) -> float:
    """Where in the whole a part was cut out, seconds."""
    starts = range(0, len(whole) - len(part) + 1, FRAME)
    return min(starts, key=lambda at: np.abs(whole[at : at + len(part)] - part).sum()) / RATE


class StopsEarly(Faulty):
    """It leaves out the last two words of a long sound, and hears them in a short one."""

    def _written(self, *, whole: bool, verbatim: bool) -> list[Word]:
        del verbatim
        return self.said[:-2] if whole else self.said


class MakesUp(Faulty):
    """Told to be verbatim, it writes an unlikely "um" over words."""

    def _written(self, *, whole: bool, verbatim: bool) -> list[Word]:
        if not verbatim or not whole:
            return [Word(word.text, word.start, word.end, 0.7) for word in self.said]
        laid_over = Word("um,", self.said[2].start, self.said[4].end, 0.005)
        return [*self.said[:2], laid_over, *self.said[2:]]


class Loops(Faulty):
    """Told to be verbatim, it goes round in circles, more and more sure of itself."""

    def _written(self, *, whole: bool, verbatim: bool) -> list[Word]:
        if not verbatim or not whole:
            return [Word(word.text, word.start, word.end, 0.7) for word in self.said]
        last = self.said[-1].end
        return [Word(text, last, last, 0.9) for text in ("I", "was,", "um,", "yeah,") * 12]


def test_last_words_that_a_model_left_out_are_heard_again() -> None:
    """A voice at the end of a recording without words is listened to once more, by itself."""
    sound = voice()
    model = StopsEarly(sound)
    assert [word.text for word in model.transcribe(to_audio(sound))] == [
        word.text for word in model.said
    ]


@pytest.mark.parametrize("fault", [MakesUp, Loops])
def test_fillers_without_a_sound_of_their_own_are_made_up(fault: type[Faulty]) -> None:
    """Neither an unlikely one over words nor one of no length, out of a loop, was said."""
    sound = voice()
    model = fault(sound)
    heard = [word.text for word in model.transcribe(to_audio(sound))]
    assert heard == [word.text for word in model.said]
