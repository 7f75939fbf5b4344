"""A linear-chain conditional random field over the sentences of an answer, in plain Python.

Weights come from `scripts/train` and lie readable in `data/parts.json`: for every feature what it says
for each part, for every part what may follow it, start or end an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

from interviewer.model import Part

LABELS = tuple(Part)


@dataclass(frozen=True)
class Chain:
    """Weights of the field, one column a part in the order of `LABELS`."""

    features: dict[str, tuple[float, ...]]
    follow: tuple[tuple[float, ...], ...]
    first: tuple[float, ...]
    last: tuple[float, ...]

    def scores(self, features: Iterable[str]) -> list[float]:
        """What a sentence's features say for each part."""
        rows = [row for name in features if (row := self.features.get(name))]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(LABELS)

    def chances(self, scores: Sequence[Sequence[float]]) -> list[list[float]]:
        """For every sentence the chance of each part, given all the others (forward-backward)."""
        if not scores:
            return []
        steps = [_odds(row) for row in scores]
        steps[0] = [odds * exp(bias) for odds, bias in zip(steps[0], self.first, strict=True)]
        steps[-1] = [odds * exp(bias) for odds, bias in zip(steps[-1], self.last, strict=True)]
        onward = [[exp(weight) for weight in row] for row in self.follow]
        backward = [list(column) for column in zip(*onward, strict=True)]
        heads = [_even(steps[0])]
        for step in steps[1:]:
            heads.append(_even(_times(step, _through(heads[-1], backward))))
        tails = [[1.0] * len(LABELS)]
        for step in reversed(steps[1:]):
            tails.append(_even(_through(_times(step, tails[-1]), onward)))
        return [
            _even(_times(head, tail)) for head, tail in zip(heads, reversed(tails), strict=True)
        ]


def _through(row: Sequence[float], matrix: Sequence[Sequence[float]]) -> list[float]:
    return [sum(map(float.__mul__, row, column)) for column in matrix]


def _times(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return list(map(float.__mul__, one, other))


def _odds(row: Sequence[float]) -> list[float]:
    """Scores as odds against the best of them."""
    best = max(row)
    return [exp(value - best) for value in row]


def _even(row: Sequence[float]) -> list[float]:
    """Scaled to a sum of 1."""
    total = sum(row)
    return [value / total for value in row]


def softmax(row: Sequence[float]) -> list[float]:
    """Scores as chances."""
    return _even(_odds(row))


@cache
def chain() -> Chain:
    """The field as shipped."""
    path = files("interviewer.answer") / "data" / "parts.json"
    return parse(json.loads(path.read_text("utf-8")))


def parse(data: Mapping[str, Any]) -> Chain:
    """The field as read from JSON."""
    return Chain(
        {name: tuple(map(float, row)) for name, row in data["features"].items()},
        tuple(tuple(map(float, row)) for row in data["follow"]),
        tuple(map(float, data["first"])),
        tuple(map(float, data["last"])),
    )
