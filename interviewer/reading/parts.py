"""Which part of a story each sentence plays, which parts are there, and whether it is a story."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.model import STAR, Part, Span
from interviewer.reading.lexicon import lexicon

PRIOR = {
    Part.SITUATION: (1.5, -3.0),
    Part.TASK: (0.2, -1.5),
    Part.ACTION: (0.3, 0.0),
    Part.RESULT: (-1.2, 2.2),
    Part.REFLECTION: (-2.5, 2.2),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the part it plays."""

    span: Span
    part: Part
    confidence: float
    """0–1."""


@dataclass(frozen=True, slots=True)
class Story:
    """What kind of account an answer is, and of what it is made."""

    sentences: tuple[Sentence, ...]
    is_story: bool
    story: float
    """How likely the answer tells one past episode, 0–1."""
    evidence: Mapping[Part, float]
    """How likely each part is there at all, 0–1."""
    present: Mapping[Part, bool]


def story(answer: Answer) -> Story:
    """Read an answer as a story."""
    parts, habit = lexicon("story", "parts"), lexicon("story", "habit")
    sentences = []
    evidence = dict.fromkeys((*STAR, Part.REFLECTION), 0.0)
    total = max(len(answer.words), 1)
    for span in answer.sentences:
        place = (span.first + span.last) / 2 / total
        score = {part: low + slope * place for part, (low, slope) in PRIOR.items()}
        for hit in parts.find(answer.tokens, span.first, span.last):
            score[Part(hit.label)] += 2.0
            evidence[Part(hit.label)] = 0.9
        best = max(score, key=lambda part: score[part])
        weight = sum(math.exp(value - score[best]) for value in score.values())
        sentences.append(Sentence(span, best, 1 / weight))
    told = sum(1 for part in STAR if evidence[part] > 0.5)
    chance = 1 / (1 + math.exp(-(told - 1.5 - habit.count(answer.tokens) / 2)))
    present = {part: value > 0.5 for part, value in evidence.items()}
    return Story(tuple(sentences), chance > 0.5, chance, evidence, present)
