"""A long session takes little memory."""

from __future__ import annotations

import platform
import subprocess
import sys

from interviewer.interview.memory import few_arenas

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
