"""Calls into somebody else's native code, given up after a bound: it may raise anything, or never come back."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

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
