"""Transcribes an answer while it is being given, so that little is left to do at its end."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event, Lock, Thread

import numpy as np
from numpy.typing import NDArray

from interviewer.model import Transcript, Word
from interviewer.sound import RATE, Sound, from_int16
from interviewer.transcribe import cut, tidy
from interviewer.transcribe.base import Engine, shifted, to_audio

SHORTEST_S = 8.0
"""Shortest piece. With 4 s Whisper misses context, with 15 s the last piece takes too long."""


class Live:
    """The transcript of one answer as it grows.

    A worker thread cuts the sound at pauses into contiguous pieces and hands each to the engine. A
    slow machine falls behind (`behind_s`) and drops nothing: what was fed waits in memory.
    """

    def __init__(self, engine: Engine, prompt: str = "") -> None:
        """Start listening.

        Args:
            engine: from `open_engine`; must not be closed before `finish` or `cancel`.
            prompt: words that may well occur, such as the question's vocabulary.
        """
        self._engine = engine
        self._prompt = prompt
        self._blocks: SimpleQueue[NDArray[np.int16] | None] = SimpleQueue()
        self._lock = Lock()
        self._words: list[Word] = []
        self._fed = 0
        self._heard = 0
        self._cancelled = False
        self._waiting = Event()
        self._error: Exception | None = None
        self._speech = cut.Activity()
        self._worker = Thread(target=self._work, name="live transcript", daemon=True)
        self._worker.start()

    def feed(self, block: NDArray[np.int16]) -> None:
        """Take in the next samples (16 kHz mono) at once; the work is done elsewhere."""
        self._fed += len(block)
        self._blocks.put(np.array(block, dtype=np.int16).reshape(-1))

    @property
    def text_so_far(self) -> str:
        """What has been heard up to the last cut."""
        with self._lock:
            return " ".join(word.text for word in self._words)

    @property
    def behind_s(self) -> float:
        """Seconds of sound that were fed and are not transcribed yet."""
        return (self._fed - self._heard) / RATE

    @property
    def idle(self) -> bool:
        """Whether all that was fed has been looked at and no piece is being transcribed."""
        return self._blocks.empty() and self._waiting.is_set()

    def finish(self) -> Transcript:
        """Transcribe what is left and return the whole; times are those of the whole recording.

        Raises:
            InterviewerError: whatever the engine raised; the recording itself is not touched.
        """
        self._blocks.put(None)
        self._worker.join()
        if self._error is not None:
            raise self._error
        return Transcript(
            words=tidy.in_speech(self._words, self._speech.speech),
            duration=self._fed / RATE,
            engine=self._engine.name,
            model=self._engine.model,
            speech=self._speech.speech,
        )

    def cancel(self) -> None:
        """Forget the answer; returns at once, and the worker ends after its present piece."""
        self._cancelled = True
        self._blocks.put(None)

    def _work(self) -> None:
        try:
            for piece in cut.stream(self._batches(), _eager, self._speech):
                if self._cancelled:
                    return
                heard = self._engine.transcribe(
                    to_audio(Sound(piece.samples)), prompt=self._prompt, hurry=True
                )
                with self._lock:
                    self._words += shifted(heard, piece.start_s)
                self._heard += len(piece.samples)
        except Exception as error:  # noqa: BLE001 - carried over to the thread that calls finish()
            self._error = error

    def _batches(self) -> Iterator[NDArray[np.float32]]:
        """Everything that was fed since the last look, until the end."""
        ended = False
        while not ended:
            self._waiting.set()
            blocks = [self._blocks.get()]
            self._waiting.clear()
            while not self._blocks.empty():
                blocks.append(self._blocks.get())
            ended = any(block is None for block in blocks)
            sounding = [block for block in blocks if block is not None]
            yield from_int16(np.concatenate([np.zeros(0, np.int16), *sounding])).samples


def _eager(frames: cut.Frames) -> int | None:
    return cut.eager_cut(frames, SHORTEST_S)
