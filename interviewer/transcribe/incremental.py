"""Transcribes an answer while it is being given, so that little is left to do at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE, Sound, from_int16
from interviewer.model import Interval, Transcript, Word
from interviewer.transcribe import pieces, tidy
from interviewer.transcribe.recogniser import Engine, shifted, to_audio

PAUSE_S = 0.2
"""Silence in which what is new is transcribed ahead: it may be the end of the answer."""

NEW_S = 0.12
"""New speech that is worth it."""

OVERLAP_S = 0.1
"""Sound before new speech that is transcribed again with it."""

CONTEXT_WORDS = 16
"""Words before new speech that the engine is told."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What was transcribed in a pause; places are samples of the whole recording."""

    first: int
    """Where the open piece starts."""
    last: int
    """Where the pause was."""
    before: tuple[Word, ...]
    """Words of the pieces before."""
    words: tuple[Word, ...]
    """Words of the open piece."""
    speech: tuple[Interval, ...]
    others: tuple[Interval, ...]


class LiveTranscript:
    """The transcript of one answer as it grows.

    A worker thread cuts the sound at pauses into contiguous pieces and hands each to the engine. A
    slow machine falls behind and drops nothing: what was fed waits in memory.
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
        self._words: list[Word] = []
        self._fed = 0
        self._cancelled = self._finishing = False
        self._waiting = Event()
        self._error: Exception | None = None
        self._speech = pieces.Activity()
        self._worker = Thread(target=self._work, name="live transcript", daemon=True)
        self._worker.start()

    def feed(self, block: NDArray[np.int16]) -> None:
        """Take in the next samples (16 kHz mono) at once; the work is done elsewhere."""
        self._fed += len(block)
        self._blocks.put(np.array(block, dtype=np.int16).reshape(-1))

    def changed_microphone(self) -> None:
        """From here on nobody knows how loud the candidate is: every voice counts."""
        self._speech.everybody = True

    @property
    def idle(self) -> bool:
        """Whether all that was fed has been looked at and no piece is being transcribed."""
        return self._blocks.empty() and self._waiting.is_set()

    def finish(self, spoken_to: float | None = None) -> Transcript:
        """Transcribe what is left and return the whole; times are those of the whole recording.

        Args:
            spoken_to: where the last speech ended, in seconds, if that is known. When it was
                transcribed in a pause already, that is the transcript, and it is there at once.

        Raises:
            InterviewerError: whatever the engine raised; the recording itself is not touched.
        """
        self._finishing, self._spoken_to = True, spoken_to
        ahead = self._ahead
        if ahead is not None and spoken_to is not None and spoken_to * RATE <= ahead.last:
            self.cancel()
            words = (*ahead.before, *ahead.words)
            return self._transcript(words, self._fed, ahead.speech, ahead.others)
        self._blocks.put(None)
        self._worker.join()
        if self._error is not None:
            raise self._error
        return self._transcript(
            tuple(self._words), self._fed, self._speech.speech, self._speech.others
        )

    def cancel(self) -> None:
        """Forget the answer; returns at once, and the worker ends after its present piece."""
        self._cancelled = True
        self._blocks.put(None)

    def _work(self) -> None:
        try:
            for piece in pieces.stream(
                self._batches(), pieces.eager_cut, self._speech, self._look_ahead
            ):
                if self._cancelled:
                    return
                words = (
                    self._rest(piece) if self._finishing else self._recognise(piece, piece.start)
                )
                self._words += words
        except Exception as error:  # noqa: BLE001 - carried over to the thread that calls finish()
            self._error = error

    def _recognise(
        self, piece: pieces.Piece, first: int, context: tuple[Word, ...] = ()
    ) -> tuple[Word, ...]:
        """The words of a piece from the sample `first` of the recording on."""
        before = " ".join(word.text for word in context[-CONTEXT_WORDS:])
        words = self._engine.transcribe(
            to_audio(Sound(piece.samples[first - piece.start :])),
            prompt=" ".join(filter(None, (self._prompt, before))),
            hurry=True,
        )
        return tuple(shifted(words, first / RATE))

    def _rest(self, piece: pieces.Piece) -> tuple[Word, ...]:
        """The words of a piece when somebody waits for them: only what is new is listened to."""
        ahead = self._ahead
        if ahead is None or ahead.first != piece.start:
            return self._recognise(piece, piece.start)
        if self._spoken_to is not None and self._spoken_to * RATE <= ahead.last:
            return ahead.words
        first = max(piece.start, ahead.last - round(OVERLAP_S * RATE))
        return (*ahead.words, *self._recognise(piece, first, ahead.words))

    def _look_ahead(self, piece: pieces.Piece) -> None:
        """Transcribe in a pause what is new in the open piece, unless that would make us late.

        Only what is new: the answer may be over, and then every tenth of a second counts. The piece
        is transcribed once more as a whole when it is complete.
        """
        busy = self._cancelled or self._finishing or not self._blocks.empty()
        if self._on_pause is None or busy or self._speech.silence_s < PAUSE_S:
            return
        ahead, speech, others = self._ahead, self._speech.speech, self._speech.others
        known = ahead.last / RATE if ahead else 0.0
        if sum(max(0.0, item.end - max(item.start, known)) for item in speech) < NEW_S:
            return
        first, words = piece.start, tuple[Word, ...]()
        if ahead and ahead.first == piece.start:
            first, words = max(first, ahead.last - round(OVERLAP_S * RATE)), ahead.words
        before = tuple(self._words)
        words = (*words, *self._recognise(piece, first, (*before, *words)))
        last = piece.start + len(piece.samples)
        self._ahead = _Ahead(piece.start, last, before, words, speech, others)
        if not self._cancelled:
            self._on_pause(self._transcript((*before, *words), last, speech, others))

    def _transcript(
        self,
        words: tuple[Word, ...],
        samples: int,
        speech: tuple[Interval, ...],
        others: tuple[Interval, ...],
    ) -> Transcript:
        return Transcript(
            words=tidy.in_speech(tidy.at_microphone(words, speech, others), speech),
            duration=samples / RATE,
            engine=self._engine.name,
            model=self._engine.model,
            speech=speech,
        )

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
