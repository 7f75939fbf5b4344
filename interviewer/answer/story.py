"""Which part of a story each sentence plays, which parts are there, and whether it is a story.

Three questions, three answers:

* *Which part is this sentence?* A conditional random field over words, forms and place (`chain`).
* *Is this part told at all?* Order flatters: the last sentence of anything looks like a result. So a part
  counts as told by evidence: the best sentence's chance in the field, weighed with what that sentence
  says by itself, wherever it stands (`data/evidence.json`).
* *Is it one past episode?* The signs of one (`episode`), and that anything is told at all (`substance`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log

from interviewer.answer import Answer
from interviewer.answer.crf import LABELS, Chain, chain, softmax
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.episode import signs
from interviewer.answer.features import sentence_features
from interviewer.answer.padding import body
from interviewer.answer.practice import practices
from interviewer.answer.scale import ramp
from interviewer.answer.settling_replies import (
    EVIDENCE,
    PARTS,
    parts_given,
    settled,
    told,
    unread,
    untold,
)
from interviewer.answer.substance import substance
from interviewer.model import STAR, Part, Span

TOLD = (*STAR, Part.REFLECTION)
"""The parts that can be there or missing."""


OUTCOME = ((0.0, 0.5), (0.5, 1.0))
"""Share of the evidence of a result by how much the answer sounds like an episode: an opinion has no outcome."""

HEADLINE = 0.5
"""By how much more the first sentence must sound like a result than like a scene, by its own words, to be a
result that is told first: place alone makes a scene of every opening. At 0.3 more of them are found, and as many
endings that are missing go unnoticed."""
HEADLINED = 4
"""Fewest sentences of an answer that can open with its result."""

AT_ONCE = 2
"""Words after which a sentence must have come to what is done since, to be shown as a look back."""

PLAINLY = 0.8
"""Least evidence of a part that is told in words that leave no doubt."""


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
    """How likely the answer tells one past episode, 0–1: it sounds like one and has substance."""
    sounds: float
    """How much it sounds like one, 0–1, whatever there is in it."""
    evidence: Mapping[Part, float]
    """How likely each part is there at all, 0–1; 0.5 decides."""
    present: Mapping[Part, bool]

    @property
    def turns_back(self) -> tuple[Span, ...]:
        """Sentences at which the story goes back to a part that was over."""
        in_order = [one for one in self.sentences if one.part in TOLD]
        return tuple(
            later.span
            for one, later in pairwise(in_order)
            if TOLD.index(later.part) < TOLD.index(one.part)
        )


@dataclass(frozen=True)
class Model:
    """What `scripts/train` learns."""

    field: Chain
    evidence: Mapping[str, Sequence[float]]
    """Part -> a constant and the weights of `Read.support`."""
    episode: Mapping[str, float]
    """Sign -> weight; `""` is the constant."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the field makes of an answer, before it is scored."""

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
    alone = [softmax(row) for row in words]
    chances = field.chances(scores)
    if len(alone) >= HEADLINED and (first := headline(alone[0])):
        chances[0] = alone[0] = first
    return Read(chances, alone)


def headline(own: Sequence[float]) -> list[float] | None:
    """The chances of a first sentence that tells how it ended, by its own words; None when it does not.

    What was done ("we cut the list to two weeks") is then told as what came of it.
    """
    chance = dict(zip(LABELS, own, strict=True))
    if chance[Part.RESULT] - chance[Part.SITUATION] <= HEADLINE:
        return None
    chance[Part.RESULT] += chance[Part.ACTION]
    chance[Part.ACTION] = 0.0
    return [chance[label] for label in LABELS]


def story(answer: Answer) -> Story:
    """Read an answer as a story; replies that give nothing are no part of it."""
    short = answer.once(told)
    if short is answer:
        return read_story(answer, shipped())
    return _with_untold(answer, short.once(story))


def _with_untold(answer: Answer, read: Story) -> Story:
    """The story of what was told, over all sentences."""
    dodges = answer.once(untold)
    kept = iter(read.sentences)
    nothing = dict.fromkeys(Part, 0.0) | {Part.OTHER: 1.0}
    sentences = tuple(
        Sentence(span, Part.OTHER, 1.0, nothing)
        if any(take.first <= span.first < take.last for take in dodges)
        else replace(next(kept), span=span)
        for span in answer.sentences
    )
    return replace(read, sentences=sentences)


def read_story(whole: Answer, model: Model) -> Story:
    """Read an answer as a story, by any model; what pads it at the end plays no part."""
    answer = whole.once(body)
    labelled = _without_unread(answer, read(answer, model.field))
    seen = _of_parts_asked(answer, labelled)
    sounds = _likely(answer, seen, model)
    evidence = {part: _evidence(seen, part, model) for part in TOLD}
    for part in stated_plainly(answer):
        evidence[part] = max(evidence[part], PLAINLY)
    for gap in answer.once(settled).keys() & PARTS:
        evidence[PARTS[gap]] = max(evidence[PARTS[gap]], EVIDENCE)
    evidence[Part.RESULT] *= ramp(sounds, OUTCOME)
    padding = dict.fromkeys(Part, 0.0) | {Part.OTHER: 1.0}
    rows = _under_parts_asked(answer, _stated(answer, _with_practices(answer, labelled.chances)))
    rows = _with_parts_given(answer, rows)
    chances = [dict(zip(LABELS, row, strict=True)) for row in rows]
    chances += [padding] * (len(whole.sentences) - len(chances))
    sentences = tuple(
        Sentence(span, max(row, key=row.__getitem__), max(row.values()), row)
        for span, row in zip(whole.sentences, chances, strict=True)
    )
    if answer.replies:
        # what it tells, no reply takes away, and its parts keep their order
        own = read_story(answer.until(answer.replies[0]), model)
        evidence = {part: max(evidence[part], own.evidence[part]) for part in TOLD}
        sounds = max(sounds, own.sounds)
        sentences = (*own.sentences, *sentences[len(own.sentences) :])
    likely = sounds * whole.once(substance)
    present = {part: value > 0.5 for part, value in evidence.items()}
    return Story(sentences, likely > 0.5, likely, sounds, evidence, present)


