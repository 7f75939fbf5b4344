"""Which part of a story each sentence plays, which parts are there, and whether it is a story.

Three questions, three answers:

* *Which part is this sentence?* A conditional random field over words, forms and place (`chain`).
* *Is this part told at all?* Order flatters: the last sentence of anything looks like a result. So a part
  counts as told by evidence: the best sentence's chance in the field, weighed with what that sentence
  says by itself, wherever it stands (`weights/evidence.json`).
* *Is it one past episode?* The signs of one (`episode`), and that anything is told at all (`substance`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from interviewer.answer import Answer
from interviewer.model import STAR, Part, Span
from interviewer.reading.chain import LABELS, Chain, chain, softmax
from interviewer.reading.episode import signs
from interviewer.reading.features import sentence_features
from interviewer.reading.substance import substance

TOLD = (*STAR, Part.REFLECTION)
"""The parts that can be there or missing."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the part it plays."""

    span: Span
    part: Part
    confidence: float
    """0–1."""
    chances: Mapping[Part, float]
    """Chance of every part."""


@dataclass(frozen=True, slots=True)
class Story:
    """What kind of account an answer is, and of what it is made."""

    sentences: tuple[Sentence, ...]
    is_story: bool
    story: float
    """How likely the answer tells one past episode, 0–1."""
    evidence: Mapping[Part, float]
    """How likely each part is there at all, 0–1; 0.5 decides."""
    present: Mapping[Part, bool]


@dataclass(frozen=True, slots=True)
class Read:
    """What the field makes of an answer, before it is judged."""

    chances: list[list[float]]
    """Each sentence's chance of every label, given the whole answer."""
    alone: list[list[float]]
    """The same by the sentence's own words."""

    def most(self, part: Part) -> float:
        """The greatest chance any sentence has of being a part."""
        column = LABELS.index(part)
        return max((row[column] for row in self.chances), default=0.0)

    def support(self, part: Part) -> tuple[float, float]:
        """Log-odds of the best sentence: in its place, and by its own words as well."""
        column = LABELS.index(part)
        pairs = zip(self.chances, self.alone, strict=True)
        both = max(((row[column] * own[column]) ** 0.5 for row, own in pairs), default=0.0)
        return _log_odds(self.most(part)), _log_odds(both)


def read(answer: Answer, field: Chain) -> Read:
    """Run the field over an answer."""
    words, scores = [], []
    for features in sentence_features(answer):
        own, place = field.scores(features.words), field.scores(features.place)
        words.append(own)
        scores.append([one + other for one, other in zip(own, place, strict=True)])
    return Read(field.chances(scores), [softmax(row) for row in words])


def story(answer: Answer) -> Story:
    """Read an answer as a story."""
    seen = read(answer, chain())
    evidence = {part: _logistic(*_evidence(part, seen)) for part in TOLD}
    sentences = tuple(
        Sentence(span, LABELS[row.index(max(row))], max(row), dict(zip(LABELS, row, strict=True)))
        for span, row in zip(answer.sentences, seen.chances, strict=True)
    )
    likely = _likely(answer, seen) * answer.once(substance)
    present = {part: value > 0.5 for part, value in evidence.items()}
    return Story(sentences, likely > 0.5, likely, evidence, present)


def _evidence(part: Part, seen: Read) -> tuple[float, ...]:
    constant, placed, both = _evidence_weights()[part]
    in_place, with_words = seen.support(part)
    return constant, placed * in_place, both * with_words


def _likely(answer: Answer, seen: Read) -> float:
    if not answer.sentences:
        return 0.0
    weights = _weights("episode")
    shown = signs(answer, {part: seen.most(part) for part in TOLD})
    return _logistic(weights[""], *(weights[name] * value for name, value in shown.items()))


@cache
def _weights(name: str) -> dict[str, float]:
    path = files("interviewer") / "weights" / f"{name}.json"
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))
    return weights


@cache
def _evidence_weights() -> dict[str, list[float]]:
    path = files("interviewer") / "weights" / "evidence.json"
    weights: dict[str, list[float]] = json.loads(path.read_text("utf-8"))
    return weights


def _logistic(*terms: float) -> float:
    return 1 / (1 + exp(-max(min(sum(terms), 30.0), -30.0)))


def _log_odds(chance: float) -> float:
    return log((chance + 1e-3) / (1.001 - chance))
