"""Words -> sentences, by punctuation where there is some, else where a listener hears a new clause.

Speech recognition writes punctuation unevenly. In a stretch that runs on without a full stop, every gap
between two words gets a score: how much the two words before and the three after sound like the end of one
clause and the start of another, and how long the silence is. The weights were learned from punctuated
speech (`scripts/train segments`); they are readable: `data/segments.json`.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import inf

from interviewer.answer.word_forms import FILLERS, form
from interviewer.model import Span, Word

LONG = 40
"""Words after which a stretch without a full stop is cut up (written sentences rarely pass it)."""
SPARSE = 25
"""Words a full stop above which a transcript counts as unpunctuated: then every clause is a piece."""
CLAUSE = 12
"""Words of a stretch that is left whole in an unpunctuated transcript."""
READY = 1.5
"""Added to every score: cuts rather too often, for two pieces of one part do no harm."""
SHORT, TOO_SHORT = 4, 0.7
"""Pieces below `SHORT` words cost so much for each word missing …"""
REACH, TOO_LONG = 26, 0.15
"""… and pieces above `REACH` words so much for each word more."""
SILENCE = 2.5
"""Score of a second of silence, up to a second and a half (pauses between clauses are 0.5 to 1 s)."""

_END = re.compile(r"[.!?…。！？][\"'”’)\]*]*$")
_NO_END = re.compile(r"^(?:e\.g|i\.e|vs|mr|mrs|ms|dr|etc|approx|no|[a-z])\.$", re.IGNORECASE)


def sentences_of(words: Sequence[Word], tokens: Sequence[str]) -> tuple[Span, ...]:
    """Spans that follow each other without gaps and cover every word."""
    stops = sum(ends(word.text) for word in words)
    limit = CLAUSE if len(words) > SPARSE * max(stops, 1) else LONG
    spans: list[Span] = []
    first = 0
    for index, word in enumerate(words):
        if index + 1 == len(words) or ends(word.text):
            whole = Span(first, index + 1)
            long = whole.last - whole.first > limit
            spans.extend(_cut(words, tokens, whole) if long else (whole,))
            first = index + 1
    return tuple(spans)


def ends(word: str) -> bool:
    """Whether a word carries a full stop, a question mark or an exclamation mark."""
    return not word[-1:].isalnum() and bool(_END.search(word)) and not _NO_END.match(word)


def features(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """What the words around the gap before `tokens[at]` show; names are readable, `|` is a gap."""
    return _features(*_around(tokens, at))


def _around(tokens: Sequence[str], at: int) -> Sequence[str]:
    """Two words before a gap and three after it, empty ones beyond the ends."""
    if 2 <= at < len(tokens) - 2:
        return tokens[at - 2 : at + 3]
    return [tokens[place] if 0 <= place < len(tokens) else "" for place in range(at - 2, at + 3)]


def _features(before: str, last: str, first: str, second: str, third: str) -> tuple[str, ...]:
    form_before, form_last, form_first = form(before), form(last), form(first)
    form_second, form_third = form(second), form(third)
    return (
        f"{last}|",
        f"|{first}",
        f"|.{second}",
        f"{last}|{first}",
        f"|{first} {second}",
        f"{before} {last}|",
        f"{form_last}|*",
        f"*|{form_first}",
        f"*|.{form_second}",
        f"{form_last}|{form_first}*",
        f"*|{form_first} {form_second}",
        f"{form_before} {form_last}|*",
        f"*|{form_first} {form_second} {form_third}",
        f"{form_before} {form_last}|{form_first}*",
    )


@cache
def _weights() -> dict[str, float]:
    path = files("interviewer.answer") / "data" / "segments.json"
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights


def _cut(words: Sequence[Word], tokens: Sequence[str], whole: Span) -> Iterator[Span]:
    """The best division of a stretch: highest total score, pieces neither too short nor too long."""
    spoken = [
        index
        for index in range(whole.first, whole.last)
        if tokens[index] and tokens[index] not in FILLERS
    ]
    spoken_tokens = [tokens[index] for index in spoken]
    scores = {0: 0.0}
    for at in range(1, len(spoken_tokens)):
        score = _score(*_around(spoken_tokens, at)) + _silence(words, spoken[at - 1], spoken[at])
        if score > -2.0:
            scores[at] = score
    if not spoken_tokens:
        yield whole
        return
    starts = _divide(scores, len(spoken_tokens))
    edges = [whole.first, *(spoken[at - 1] + 1 for at in starts[1:]), whole.last]
    for first, last in itertools.pairwise(edges):
        yield Span(first, last)


@lru_cache(maxsize=16_384)
def _score(*around: str) -> float:
    get = _weights().get
    return READY + get("", 0.0) + sum(get(name, 0.0) for name in _features(*around))


def _silence(words: Sequence[Word], before: int, after: int) -> float:
    """Score of the silence between two words; a comma counts as half a second."""
    comma = 0.5 * SILENCE if words[before].text.endswith((",", ";", ":", "–", "—", "-")) else 0.0
    end, start = words[before].end, words[after].start
    if end is None or start is None:
        return comma
    return comma + SILENCE * min(max(start - end - 0.2, 0.0), 1.5)


def _divide(scores: dict[int, float], size: int) -> list[int]:
    """Starts of the pieces, by dynamic programming over the candidate places.

    A start is forgotten when a later one has no fewer points: whatever comes, the shorter piece costs no more.
    """
    places = sorted(scores)
    previous = {0: 0}
    points = {0: scores[0]}
    """Of the best division up to a place, and of the place itself."""
    costs, kept, joined = [_awkward(length) for length in range(2 * REACH + 1)], deque[int](), 0
    for count, end in enumerate((*places[1:], size), 1):
        while joined < count and end - places[joined] >= SHORT:
            while kept and points[kept[-1]] <= points[places[joined]]:
                kept.pop()
            kept.append(places[joined])
            joined += 1
        while kept and end - kept[0] > 2 * REACH and len(kept) + count - joined > 1:
            kept.popleft()
        best, origin = -inf, 0
        for start in (*kept, *places[joined:count]):
            length = end - start
            cost = costs[length] if length < len(costs) else _awkward(length)
            if (score := points[start] - cost) >= best:
                best, origin = score, start
        previous[end] = origin
        points[end] = best + scores.get(end, 0.0)
    starts, at = [], size
    while at:
        at = previous[at]
        starts.append(at)
    return starts[::-1]


def _awkward(length: int) -> float:
    """What a piece of that many words costs."""
    if length < SHORT:
        return TOO_SHORT * (SHORT - length)
    return TOO_LONG * max(length - REACH, 0)
