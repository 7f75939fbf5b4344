"""Learns to read stories: which part a sentence is, which parts are told, whether it is a story.

Everything is learned in two steps, so that the second sees honest figures. The field is fitted six times,
each time without a sixth of the authors, and reads those; from these readings the evidence and the
episode weights are fitted. Then the field is fitted once more on everything.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from interviewer.answer import Answer, plain
from interviewer.answer.crf import Chain, parse
from interviewer.answer.episode import signs
from interviewer.answer.features import sentence_features
from interviewer.answer.story import TOLD, Model, Read, read
from interviewer.model import Part
from scripts.evaluation.data import Told, bare, dotted, own, own_others, rows, stories
from scripts.evaluation.hands import STORIES, Labelled, hands, released
from scripts.training.field import Example, fit
from scripts.training.fit import dense_logistic, shared

WEIGHTS = Path(__file__).parents[2] / "interviewer" / "answer" / "data"
AUTHORS = 4
"""A feature must be used by so many authors; one who wrote spoken answers in many voices counts as two."""
PENALTY, ROUNDS = 16.0, 50
FOLDS = 6
LEARNED = ("learn", "learn_not", "second", "third", "fourth", "fifth", "sixth", "seventh")
"""Files of `scripts/corpus` that are learned from."""
HOLLOW = frozenset(("hollow", "stuffing"))
"""Sorts of answers that sound like a story and tell nothing: `substance` is there for them."""


def variants(told: Told, chance: Random) -> Iterator[tuple[Told, float]]:
    """The answer whole, without each part, with the result told first, and as an unpunctuated transcript, with weights."""
    yield told, 1.0
    for part in TOLD:
        rest = told.without(part)
        if rest.pieces and len(rest.pieces) < len(told.pieces):
            yield rest, 0.3
    if (ahead := told.result_first()) != told:
        yield ahead, 0.07
    yield bare(told, chance), 0.5


def field(answers: Sequence[Told], seed: int = 1) -> dict[str, Any]:
    """The field fitted to some answers."""
    chance = Random(seed)
    examples, found, authors = [], [], []
    for told in answers:
        spoken = told.author.startswith("own")
        for version, weight in variants(told, chance):
            answer, truth = version.read()
            features = [sorted(one.words | one.place) for one in sentence_features(answer)]
            author = f"{told.author} {hash_of(told.name) % 2}" if spoken else told.author
            examples.append(Example(features, truth, author, weight))
            if weight == 1.0:
                found.extend(features)
                authors.extend([author] * len(features))
    return fit(examples, shared(found, authors, AUTHORS), PENALTY, ROUNDS)


def hash_of(text: str) -> int:
    """The same number for the same text, in every run."""
    return sum(index * ord(letter) for index, letter in enumerate(text, 1))


def folds(answers: Sequence[Told]) -> list[list[Told]]:
    """The answers in `FOLDS` groups of about one size; no author is in two."""
    by_author: dict[str, list[Told]] = defaultdict(list)
    for told in answers:
        by_author[told.author].append(told)
    groups: list[list[Told]] = [[] for _ in range(FOLDS)]
    for author in sorted(by_author, key=lambda name: (-len(by_author[name]), name)):
        min(groups, key=len).extend(by_author[author])
    return groups


@dataclass(frozen=True)
class Heldout:
    """An answer read by a field that never saw its author."""

    told: Told
    group: int
    answer: Answer
    seen: Read
    truth: tuple[Part, ...]
    spoken: bool
    """In the style of an unpunctuated transcript."""
    removed: Part | None = None


def heldout(group: int, told: Told, model: Chain) -> Iterator[Heldout]:
    """The answer whole and without each part, punctuated and not."""
    for spoken in (False, True):
        for removed in (None, *TOLD):
            part = told if removed is None else told.without(removed)
            if not part.pieces or (removed and len(part.pieces) == len(told.pieces)):
                continue
            styled = bare(part, Random(hash_of(told.name))) if spoken else part
            answer, truth = styled.read()
            seen = read(answer, model)
            yield Heldout(part, group, answer, seen, tuple(truth), spoken, removed)


def evidence(readings: Sequence[Heldout]) -> dict[str, list[float]]:
    """For each part a constant and two weights: present when the sum is above 0."""
    weights = {}
    for part in TOLD:
        inputs = [one.seen.support(part) for one in readings]
        truth = [part in one.told.parts for one in readings]
        counts = [
            (1.0 if one.removed in {None, part} else 0.25)
            * (2.0 if one.told.author.startswith("own") else 1.0)
            * (0.7 if one.spoken else 1.0)
            for one in readings
        ]
        weights[part.value] = dense_logistic(inputs, truth, counts, level=True)
    return weights


def spoken() -> Iterator[Told]:
    """The project's own stories that are learned from."""
    for name in LEARNED:
        yield from map(dotted, own(name))
    for one in labelled():
        if one.pieces and one.kind in {*STORIES, ""} and not one.either & {"no-story", "hollow"}:
            yield Told(one.name, f"own {one.author}", one.pieces)


