"""Transcribes an answer while it is being given, so that little is left to do at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from interviewer.listen import FRAME
from interviewer.model import Transcript, Word
from interviewer.sound import RATE, from_int16
from interviewer.transcribe import cut
from interviewer.transcribe.base import Engine, shifted, to_audio

SHORTEST_S = 8.0
"""Shortest piece. With 4 s Whisper misses context, with 15 s the last piece takes too long."""


PAUSE_S = 0.2
"""Silence in which the open piece is transcribed ahead: it may be the end of the answer."""

NEW_S = 0.12
"""New speech that is worth it."""


BESIDE_S = 0.1
"""Silence before new speech that is listened to with it."""

CONTEXT_WORDS = 16
"""Words before new speech that the engine is told."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What has been heard in a pause; samples of the whole recording."""

    first: int
    """Where the open piece starts."""
    last: int
    """Where the pause was."""
    before: tuple[Word, ...]
    """Words of the pieces before."""
    words: tuple[Word, ...]
    """Words of the open piece."""


class Live:
    """The transcript of one answer as it grows.

    A worker thread cuts the sound at pauses into contiguous pieces and hands each to the engine. A
    slow machine falls behind (`behind_s`) and drops nothing: what was fed waits in memory.
    """

    def __init__(
        self,
        engine: Engine,
        prompt: str = "",
        on_pause: Callable[[Transcript], None] | None = None,
    ) -> None:
        """Start listening.

        Args:
            engine: from `open_engine`; must not be closed before `finish` or `cancel`.
            prompt: words that may well occur, such as the question's vocabulary.
            on_pause: called in the worker's thread when the speaker pauses, with all that was said
                until then; makes `finish` immediate when that was the end.
        """
        self._on_pause = on_pause
        self._ahead: _Ahead | None = None
        self._spoken_to: float | None = None
        self._engine = engine
        self._prompt = prompt
        self._blocks: SimpleQueue[NDArray[np.int16] | None] = SimpleQueue()
        self._lock = Lock()
        self._words: list[Word] = []
        self._fed = 0
        self._heard = 0
        self._cancelled = self._finishing = False
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

    def finish(self, spoken_to: float | None = None) -> Transcript:
        """Transcribe what is left and return the whole; times are those of the whole recording.

        Args:
            spoken_to: where the last speech ended, in seconds, if that is known. When it was heard
                in a pause already, that is the transcript, and it is there at once.

        Raises:
            InterviewerError: whatever the engine raised; the recording itself is not touched.
        """
        self._finishing, self._spoken_to = True, spoken_to
        ahead = self._ahead
        if ahead is not None and spoken_to is not None and spoken_to * RATE <= ahead.last:
            self.cancel()
            return self._transcript((*ahead.before, *ahead.words), self._fed / RATE)
        self._blocks.put(None)
        self._worker.join()
        if self._error is not None:
            raise self._error
        return self._transcript(tuple(self._words), self._fed / RATE)

    def cancel(self) -> None:
        """Forget the answer; returns at once, and the worker ends after its present piece."""
        self._cancelled = True
        self._blocks.put(None)

    def _work(self) -> None:
        try:
            for piece in self._pieces():
                if self._cancelled:
                    return
                heard = (
                    self._rest(piece) if self._finishing else self._listen_to(piece, self._heard)
                )
                with self._lock:
                    self._words += heard
                self._heard += len(piece)
        except Exception as error:  # noqa: BLE001 - carried over to the thread that calls finish()
            self._error = error

    def _listen_to(
        self, piece: NDArray[np.int16], first: int, context: tuple[Word, ...] = ()
    ) -> tuple[Word, ...]:
        """The words of a stretch that starts at sample `first`."""
        before = " ".join(word.text for word in context[-CONTEXT_WORDS:])
        prompt = " ".join(filter(None, (self._prompt, before)))
        heard = self._engine.transcribe(to_audio(from_int16(piece)), prompt=prompt)
        return tuple(shifted(heard, first / RATE))

    def _rest(self, piece: NDArray[np.int16]) -> tuple[Word, ...]:
        """The words of a piece when somebody waits for them: only what is new is listened to."""
        ahead, end = self._ahead, self._heard + len(piece)
        if ahead is None or ahead.first != self._heard or ahead.last > end:
            return self._listen_to(piece, self._heard)
        if self._spoken_to is not None and self._spoken_to * RATE <= ahead.last:
            return ahead.words
        first = max(self._heard, ahead.last - round(BESIDE_S * RATE))
        return (*ahead.words, *self._listen_to(piece[first - self._heard :], first, ahead.words))

    def _look_ahead(self, waiting: NDArray[np.int16]) -> None:
        """Listen in a pause to what is new in the open piece, unless that would make us late.

        Only what is new: the answer may be over, and then every tenth of a second counts. The piece
        is heard once more as a whole when it is complete.
        """
        busy = self._cancelled or self._finishing or not self._blocks.empty()
        speech = self._speech.speech
        if self._on_pause is None or busy or not speech or self._speech.silence_s < PAUSE_S:
            return
        ahead = self._ahead
        known = ahead.last if ahead else 0
        if sum(max(0.0, x.end - max(x.start, known / RATE)) for x in speech) < NEW_S:
            return
        first, words = self._heard, tuple[Word, ...]()
        if ahead and ahead.first == self._heard:
            first, words = max(first, ahead.last - round(BESIDE_S * RATE)), ahead.words
        before = tuple(self._words)
        more = self._listen_to(waiting[first - self._heard :], first, (*before, *words))
        last = self._heard + len(waiting)
        self._ahead = _Ahead(self._heard, last, before, (*words, *more))
        self._on_pause(self._transcript((*before, *words, *more), last / RATE))

    def _transcript(self, words: tuple[Word, ...], seconds: float) -> Transcript:
        return Transcript(
            words=words,
            duration=seconds,
            engine=self._engine.name,
            model=self._engine.model,
            speech=self._speech.speech,
        )

    def _pieces(self) -> Iterator[NDArray[np.int16]]:
        """Contiguous stretches of sound, each as soon as it is known where it ends."""
        waiting = np.zeros(0, np.int16)
        start = 0  # frame in which `waiting` starts
        for more in self._batches():
            waiting = np.concatenate((waiting, more))
            self._speech.feed(from_int16(more).samples)
            while (at := cut.eager_cut(self._speech.since(start), SHORTEST_S)) is not None:
                yield waiting[: at * FRAME]
                waiting = waiting[at * FRAME :]
                start += at
            self._look_ahead(waiting)
        if len(waiting):
            yield waiting

    def _batches(self) -> Iterator[NDArray[np.int16]]:
        """Everything that was fed since the last look, until the end."""
        ended = False
        while not ended:
            blocks = [self._blocks.get()]
            while not self._blocks.empty():
                blocks.append(self._blocks.get())
            ended = any(block is None for block in blocks)
            yield np.concatenate([np.zeros(0, np.int16), *(b for b in blocks if b is not None)])
