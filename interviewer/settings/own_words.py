"""The candidate's own vocabulary: names, products and employers that a recogniser cannot know."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interviewer.errors import SettingsError
from interviewer.settings import atomic, encryption, paths

LONGEST = 40
"""Characters of a word or name; longer ones are sentences."""
MOST = 200
"""Words that are remembered; the recogniser is told the latest."""


def file() -> Path:
    """Where they are saved, one on a line, the latest first."""
    return paths.settings_file().with_name("words.txt")


def load() -> tuple[str, ...]:
    """The candidate's words, the latest first; none when there is no file."""
    try:
        lines = encryption.read(file()).decode().splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def add(words: Iterable[str]) -> tuple[str, ...]:
    """Remember some words; gives all of them.

    Raises:
        SettingsError: one is too long, empty, or has a comma or a control character in it.
    """
    new = [" ".join(word.split()) for word in words]
    for word in new:
        if not word or len(word) > LONGEST or "," in word or not word.isprintable():
            raise SettingsError(
                f"'{word[:LONGEST]}' is not a word or name",
                f"Write names of up to {LONGEST} characters, each as an argument of its own.",
            )
    return _save((*new, *load()))


def remove(words: Iterable[str]) -> tuple[str, ...]:
    """Forget some words; gives the rest."""
    gone = {word.casefold() for word in words}
    return _save(word for word in load() if word.casefold() not in gone)


def _save(words: Iterable[str]) -> tuple[str, ...]:
    saved = tuple(dict.fromkeys(words))[:MOST]
    atomic.write_text(file(), "".join(f"{word}\n" for word in saved))
    return saved
