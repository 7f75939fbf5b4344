"""Speech made ahead, in two threads: one for what is said now or may be said next, one for the rest."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress

from interviewer.audio.sound import Sound
from interviewer.speak.guarded_voice import GuardedVoice
from interviewer.speak.voice import Voice

CALM = 5
"""How much the thread for the rest gives way to others: transcribing comes first."""


class Synthesis:
    """What a voice was asked to say, part by part. Safe to use from several threads."""

    def __init__(self, voice: Voice) -> None:
        self._voice = GuardedVoice(voice)
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
                self._texts[text] = self._begin(text, self._later)

    def plan(self, texts: Iterable[str]) -> None:
        """Prepare these texts, in this order; what was prepared and has not begun comes after them no more."""
        with self._lock:
            for text, futures in list(self._texts.items()):
                if text == self._likely:
                    continue
                waiting = [
                    future.cancel() for future in futures
                ]  # each of them, and not only the first
                if any(waiting):
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
            self._hurry(text)

    def ready(self, text: str, within_s: float) -> bool:
        """Whether the first part of a text can be heard within that time."""
        with self._lock:
            begun = self._texts.get(text, ())
        if self._voice.quick(self._voice.parts(text)[0]):
            return True
        return bool(begun) and bool(wait(begun[:1], within_s).done)

    def take(self, text: str) -> Sequence[Future[Sound]]:
        """The parts of a text that is said now."""
        with self._lock:
            if text == self._likely:
                self._likely = ""
            self._hurry(text)
            return self._texts.pop(text)

    def close(self) -> None:
        """Drop what was prepared."""
        for pool in (self._now, self._later):
            pool.shutdown(wait=False, cancel_futures=True)

    def _hurry(self, text: str) -> None:
        """Move to the front what has not begun."""
        begun = self._texts.get(text, ())
        if not begun:
            self._texts[text] = self._begin(text, self._now)
            return
        parts = self._voice.parts(text)
        self._texts[text] = tuple(
            self._submit(part, self._now) if future.cancel() else future
            for part, future in zip(parts, begun, strict=True)
        )

    def _begin(self, text: str, pool: ThreadPoolExecutor) -> tuple[Future[Sound], ...]:
        return tuple(self._submit(part, pool) for part in self._voice.parts(text))

    def _submit(self, part: str, pool: ThreadPoolExecutor) -> Future[Sound]:
        return pool.submit(self._voice.synthesise, part)


def _give_way() -> None:
    """Lower the priority of this thread, where the system has such a thing."""
    with suppress(OSError, AttributeError):
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + CALM)
