"""The files of the natural voice: the network's weights, a pronouncing dictionary, and who speaks.

All are under Apache-2.0. Weights and dictionary come from pinned Python packages whose code is never
run, are compared with their published SHA-256, and are stored in the user's folder of voices. The
voices themselves (one vector for each length of text) are small and come with the product.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from interviewer.audio import python_packages
from interviewer.errors import MissingDependencyError, VoiceError, WeightsError
from interviewer.settings import paths

INSTALL = "interviewer doctor --install kokoro"

MODEL, DICTIONARY, LETTERS = "kokoro.onnx", "dictionary.sqlite3", "letters.npz"
"""The network; words with their sounds; how letters sound in words that no dictionary has."""

_PUBLISHED = tomllib.loads(Path(__file__).with_name("kokoro.toml").read_text("utf-8"))
_DICTIONARIES = ("us_gold.json", "us_silver.json", "gb_gold.json", "gb_silver.json")
"""The checked entries come before those that were derived; they begin with the accent."""

VOICES = Path(__file__).with_name("voices.npz")


def folder() -> Path:
    """Where the files are stored."""
    return paths.voices() / "kokoro"


def installed() -> bool:
    """Whether all of them are there."""
    return all((folder() / name).is_file() for name in (MODEL, DICTIONARY, LETTERS))


def file(name: str) -> Path:
    """One of the stored files.

    Raises:
        MissingDependencyError: it is not there.
    """
    path = folder() / name
    if not path.is_file():
        raise MissingDependencyError(
            "The natural voice is not installed", f"Install it with: {INSTALL}"
        )
    return path


@cache
def names() -> tuple[str, ...]:
    """The voices there are: `a` and `b` begin American and British ones, then `f` or `m`."""
    import numpy as np

    with np.load(VOICES) as voices:
        return tuple(sorted(voices))


def install(progress: Callable[[str], None] = lambda _: None) -> Path:
    """Download what is missing; the folder.

    Raises:
        WeightsError: the download failed, is not what was published, or cannot be stored.
    """
    target = folder()
    if installed():
        return target
    progress(f"Downloading the natural voice (70 MB) to {target}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=target.parent) as temporary:
            whole = Path(temporary) / "kokoro"
            whole.mkdir()
            _assemble(
                python_packages.unpacked(
                    _PUBLISHED["packages"], _PUBLISHED["folders"], Path(temporary)
                ),
                whole,
            )
            shutil.rmtree(target, ignore_errors=True)
            whole.replace(target)
    except OSError as error:
        raise WeightsError(
            f"{target}: cannot be written ({error.strerror})",
            "Make room, or choose another folder with INTERVIEWER_VOICES.",
        ) from error
    return target


def _assemble(folders: tuple[Path, ...], whole: Path) -> None:
    """Put the files together from the folders of their packages."""
    *parts, words, letters = folders
    with (whole / MODEL).open("wb") as model:
        for part in parts:
            model.write((part / "part.bin").read_bytes())
    shutil.copyfile(letters / "checkpoint20.npz", whole / LETTERS)
    checked = {name: words / name for name in _DICTIONARIES}
    checked |= {name: whole / name for name in (MODEL, LETTERS)}
    for name, path in checked.items():
        with path.open("rb") as data:
            if hashlib.file_digest(data, "sha256").hexdigest() != _PUBLISHED["sha256"][name]:
                raise WeightsError(
                    f"The packages of the natural voice do not hold the published {name}",
                    "Try again with PIP_NO_CACHE_DIR=1, or use another voice: --speech pyttsx3",
                )
    with closing(sqlite3.connect(whole / DICTIONARY)) as database, database:
        database.execute(
            "CREATE TABLE sounds (accent TEXT, word TEXT, part TEXT, sounds TEXT,"
            " PRIMARY KEY (accent, word, part)) WITHOUT ROWID"
        )
        for name in _DICTIONARIES:
            entries = json.loads((words / name).read_text(encoding="utf-8"))
            database.executemany(
                "INSERT OR IGNORE INTO sounds VALUES (?, ?, ?, ?)",
                ((name[:2], *row) for row in _rows(entries)),
            )


def _rows(entries: Mapping[str, str | Mapping[str, str | None]]) -> Iterator[tuple[str, str, str]]:
    """Word, part of speech (`DEFAULT` for any) and sounds."""
    for word, sounds in entries.items():
        by_part = {"DEFAULT": sounds} if isinstance(sounds, str) else sounds
        yield from ((word, part, how) for part, how in by_part.items() if how)


def sounds_of(accent: str, word: str) -> dict[str, str]:
    """The dictionary's sounds of a word by part of speech; empty for a word it does not have.

    Raises:
        MissingDependencyError: the dictionary is not installed.
        VoiceError: it cannot be read.
    """
    try:
        rows = _database(file(DICTIONARY)).execute(
            "SELECT part, sounds FROM sounds WHERE accent = ? AND word = ?", (accent, word)
        )
        return dict(rows)
    except sqlite3.Error as error:
        raise VoiceError(
            f"The natural voice's dictionary cannot be read ({error})",
            f"Delete {folder()}, then: {INSTALL}",
        ) from error


@cache
def _database(path: Path) -> sqlite3.Connection:
    # Read only, so threads may share it.
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
