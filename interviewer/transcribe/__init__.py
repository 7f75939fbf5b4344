"""Sound -> `Transcript`: engines behind one small protocol, opened by name."""

from __future__ import annotations

from interviewer.errors import SettingsError
from interviewer.model import Transcript
from interviewer.sound import Sound
from interviewer.transcribe.base import Engine, to_audio
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


def transcribe(sound: Sound, engine: Engine, *, prompt: str = "") -> Transcript:
    """The transcript of record: the whole recording, heard with everything in view.

    Args:
        sound: any length and rate.
        engine: from `open_engine`.
        prompt: words that may well occur, such as the question's vocabulary.
    """
    from interviewer import listen

    words = engine.transcribe(to_audio(sound), prompt=prompt)
    return Transcript(
        words=words,
        duration=sound.duration,
        engine=engine.name,
        model=engine.model,
        speech=listen.speech_in(sound.samples),
    )
