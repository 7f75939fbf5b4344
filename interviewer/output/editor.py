"""Text changed in the user's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from interviewer.errors import MissingDependencyError, StoreError
from interviewer.output.decoding import decode

FALLBACKS = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vim", "vi")


def open_file(path: Path) -> None:
    """Let the user change a file in `$VISUAL` or `$EDITOR`, until the editor is closed.

    Raises:
        MissingDependencyError: there is no editor.
        StoreError: the editor failed.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not chosen and not sys.stdin.isatty():
        raise StoreError("Editing needs a terminal", "Run it in one, or set EDITOR.")
    command = shlex.split(chosen) if chosen else [next(filter(shutil.which, FALLBACKS), "")]
    if not command or not shutil.which(command[0]):
        name = command[0] if command and command[0] else "No editor"
        raise MissingDependencyError(
            f"{name}: not found", "Set EDITOR to the command of one you have."
        )
    if code := subprocess.run([*command, str(path)], check=False).returncode:
        raise StoreError(f"{command[0]} exited with status {code}", "Nothing was changed.")


def edit(text: str) -> str | None:
    """The text as it was saved in the editor, in whatever encoding; None when it was left as it was.

    Raises:
        MissingDependencyError, StoreError: as `open_file`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.txt"
        path.write_text(text, "utf-8", newline="\n")
        open_file(path)
        changed = decode(path.read_bytes())[0]
    return None if changed == text else changed
