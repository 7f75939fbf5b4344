"""Where an answer stops telling: lists of claims at its end, and what was said before word by word.

Keywords that are added to a story, and a story that is told twice, are no evidence of anything: what is
read as a story, counted as a figure or weighed as substance is the answer before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon, single_words
from interviewer.answer.word_forms import FILLERS, NUMBERS

CLAIM, FIGURE, GRAMMAR, CONCRETE, LISTED = 1.0, 0.5, -0.4, -2.0, 0.6
"""Points of a word for being a claim, a number, grammar or anything else, and for ending an item of a list."""
LEAST, SHORTEST, DENSITY = 5.0, 8, 0.35
"""A list has so many points in all, words, and points per word: of 783 answers that are told without one,
none but a list reaches them, and lists added to the same answers do in 99 %."""
HOPELESS = -6.0
"""Points from which the words before cannot belong to a list."""
ITEM, DEED = 4, 3
"""Most words that a list is looked for at its first item, and the words of "I scaled it", a deed without an object."""
_NO_OBJECT = frozenset("it them everything everyone".split())
SAME, AGAIN = 6, 20
"""Words in a row that were said before, and how many of them make an answer told again."""


def body(answer: Answer) -> Answer:
    """The answer without what pads it at the end; indexes of words stay as they are."""
    length = answer.once(counted)
    return answer if length == len(answer.words) else answer.until(length)


def counted(answer: Answer) -> int:
    """How many words from the start on are told, and not listed or repeated; all words of a bare list."""
    length = _before_repeat(answer.tokens)
    start = _before_list(answer, length)
    return start if start >= SHORTEST else length


def _before_repeat(tokens: Sequence[str]) -> int:
    """Where the end that was said before begins; the length where there is none."""
    known: dict[tuple[str, ...], int] = {}
    start = len(tokens)
    for at, words in enumerate(zip(*(tokens[first:] for first in range(SAME)), strict=False)):
        if known.setdefault(words, at) + SAME > at:
            start = len(tokens)
        elif start == len(tokens):
            start = at
    return start if len(tokens) - start >= AGAIN else len(tokens)


def _before_list(answer: Answer, length: int) -> int:
    """Where the list of claims begins with which the first `length` words end."""
    buzz = {
        at
        for hit in lexicon("buzzwords").find(answer.tokens, 0, length)
        for at in range(hit.first, hit.last)
    }
    best, start, points = 0.0, length, 0.0
    for at in reversed(range(length)):
        points += _points(answer, at, claimed=at in buzz)
        if points > best:
            best, start = points, at
        elif points < HOPELESS:
            break
    words = length - start
    if best < LEAST or words < SHORTEST or best < DENSITY * words:
        return length
    return _first_item(answer, start)


def _points(answer: Answer, at: int, *, claimed: bool) -> float:
    token = answer.tokens[at]
    listed = LISTED if answer.words[at].text[-1:] in {",", ";"} else 0.0
    if not token:
        return listed
    if claimed or token in single_words("hollow", "claims", "business"):
        return CLAIM + listed
    if token in NUMBERS or any(map(str.isdigit, token)):
        return FIGURE + listed
    plain = token in FILLERS or token in single_words("hollow", "common", "talk")
    return (GRAMMAR if plain else CONCRETE) + listed


def _first_item(answer: Answer, start: int) -> int:
    """The start of a list, moved to where its first item begins: "I owned it, I scaled it, I drove …"."""

    def ends(at: int, marks: str) -> bool:
        return answer.words[at].text[-1:] in marks

    tokens = answer.tokens
    for at in range(start, min(start + ITEM + 1, len(tokens))):
        if "i" in tokens[max(start - 1, 0) : start + 1]:
            break  # a deed begins here
        if at and ends(at - 1, ".!?,;"):
            start = at
            break
    while start and not ends(start - 1, ".!?"):
        if tokens[start - 1] == "i":
            start -= 1
        elif tokens[start - 1] in _NO_OBJECT and tokens[max(start - DEED, 0)] == "i":
            start -= DEED
        else:
            break
    return start