def labelled() -> tuple[Labelled, ...]:
    """Answers by independent hands, and the released spoken ones."""
    return (*hands(), *(one for one in released() if one.pieces))


def negatives() -> Iterator[Told]:
    """Answers that tell no episode."""
    for row in rows("negatives_dev"):
        yield Told(row["id"], row["id"], ((Part.OTHER, row["text"]),), sort="no story")
    for name in LEARNED:
        yield from (told for told in own_others(name) if told.sort not in HOLLOW)
    for one in labelled():
        if "no-story" in one.either and one.kind not in {"language", "keyword-list"}:
            yield Told(one.name, f"own {one.author}", ((Part.OTHER, one.text),), sort="no story")


def shown(answer: Answer, seen: Read) -> dict[str, float]:
    """The signs of an episode."""
    return signs(answer, {part: seen.most(part) for part in TOLD})


@dataclass(frozen=True)
class Fold:
    """Some answers, and a model that never saw anything of their authors."""

    stories: Sequence[Told]
    others: Sequence[Told]
    model: Model


@dataclass(frozen=True)
class Honest:
    """Readings of every answer by a field that never saw its author."""

    groups: Sequence[Sequence[Told]]
    fields: Sequence[Chain]
    readings: Sequence[Heldout]
    others: Sequence[Heldout]


def honest(told: Sequence[Told], not_told: Sequence[Told]) -> Honest:
    """Fit the field once a fold, and read what it was not fitted to."""
    groups = folds(told)
    fields, readings, others = [], list[Heldout](), list[Heldout]()
    for number, group in enumerate(groups):
        fields.append(parse(field([one for one in told if one not in group])))
        readings.extend(one for item in group for one in heldout(number, item, fields[-1]))
        for item in not_told[number::FOLDS]:
            for text in (item.text, bare(item).text):
                answer = Answer(plain(text))
                seen = read(answer, fields[-1])
                others.append(Heldout(item, number, answer, seen, (), text != item.text))
    return Honest(groups, fields, readings, others)


def data() -> tuple[list[Told], list[Told]]:
    """All that is learned from: stories, and answers that tell none."""
    return [*stories(), *spoken()], list(negatives())


def crossed() -> Iterator[Fold]:
    """Everything learned once a fold, without the fold's authors.

    The evidence and episode weights of a fold come from readings of the other folds.
    """
    told, not_told = data()
    found = honest(told, not_told)
    for number, group in enumerate(found.groups):
        known = [one for one in found.readings if one.group != number]
        others = [one for one in found.others if one.group != number]
        model = Model(found.fields[number], evidence(known), episode(known, others))
        yield Fold(group, not_told[number::FOLDS], model)


def train() -> None:
    """Fit everything and write the weights; `scripts/evaluate` measures."""
    told, not_told = data()
    found = honest(told, not_told)
    write("parts", field(told))
    write("evidence", evidence(found.readings))
    write("episode", episode(found.readings, found.others))


def episode(readings: Sequence[Heldout], others: Sequence[Heldout]) -> dict[str, float]:
    """Weights of the signs; `""` is the constant."""
    whole = [one for one in readings if one.removed is None]
    examples = [shown(one.answer, one.seen) for one in (*whole, *others)]
    names = list(examples[0])
    counts = [2.0 if one.told.author.startswith("own") else 1.0 for one in whole] + [3.0] * len(
        others
    )
    truth = [True] * len(whole) + [False] * len(others)
    inputs = [[example[name] for name in names] for example in examples]
    constant, *weights = dense_logistic(inputs, truth, counts)
    return {"": constant, **dict(zip(names, weights, strict=True))}


def write(name: str, weights: dict[str, Any]) -> None:
    """Write a weights file, one feature a line."""
    text = json.dumps(weights, indent=1, ensure_ascii=False)
    path = WEIGHTS / f"{name}.json"
    path.write_text(_narrow(text) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def _narrow(text: str) -> str:
    """Put lists of numbers on one line."""
    return re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)


if __name__ == "__main__":
    train()