def absolutions(answer: Answer) -> tuple[Span, ...]:
    """The sentences in the later part that refuse to look back: "there was nothing that I could have done"."""
    late = len(answer.tokens) // 2
    found = [hit.first for hit in lexicon("blame", "absolved").find(answer.tokens, late)]
    return tuple(
        span for span in answer.sentences if any(span.first <= at < span.last for at in found)
    )


def _without_unread(answer: Answer, seen: Read) -> Read:
    """The same without what replies only seem to tell, and without a look back where it is refused."""
    refused = [(span, frozenset((Part.REFLECTION,))) for span in answer.once(absolutions)]
    left_out = [*unread(answer), *refused]
    if not left_out:
        return seen
    other = LABELS.index(Part.OTHER)

    def moved(rows: list[list[float]]) -> list[list[float]]:
        rows = [list(row) for row in rows]
        for span, row in zip(answer.sentences, rows, strict=True):
            parts = {
                part
                for place, parts in left_out
                if place.first <= span.first < place.last
                for part in parts
            }
            for column in map(LABELS.index, parts):
                row[other] += row[column]
                row[column] = 0.0
        return rows

    return Read(moved(seen.chances), moved(seen.alone))


def _of_parts_asked(answer: Answer, seen: Read) -> Read:
    """The same without what a part that is told again seems to tell of the other parts."""
    if not answer.told_again:
        return seen
    asked = [answer.part_asked(span.first) for span in answer.sentences]

    def alone(rows: list[list[float]]) -> list[list[float]]:
        return [
            [
                chance if part in {None, label} or label == Part.OTHER else 0.0
                for label, chance in zip(LABELS, row, strict=True)
            ]
            for part, row in zip(asked, rows, strict=True)
        ]

    return Read(alone(seen.chances), alone(seen.alone))


def _under_parts_asked(answer: Answer, rows: list[list[float]]) -> list[list[float]]:
    """The chances of each sentence, where one part is told again all of them under that part."""
    moved = []
    for span, row in zip(answer.sentences, rows, strict=True):
        part = answer.part_asked(span.first)
        if part:
            other = row[LABELS.index(Part.OTHER)]
            rest = {Part.OTHER: other, part: 1.0 - other}
            moved.append([rest.get(label, 0.0) for label in map(Part, LABELS)])
        else:
            moved.append(row)
    return moved


def _with_practices(answer: Answer, rows: list[list[float]]) -> list[list[float]]:
    """The chances; a sentence that tells what is done otherwise since is a look back, whatever it sounds like."""
    told = {span.last: span.first for span in answer.once(practices)}
    column = LABELS.index(Part.REFLECTION)
    moved = [list(row) for row in rows]
    for span, row in zip(answer.sentences, moved, strict=True):
        most = row.index(max(row))
        if span.last in told and told[span.last] - span.first <= AT_ONCE:
            row[column], row[most] = row[most], row[column]
    return moved


def _stated(answer: Answer, rows: list[list[float]]) -> list[list[float]]:
    """The chances, where a sentence that seems to tell nothing plainly tells a part."""
    other = LABELS.index(Part.OTHER)
    hits = list(lexicon("plainly").find(answer.tokens, len(answer.tokens) // 2))
    for span, row in zip(answer.sentences, rows, strict=True):
        hit = next((hit for hit in hits if span.first <= hit.first < span.last), None)
        if hit and row.index(max(row)) == other:
            column = LABELS.index(hit.label)
            row[column], row[other] = row[other], row[column]
    return rows


def _with_parts_given(answer: Answer, rows: list[list[float]]) -> list[list[float]]:
    """The chances, in replies that give a part with a sentence that tells it: their place misleads."""
    for reply, part in parts_given(answer):
        own = [
            row
            for span, row in zip(answer.sentences, rows, strict=True)
            if reply.first <= span.first < reply.last
        ]
        column = LABELS.index(part)
        if own and all(row[column] < max(row) for row in own):
            best = max(own, key=lambda row: row[column])
            most = best.index(max(best))
            best[column], best[most] = best[most], best[column]
    return rows


def stated_plainly(answer: Answer) -> set[Part]:
    """Results and looks back that are told in words that leave no doubt, late in an answer."""
    hits = lexicon("plainly").find(answer.tokens, len(answer.tokens) // 2)
    told = [(Part(hit.label), hit.first) for hit in hits]
    told += [(Part.REFLECTION, span.first) for span in answer.once(practices)]
    return {part for part, at in told if answer.part_asked(at) in {None, part}}


def _evidence(seen: Read, part: Part, model: Model) -> float:
    constant, *weights = model.evidence[part]
    return _logistic(constant, *map(float.__mul__, weights, seen.support(part)))


def _likely(answer: Answer, seen: Read, model: Model) -> float:
    if not answer.sentences:
        return 0.0
    shown = signs(answer, {part: seen.most(part) for part in TOLD})
    return _logistic(model.episode[""], *(model.episode[name] * shown[name] for name in shown))


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    folder = files("interviewer.answer") / "data"
    evidence, episode = (
        json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("evidence", "episode")
    )
    return Model(chain(), evidence, episode)


def _logistic(*terms: float) -> float:
    return 1 / (1 + exp(-max(min(sum(terms), 30.0), -30.0)))


def _log_odds(chance: float) -> float:
    return log((chance + 1e-3) / (1.001 - chance))
