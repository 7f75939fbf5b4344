"""Single key presses from the terminal, beside a live display."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import Any, Self

NAMES = {
    "\r": "\n",
    "\n": "\n",
    "\x1b": "escape",
    "\x7f": "backspace",
    "\x08": "backspace",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
}
"""What keys without a letter are called; Enter is a line feed whatever the terminal sends."""


class Keys:
    """Key presses while it is entered; without a terminal there never are any.

    Ctrl-C stays what it is. The terminal is put back however the block is left.
    """

    def __init__(self) -> None:
        self._fd = -1
        self._saved: tuple[int, list[Any]] | None = None
        self._waiting: list[str] = []

    @property
    def available(self) -> bool:
        """Whether keys can arrive at all."""
        return self._fd >= 0

    if sys.platform == "win32":

        def __enter__(self) -> Self:
            self._fd = 0 if sys.stdin and sys.stdin.isatty() else -1
            return self

        def poll(self, timeout: float = 0.0) -> str | None:
            """The next key, or None when none came within `timeout` seconds."""
            import msvcrt

            until = time.monotonic() + timeout
            while True:
                if self.available and msvcrt.kbhit():
                    return _name(msvcrt.getwch())
                if (left := until - time.monotonic()) <= 0:
                    return None
                time.sleep(min(left, 0.02))

    else:

        def __enter__(self) -> Self:
            import termios
            import tty

            with contextlib.suppress(OSError, ValueError, AttributeError, termios.error):
                fd = sys.stdin.fileno()
                # In the background, touching the terminal would stop the whole program.
                if os.isatty(fd) and os.tcgetpgrp(fd) == os.getpgrp():
                    self._saved = fd, termios.tcgetattr(fd)
                    tty.setcbreak(fd, termios.TCSADRAIN)
                    self._fd = fd
            return self

        def poll(self, timeout: float = 0.0) -> str | None:
            """The next key, or None when none came within `timeout` seconds."""
            import select

            if not self.available:
                time.sleep(timeout)
                return None
            if not self._waiting and select.select([self._fd], [], [], timeout)[0]:
                pressed = b""
                with contextlib.suppress(OSError):
                    pressed = os.read(self._fd, 64)
                if not pressed:  # the terminal was closed
                    self._fd = -1
                self._waiting = split(pressed.decode("utf-8", "ignore"))
            return self._waiting.pop(0) if self._waiting else None

    def __exit__(self, *_: object) -> None:
        self._fd = -1
        if sys.platform != "win32" and self._saved is not None:
            import termios

            fd, modes = self._saved
            with contextlib.suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(fd, termios.TCSADRAIN, modes)
            self._saved = None


def split(pressed: str) -> list[str]:
    """What a terminal sent, as the names of keys; unknown escape sequences are no key."""
    keys = []
    while pressed:
        length = 1
        if pressed.startswith(("\x1b[", "\x1bO")):
            length = 2 + next(
                (n for n, char in enumerate(pressed[2:], 1) if "@" <= char <= "~"),
                len(pressed) - 2,
            )
        part, pressed = pressed[:length], pressed[length:]
        if key := _name(part.replace("\x1bO", "\x1b[")):
            keys.append(key)
    return keys


def _name(part: str) -> str:
    """A key's name; empty for what no one presses on purpose."""
    return NAMES.get(part) or (part if len(part) == 1 and part.isprintable() else "")
