"""Numbers of a cohort: quantiles, a change with its interval, and what stands far out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.cohort.extras import library

Numbers = NDArray[np.float64]

FAR = 1.5
"""Ranges of the middle half beyond that half from which a value is an outlier (Tukey 1977)."""
FEWEST_FOR_FAR = 20
"""Fewer values do not tell what is usual."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How values lie."""

    count: int
    low: float
    """Of ten values one is lower."""
    quarter: float
    median: float
    three_quarters: float
    high: float
    """Of ten values one is higher."""


@dataclass(frozen=True, slots=True)
class PairedChange:
    """A mean change over pairs."""

    pairs: int
    before: float
    after: float
    change: float
    low: float | None
    """The 95 % interval of the change, by Student's t over the pairs; None where all pairs change alike."""
    high: float | None


def spread(values: Numbers) -> Spread | None:
    """How values lie; None where there are none. Missing ones are left out."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    return Spread(len(known), *map(float, np.percentile(known, (10, 25, 50, 75, 90))))


def change(before: Sequence[float], after: Sequence[float]) -> PairedChange | None:
    """How much pairs changed; None for fewer than two."""
    if len(before) < 2:
        return None
    gained = np.asarray(after) - np.asarray(before)
    low = high = None
    if np.ptp(gained) > 0:
        times = float(library("scipy.special").stdtrit(len(gained) - 1, 0.975))
        reach = times * float(np.std(gained, ddof=1)) / float(np.sqrt(len(gained)))
        low, high = float(np.mean(gained)) - reach, float(np.mean(gained)) + reach
    return PairedChange(
        len(before),
        float(np.mean(before)),
        float(np.mean(after)),
        float(np.mean(gained)),
        low,
        high,
    )


def distances(values: Numbers) -> Numbers:
    """How far each value lies outside the middle half, in ranges of that half; 0 inside, or where it is unknown."""
    known = values[~np.isnan(values)]
    if len(known) < FEWEST_FOR_FAR:
        return np.zeros(len(values))
    low, high = np.percentile(known, (25, 75))
    if high <= low:
        return np.zeros(len(values))
    outside = np.maximum(low - values, values - high) / (high - low)
    away: Numbers = np.maximum(np.nan_to_num(outside), 0.0)
    return away


def bins(values: Numbers, edges: Sequence[float]) -> list[int]:
    """How many values lie between neighbouring edges; those outside count in the first and the last bin."""
    known = values[~np.isnan(values)]
    counted, _ = np.histogram(np.clip(known, edges[0], edges[-1]), bins=np.asarray(edges))
    return [int(count) for count in counted]
