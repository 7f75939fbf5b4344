"""Numbers of a cohort: quantiles, a change with its interval, and what stands far out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewer.cohort.extras import scipy_stats

Numbers = NDArray[np.float64]

FAR = 3.5
"""Robust distances from the median beyond which a value is an outlier (Iglewicz & Hoaglin 1993)."""
MAD = 1.4826
"""Median absolute deviation -> standard deviation, for a normal distribution."""
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
        interval = scipy_stats().ttest_rel(after, before).confidence_interval()
        low, high = float(interval.low), float(interval.high)
    return PairedChange(
        len(before),
        float(np.mean(before)),
        float(np.mean(after)),
        float(np.mean(gained)),
        low,
        high,
    )


def distances(values: Numbers) -> Numbers:
    """How far each value lies from the median, in robust standard deviations; 0 where that is not known."""
    known = values[~np.isnan(values)]
    if len(known) < FEWEST_FOR_FAR:
        return np.zeros(len(values))
    middle = float(np.median(known))
    scale = MAD * float(np.median(np.abs(known - middle)))
    if scale == 0 or not math.isfinite(scale):
        return np.zeros(len(values))
    return np.nan_to_num((values - middle) / scale)


def bins(values: Numbers, edges: Sequence[float]) -> list[int]:
    """How many values lie between neighbouring edges; those outside count in the first and the last bin."""
    known = values[~np.isnan(values)]
    counted, _ = np.histogram(np.clip(known, edges[0], edges[-1]), bins=np.asarray(edges))
    return [int(count) for count in counted]
