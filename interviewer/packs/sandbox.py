"""The first thing that runs in the child process of a candidate's program; standard library only.

    python -I -S sandbox.py FOLDER SECONDS MEGABYTES PROGRAM [ARGUMENT ...]

Sets limits on time, memory and output where the system has them (Linux and macOS; macOS does not
enforce the one on memory), then refuses network, other processes and writing outside of FOLDER
through Python's audit hooks, and runs PROGRAM. This keeps honest mistakes from doing harm. It is
no wall against somebody who wants out: audit hooks can be got around by native code.
"""

from __future__ import annotations

import contextlib
import os
import runpy
import sys

OUTPUT_BYTES = 1_000_000
"""Most that a program may write to its output, or to any one file."""

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "ctypes.",
    "pty.",
    "webbrowser.",
    "os.exec",
    "os.posix_spawn",
)
"""Beginnings of audit events that are refused."""
FORBIDDEN_EVENTS = frozenset({"os.system", "os.fork", "os.forkpty", "os.spawn", "os.startfile"})
WRITING = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink"}
    | {"os.truncate", "shutil.rmtree", "os.chown"}
)
"""Audit events that change a file whose path is among their arguments."""
HARMLESS = frozenset({"socket.gethostname"})


def limit(seconds: int, megabytes: int) -> None:
    """Limit CPU seconds, memory and file size of this process."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    memory = megabytes * 1024 * 1024
    for what, amount in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses the one on memory
            resource.setrlimit(what, (amount, amount))


def guard(folder: str) -> None:
    """From now on, refuse network, other processes, and writing outside of the folder."""
    inside = os.path.realpath(folder) + os.sep
    null = os.path.realpath(os.devnull)

    def outside(path: object) -> bool:
        if isinstance(path, int) or path is None:
            return False
        real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]  # what `open` took
        return not (real + os.sep).startswith(inside) and real != null

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(mode, str) and bool(set(mode) & set("wax+"))
            writes = writes or bool(int(flags) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))  # type: ignore[call-overload]
            if writes and outside(path):
                raise PermissionError(f"a program may not write to {path} here")
        elif event in WRITING:
            if any(outside(path) for path in arguments[:2] if isinstance(path, str | bytes)):
                raise PermissionError(f"a program may not change {arguments[0]} here")
        elif event in FORBIDDEN_EVENTS or (event.startswith(FORBIDDEN) and event not in HARMLESS):
            raise PermissionError(f"a program may not do that here ({event})")

    sys.addaudithook(hook)


def main() -> None:
    """Confine this process, and become the program."""
    folder, seconds, megabytes, program, *arguments = sys.argv[1:]
    limit(int(seconds), int(megabytes))
    guard(folder)
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
