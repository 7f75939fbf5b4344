"""Writing what a session was turned into, beside it or anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from interviewer.history import store


def save(files: Mapping[str, str], place: Path) -> tuple[Path, ...]:
    """Write files by name into a folder; a single one may be given its own path instead.

    Raises:
        StoreError: the place cannot be written.
    """
    own_path = len(files) == 1 and place.suffix and not place.is_dir()
    paths = {place if own_path else place / name: text for name, text in files.items()}
    try:
        for path, text in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise store.unwritable(place, error) from error
    return tuple(paths)
