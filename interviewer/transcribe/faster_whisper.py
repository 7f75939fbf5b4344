"""The default engine: Whisper by CTranslate2, 8-bit on the CPU."""

from __future__ import annotations

import os
from collections.abc import Iterator
from threading import local
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import MissingDependencyError, WeightsError
from interviewer.model import Word
from interviewer.transcribe import ct2
from interviewer.transcribe.offline import go_offline
from interviewer.transcribe.recogniser import to_samples
from interviewer.transcribe.weights import ModelWeights
from interviewer.transcribe.whisper import BEAMS, HESITANT, Whisper, recognise

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from speech_recognition import AudioData

WINDOW = 3000
"""Frames of 10 ms that Whisper was trained to see: 30 s, the rest of them silent."""
SHORTEST_WINDOW = 1500
"""Frames the encoder sees at least. With less, words are made up (WER .024 -> .051). Short answers
lose nothing by it and keep more of their fillers; longer ones are heard better in the whole window."""
SENTENCE_TICKS = 200
"""Length of each sentence of the prompt in ticks of 20 ms."""
SURE_LANGUAGE = 0.8
"""Probability from which a language other than English is believed: `base` gives German speech 0.98."""
MARGIN = 100
"""Frames of silence kept after the sound."""


class FasterWhisper(Whisper):
    """Whisper by faster-whisper."""

    name = "faster-whisper"

    def __init__(self, weights: ModelWeights, device: str = "auto", *, threads: int = 0) -> None:
        super().__init__(weights)
        go_offline()
        try:
            from speech_recognition.recognizers.whisper_local.faster_whisper import (
                TranscribableAdapter,
            )
        except ImportError as error:
            raise MissingDependencyError(
                f"faster-whisper is not installed ({error})", "pip install faster-whisper"
            ) from error
        self.device, model = _load(weights, device, threads)
        self._adapter = TranscribableAdapter(model)

    def _decode(
        self, audio: AudioData, limit: int, prompt: str, *, verbatim: bool, hurry: bool
    ) -> Iterator[Word]:
        """See `Whisper._decode`."""
        before = self._before(prompt, verbatim=verbatim)
        self._adapter.model.hearing.shortest = SHORTEST_WINDOW if hurry else WINDOW
        return recognise(
            self._adapter,
            audio,
            language="en",
            beam_size=1 if hurry or verbatim else BEAMS,
            temperature=0.0,  # the same words each time; the usual retries cost up to a minute
            condition_on_previous_text=False,
            initial_prompt=before,
            max_new_tokens=limit,
            word_timestamps=True,
        )

    def language(self, audio: AudioData) -> str:
        """See `DetectsLanguage`; weights that know English only hear English."""
        model = self._adapter.model
        if not model.model.is_multilingual:
            return "en"
        code, probability, _ = model.detect_language(to_samples(audio))
        return str(code) if probability >= SURE_LANGUAGE else "en"

    def _before(self, prompt: str, *, verbatim: bool) -> list[int] | None:
        """What the model is told was said before, as tokens with times."""
        from faster_whisper.tokenizer import Tokenizer

        model = self._adapter.model
        tokenizer = Tokenizer(
            model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language="en"
        )
        tokens = list(tokenizer.encode(f" {prompt}")) if prompt else []
        for index, sentence in enumerate(HESITANT if verbatim else ()):
            start = tokenizer.timestamp_begin + index * SENTENCE_TICKS
            tokens += [start, *tokenizer.encode(f" {sentence}"), start + SENTENCE_TICKS]
        return tokens or None


def _load(weights: ModelWeights, device: str, threads: int) -> tuple[str, WhisperModel]:
    """The device in use and the model: on the graphics card where one works, else on the CPU."""
    from ctranslate2 import get_cuda_device_count

    if device == "auto":
        device = "cuda" if get_cuda_device_count() else "cpu"
    if device == "cuda":
        try:
            model = _model(weights, "cuda", "int8_float16", threads)
            model.encode(np.zeros((model.feature_extractor.mel_filters.shape[0], 3000), np.float32))
        except (RuntimeError, ValueError):
            pass  # its libraries are missing or do not fit: the CPU always works
        else:
            return "cuda", model
    try:
        return "cpu", _model(weights, "cpu", "int8", threads)
    except Exception as error:
        raise WeightsError(f"{weights.path}: cannot be loaded ({error})", ct2.REMEDY) from error


def _model(weights: ModelWeights, device: str, compute_type: str, threads: int) -> WhisperModel:
    from faster_whisper import WhisperModel

    class Trimmed(WhisperModel):  # type: ignore[misc]  # an untyped library
        """Encodes no more of the 30 s window than it has to: less than half the time.

        The last window is remembered, because pieces may be heard twice.
        """

        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)
            self.hearing = _Hearing()

        def encode(self, features: NDArray[np.float32]) -> object:
            sounding = np.flatnonzero(np.any(features != 0, axis=0))
            used = int(sounding[-1]) + 1 if len(sounding) else 0
            fits = used + MARGIN <= SHORTEST_WINDOW
            frames = max(SHORTEST_WINDOW if fits else self.hearing.shortest, used + MARGIN)
            window = np.ascontiguousarray(features[:, : frames + frames % 2])
            last = self.hearing.last
            if last is None or not np.array_equal(last[0], window):
                last = self.hearing.last = window, super().encode(window)
            return last[1]

    usual = max(1, min(4, (os.cpu_count() or 2) // 2))
    return Trimmed(
        str(weights.path),
        device=device,
        compute_type=compute_type,
        cpu_threads=threads or usual,
        num_workers=2,  # a live answer does not wait for the transcript of record of the last one
        local_files_only=True,
    )


class _Hearing(local):
    """What a thread is listening to."""

    shortest = WINDOW
    """Frames that it has encoded at least of what takes more than the shortest window."""
    last: tuple[NDArray[np.float32], object] | None = None
    """The window encoded last, and what came out."""
