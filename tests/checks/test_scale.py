"""Time grows with the length of an answer, whatever is in it: no text is expensive to score."""

from __future__ import annotations

import time

import pytest

from interviewer.answer import plain
from interviewer.checks.turn import scored
from interviewer.model import Kind, Question, Turn
from tests.support.examples import STORY

SHORT, TIMES = 8_000, 8
"""Characters of the short text, and how much longer the long one is."""
MOST = 2.5 * TIMES
"""How much longer it may take: quadratic would be eight times eight, and a busy machine varies."""
LEAST_S = 0.03
"""Less is not measured well enough to be compared; where three tries are too long, it is the text."""

RUBRICS = ("idor", "file-upload")

PIECES = {
    "a story": f"{STORY} ",
    "ideas that belong together": "user id object authorization ",
    "digits": "1 2 3 4 ",
    "groups of digits": "1 200 200 200 ",
    "changes": "by forty percent from nine to two ",
    "numbers without end": "thousand million ",
    "money": "$ $ € ",
    "one letter": "i ",
    "one word": "the ",
    "no space": "a",
    "hyphens": "a-",
    "points": "1.",
    "commas": "a, ",
    "full stops": "a. ",
    "questions": "what? ",
    "quotes": "\" ' “ ” ",
    "brackets": "((( [1.5] ",
    "times": "[1.5] a ",
    "fillers": "um uh ",
    "denial": "not never no don't can't ",
    "reasons": "because so that which ",
    "ownership": "we did I did ",
    "deeds": "I fixed ",
    "reports": "I said, ",
    "repeats": "I I I the the ",
    "examples": "for example ",
    "addresses": "http://a.b/c ../../x ",
    "names of speakers": "\nAnna: yes\n",
    "emoji": "😀 ",
    "from right to left": "السلام ",
    "letters without spaces": "面試 ",
    "unlike each other": " ".join(f"word{n}" for n in range(40)) + " ",
}


def seconds(text: str, kind: Kind) -> float:
    """What scoring takes of the processor."""
    rubrics = RUBRICS if kind is Kind.TECHNICAL else ()
    turn = Turn(Question("q", kind, "About what?", rubrics=rubrics), plain(text))
    start = time.process_time()
    scored(turn)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Kind.BEHAVIORAL, Kind.TECHNICAL])
@pytest.mark.parametrize("name", sorted(PIECES))
def test_scoring_is_linear(name: str, kind: Kind) -> None:
    """Eight times the text takes about eight times as long, and never sixty-four."""
    piece = PIECES[name]
    text = (piece * (TIMES * SHORT // len(piece) + 1))[: TIMES * SHORT]
    short = max(min(seconds(text[:SHORT], kind) for _ in range(2)), LEAST_S)
    assert any(seconds(text, kind) / short < MOST for _ in range(3))
