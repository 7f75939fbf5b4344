"""Words -> sentences, by punctuation where there is some, else by silences and clause openers.

Speech recognition writes punctuation unevenly. A stretch that runs on past `LONG` words without a
full stop is cut where a listener would hear a new clause: at the longest silence, or before an opener
such as "and then" or "so I".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewer.model import Span, Word

LONG = 45
"""Words after which a stretch without a full stop is cut up (written sentences rarely pass it)."""
SHORT = 7
"""Least words of a piece made by cutting."""
PAUSE_S = 0.9
"""A silence this long ends a piece of a stretch that has no punctuation of its own."""

_END = re.compile(r"[.!?…。！？][\"'”’)\]*]*$")
_NO_END = re.compile(r"^(?:e\.g|i\.e|vs|mr|mrs|ms|dr|etc|approx|no|[a-z])\.$", re.IGNORECASE)
_SUBJECTS = frozenset(
    "i i'd i'm i've we we'd we're we've they he she it it's this that there my our the".split()
)
_OPENERS = frozenset("so then but because eventually finally afterwards anyway basically".split())
_JOINTS = frozenset("and or which while when where after before since until if".split())
_TIES = frozenset(
    "that which who what how where when why if because and but or so to of in on for with as than "
    "while before after since until whether whatever think guess said say know thought mean".split()
)


def sentences_of(words: Sequence[Word], tokens: Sequence[str]) -> tuple[Span, ...]:
    """Spans that follow each other without gaps and cover every word."""
    spans: list[Span] = []
    first = 0
    for index, word in enumerate(words):
        if index + 1 == len(words) or ends(word.text):
            spans.extend(_cut(words, tokens, first, index + 1))
            first = index + 1
    return tuple(spans)


def ends(word: str) -> bool:
    """Whether a word carries a full stop, a question mark or an exclamation mark."""
    return bool(_END.search(word)) and not _NO_END.match(word)


def _cut(words: Sequence[Word], tokens: Sequence[str], first: int, last: int) -> Iterator[Span]:
    """Pieces of a stretch, each of at least `SHORT` words where the stretch allows."""
    if last - first <= LONG:
        yield Span(first, last)
        return
    start = first
    while last - start > LONG // 2:
        places = range(start + SHORT, min(start + LONG, last - SHORT) + 1)
        best = max(places, key=lambda at: (_joint(words, tokens, at, at - start), -at))
        yield Span(start, best)
        start = best
    yield Span(start, last)


def _joint(words: Sequence[Word], tokens: Sequence[str], at: int, size: int) -> float:
    """How much a new clause seems to start at word `at`, `size` words after the last cut."""
    before, here = tokens[at - 1], tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    score = _opening(before, here, after)
    if words[at - 1].text.endswith((",", ";", ":", "-", "–", "—")):
        score += 1.0
    ended, starts = words[at - 1].end, words[at].start
    if ended is not None and starts is not None and starts - ended >= PAUSE_S:
        score += 3.0
    return score - 0.04 * abs(size - LONG // 3)


def _opening(before: str, here: str, after: str) -> float:
    """How much the words around a place sound like the start of a clause."""
    if here in _OPENERS and before not in _OPENERS:
        return 3.0 if after in _SUBJECTS else 2.0
    if here == "and" and (after in _SUBJECTS or after in _OPENERS):
        return 2.5
    if here in _SUBJECTS and before not in _TIES:
        return 1.5
    return 0.5 if here in _JOINTS else 0.0
