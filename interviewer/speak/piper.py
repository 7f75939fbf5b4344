"""A neural voice: piper, an optional extra under the GPL, with a voice file the user brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from interviewer.audio.sound import Sound
from interviewer.errors import MissingDependencyError, VoiceError
from interviewer.speak.voice import PACE, Voice


@dataclass
class Piper(Voice):
    """A piper voice; the file is loaded at the first utterance and kept."""

    model: Path | None
    """The voice's `.onnx` file; its `.onnx.json` lies beside it."""
    rate: int | None = None
    """Words per minute, roughly; None for the pace the voice was trained at."""
    _loaded: Any = field(default=None, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def name(self) -> str:
        """Engine, voice and pace."""
        return f"piper:{self.model}@{self.rate or 'own'}"

    def synthesise(self, text: str) -> Sound:
        """The text as sound at the voice's rate (16 000 or 22 050 Hz).

        Raises:
            VoiceError: no model is chosen, or it cannot be read.
            MissingDependencyError: piper-tts is not installed.
        """
        with self._lock:  # its phonemiser keeps state of its own
            voice = self._load()
            from piper import SynthesisConfig

            pace = SynthesisConfig(length_scale=PACE / self.rate) if self.rate else None
            chunks = [chunk.audio_float_array for chunk in voice.synthesize(text, syn_config=pace)]
        samples = np.concatenate(chunks) if chunks else np.zeros(0)
        return Sound(samples.astype(np.float32), int(voice.config.sample_rate))

    def _load(self) -> Any:
        if self._loaded is None:
            try:
                from piper import PiperVoice
            except ImportError as error:
                raise MissingDependencyError(
                    "The neural voice needs piper-tts, which is not installed",
                    "Install it: pip install 'mock-interviewer[piper]'",
                ) from error
            if self.model is None or self.model == Path():
                raise VoiceError(
                    "The neural voice needs a voice file, and none is chosen",
                    "Get a piper voice (.onnx and .onnx.json) and name its .onnx file as `voice`.",
                )
            try:
                self._loaded = PiperVoice.load(str(self.model))
            except Exception as error:  # piper and onnxruntime raise what they like
                raise VoiceError(
                    f"{self.model}: not a piper voice ({error})",
                    "Pass a voice's .onnx file, with its .onnx.json beside it.",
                ) from error
        return self._loaded
