"""Speech made ahead, in two threads: one for what is said now or may be said next, one for the rest.

What was made before is there at once, whatever the threads are doing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

from interviewer.audio.bounded import Guard
from interviewer.audio.sound import Sound
from interviewer.errors import VoiceError
from interviewer.speak.voice import Voice

CALM = 7
"""How much the thread for the rest gives way to others: transcribing and what is said now come first. With more, what
it is in the middle of would starve on a busy machine, and may be wanted after all."""

PATIENCE_S = 60.0
"""An utterance takes a fraction of a second, of a neural voice three, on a machine that is busy otherwise ten times that;
what takes longer hangs."""


class Synthesis:
    """What a voice was asked to say, part by part. Safe to use from several threads.

    A voice cannot take the interview down: whatever goes wrong is an `InterviewerError` of its futures.
    """

    def __init__(self, voice: Voice, patience_s: float = PATIENCE_S) -> None:
        self._voice = voice
        self._patience_s = patience_s
        self._guard = Guard(
            "voice",
            f"The voice {voice.name}",
            VoiceError,
            "Choose another one, such as --speech piper.",
            "Choose another, such as --speech piper.",
        )
        self._now = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")
        self._later = ThreadPoolExecutor(1, thread_name_prefix="voice-later", initializer=_give_way)
        self._texts: dict[str, tuple[Future[Sound], ...]] = {}
        self._likely = ""
        self._lock = threading.Lock()

    @property
    def texts(self) -> frozenset[str]:
        """Texts that have been or are being synthesised and were not taken yet."""
        return frozenset(self._texts)

    def prepare(self, text: str) -> None:
        """Synthesise a text in its turn."""
        with self._lock:
            if text not in self._texts:
                parts = self._voice.parts(text)
                self._texts[text] = tuple(self._submit(part, self._later) for part in parts)

    def plan(self, texts: Iterable[str]) -> None:
        """Prepare these texts, in this order, in place of what was prepared and has not begun.

        What the voice has made and remembers is not held here any longer.
        """
        with self._lock:
            for text, futures in list(self._texts.items()):
                if text == self._likely:
                    continue
                waiting = [
                    future.cancel() for future in futures
                ]  # each of them, and not only the first
                made = all(future.done() for future in futures)
                if any(waiting) or (made and all(map(self._quick, self._voice.parts(text)))):
                    del self._texts[text]
        for text in texts:
            self.prepare(text)

    def expect(self, text: str) -> None:
        """Synthesise what is likely said next, before all that was prepared; it replaces the last such text."""
        with self._lock:
            if text == self._likely and text in self._texts:
                return
            for future in self._texts.get(self._likely, ()):
                future.cancel()
            if any(future.cancelled() for future in self._texts.get(self._likely, ())):
                del self._texts[self._likely]
            self._likely = text
            self._texts[text] = self._hurried(text)

    def ready(self, text: str, within_s: float = 0.0) -> bool:
        """Whether the first part of a text can be heard within that time."""
        with self._lock:
            begun = self._texts.get(text, ())
        if self._quick(self._voice.parts(text)[0]):
            return True
        return bool(begun) and bool(wait(begun[:1], within_s).done)

    def take(self, text: str) -> Sequence[Future[Sound]]:
        """The parts of a text that is said now."""
        with self._lock:
            if text == self._likely:
                self._likely = ""
            hurried = self._hurried(text)
            self._texts.pop(text, None)
            return hurried

    def close(self) -> None:
        """Drop what was prepared."""
        for pool in (self._now, self._later):
            pool.shutdown(wait=False, cancel_futures=True)

    def _hurried(self, text: str) -> tuple[Future[Sound], ...]:
        """The parts of a text: as they were made, as they are being made, else at the front."""
        parts = self._voice.parts(text)
        begun = self._texts.get(text) or (None,) * len(parts)
        return tuple(
            future if future and not future.cancel() else self._hurry(part)
            for part, future in zip(parts, begun, strict=True)
        )

    def _hurry(self, part: str) -> Future[Sound]:
        made = self._voice.recall(part)
        if made is None:
            return self._submit(part, self._now)
        there: Future[Sound] = Future()
        there.set_result(made)
        return there

    def _submit(self, part: str, pool: ThreadPoolExecutor) -> Future[Sound]:
        return pool.submit(
            lambda: self._guard.call(lambda: self._voice.synthesise(part), self._patience_s)
        )

    def _quick(self, part: str) -> bool:
        """Whether a part is there at once; a voice that hangs fails at once."""
        return self._guard.hangs or self._voice.quick(part)


def _give_way() -> None:
    """Lower the priority of this thread, where the system has such a thing."""
    with suppress(OSError, AttributeError):
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + CALM)
