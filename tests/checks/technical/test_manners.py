"""Touched without being dealt with: missing, undone, another's, unknown, quoted, named."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.stems import Match, stem
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.packs.rubrics import Manner


def read(text: str) -> Stance:
    """The stance of a text."""
    return stance_of(Answer(plain(text)))


def deals(text: str, word: str, *told_by: Manner) -> bool:
    """Whether a text deals with what a word in it stands for."""
    stance = read(text)
    (first, *_) = stance.text.at(stem(word))
    return stance.covers(Match(first, first + 1), told_by)


@pytest.mark.parametrize(
    ("manner", "text", "word"),
    [
        (Manner.MISSING, "The ownership check was missing.", "ownership"),
        (Manner.MISSING, "There was no size limit on it.", "limit"),
        (Manner.MISSING, "Nobody looked at the bytes.", "bytes"),
        (Manner.MISSING, "nobody asks whose policy this is and it opens", "policy"),
        (Manner.UNDONE, "We should have scanned it.", "scanned"),
        (Manner.UNDONE, "A rule against it would have been nice.", "rule"),
        (Manner.UNDONE, "A test for it is still on my list.", "test"),
        (Manner.DELEGATED, "Malware scanning I'd leave to the platform team.", "malware"),
        (Manner.DELEGATED, "Logging is the ops team's business.", "logging"),
        (Manner.DELEGATED, "How many systems had it? Someone else chased that.", "systems"),
        (Manner.UNKNOWN, "Two accounts, no idea if that helps.", "accounts"),
        (Manner.UNKNOWN, "Encryption at rest, I couldn't say.", "encryption"),
        (Manner.UNKNOWN, "I have never thought about rollout.", "rollout"),
        (Manner.UNKNOWN, "I've heard of zip bombs.", "bombs"),
        (Manner.QUOTED, "A consultant told us: deny by default, log refusals, test with two users.", "refusals"),
        (Manner.QUOTED, "Some companies write their own rules.", "rules"),
        (Manner.NAMED, "Root cause is a nice word.", "cause"),
        (Manner.NAMED, "Magic bytes, two-user tests and so on.", "bytes"),
    ],
)  # fmt: skip
def test_what_is_only_touched_is_not_dealt_with(manner: Manner, text: str, word: str) -> None:
    """Unless the manner is what tells it."""
    assert not deals(text, word)
    assert deals(text, word, *(set(Manner) - {Manner.NAMED} | {manner}))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The server checks whose invoice it is.", "invoice"),
        ("Nobody gets in without a check of the owner.", "owner"),
        ("No file is opened before the scanner has seen it.", "scanner"),
        ("We never trust the extension.", "extension"),
        ("I don't leave that check to forty developers.", "check"),
        ("I don't know exactly, but ten megabytes is the limit.", "limit"),
        ("Some people skip that; we scan every file.", "scan"),
        ("He wonders about it. We log each refusal.", "refusal"),
    ],
)
def test_what_is_done_is_dealt_with(text: str, word: str) -> None:
    """Negations that are part of a control, and what follows an aside."""
    assert deals(text, word)
