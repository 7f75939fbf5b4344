"""Time grows with the length of an answer, whatever is in it: no text is expensive to score."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from interviewer.answer import plain
from interviewer.checks.turn import scored
from interviewer.model import FollowUp, Interval, Kind, Question, Reply, Transcript, Turn, Word
from interviewer.packs import rubrics
from tests.support.examples import STORY

SHORT, TIMES = 8_000, 8
"""Characters of the short text, and how much longer the long one is."""
MOST = 4 * TIMES
"""How much longer it may take: quadratic would be eight times eight, and a busy machine's caches vary."""
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
    "idioms": "one of the two of them nine to five ",
    "levels reached": f"{STORY} Now it stands at forty percent. It came down to seven minutes a week. ",
    "names of speakers": "\nAnna: yes\n",
    "emoji": "😀 ",
    "from right to left": "السلام ",
    "letters without spaces": "面試 ",
    "unlike each other": " ".join(f"word{n}" for n in range(40)) + " ",
}


def seconds(turn: Turn) -> float:
    """What scoring takes of the processor; what other tests left behind is not counted."""
    gc.disable()
    start = time.process_time()
    try:
        scored(turn)
        return time.process_time() - start
    finally:
        gc.enable()


def asked(transcript: Transcript, kind: Kind, *names: str) -> Turn:
    """An answer to a question about nothing in particular."""
    return Turn(Question("q", kind, "About what?", rubrics=names), transcript)


def assert_linear(make: Callable[[int], Turn]) -> None:
    """Eight times the answer takes about eight times as long, and never sixty-four.

    `make` gives an answer of so many characters.
    """
    short = max(min(seconds(make(SHORT)) for _ in range(2)), LEAST_S)
    long = make(TIMES * SHORT)
    assert any(seconds(long) / short < MOST for _ in range(3))


def repeated(piece: str, size: int) -> str:
    """So many characters of a text that goes round."""
    return (piece * (size // len(piece) + 1))[:size]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Kind.BEHAVIORAL, Kind.TECHNICAL])
@pytest.mark.parametrize("name", sorted(PIECES))
def test_scoring_is_linear(name: str, kind: Kind) -> None:
    """However often a text is repeated."""
    names = RUBRICS if kind is Kind.TECHNICAL else ()
    assert_linear(lambda size: asked(plain(repeated(PIECES[name], size)), kind, *names))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(rubrics.load()))
def test_saying_everything_over_and_over_is_linear(name: str) -> None:
    """Every concept of a rubric, and every wrong claim, asserted and denied."""
    rubric = rubrics.get(name)
    told = [concept.example for concept in rubric.concepts.values()]
    claims = [text for claim in rubric.wrong.values() for text in (claim.asserted, claim.denied)]
    piece = " ".join((*told, *claims, ""))
    assert_linear(lambda size: asked(plain(repeated(piece, size)), Kind.TECHNICAL, name))


def doubted(size: int) -> Transcript:
    """An answer with times, of which every other word is in doubt, and between others who speak."""
    words = [
        Word(text, at, at + 0.3, 0.2 if at % 2 else 0.99)
        for at, text in enumerate(repeated(f"{STORY} ", size).split())
    ]
    others = tuple(Interval(word.start + 0.35, word.start + 0.4) for word in words if word.start)
    return Transcript(tuple(words), float(len(words)), others=others)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Kind.BEHAVIORAL, Kind.TECHNICAL])
def test_doubt_and_other_speakers_are_linear(kind: Kind) -> None:
    """A recording of hours, with a bad microphone, in which somebody puts in a word everywhere."""
    names = RUBRICS if kind is Kind.TECHNICAL else ()
    assert_linear(lambda size: asked(doubted(size), kind, *names))


@pytest.mark.slow
def test_follow_ups_without_end_are_linear() -> None:
    """A session edited by hand may hold as many replies as it likes."""

    def turn(size: int) -> Turn:
        answer = asked(doubted(800), Kind.BEHAVIORAL)
        reply = Reply(FollowUp("By how much?", "metrics.vague"), doubted(80))
        return replace(answer, follow_ups=(reply,) * (size // 80))

    assert_linear(turn)
