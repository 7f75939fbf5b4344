"""Sound -> `Transcript`: engines behind one small protocol, opened by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import SettingsError
from interviewer.model import Transcript, Word
from interviewer.sound import RATE, Sound, blocks, resample
from interviewer.transcribe import cut
from interviewer.transcribe.base import Engine, shifted, to_audio
from interviewer.transcribe.incremental import Live

ENGINES = ("faster-whisper", "openai-whisper")
"""Names of the engines, the default first."""

__all__ = ["ENGINES", "Engine", "Live", "open_engine", "transcribe", "transcribe_file"]


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


def transcribe(sound: Sound, engine: Engine, *, prompt: str = "") -> Transcript:
    """The transcript of record: the whole recording, heard with everything in view.

    Args:
        sound: any length and rate.
        engine: from `open_engine`.
        prompt: words that may well occur, such as the question's vocabulary.
    """
    return _heard((sound,), engine, prompt)


def transcribe_file(path: Path, engine: Engine, *, prompt: str = "") -> Transcript:
    """The same of an audio file of any length, read as it is heard: hours take no more memory.

    Raises:
        AudioFileError: the file is missing, unreadable, or holds no samples.
    """
    return _heard(blocks(path), engine, prompt)


def _heard(sounds: Iterable[Sound], engine: Engine, prompt: str) -> Transcript:
    activity = cut.Activity()
    words: list[Word] = []
    duration = 0.0

    def samples() -> Iterator[NDArray[np.float32]]:
        nonlocal duration
        for sound in sounds:
            duration += sound.duration
            yield resample(Sound(np.nan_to_num(sound.samples), sound.rate), RATE).samples

    for piece in cut.stream(samples(), activity=activity):
        heard = engine.transcribe(to_audio(Sound(piece.samples)), prompt=prompt)
        words += shifted(heard, piece.start_s)
    return Transcript(
        words=tuple(words),
        duration=duration,
        engine=engine.name,
        model=engine.model,
        speech=activity.speech,
    )
