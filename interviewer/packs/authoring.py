"""Packs of one's own: a commented one to start from, and the schema by which editors complete it."""

from __future__ import annotations

import json
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from interviewer.errors import PackError
from interviewer.packs.reader import PackFile
from interviewer.packs.validate import is_id
from interviewer.settings import paths

SCHEMA_FILE = "pack.schema.json"
"""Stands beside the packs that `new` writes; their first line names it."""


def schema() -> dict[str, Any]:
    """The JSON Schema of a pack's file, as editors read it."""
    from pydantic import TypeAdapter

    found = TypeAdapter(PackFile).json_schema()
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "A file of a question pack"
    for part in (found, *found.get("$defs", {}).values()):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
    return found


def checked_name(name: str) -> str:
    """The name, if a pack can have it.

    Raises:
        PackError: it cannot.
    """
    if not is_id(name):
        what = f"'{name}' is not a valid pack name"
        raise PackError(what, (), "Use small letters, digits and single hyphens.")
    return name


def new(name: str, folder: Path | None = None) -> Path:
    """Write a commented pack to start from into the user's folder, and the schema beside it; returns the file.

    Raises:
        PackError: the name cannot be used, the file exists, or it cannot be written.
    """
    path = (folder or paths.user_prompts()) / f"{checked_name(name)}.yaml"
    text = resources("interviewer.packs").joinpath("starter.yaml").read_text("utf-8")
    write_new(path, text.replace("NAME", name))
    beside = path.with_name(SCHEMA_FILE)
    beside.write_text(json.dumps(schema(), indent=1) + "\n", "utf-8")
    return path


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet.

    Raises:
        PackError: it exists, or it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise PackError(f"{path} exists already", (), "Choose another name.") from error
    except OSError as error:
        raise PackError(f"{path} cannot be written: {error.strerror}", ()) from error
