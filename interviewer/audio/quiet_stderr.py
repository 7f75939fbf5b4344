"""Keeps what C libraries print to file descriptor 2 off the screen.

PortAudio and ALSA print there whenever something is odd, which would tear a live display. Python's
own standard error goes on as before.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from collections.abc import Iterator
from typing import TextIO


class _Silencer:
    """Counts who wants the descriptor quiet; the last one out restores it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._depth = 0
        self._saved = -1
        self._python: TextIO | None = None

    def enter(self) -> None:
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                with contextlib.suppress(OSError):  # there is no descriptor 2: nothing to silence
                    self._saved = os.dup(2)
                    self._divert()

    def _divert(self) -> None:
        if _is_descriptor_2(sys.stderr):
            sys.stderr.flush()
            self._python = sys.stderr
            sys.stderr = os.fdopen(
                os.dup(self._saved),
                "w",
                buffering=1,
                encoding=sys.stderr.encoding,
                errors="backslashreplace",
            )
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)

    def leave(self) -> None:
        with self._lock:
            self._depth -= 1
            if self._depth == 0 and self._saved >= 0:
                os.dup2(self._saved, 2)
                os.close(self._saved)
                self._saved = -1
                if self._python is not None:
                    sys.stderr.close()
                    sys.stderr, self._python = self._python, None


def _is_descriptor_2(stream: TextIO | None) -> bool:
    """Whether Python's standard error really is the descriptor, and not a test's or a GUI's."""
    try:
        return stream is not None and stream.fileno() == 2
    except (io.UnsupportedOperation, OSError, ValueError):
        return False


_silencer = _Silencer()
enter, leave = _silencer.enter, _silencer.leave


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Silence for the length of a block; blocks may nest and overlap in any thread."""
    enter()
    try:
        yield
    finally:
        leave()
