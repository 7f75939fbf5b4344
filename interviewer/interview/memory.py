"""Keeps the memory of a long session small."""

from __future__ import annotations

import ctypes
import platform

ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's `mallopt`."""
ARENAS = 2


def few_arenas() -> bool:
    """Have all threads share two pools of memory, before there are any threads; whether that was done.

    By default glibc gives every thread a pool of its own, up to eight per core, and each keeps what its
    largest piece of work took. An interview has a dozen threads: with two pools a session of four minutes
    takes 495 MB in place of 650. Other C libraries need no such advice.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS))


def give_back() -> bool:
    """Give the system what is free, as after a long answer has been worked through; whether any was.

    glibc keeps up to 64 MB of it for the next time.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    return bool(ctypes.CDLL(None).malloc_trim(0))
