"""The default engine: Whisper by CTranslate2, 8-bit on the CPU."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import MissingDependencyError, WeightsError
from interviewer.model import Word
from interviewer.transcribe import ct2
from interviewer.transcribe.weights import Weights, go_offline
from interviewer.transcribe.whisper import HESITANT, Whisper, joined, noise, recognise

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from speech_recognition import AudioData

SHORTEST_WINDOW = 1500
"""Frames of 10 ms the encoder sees at least. With less, words are made up (WER .024 -> .051)."""
SENTENCE_TICKS = 200
"""Length of each sentence of the prompt in ticks of 20 ms."""
MARGIN = 100
"""Frames of silence kept after the sound."""


class FasterWhisper(Whisper):
    """Whisper by faster-whisper."""

    name = "faster-whisper"

    def __init__(self, weights: Weights, device: str = "auto") -> None:
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
        self.device, model = _load(weights, device)
        self._adapter = TranscribableAdapter(model)

    def _decode(
        self, audio: AudioData, limit: int, prompt: str, *, verbatim: bool
    ) -> Iterator[Word]:
        """See `Whisper._decode`."""
        return joined(self._words(audio, limit, self._before(prompt, verbatim=verbatim)))

    def _words(self, audio: AudioData, limit: int, before: list[int] | None) -> Iterator[Word]:
        heard = recognise(
            self._adapter,
            audio,
            language="en",
            beam_size=1,
            temperature=0.0,  # the same words each time; the usual retries cost up to a minute
            condition_on_previous_text=False,
            initial_prompt=before,
            max_new_tokens=limit,
            word_timestamps=True,
        )
        for segment in heard["segments"]:
            if noise(audio, segment.seek, segment.avg_logprob):
                continue
            for word in segment.words or ():
                yield Word(word.word, float(word.start), float(word.end), float(word.probability))

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


def _load(weights: Weights, device: str) -> tuple[str, WhisperModel]:
    """The device in use and the model: on the graphics card where one works, else on the CPU."""
    from ctranslate2 import get_cuda_device_count

    if device == "auto":
        device = "cuda" if get_cuda_device_count() else "cpu"
    if device == "cuda":
        try:
            model = _model(weights, "cuda", "int8_float16")
            model.encode(np.zeros((model.feature_extractor.mel_filters.shape[0], 3000), np.float32))
        except (RuntimeError, ValueError):
            pass  # its libraries are missing or do not fit: the CPU always works
        else:
            return "cuda", model
    try:
        return "cpu", _model(weights, "cpu", "int8")
    except Exception as error:
        raise WeightsError(f"{weights.path}: cannot be loaded ({error})", ct2.REMEDY) from error


def _model(weights: Weights, device: str, compute_type: str) -> WhisperModel:
    from faster_whisper import WhisperModel

    class Trimmed(WhisperModel):  # type: ignore[misc]  # an untyped library
        """Encodes only as much of the 30 s window as holds sound: less than half the time.

        The last window is remembered, because each piece is heard twice.
        """

        last: tuple[NDArray[np.float32], object] | None = None

        def encode(self, features: NDArray[np.float32]) -> object:
            sounding = np.flatnonzero(np.any(features != 0, axis=0))
            used = int(sounding[-1]) + 1 if len(sounding) else 0
            frames = max(SHORTEST_WINDOW, used + MARGIN)
            window = np.ascontiguousarray(features[:, : frames + frames % 2])
            if self.last is None or not np.array_equal(self.last[0], window):
                self.last = window, super().encode(window)
            return self.last[1]

    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    return Trimmed(
        str(weights.path),
        device=device,
        compute_type=compute_type,
        cpu_threads=threads,
        local_files_only=True,
    )
