"""Calls into somebody else's native code, given up after a bound: it may raise anything, or never come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from interviewer.errors import InterviewerError

Result = TypeVar("Result")


def bounded(call: Callable[[], Result], seconds: float, name: str) -> Result:
    """What `call` gives, in a thread of that name, which is left behind when it takes too long.

    Raises:
        TimeoutError: it did not return in time.
        BaseException: whatever it raised.
    """
    outcome: SimpleQueue[tuple[Result] | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((call(),))
        except BaseException as error:  # noqa: BLE001 - carried over to the caller
            outcome.put(error)

    Thread(target=run, name=name, daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(found, BaseException):
        raise found
    return found[0]


@dataclass
class Guard:
    """Calls of one engine that end in a result or in an `InterviewerError`."""

    thread: str
    engine: str
    """As messages name it."""
    error: type[InterviewerError]
    """What is raised in place of whatever the engine raises."""
    failed: str
    """The remedy for that."""
    silent: str
    """The remedy for an engine that did not answer in time."""
    hangs: bool = field(default=False, init=False)
    """Whether a call never came back: later ones fail at once."""

    def call(self, call: Callable[[], Result], seconds: float) -> Result:
        """What `call` gives.

        Raises:
            InterviewerError: as the engine raised it, or one of the kind `error`.
        """
        try:
            if not self.hangs:
                return bounded(call, seconds, self.thread)
        except TimeoutError:
            self.hangs = True
        except InterviewerError:
            raise
        except BaseException as error:
            raise self.error(
                f"{self.engine} failed: {type(error).__name__}: {error}", self.failed
            ) from error
        raise self.error(f"{self.engine} did not answer in time", self.silent)
