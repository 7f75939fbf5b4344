"""Silence on file descriptor 2."""

from __future__ import annotations

import subprocess
import sys


def said_by(code: str) -> str:
    """What a program prints to standard error."""
    started = "import os, sys\nfrom interviewer.audio.quiet_stderr import quiet\n" + code
    done = subprocess.run([sys.executable, "-c", started], capture_output=True, check=True)
    return done.stderr.decode()


def test_c_libraries_are_silenced_and_python_is_not() -> None:
    """What a library writes to the descriptor is gone; what the program prints is there."""
    said = said_by(
        "with quiet():\n"
        "    os.write(2, b'ALSA lib pcm.c: junk')\n"
        "    print('ours', file=sys.stderr)\n"
    )
    assert said == "ours\n"


def test_everything_is_heard_again_afterwards() -> None:
    """The outermost block restores the descriptor, also after an error."""
    said = said_by(
        "try:\n"
        "    with quiet(), quiet():\n"
        "        os.write(2, b'junk')\n"
        "        raise ValueError\n"
        "except ValueError:\n"
        "    os.write(2, b'back ')\n"
        "print('again', file=sys.stderr)\n"
    )
    assert said == "back again\n"


def test_blocks_of_two_threads_may_overlap() -> None:
    """The descriptor is restored by whoever leaves last."""
    said = said_by(
        "from interviewer.audio.quiet_stderr import enter, leave\n"
        "enter(); enter(); leave()\n"
        "os.write(2, b'junk')\n"
        "leave()\n"
        "os.write(2, b'back')\n"
    )
    assert said == "back"


def test_a_program_without_the_descriptor_runs_on() -> None:
    """Started by a service manager there may be no standard error at all."""
    assert said_by("os.close(2)\nwith quiet():\n    pass\nassert not sys.stderr.closed\n") == ""
