"""Lines from a terminal as people expect to edit them; whole pastes, whatever lines are in them."""

from __future__ import annotations

import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

PROMPT = "> "

PASTE_S = 0.2
"""More text within this time of an empty line belongs to a paste with several paragraphs: terminals
hand a paste over at once, and nobody types that fast."""


def lines(stream: TextIO) -> list[str] | None:
    """What was typed or pasted up to Enter, as lines without ends; None at the end of the stream."""
    if stream.isatty() and stream is sys.stdin and sys.stdout.isatty():
        _edit_lines()
        try:
            return input(PROMPT).splitlines() or [""]
        except EOFError:
            return None
    if stream.isatty():
        sys.stderr.write(PROMPT)  # standard output is for what was asked for, such as JSON
        sys.stderr.flush()
    line = stream.readline()
    return [line.rstrip("\n")] if line else None


def more(stream: TextIO) -> bool:
    """Whether more of a paste is waiting."""
    if not stream.isatty():
        return False
    with suppress(OSError, ValueError), _by_character(stream):  # not a file, or a Windows console
        return bool(select.select([stream], [], [], PASTE_S)[0])
    return False


def _edit_lines() -> None:
    """Give `input` arrow keys, no limit of 4095 characters, and pastes in one piece, where it can have them."""
    try:
        import readline
    except ImportError:  # Windows, whose console edits lines itself
        return
    if "libedit" not in (readline.__doc__ or ""):
        readline.parse_and_bind("set enable-bracketed-paste on")
        readline.parse_and_bind("tab: self-insert")


@contextmanager
def _by_character(stream: TextIO) -> Iterator[None]:
    """Meanwhile a line counts as waiting before its end was typed: a paste may end without one."""
    try:
        import termios
    except ImportError:  # Windows
        yield
        return
    before = termios.tcgetattr(stream)
    changed = list(before)
    changed[3] &= ~termios.ICANON
    termios.tcsetattr(stream, termios.TCSANOW, changed)
    try:
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSANOW, before)
