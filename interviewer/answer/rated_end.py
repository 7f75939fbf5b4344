"""Endings that only rate: "it went well", "a great success", "we saved a significant amount of time".

A listener cannot see in them what changed. A figure, none or all, or somebody who did something afterwards is more
than a mark; so is how long it took beside anything else. Words are data (`data/cues/endings.toml`).
"""

from __future__ import annotations

from interviewer.answer import Answer
from interviewer.answer.cue_phrases import lexicon, single_words
from interviewer.answer.quantities import end_states, quantities, vague
from interviewer.model import Span

LEFT = 5
"""Words of content beside the mark from which a sentence tells what happened too."""


def only_rates(answer: Answer, sentence: Span) -> bool:
    """Whether a sentence of the result says how good it was or claims a size, and not what changed."""
    sizes = [claim.span for claim in vague(answer, [sentence]) if claim.plain]
    rated = [
        Span(hit.first, hit.last)
        for hit in lexicon("endings", "rated").find(answer.tokens, sentence.first, sentence.last)
    ]
    if not sizes and not rated:
        return False
    if end_states(answer, [sentence]) or any(
        one.kind != "time"
        for one in answer.once(quantities)
        if sentence.first <= one.span.first < sentence.last
    ):
        return False
    return bool(sizes) or _content(answer, sentence, rated) < LEFT


def _content(answer: Answer, sentence: Span, marks: list[Span]) -> int:
    """Different words of content outside the marks."""
    marked = {at for span in marks for at in range(span.first, span.last)}
    empty = single_words("hollow", "common", "claims", "talk", "business")
    return len(
        {
            answer.tokens[at]
            for at in range(sentence.first, sentence.last)
            if at not in marked and answer.tokens[at].isalpha()
        }
        - empty
    )
