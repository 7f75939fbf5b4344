"""The reference engine: OpenAI's own implementation (extra `openai-whisper`)."""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

from interviewer.errors import MissingDependencyError, WeightsError
from interviewer.model import Word
from interviewer.transcribe import ct2
from interviewer.transcribe.offline import go_offline
from interviewer.transcribe.weights import ModelWeights, WeightsFormat
from interviewer.transcribe.whisper import BEAMS, HESITANT, Whisper, recognise

if TYPE_CHECKING:
    from speech_recognition import AudioData


class OpenAIWhisper(Whisper):
    """Whisper by openai-whisper; CTranslate2 weights are converted once."""

    name = "openai-whisper"

    def __init__(self, weights: ModelWeights, *, threads: int = 0) -> None:
        super().__init__(weights)
        go_offline()
        # Word times run compiled loops over all cores that mostly wait for each other: three
        # times the processor time with the default.
        os.environ.setdefault("NUMBA_NUM_THREADS", "1")
        try:
            import torch
            import whisper
            from speech_recognition.recognizers.whisper_local.whisper import TranscribableAdapter
        except ImportError as error:
            raise MissingDependencyError(
                f"openai-whisper is not installed ({error})",
                "pip install 'mock-interviewer[openai-whisper]'",
            ) from error
        if threads:
            torch.set_num_threads(threads)
        path = weights.path
        if weights.format is WeightsFormat.CTRANSLATE2:
            from interviewer.transcribe.convert import converted

            path = converted(weights)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            model = whisper.load_model(str(path), device=self.device)
        except (RuntimeError, KeyError, EOFError, OSError, pickle.UnpicklingError) as error:
            raise WeightsError(f"{path}: cannot be loaded ({error})", ct2.REMEDY) from error
        with warnings.catch_warnings():  # it leaves its vocabulary to the garbage collector
            warnings.simplefilter("ignore", ResourceWarning)
            whisper.tokenizer.get_tokenizer(
                model.is_multilingual, num_languages=model.num_languages, language="en"
            )
        self._adapter = TranscribableAdapter(model)
        self._one_at_a_time = Lock()  # finding word times hooks into the model

    def _decode(
        self, audio: AudioData, limit: int, prompt: str, *, verbatim: bool, hurry: bool
    ) -> Iterator[Word]:
        """See `Whisper._decode`; this library takes text only, so the prompt has no times."""
        before = " ".join((prompt, *(HESITANT if verbatim else ()))).strip()
        beams = 1 if hurry or verbatim else BEAMS
        with self._one_at_a_time:
            yield from recognise(
                self._adapter,
                audio,
                language="en",
                temperature=0.0,
                beam_size=beams if beams > 1 else None,
                condition_on_previous_text=False,
                initial_prompt=before or None,
                carry_initial_prompt=bool(before),
                sample_len=limit,
                word_timestamps=True,
                verbose=None,
                fp16=self.device == "cuda",
            )
