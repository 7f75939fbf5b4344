"""What the candidate may ask for, with a key or with a word of control.

Words count only when they are the whole of what was said between two silences, and at most six:
"we had to skip the review" is an answer, "skip this one" is not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from interviewer.answer.word_forms import FILLERS

MOST_WORDS = 6
"""Longest utterance that can be a command."""


class Command(StrEnum):
    """Something the interviewer or the recorder is asked to do."""

    END = "end"
    SKIP = "skip"
    REPEAT = "repeat"
    AGAIN = "again"
    """Throw this take away and start the answer over."""
    PAUSE = "pause"
    GO_ON = "go-on"
    THINK = "think"
    LISTEN_BACK = "listen-back"
    QUIT = "quit"
    NO_MORE = "no-more"
    """"No": an end only after "Anything to add?"."""


class Retry(StrEnum):
    """What is done once more after an answer."""

    NO = "no"
    WHOLE = "whole"
    PART = "part"
    """Only the weak part; see `checks.rewind`."""


KEYS: Mapping[str, Command] = {
    "\r": Command.END,
    "\n": Command.END,
    " ": Command.END,
    "r": Command.REPEAT,
    "s": Command.SKIP,
    "t": Command.THINK,
    "p": Command.PAUSE,
    "a": Command.AGAIN,
    "l": Command.LISTEN_BACK,
    "q": Command.QUIT,
}

HELP: Mapping[Command, tuple[str, str]] = {
    Command.END: ("Enter", "end"),
    Command.REPEAT: ("r", "repeat"),
    Command.THINK: ("t", "think"),
    Command.PAUSE: ("p", "pause"),
    Command.AGAIN: ("a", "redo"),
    Command.LISTEN_BACK: ("l", "listen"),
    Command.SKIP: ("s", "skip"),
    Command.QUIT: ("q", "quit"),
}
"""Command -> its key as people call it, and what it does in a word or two."""

_SAID = tomllib.loads(Path(__file__).with_name("commands.toml").read_text("utf-8"))
_POLITE = frozenset(_SAID["polite"])
"""Words around a command that change nothing about it."""
_PATTERNS = tuple(
    (Command(name), re.compile("|".join(phrases))) for name, phrases in _SAID["commands"].items()
)


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation and hesitations."""
    words = (re.sub(r"[^a-z0-9']", "", word) for word in text.lower().replace("’", "'").split())
    return [word for word in words if word and word not in FILLERS]


def spoken(utterance: str) -> Command | None:
    """The command that an utterance is as a whole, or None when it is anything else."""
    words = plain_words(utterance)
    if not 0 < len(words) <= MOST_WORDS:
        return None
    phrase = " ".join(word for word in words if word not in _POLITE)
    return next((command for command, pattern in _PATTERNS if pattern.fullmatch(phrase)), None)
