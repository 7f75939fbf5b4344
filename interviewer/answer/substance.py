"""How much an answer tells, apart from naming the parts of a story and claiming success."""

from __future__ import annotations

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.scale import ramp
from interviewer.answer.word_forms import FILLERS

WORDS = ((2.0, 0.0), (6.0, 1.0))
"""Different words of content. Answers stuffed with interview talk hold up to two in sixty words; a thin
story of sixty words holds five or six, and the median spoken story over twenty."""


def substance(answer: Answer) -> float:
    """0–1, by the number of different words that are neither grammar nor interview talk.

    More words never lower it.
    """
    told = [token for token in set(answer.tokens) - FILLERS if token.isalpha()]
    return ramp(len(told) - lexicon("hollow").count(told), WORDS)
