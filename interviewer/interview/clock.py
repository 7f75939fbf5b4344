"""The clock of a session, which stands still in a pause and goes on after a crash."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Clock:
    """Time spent in the interview, in seconds."""

    length_s: float
    """How long the session is meant to last."""
    before_s: float = 0.0
    """What had passed when an interrupted session was taken up again."""
    now: Callable[[], float] = time.monotonic
    _since: float | None = field(default=None, init=False)

    def go_on(self) -> None:
        """Start, or end a pause."""
        if self._since is None:
            self._since = self.now()

    def pause(self) -> None:
        """Stand still."""
        self.before_s, self._since = self.elapsed_s, None

    @property
    def elapsed_s(self) -> float:
        """Time spent, pauses left out."""
        return self.before_s + (self.now() - self._since if self._since is not None else 0.0)

    @property
    def left_s(self) -> float:
        """Time left; below zero when the session runs over."""
        return self.length_s - self.elapsed_s
