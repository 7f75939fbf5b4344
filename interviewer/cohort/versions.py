"""What a score depends on beside the answer: the product, its rules and packs, the recogniser and its weights."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from interviewer import __version__
from interviewer.settings import paths

SCORING = (
    *("answer", "audio", "checks", "packs", "transcribe", "model.py"),
    *("debrief/answer_json.py", "debrief/score_file.py", "debrief/transcribe_file.py"),
    *("cohort/compact_transcript.py", "cohort/table_rows.py", "cohort/scoring.py"),
)
"""Packages and modules that a score and its row come from."""
SHORT = 12
"""Digits of a sum that are kept: enough to tell any two versions apart."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Equal versions give equal rows."""

    product: str
    rules: str
    """Sum of the code and the data that score, of packs and rubrics too."""
    engine: str = ""
    weights: str = ""
    """Name and sum of Whisper's weights; empty where nothing is transcribed."""

    def __str__(self) -> str:
        """`0.1.0, rules 1f0c…, weights base 9a…`."""
        ears = f", {self.engine} with {self.weights}" if self.weights else ""
        return f"version {self.product} with rules {self.rules}{ears}"


def installed(engine: str = "", model: str = "", *, transcribing: bool = True) -> Versions:
    """The versions on this machine.

    Args:
        engine: a recogniser of `interviewer.transcribe.ENGINES`.
        model: name or path of its weights; empty for the default.
        transcribing: whether there is sound, for which there must be weights.

    Raises:
        WeightsError: the weights are missing or damaged.
    """
    return Versions(
        __version__,
        rules(),
        engine if transcribing else "",
        _weights(engine, model) if transcribing else "",
    )


@cache
def rules() -> str:
    """The sum of everything that scores, in `SHORT` digits."""
    digest = hashlib.sha256()
    for root, path in _files():
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:SHORT]


def _files() -> Iterator[tuple[Path, Path]]:
    for name in SCORING:
        part = paths.PACKAGE / name
        for path in [part] if part.is_file() else sorted(part.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield paths.PACKAGE, path
    for root in (paths.shipped_prompts(), paths.user_prompts()):
        for path in sorted(root.rglob("*.yaml")):
            yield root, path


def _weights(engine: str, model: str) -> str:
    from interviewer.transcribe import weights

    wanted = weights.WeightsFormat.CTRANSLATE2
    if engine == "openai-whisper":
        wanted = weights.WeightsFormat.OPENAI
    found = weights.find(model, wanted)
    file = found.path / "model.bin" if found.path.is_dir() else found.path
    return f"{found.name} {weights.sha256(file)[:SHORT]}"
