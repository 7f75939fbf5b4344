"""What is said in one breath, part by part; what goes on with it may be decided while it is heard."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future

import numpy as np

from interviewer.audio.sound import Sound

LOG = logging.getLogger(__name__)

DECIDE_S = 0.08
"""Sound left to play from which the lead is said, where what follows is not there yet."""

QUIET = 0.006
"""Samples under this, of 1, are the silence around speech."""
BREATH_S = 0.13
"""Silence between an acknowledgement and what follows it."""


class SpokenParts:
    """Sounds that are there or on their way, in order. Safe to use from several threads."""

    def __init__(
        self,
        parts: Iterable[Future[Sound]],
        lead: Iterable[Future[Sound]] = (),
        *,
        more: bool = False,
    ) -> None:
        """Begin.

        Args:
            parts: what is said.
            lead: what is said after it where what follows is not there in time.
            more: whether something follows, by `add`.
        """
        self._lock = threading.Lock()
        self._own = deque(parts)
        self._lead = tuple(lead)
        self._more: deque[Future[Sound]] = deque()
        self.takes_more = more
        self._closely = more
        self._led = False
        self._left = (0.0, time.monotonic())

    @property
    def over(self) -> bool:
        """Whether all of it was given out, and nothing follows."""
        with self._lock:
            return not (self._own or self._more or self.takes_more)

    @property
    def idle(self) -> bool:
        """Whether all that is known of it was given out."""
        with self._lock:
            return not (self._own or self._more or self._lead)

    @property
    def left_s(self) -> float:
        """About how long what was given out still lasts, seconds, as told to `next`."""
        left, at = self._left
        return max(0.0, left - (time.monotonic() - at))

    def first(self) -> Sound | None:
        """The first sound that is one, waiting for it; None where there is none."""
        while self._own:
            sound = self._own.popleft().result()
            if len(sound.samples):
                return closely(sound) if self._closely and not self._own else sound
        return None

    def next(self, left_s: float) -> Sound | None:
        """The next part, if it is there; the lead, if what follows is not and the time has come.

        Args:
            left_s: seconds of sound that are still to be played.
        """
        with self._lock:
            self._left = left_s, time.monotonic()
            coming = self._own or self._more
            if coming and coming[0].done():
                if coming is self._more:
                    self._lead = ()
                return self._following(coming.popleft().result())
            if self._lead and not self._own and left_s <= DECIDE_S:
                self._more.extendleft(reversed(self._lead))
                self._lead, self._led = (), True
                LOG.info("lead said")
                return (
                    self._following(self._more.popleft().result()) if self._more[0].done() else None
                )
            return None

    def _following(self, sound: Sound) -> Sound:
        """A sound as it is; the first after an acknowledgement without the silence before it."""
        if not self._closely:
            return sound
        self._closely = False
        loud = np.flatnonzero(np.abs(sound.samples) > QUIET)
        return Sound(sound.samples[loud[0] :], sound.rate) if len(loud) else sound

    def add(self, parts: Iterable[Future[Sound]]) -> bool:
        """Go on with these parts, the last ones; False where it was over before."""
        with self._lock:
            taken, self.takes_more = self.takes_more, False
            if taken:
                self._more.extend(parts)
            return taken

    def drop_lead(self) -> bool:
        """Leave out the lead; False where it was given out already."""
        with self._lock:
            self._lead = ()
            return not self._led

    def abandon(self) -> None:
        """Nothing of it is said any more."""
        self.close()
        with self._lock:
            self._own.clear()
            self._more.clear()

    def close(self) -> None:
        """Nothing follows."""
        with self._lock:
            self._lead, self.takes_more = (), False


def closely(sound: Sound) -> Sound:
    """The sound without the silence around it, and with a short one after it, so that it can be gone on with."""
    loud = np.flatnonzero(np.abs(sound.samples) > QUIET)
    speech = sound.samples[loud[0] : loud[-1] + 1] if len(loud) else sound.samples[:0]
    return Sound(
        np.concatenate((speech, np.zeros(round(BREATH_S * sound.rate), np.float32))), sound.rate
    )
