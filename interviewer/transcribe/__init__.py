"""Sound -> `Transcript`: engines behind one small protocol, opened by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, Sound, resample
from interviewer.errors import SettingsError
from interviewer.model import Interval, Transcript, Word
from interviewer.transcribe import held_sounds, pieces, tidy
from interviewer.transcribe.incremental import LiveTranscript
from interviewer.transcribe.recogniser import DetectsLanguage, Engine, shifted, to_audio

ENGINES = ("faster-whisper", "openai-whisper")
"""Names of the engines, the default first."""

APART_S = 0.05
"""A sound that is nearer to a word than this is part of it."""

LANGUAGE_S = 2.0
"""Seconds of voice that tell the language."""

__all__ = ["ENGINES", "Engine", "LiveTranscript", "open_engine", "transcribe"]


def open_engine(engine: str = ENGINES[0], model: str = "", *, threads: int = 0) -> Engine:
    """Load a speech recogniser; takes a second or two.

    Args:
        engine: one of `ENGINES`.
        model: name or path of the weights; empty for `INTERVIEWER_MODEL`, else `base`.
        threads: how many it may use; 0 for what suits one answer at a time.

    Raises:
        SettingsError: there is no such engine.
        WeightsError: the weights are missing or damaged.
        MissingDependencyError: the engine's library is not installed.
    """
    from interviewer.transcribe import weights

    if engine == "faster-whisper":
        from interviewer.transcribe.faster_whisper import FasterWhisper

        return FasterWhisper(weights.find(model), threads=threads)
    if engine == "openai-whisper":
        from interviewer.transcribe.openai_whisper import OpenAIWhisper

        return OpenAIWhisper(weights.find(model, weights.WeightsFormat.OPENAI), threads=threads)
    raise SettingsError(
        f"There is no speech recogniser {engine!r}", f"Choose one of: {', '.join(ENGINES)}."
    )


def transcribe(
    recording: Sound | Iterable[Sound],
    engine: Engine,
    *,
    prompt: str = "",
    microphones: int = 0,
) -> Transcript:
    """The transcript of record: a whole recording, transcribed with everything in view.

    Args:
        recording: any length and rate; in parts, such as `sound.blocks` reads from a file, hours take
            no more memory than a minute.
        engine: from `open_engine`.
        prompt: words that may well occur, such as the question's vocabulary.
        microphones: how many microphones of the candidate's own it was recorded with. With one, fainter
            voices are somebody else's; with several nobody knows; with 0, in a recording made elsewhere,
            they are if they say less.
    """
    activity = pieces.Activity()
    activity.everybody = microphones > 1
    words: list[Word] = []
    unheard: list[Interval] = []
    durations: list[float] = []
    parts = (recording,) if isinstance(recording, Sound) else recording
    language = ""
    for piece in pieces.stream(_samples(parts, durations), activity=activity):
        if not language and piece.frames.voice_s >= LANGUAGE_S:
            language = _language(engine, piece)
        spoken = engine.transcribe(to_audio(Sound(piece.samples)), prompt=prompt)
        words += shifted(spoken, piece.start_s)
        unheard += _voice_without_words(piece, spoken)
    speech, others = activity.speech, activity.others
    if not microphones and _seconds(others) > _seconds(speech):
        speech, others = tuple(sorted((*speech, *others), key=lambda item: item.start)), ()
    return Transcript(
        words=tidy.in_speech(tidy.at_microphone(words, speech, others), speech),
        duration=sum(durations),
        engine=engine.name,
        model=engine.model,
        language=language or "en",
        speech=speech,
        unheard=tuple(
            item
            for item in unheard
            if not any(other.start < item.end and item.start < other.end for other in others)
        ),
    )


def _samples(parts: Iterable[Sound], durations: list[float]) -> Iterator[NDArray[np.float32]]:
    """Samples at 16 kHz that are numbers; the length of each part is noted down."""
    for part in parts:
        durations.append(part.duration)
        numbers = np.nan_to_num(part.samples, posinf=1.0, neginf=-1.0)
        yield resample(Sound(numbers, part.rate), RATE).samples


def _seconds(intervals: Sequence[Interval]) -> float:
    return sum(item.length for item in intervals)


def _language(engine: Engine, piece: pieces.Piece) -> str:
    if not isinstance(engine, DetectsLanguage):
        return "en"
    return engine.language(to_audio(Sound(piece.samples)))


def _voice_without_words(piece: pieces.Piece, words: Sequence[Word]) -> Iterator[Interval]:
    """Where the voice holds a sound that is neither a word's last nor the next one's first."""
    if not piece.frames.voiced:
        return
    loud = float(np.percentile(piece.frames.level, 95))
    for first, last in piece.frames.gaps(words, held_sounds.LEAST_S):
        gap = piece.part(first, last)
        length = len(gap.samples) / RATE
        for interval in held_sounds.steady(gap.samples, loud):
            drawn = first > 0 and interval.start < APART_S
            opens = last < len(piece.frames) and interval.end > length - APART_S
            if not drawn and not opens:
                start = gap.start_s + interval.start
                yield Interval(round(start, 3), round(start + interval.length, 3))
