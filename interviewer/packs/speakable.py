"""Whether a text can be said aloud: by any voice, and so that a listener can follow.

Speech engines read what is written. Markup becomes "asterisk asterisk", `10k` becomes "ten kay",
`/etc/passwd` becomes a riddle, and "e.g." comes out as two letters and a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.settings import paths

QUESTION_WORDS = 110
"""Longest question: 45 seconds at 150 words per minute, which is as much as one can hold."""
PROBE_WORDS = 40
"""Longest follow-up: about 15 seconds."""
SENTENCE_WORDS = 45
"""Longest sentence that can be followed by ear."""

MOST_ASKED = 3
"""More questions in one breath are not remembered."""
_CLOSED = re.compile(
    r"(?:and |so |or )?(?:did|do|does|have|has|had|are|is|were|was|can|could|would|will|should)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:tell|describe|give|explain|walk|talk|imagine|say|show|what|how|why)\b", re.IGNORECASE
)

_UNSPEAKABLE = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in paths.data("packs/text_patterns.toml")["unspeakable"]
)


def problems(text: str, *, words: int = QUESTION_WORDS) -> Iterator[str]:
    """What keeps a text from being said well, each with a remedy."""
    if not text.strip():
        yield "there is nothing to say; write a sentence"
        return
    for pattern, remedy in _UNSPEAKABLE:
        if found := pattern.search(text):
            yield f"a voice cannot say '{found[0].strip()[:30]}'; {remedy}"
    if (length := len(text.split())) > words:
        yield f"{length} words are too many to listen to; use at most {words}"
    for sentence in re.split(r"[.!?:;]\s", text):
        if (length := len(sentence.split())) > SENTENCE_WORDS:
            start = " ".join(sentence.split()[:4])
            yield f"the sentence '{start} …' has {length} words; split it"
    if text.rstrip()[-1] not in ".!?":
        yield "the text does not end like a sentence; end it with a full stop or question mark"


def hints(text: str) -> Iterator[str]:
    """What makes a question weak, though it can be said: a yes or no answers it, or it asks several things."""
    asked = [part.strip() for part in re.findall(r"[^.!?]+\?", text)]
    if asked and not _OPEN.search(text) and all(_CLOSED.match(part) for part in asked):
        yield "a yes or no answers this; begin with what, how, why or tell me"
    if len(asked) > MOST_ASKED:
        yield f"this asks {len(asked)} things at once; ask one, and the others as follow-ups"


def filled(says: str, *, name: str, role: str, minutes: float) -> str:
    """What an interviewer says, with `{name}`, `{role}` and `{minutes}` filled in."""
    filling = {"{name}": name, "{role}": role, "{minutes}": str(max(1, round(minutes)))}
    for mark, value in filling.items():
        says = says.replace(mark, value)
    return says
