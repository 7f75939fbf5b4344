"""Sound -> `Transcript`: engines behind one small protocol, opened by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import SettingsError
from interviewer.model import Transcript, Word
from interviewer.sound import RATE, Sound, resample
from interviewer.transcribe import cut, tidy
from interviewer.transcribe.base import Engine, shifted, to_audio
from interviewer.transcribe.incremental import Live

ENGINES = ("faster-whisper", "openai-whisper")
"""Names of the engines, the default first."""

__all__ = ["ENGINES", "Engine", "Live", "open_engine", "transcribe"]


def open_engine(engine: str = ENGINES[0], model: str = "") -> Engine:
    """Load a speech recogniser; takes a second or two.

    Args:
        engine: one of `ENGINES`.
        model: name or path of the weights; empty for `INTERVIEWER_MODEL`, else `base`.

    Raises:
        SettingsError: there is no such engine.
        WeightsError: the weights are missing or damaged.
        MissingDependencyError: the engine's library is not installed.
    """
    from interviewer.transcribe import weights

    if engine == "faster-whisper":
        from interviewer.transcribe.faster_whisper import FasterWhisper

        return FasterWhisper(weights.find(model))
    if engine == "openai-whisper":
        from interviewer.transcribe.openai_whisper import OpenAIWhisper

        return OpenAIWhisper(weights.find(model, weights.Format.OPENAI))
    raise SettingsError(f"No speech recogniser {engine!r}", f"There are: {', '.join(ENGINES)}.")


def transcribe(heard: Sound | Iterable[Sound], engine: Engine, *, prompt: str = "") -> Transcript:
    """The transcript of record: a whole recording, heard with everything in view.

    Args:
        heard: any length and rate; in parts, such as `sound.blocks` reads from a file, hours take
            no more memory than a minute.
        engine: from `open_engine`.
        prompt: words that may well occur, such as the question's vocabulary.
    """
    activity = cut.Activity()
    words: list[Word] = []
    duration = 0.0

    def samples() -> Iterator[NDArray[np.float32]]:
        nonlocal duration
        for part in (heard,) if isinstance(heard, Sound) else heard:
            duration += part.duration
            yield resample(Sound(np.nan_to_num(part.samples), part.rate), RATE).samples

    for piece in cut.stream(samples(), activity=activity):
        audio = to_audio(Sound(piece.samples))
        words += shifted(engine.transcribe(audio, prompt=prompt), piece.start_s)
    return Transcript(
        words=tidy.in_speech(words, activity.speech),
        duration=duration,
        engine=engine.name,
        model=engine.model,
        speech=activity.speech,
    )
