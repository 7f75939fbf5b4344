"""Whether there is anything to score: words at all, and English ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from interviewer.answer import Answer
from interviewer.answer.crf import chain
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.word_forms import NUMBERS
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.model import Finding, Kind, Span, Verdict

LEAST_WORDS = 8
"""Below this a text in Latin letters is too short to tell its language."""
LEAST_SHARE = 0.22
"""Share of known English words: at least 0.30 in 500 English answers, however telegraphic or technical, and
at most 0.19 in ten other languages, German full of English terms included."""
_FOREIGN = frozenset(
    "a i no um as in was we me for so an on at of to or is has he per do am be us it up one son ten top test "
    "problem database data are man men most over under her him den der die met want hand".split()
)
"""Spelt the same in another language."""


@lru_cache(maxsize=50_000)
def _english(token: str) -> bool:
    """Whether a token is a common English word, or one that many authors of the training data use."""
    known = token in NUMBERS or token in chain().features or lexicon("hollow").within((token,))
    return known and token not in _FOREIGN


def run(answer: Answer) -> Iterator[Finding]:
    """One finding when there is nothing to score."""
    tokens = [token for token in answer.tokens if any(map(str.isalnum, token))]
    if not tokens:
        yield Finding(
            "language.none",
            Verdict.NOTE,
            "I did not hear any words.",
            "Check the microphone, or answer again.",
        )
        return
    if answer.transcript.language != "en":  # as it sounded: what was made of it may look English
        yield _other(answer)
        return
    share = sum(map(_english, tokens)) / len(tokens)
    foreign = sum(
        any(letter > "\u024f" and letter.isalpha() for letter in one)
        for one in tokens
        if not one.isascii()
    )
    if 2 * foreign > len(tokens) or (len(tokens) >= LEAST_WORDS and share < LEAST_SHARE):
        yield _other(answer, round(share, 3))


def _other(answer: Answer, share: float | None = None) -> Finding:
    asked = "Could you tell me that in English? Simple words are enough."
    if answer.kind is Kind.BEHAVIORAL:
        asked = "Could you take me through one specific time, in English? Simple words are enough."
    return Finding(
        "language.other",
        Verdict.FIX,
        "This does not sound like English, so I have not scored it.",
        "The checks know English only. Answer in English to be scored.",
        (Span(0, len(answer.words)),),
        share,
        ask=asked,
    )


CHECK = with_page(Check("language", run))
