"""Running the product as a user does: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import traceback
from pathlib import Path
from unittest.mock import patch

from interviewer.cli import main


def run(
    *arguments: str | Path, given: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the product in this process; `run_process` starts one, where that makes a difference."""
    command = ["interviewer", *map(str, arguments)]
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    stdin = io.TextIOWrapper(io.BytesIO((given or "").encode()), "utf-8")
    with (
        patch.multiple(sys, argv=command, stdin=stdin, stdout=streams[0], stderr=streams[1]),
        patch.dict(os.environ, {"COLUMNS": "80", **environment}),
    ):
        code = _exit_code()
    stdout, stderr = (stream.buffer.getvalue().decode() for stream in streams)
    return subprocess.CompletedProcess(command, code, stdout, stderr)


def _exit_code() -> int:
    """The exit code of `main`; an error that it lets through is printed, as Python does."""
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception:  # noqa: BLE001 - a bug, which the test shows
        traceback.print_exc()
        return 1
    return 0


def run_process(
    *arguments: str | Path, given: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the product in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "interviewer", *map(str, arguments)],
        input=given,
        env={**os.environ, "COLUMNS": "80", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """The one line of a fault: exit code 2, nothing on standard output, no traceback."""
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert result.stderr.startswith("interviewer: ")
    return result.stderr
