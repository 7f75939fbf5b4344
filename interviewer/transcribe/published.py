"""Whisper weights that Python packages carry: where each piece is, and the sum of the whole."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT = "base"
"""Multilingual, 145 MB: the embedded default."""
LIGHT = "tiny.en"
"""English, 76 MB: the light one, used when the default is not there."""


@dataclass(frozen=True, slots=True)
class Published:
    """Weights that Python packages carry."""

    size: int
    """Bytes of model.bin."""
    sha256: str
    """Of model.bin."""
    packages: Sequence[str]
    """Pinned requirements; each holds one piece of model.bin, in order."""
    folders: Sequence[str]
    """The folder of each package that holds its piece."""
    pieces: Sequence[str] = ("model.bin",)
    """File names of the pieces."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the small files beside model.bin, by name."""


_TABLE = tomllib.loads(Path(__file__).with_name("published.toml").read_text("utf-8"))

PUBLISHED = {name: Published(**row) for name, row in _TABLE["published"].items()}
"""Weights whose packages and sums are known, by name."""

ALIASES: Mapping[str, str] = _TABLE["aliases"]
"""Names that stand for others."""

KNOWN: Sequence[str] = [*_TABLE["known"], *ALIASES]
"""Names of weights that can be installed."""
