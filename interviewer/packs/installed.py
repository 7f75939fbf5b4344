"""Packs that come with other distributions, through the entry point `interviewer.packs`."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

GROUP = "interviewer.packs"
"""An entry point of this group names a package whose folder holds YAML files."""


def installed_packs() -> tuple[Path, ...]:
    """The folders of such packages, by name of their entry points; none of their code is run.

    A package that is gone is left out.
    """
    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    folders = (_folder(entry.value.partition(":")[0]) for entry in found)
    return tuple(dict.fromkeys(folder for folder in folders if folder is not None))


def _folder(package: str) -> Path | None:
    if "." in package:  # finding a package inside another would run the other's code
        return None
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None
