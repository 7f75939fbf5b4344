"""Single key presses, under a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.keys import NAMES, Keys, split
from tests.support.soundcard import wait_for

OWN_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
"""What a shell does for the programs it starts."""

ECHO_PRESSES = """
from interviewer.interview.keys import Keys
with Keys() as keys:
    print("ready", keys.available, flush=True)
    while (key := keys.poll(5)) not in ("q", None):
        print(repr(key), flush=True)
"""


class Terminal:
    """A program under a pseudo-terminal of its own."""

    def __init__(self, code: str) -> None:
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.program = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL + code],
            stdin=self.slave,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def reads(self) -> str:
        """The next line the program prints."""
        assert self.program.stdout
        return self.program.stdout.readline().strip()

    def press(self, keys: bytes) -> None:
        """Type something."""
        os.write(self.master, keys)

    @property
    def cooked(self) -> bool:
        """Whether the terminal is as it was before."""
        return termios.tcgetattr(self.slave) == self.before

    def close(self) -> None:
        """End the program."""
        self.program.kill()
        self.program.communicate()
        for end in (self.master, self.slave):
            os.close(end)


@contextmanager
def terminal(code: str = ECHO_PRESSES) -> Iterator[Terminal]:
    """A program under a terminal, ended afterwards."""
    running = Terminal(code)
    try:
        yield running
    finally:
        running.close()


def test_keys_arrive_without_enter() -> None:
    """Letters, blanks, Enter and arrows arrive one by one, as they are pressed."""
    with terminal() as tty:
        assert tty.reads() == "ready True"
        for pressed, name in ((b"r", "r"), (b" ", " "), (b"\r", "\n"), (b"\x1b[A", "up")):
            tty.press(pressed)
            assert tty.reads() == repr(name)


def test_keys_pressed_in_one_go_are_all_kept() -> None:
    """Typing faster than the program looks loses nothing."""
    with terminal() as tty:
        tty.reads()
        tty.press(b"ab\x1b[Bc\xc3\xa9")
        assert [tty.reads() for _ in range(5)] == ["'a'", "'b'", "'down'", "'c'", "'é'"]


def test_the_terminal_is_put_back_at_the_end() -> None:
    """What the shell sees afterwards is what it had before."""
    with terminal() as tty:
        tty.reads()
        assert not tty.cooked
        tty.press(b"q")
        assert tty.program.wait() == 0
        assert tty.cooked


@pytest.mark.parametrize("end", ["raise ValueError('oops')", "raise SystemExit(3)"])
def test_the_terminal_is_put_back_after_an_error(end: str) -> None:
    """Also when the program breaks in the middle."""
    with terminal(
        f"from interviewer.interview.keys import Keys\nwith Keys() as keys:\n    {end}\n"
    ) as tty:
        assert tty.program.wait() != 0
        assert tty.cooked


def test_ctrl_c_is_still_ctrl_c() -> None:
    """Interrupting works as everywhere, and puts the terminal back."""
    with terminal() as tty:
        tty.reads()
        tty.press(b"\x03")
        assert tty.program.wait() != 0
        assert tty.program.stderr
        assert "KeyboardInterrupt" in tty.program.stderr.read()
        assert tty.cooked


def test_a_closed_terminal_gives_no_more_keys() -> None:
    """When the window is closed the program goes on without keys, so that it can save."""
    code = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from interviewer.interview.keys import Keys\n"
        "with Keys() as keys:\n"
        "    print('ready', flush=True)\n"
        "    while keys.available: keys.poll(0.1)\n"
        "print('saved', flush=True)\n"
    )
    with terminal(code) as tty:
        tty.reads()
        os.close(tty.master)
        tty.master = os.dup(tty.slave)
        assert tty.reads() == "saved"


def test_no_terminal_means_no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a pipe or a service nothing is ever pressed, and waiting takes its time."""
    (tmp_path / "in").write_text("q")
    with (tmp_path / "in").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        with Keys() as keys:
            began = time.monotonic()
            assert keys.poll(0.05) is None
            assert time.monotonic() - began >= 0.05
            assert not keys.available


def test_a_program_without_standard_input_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started by a window system there may be no standard input at all."""
    monkeypatch.setattr(sys, "stdin", None)
    with Keys() as keys:
        assert keys.poll() is None


def test_in_the_background_the_terminal_is_left_alone() -> None:
    """A program started with `&` is not stopped for reading the terminal."""
    code = (
        "import os, sys\n"
        "if os.fork(): os.wait(); sys.exit()\n"
        "os.setpgid(0, 0)\n"
        "from interviewer.interview.keys import Keys\n"
        "with Keys() as keys: print(keys.available, keys.poll(0.01), flush=True)\n"
    )
    with terminal(code) as tty:
        assert tty.reads() == "False None"
        wait_for(lambda: tty.program.poll() is not None, 30)
        assert tty.cooked


@given(st.lists(st.sampled_from([*NAMES, "a", "Z", "?", "é"]), max_size=20))
def test_splitting_gives_back_what_was_pressed(pressed: list[str]) -> None:
    """Any row of keys is told apart again, unless a lone Escape runs into what follows."""
    named = [NAMES.get(key, key) for key in pressed]
    assert "\x1b" in pressed or split("".join(pressed)) == named


@given(st.text(alphabet="\x1b[O;0123456789~ABab\x00\x7f ", max_size=30))
def test_splitting_takes_whatever_a_terminal_sends(sent: str) -> None:
    """Unknown sequences are no keys, and nothing is an error."""
    for key in split(sent):
        assert key in NAMES.values() or (len(key) == 1 and key.isprintable())


@pytest.mark.parametrize("sequence", ["\x1b[15~", "\x1b[1;5C", "\x1b[200~", "\x1b[", "\x1bOP"])
def test_function_keys_are_not_taken_for_letters(sequence: str) -> None:
    """F5 must not end an answer."""
    assert split(sequence) == []
