"""The product on a pseudo-terminal, with keys pressed and the screen read as people do it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PATIENCE_S = 120.0
"""Longest wait for anything to appear on the screen of a busy machine."""


@dataclass
class Terminal:
    """A pseudo-terminal with a program on it, read all the time as a real one is."""

    process: subprocess.Popen[bytes]
    fd: int
    seen: str = ""
    read_to: int = field(default=0)
    _reader: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        """Start to read."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while self.fd >= 0:
            with suppress(OSError, ValueError):
                if not select.select([self.fd], [], [], 0.1)[0]:
                    continue
            try:
                more = os.read(self.fd, 65536)
            except OSError:  # the program, or this test, has closed the terminal
                return
            self.seen += more.decode("utf-8", "replace")

    def wait_for(self, pattern: str) -> str:
        """Wait until a pattern appears after what was waited for before."""
        until = time.monotonic() + PATIENCE_S
        expression = re.compile(pattern)
        while not (found := expression.search(self.seen, self.read_to)):
            assert time.monotonic() < until, f"no {pattern!r} on the screen:\n{self.seen[-3000:]}"
            assert self.process.poll() is None or self._reader.is_alive(), self.seen[-3000:]
            time.sleep(0.02)
        self.read_to = found.end()
        return found.group()

    def listening(self) -> None:
        """Wait until the microphone is open, now and not at some time before."""
        self.read_to = len(self.seen)
        self.wait_for("● listening")

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self.fd, key.encode())

    def close(self) -> None:
        """Close the terminal's window."""
        fd, self.fd = self.fd, -1
        self._reader.join(2)
        if fd >= 0:
            os.close(fd)

    def finish(self) -> int:
        """Wait for the end; the exit code."""
        code = self.process.wait(PATIENCE_S)
        self._reader.join(0.5)
        return code


def _take_terminal() -> None:
    """Make the pseudo-terminal the one that Ctrl-C and key presses come from."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(
    *arguments: str, env: Mapping[str, str], before: Callable[[], None] | None = None
) -> Iterator[Terminal]:
    """The product on a terminal of its own; `before` runs in its process first."""

    def prepare() -> None:
        _take_terminal()
        if before:
            before()

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "interviewer", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **env, "TERM": "xterm-256color", "COLUMNS": "100"},
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - no threads are running yet
    )
    os.close(theirs)
    screen = Terminal(process, ours)
    try:
        yield screen
    finally:
        process.kill()
        process.wait()
        screen.close()
