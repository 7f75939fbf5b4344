"""Writing what a session was turned into, beside it or anywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from interviewer.history import store
from interviewer.settings import atomic


def save(files: Mapping[str, str], place: Path) -> tuple[Path, ...]:
    """Write files by name into a folder; a single one may be given its own path instead.

    Raises:
        StoreError: the place cannot be written.
    """
    own_path = len(files) == 1 and place.suffix and not place.is_dir()
    paths = {place if own_path else place / name: text for name, text in files.items()}
    try:
        for path, text in paths.items():
            atomic.write_text(path, text)
    except OSError as error:
        raise store.unwritable(place, error) from error
    return tuple(paths)
