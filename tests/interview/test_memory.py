"""A long session takes little memory."""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
from pathlib import Path

from interviewer.interview.memory import few_arenas, give_back

CODE = """
import ctypes, threading
from interviewer.interview.memory import few_arenas
few_arenas()
libc, ready = ctypes.CDLL(None), threading.Barrier(9)
libc.malloc.restype = ctypes.c_void_p
def work():
    libc.malloc(1000)
    ready.wait()
    ready.wait()
for _ in range(8):
    threading.Thread(target=work).start()
ready.wait()
libc.malloc_stats()
ready.wait()
"""


def test_threads_share_their_pools_of_memory() -> None:
    """Eight threads at work have two pools, not eight."""
    if not few_arenas():
        assert platform.libc_ver()[0] != "glibc"
        return
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stderr.count("Arena ") == 2


def test_what_is_free_goes_back_to_the_system() -> None:
    """Also when something above it is still in use."""
    if platform.libc_ver()[0] != "glibc":
        assert not give_back()
        return
    held = [b"x" * 100_000 for _ in range(500)]
    last = b"y" * 100_000
    full = resident()
    held.clear()
    assert give_back()
    assert last
    assert resident() < full - 40


def resident() -> float:
    """Megabytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
