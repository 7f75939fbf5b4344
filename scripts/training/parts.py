"""Learns to read stories: which part a sentence is, which parts are told, whether it is a story.

Everything is learned in two steps, so that the second sees honest figures. The field is fitted six times,
each time without a sixth of the authors, and reads those; from these readings the evidence and the
episode weights are fitted. Then the field is fitted once more on everything.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from interviewer.answer import Answer, plain
from interviewer.model import STAR, Part
from interviewer.reading.chain import Chain, parse
from interviewer.reading.episode import signs
from interviewer.reading.features import sentence_features
from interviewer.reading.parts import TOLD, Read, read
from scripts.evaluation.data import Told, bare, dotted, own, rows, stories
from scripts.training.field import Example, fit
from scripts.training.fit import dense_logistic, shared

WEIGHTS = Path(__file__).parents[2] / "interviewer" / "weights"
AUTHORS = 4
"""A feature must be used by so many authors."""
PENALTY, ROUNDS = 8.0, 50
FOLDS = 6
SPOKEN = 1.5
"""How much more a spoken answer of our own counts than a written one."""


def variants(told: Told, chance: Random) -> Iterator[tuple[Told, float]]:
    """The answer, the answer without each part, and as an unpunctuated transcript, with weights."""
    yield told, 1.0
    for part in STAR:
        rest = told.without(part)
        if rest.pieces and len(rest.pieces) < len(told.pieces):
            yield rest, 0.3
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
            author = f"own {hash_of(told.name) % 4}" if spoken else told.author
            examples.append(Example(features, truth, author, weight * (SPOKEN if spoken else 1)))
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
    whole: Told | None = None


def heldout(group: int, told: Told, model: Chain) -> Iterator[Heldout]:
    """The answer whole and without each part, punctuated and not."""
    for spoken in (False, True):
        for removed in (None, *STAR):
            part = told if removed is None else told.without(removed)
            if not part.pieces or (removed and len(part.pieces) == len(told.pieces)):
                continue
            styled = bare(part, Random(hash_of(told.name))) if spoken else part
            answer, truth = styled.read()
            seen = read(answer, model)
            yield Heldout(part, group, answer, seen, tuple(truth), spoken, removed, told)


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


def negatives() -> Iterator[Told]:
    """Answers that tell no episode."""
    for row in rows("negatives_dev"):
        yield Told(row["id"], row["id"], ((Part.OTHER, row["text"]),), sort="no story")
    yield from own("learn_not")


def shown(answer: Answer, seen: Read) -> dict[str, float]:
    """The signs of an episode."""
    return signs(answer, {part: seen.most(part) for part in TOLD})


def train() -> None:
    """Fit everything, print honest figures, write the weights."""
    told = [*stories(), *map(dotted, own("learn"))]
    readings: list[Heldout] = []
    others: list[Heldout] = []
    not_told = list(negatives())
    for number, group in enumerate(folds(told)):
        model = parse(field([one for one in told if one not in group]))
        readings.extend(one for item in group for one in heldout(number, item, model))
        for item in not_told[number::FOLDS]:
            for text in (item.text, bare(item).text):
                answer = Answer(plain(text))
                others.append(
                    Heldout(item, number, answer, read(answer, model), (), text != item.text)
                )
    report(readings, others)
    write("parts", field(told))
    write("evidence", evidence(readings))
    write("episode", episode(readings, others))


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
    import re

    return re.sub(r"\[\s+([-\d.,\s]+?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)


def report(readings: Sequence[Heldout], others: Sequence[Heldout]) -> None:
    """Print the figures of readings by fields that never saw the author."""
    for name, chosen in _views(readings).items():
        confusion = Counter(
            pair
            for one in chosen
            if one.removed is None
            for pair in zip(one.truth, labels(one.seen), strict=True)
        )
        four, five = macro_f1(confusion, STAR), macro_f1(confusion, TOLD)
        print(f"{name:28} macro-F1 {four:.3f} (with reflection {five:.3f})", end="  ")
        groups = sorted({one.group for one in readings})
        judged: list[tuple[Heldout, dict[Part, bool]]] = []
        for group in groups:
            weights = evidence([one for one in readings if one.group != group])
            judged.extend((one, told_by(one.seen, weights)) for one in chosen if one.group == group)
        print("presence " + "  ".join(f"{key} {value:.3f}" for key, value in presence(judged)))
    whole = [one for one in readings if one.removed is None]
    for name, sample in (("stories", whole), ("no stories", others)):
        kept = []
        for group in range(FOLDS):
            weights = episode(
                [one for one in readings if one.group != group],
                [one for one in others if one.group != group],
            )
            for one in sample:
                if one.group == group:
                    signs_of = shown(one.answer, one.seen)
                    score = weights[""] + sum(weights[key] * signs_of[key] for key in signs_of)
                    kept.append((one.spoken, one.told.author.startswith("own"), score > 0))
        for spoken in (False, True):
            for ours in (False, True):
                hits = [hit for s, o, hit in kept if s is spoken and o is ours]
                print(
                    f"{name:12} bare={spoken!s:5} own={ours!s:5} called stories {sum(hits)}/{len(hits)}"
                )


def _views(readings: Sequence[Heldout]) -> dict[str, list[Heldout]]:
    ours = [one for one in readings if one.told.author.startswith("own")]
    written = [one for one in readings if not one.told.author.startswith("own")]
    return {
        "written, all": [one for one in written if not one.spoken],
        "written, prose": [one for one in written if not one.spoken and one.told.prose],
        "written, all, bare": [one for one in written if one.spoken],
        "written, prose, bare": [one for one in written if one.spoken and one.told.prose],
        "spoken, punctuated": [one for one in ours if not one.spoken],
        "spoken, bare": [one for one in ours if one.spoken],
    }


def labels(seen: Read) -> list[Part]:
    """The likeliest part of every sentence."""
    return [list(Part)[row.index(max(row))] for row in seen.chances]


def told_by(seen: Read, weights: dict[str, list[float]]) -> dict[Part, bool]:
    """The parts that are there by the evidence."""
    found = {}
    for part in TOLD:
        constant, placed, both = weights[part.value]
        in_place, with_words = seen.support(part)
        found[part] = constant + placed * in_place + both * with_words > 0
    return found


def presence(judged: Sequence[tuple[Heldout, dict[Part, bool]]]) -> Iterator[tuple[str, float]]:
    """Balanced accuracy of each part, and their mean: noticed when gone, not called gone when there."""
    values = []
    for part in STAR:
        gone = [not told[part] for one, told in judged if one.removed is part]
        there = [
            told[part] for one, told in judged if one.removed is None and part in one.told.parts
        ]
        values.append((sum(gone) / len(gone) + sum(there) / len(there)) / 2)
        yield part.value, values[-1]
    yield "mean", sum(values) / len(values)


def macro_f1(confusion: Counter[tuple[Part, Part]], parts: Sequence[Part]) -> float:
    """Mean F1 over some parts; keys are (true, said)."""
    values = []
    for part in parts:
        hits = confusion[part, part]
        said = sum(count for (_, label), count in confusion.items() if label is part)
        true = sum(count for (label, _), count in confusion.items() if label is part)
        values.append(2 * hits / max(said + true, 1))
    return sum(values) / len(values)


if __name__ == "__main__":
    train()
