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
from interviewer.transcribe.whisper import Whisper, recognise

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from speech_recognition import AudioData

SHORTEST_WINDOW = 1500
"""Frames of 10 ms the encoder sees at least. With less, words are made up (WER .024 -> .051)."""
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

    def _decode(self, audio: AudioData, prompt: str | None, limit: int) -> Iterator[Word]:
        heard = recognise(
            self._adapter,
            audio,
            language="en",
            beam_size=1,
            temperature=[0.0, 0.5],  # one retry: the usual six cost up to a minute on bad audio
            best_of=1,
            condition_on_previous_text=False,
            initial_prompt=prompt,
            max_new_tokens=limit,
            word_timestamps=True,
        )
        for segment in heard["segments"]:
            for word in segment.words or ():
                yield Word(
                    word.word.strip(), float(word.start), float(word.end), float(word.probability)
                )


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
    except (RuntimeError, ValueError, OSError) as error:
        raise WeightsError(f"{weights.path}: cannot be loaded ({error})", ct2.REMEDY) from error


def _model(weights: Weights, device: str, compute_type: str) -> WhisperModel:
    from faster_whisper import WhisperModel

    class Trimmed(WhisperModel):  # type: ignore[misc]  # an untyped library
        """Encodes only as much of the 30 s window as holds sound: less than half the time."""

        def encode(self, features: NDArray[np.float32]) -> object:
            sounding = np.flatnonzero(np.any(features != 0, axis=0))
            used = int(sounding[-1]) + 1 if len(sounding) else 0
            frames = max(SHORTEST_WINDOW, used + MARGIN)
            return super().encode(np.ascontiguousarray(features[:, : frames + frames % 2]))

    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    return Trimmed(
        str(weights.path),
        device=device,
        compute_type=compute_type,
        cpu_threads=threads,
        local_files_only=True,
    )
