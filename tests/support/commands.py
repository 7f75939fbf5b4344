"""Running the product as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str | Path, given: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the product."""
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
