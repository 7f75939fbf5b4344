"""Fitting linear models with numpy alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Rows = Sequence[Sequence[str]]
"""One list of feature names an example."""


def minimise(
    loss: Callable[[Vector], tuple[float, Vector]], start: Vector, rounds: int = 80
) -> Vector:
    """The point of least loss, by limited-memory BFGS; `loss` gives the value and the gradient."""
    point, steps, turns = start, list[Vector](), list[Vector]()
    value, slope = loss(point)
    for _ in range(rounds):
        step = -_direction(slope, steps, turns)
        size, fall = 1.0, float(slope @ step)
        for _ in range(20):
            new_value, new_slope = loss(point + size * step)
            if new_value <= value + 1e-4 * size * fall:
                break
            size *= 0.5
        turn = new_slope - slope
        if turn @ step > 1e-10:
            steps.append(size * step)
            turns.append(turn)
            del steps[:-8], turns[:-8]
        done = abs(value - new_value) < 1e-5 * abs(value)
        point, value, slope = point + size * step, new_value, new_slope
        if done:
            break
    return point


def _direction(slope: Vector, steps: list[Vector], turns: list[Vector]) -> Vector:
    """The gradient, bent by the curvature seen in the last steps."""
    if not steps:
        return slope / max(float(np.abs(slope).sum()), 1.0)
    bent, shares = slope.copy(), []
    for step, turn in zip(reversed(steps), reversed(turns), strict=True):
        shares.append((step @ bent) / (turn @ step))
        bent -= shares[-1] * turn
    bent *= (steps[-1] @ turns[-1]) / (turns[-1] @ turns[-1])
    for step, turn, share in zip(steps, turns, reversed(shares), strict=True):
        bent += step * (share - (turn @ bent) / (turn @ step))
    return bent


def shared(rows: Rows, sources: Sequence[str], least: int) -> list[str]:
    """Features that at least `least` sources use: what everyone says, never one author's words."""
    seen: dict[str, set[str]] = defaultdict(set)
    for row, source in zip(rows, sources, strict=True):
        for name in row:
            seen[name].add(source)
    return sorted(name for name, who in seen.items() if len(who) >= least)


def frequent(rows: Rows, least: int) -> set[str]:
    """Features that occur at least `least` times."""
    counts = Counter(name for row in rows for name in row)
    return {name for name, count in counts.items() if count >= least}


def flatten(rows: Rows, places: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Feature numbers of all rows in one array, and where each row starts; 0 is the empty row."""
    numbers: list[int] = []
    starts: list[int] = []
    for row in rows:
        starts.append(len(numbers))
        numbers.extend([places[name] for name in row if name in places] or [0])
    return np.array(numbers), np.array(starts)


def logistic(
    rows: Rows,
    truths: Iterable[bool],
    names: Sequence[str],
    weights: Sequence[float] | None = None,
    penalty: float = 2.0,
) -> dict[str, float]:
    """Weights of a logistic regression on binary features; `""` is the constant."""
    places = {name: index + 1 for index, name in enumerate(names)}
    numbers, starts = flatten(rows, places)
    truth = np.fromiter(truths, float)
    each = np.ones(len(truth)) if weights is None else np.array(weights)
    row_of = np.repeat(np.arange(len(truth)), np.diff(np.append(starts, len(numbers))))

    def loss(point: Vector) -> tuple[float, Vector]:
        score = np.add.reduceat(point[numbers], starts) + point[0]
        chance = 1 / (1 + np.exp(-score))
        miss = (chance - truth) * each
        value = float((each * (np.logaddexp(0, score) - truth * score)).sum())
        slope = np.bincount(numbers, miss[row_of], len(point))
        slope[0] += miss.sum()
        free = point.copy()
        free[0] = 0.0
        return value + penalty / 2 * float(free @ free), slope + penalty * free

    point = minimise(loss, np.zeros(len(names) + 1))
    return {"": float(point[0]), **dict(zip(names, map(float, point[1:]), strict=True))}


def dense_logistic(
    inputs: Sequence[Sequence[float]],
    truths: Sequence[bool],
    weights: Sequence[float],
    *,
    penalty: float = 3.0,
    level: bool = False,
) -> list[float]:
    """Constant and weights of a logistic regression on a few numbers; `level` evens out the classes."""
    table = np.array(inputs, float)
    middle, spread = table.mean(0), table.std(0) + 1e-9
    scaled = np.column_stack([np.ones(len(table)), (table - middle) / spread])
    truth, each = np.array(truths, float), np.array(weights, float)
    if level:
        each[truth == 0] *= each[truth == 1].sum() / each[truth == 0].sum()

    def loss(point: Vector) -> tuple[float, Vector]:
        score = scaled @ point
        free = point.copy()
        free[0] = 0.0
        value = float((each * (np.logaddexp(0, score) - truth * score)).sum())
        slope = scaled.T @ (each * (1 / (1 + np.exp(-score)) - truth))
        return value + penalty / 2 * float(free @ free), slope + penalty * free

    point = minimise(loss, np.zeros(scaled.shape[1]), 200)
    slopes = point[1:] / spread
    return [round(float(value), 3) for value in (point[0] - slopes @ middle, *slopes)]
