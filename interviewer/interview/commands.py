"""What the candidate may ask for, with a key or with a word of control.

Words count only when they are the whole of what was said between two silences, and at most six:
"we had to skip the review" is an answer, "skip this one" is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

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

_POLITE = frozenset(
    "please okay ok sorry well so actually oh hey yeah and hmm just alright right thanks hi".split()
)
"""Words around a command that change nothing about it."""

_A_WHILE = r"(?: (?:for )?(?:a|one) (?:second|sec|moment|minute|bit))?"

_SAID: tuple[tuple[Command, str], ...] = (
    (
        Command.REPEAT,
        r"(?:(?:can|could|would|will) you )?(?:repeat|say|ask)(?: me)?"
        r" (?:that|it|this|(?:the|that|your) question|again)(?: again| (?:one|once) more(?: time)?)?"
        r"|(?:(?:can|could|would) you )?repeat|what was (?:the|that|your) question(?: again)?"
        r"|(?:i beg your )?pardon(?: me)?|come again|(?:once|one) more time"
        r"|(?:can|could) i hear (?:that|it|the question) again",
    ),
    (
        Command.SKIP,
        r"(?:(?:can|could|may) (?:we|i) |let's |let us |(?:i'd|i would) like to |i want to |i'll )?"
        r"(?:skip|pass)(?: on)?(?: (?:this|that|it|the))?(?: (?:one|question))?"
        r"|(?:(?:can we |let's |let us )?(?:go|move) on to )?(?:the )?next (?:question|one)"
        r"|(?:let's|let us|can we) move on",
    ),
    (
        Command.PAUSE,
        r"(?:(?:can|could) (?:we|you|i) |let's |let us )?pause(?: (?:it|this|here|now))?"
        + _A_WHILE
        + r"|pause the (?:interview|recording)|(?:can|could) we take a (?:short )?break",
    ),
    (
        Command.GO_ON,
        r"continue|go on|resume|carry on|(?:let's|let us|we can) (?:continue|go on|resume)"
        r"|(?:i'm|i am) (?:back|ready)",
    ),
    (
        Command.THINK,
        r"let me (?:think|see)(?: about (?:that|it|this))?" + _A_WHILE + r"|let me have a think"
        r"|(?:give|gimme)(?: me)? (?:a|one) (?:second|sec|moment|minute)(?: to think)?"
        r"|(?:a|one) (?:second|sec|moment|minute)|bear with me|hold on" + _A_WHILE + r"|i need"
        r" (?:to think(?: about (?:that|it|this))?|(?:a|one) (?:second|moment|minute)(?: to think)?)"
        r"|(?:i have|i've got) to think(?: about (?:that|it|this))?",
    ),
    (
        Command.END,
        r"(?:no )?(?:that's|that is|that was|that would be) (?:all|it|everything|my answer)"
        r"(?: (?:from me|for me|from my side|i have|really))?"
        r"|(?:i'm|i am) (?:done|finished)(?: (?:now|here))?|(?:no )?nothing (?:else|more|to add)"
        r"|(?:end of answer|the end)",
    ),
    (Command.NO_MORE, r"no+|nope|no (?:thank you|not really|nothing)|not really|nothing"),
    (Command.QUIT, r"(?:stop|end|quit) the (?:interview|session)"),
)
_PATTERNS = tuple((command, re.compile(pattern)) for command, pattern in _SAID)


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
