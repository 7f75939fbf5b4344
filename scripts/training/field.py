"""Fits the conditional random field of `interviewer.answer.crf` with numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.answer.crf import LABELS
from interviewer.model import Part
from scripts.training.fit import Rows, Vector, flatten, minimise

SIZE = len(LABELS)
CUES = 0.03
"""Share of the penalty on cue phrases: they are few, and known before any text was seen."""
Array = NDArray[Any]


@dataclass(frozen=True)
class Example:
    """One answer: the features and the true part of each sentence, and how much it counts."""

    rows: Rows
    truth: Sequence[Part]
    author: str
    weight: float


class Field:
    """The likelihood of many sequences under a field, with its gradient."""

    def __init__(self, sequences: Sequence[Example], names: Sequence[str], penalty: float) -> None:
        """Lay all sequences out in padded arrays."""
        places = {name: index + 1 for index, name in enumerate(names)}
        self.width, self.small = len(names) + 1, penalty / 80
        each = [penalty * (CUES if name.startswith("%") else 1.0) for name in names]
        self.penalty = np.array([penalty, *each])[:, None]
        lengths = np.array([len(sequence.truth) for sequence in sequences])
        self.count, self.longest = len(sequences), int(lengths.max())
        numbers, starts = flatten([row for one in sequences for row in one.rows], places)
        sentences = int(lengths.sum())
        self.numbers, self.starts = numbers, starts
        self.of = np.repeat(np.arange(self.count), lengths)
        self.at = np.arange(sentences) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self.ends = lengths - 1
        self.weights = np.array([sequence.weight for sequence in sequences])
        self.mask = np.zeros((self.count, self.longest), bool)
        self.mask[self.of, self.at] = True
        self._count_truth(sequences)
        self._sort(np.repeat(np.arange(sentences), np.diff(np.append(starts, len(numbers)))))

    def _count_truth(self, sequences: Sequence[Example]) -> None:
        truth = [[LABELS.index(part) for part in sequence.truth] for sequence in sequences]
        flat = np.array([label for row in truth for label in row])
        self.truth = np.eye(SIZE)[flat]
        self.pairs = np.zeros((SIZE, SIZE))
        for row, weight in zip(truth, self.weights, strict=True):
            for one, other in pairwise(row):
                self.pairs[one, other] += weight
        self.firsts = np.bincount([row[0] for row in truth], self.weights, SIZE)
        self.lasts = np.bincount([row[-1] for row in truth], self.weights, SIZE)

    def _sort(self, rows: Array) -> None:
        """Order the feature occurrences by feature, to sum gradients feature by feature."""
        order = np.argsort(self.numbers, kind="stable")
        ordered = self.numbers[order]
        self.bounds = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        self.used, self.rows = ordered[self.bounds], rows[order]

    def unpack(self, point: Vector) -> tuple[Array, Array, Array, Array]:
        """Feature weights, transitions, starts and ends from one flat vector."""
        cut = self.width * SIZE
        follow = cut + SIZE * SIZE
        return (
            point[:cut].reshape(self.width, SIZE),
            point[cut:follow].reshape(SIZE, SIZE),
            point[follow : follow + SIZE],
            point[follow + SIZE :],
        )

    def loss(self, point: Vector) -> tuple[float, Vector]:
        """Negative log-likelihood with a quadratic penalty, and its gradient."""
        features, follow, first, last = self.unpack(point)
        scores = np.add.reduceat(features[self.numbers], self.starts, axis=0)
        grid = np.zeros((self.count, self.longest, SIZE))
        grid[self.of, self.at] = scores
        everyone = np.arange(self.count)
        grid[:, 0] += first
        grid[everyone, self.ends] += last
        heads, total = self._forward(grid, follow)
        tails, moves = self._backward(grid, follow, heads, total)
        chances = np.exp(heads + tails - total[:, None, None]) * self.mask[:, :, None]
        scale = self.weights[self.of][:, None]
        miss = (chances[self.of, self.at] - self.truth) * scale
        by_feature = np.zeros((self.width, SIZE))
        by_feature[self.used] = np.add.reduceat(miss[self.rows], self.bounds, axis=0)
        by_first = self.weights @ chances[:, 0] - self.firsts
        by_last = self.weights @ chances[everyone, self.ends] - self.lasts
        reached = float((scores * self.truth * scale).sum() + (self.pairs * follow).sum())
        reached += float(self.firsts @ first + self.lasts @ last)
        small = self.small
        value = float(self.weights @ total) - reached
        value += float((self.penalty * features**2).sum()) / 2
        value += small / 2 * float((follow**2).sum() + (first**2).sum() + (last**2).sum())
        slope = (
            (by_feature + self.penalty * features).ravel(),
            (moves - self.pairs + small * follow).ravel(),
            by_first + small * first,
            by_last + small * last,
        )
        return value, np.concatenate(slope)

    def _forward(self, grid: Array, follow: Array) -> tuple[Array, Array]:
        heads = np.zeros_like(grid)
        heads[:, 0] = grid[:, 0]
        for at in range(1, self.longest):
            new = grid[:, at] + _logsum(heads[:, at - 1, :, None] + follow, 1)
            heads[:, at] = np.where(self.mask[:, at, None], new, heads[:, at - 1])
        return heads, _logsum(heads[:, -1], 1)

    def _backward(
        self, grid: Array, follow: Array, heads: Array, total: Array
    ) -> tuple[Array, Array]:
        tails = np.zeros_like(grid)
        moves = np.zeros((SIZE, SIZE))
        for at in range(self.longest - 2, -1, -1):
            steps = follow + (grid[:, at + 1] + tails[:, at + 1])[:, None, :]
            goes_on = self.mask[:, at + 1]
            tails[:, at] = np.where(goes_on[:, None], _logsum(steps, 2), 0.0)
            chances = np.exp(heads[:, at, :, None] + steps - total[:, None, None])
            moves += (chances * (goes_on * self.weights)[:, None, None]).sum(0)
        return tails, moves


def _logsum(values: Array, axis: int) -> Array:
    top = values.max(axis, keepdims=True)
    return np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis))


def fit(
    sequences: Sequence[Example], names: Sequence[str], penalty: float, rounds: int
) -> dict[str, Any]:
    """The fitted field in the layout of `weights/parts.json`; tiny weights are left out."""
    field = Field(sequences, names, penalty)
    point = minimise(field.loss, np.zeros(field.width * SIZE + SIZE * SIZE + 2 * SIZE), rounds)
    features, follow, first, last = (np.round(part, 2) for part in field.unpack(point))
    return {
        "labels": list(LABELS),
        "first": first.tolist(),
        "last": last.tolist(),
        "follow": follow.tolist(),
        "features": {
            name: row.tolist()
            for name, row in zip(names, features[1:], strict=True)
            if np.abs(row).max() >= 0.05
        },
    }
