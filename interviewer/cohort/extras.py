"""Libraries that only a cohort needs, or what to install where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from interviewer.errors import MissingDependencyError


def pyarrow() -> Any:
    """Arrow.

    Raises:
        MissingDependencyError: it is not installed.
    """
    return _imported("pyarrow", "cohort")


def pyarrow_parquet() -> Any:
    """Arrow's reader and writer of Parquet."""
    return _imported("pyarrow.parquet", "cohort")


def psutil() -> Any:
    """What the machine has of memory and cores."""
    return _imported("psutil", "cohort")


def distributed() -> Any:
    """Dask's scheduler, client and workers."""
    return _imported("distributed", "cluster")


def krippendorff() -> Any:
    """Krippendorff's alpha."""
    return _imported("krippendorff", "cohort")


def scipy_special() -> Any:
    """Quantiles of distributions; much less is loaded than for `scipy_stats`."""
    return _imported("scipy.special", "cohort")


def scipy_stats() -> Any:
    """Correlations and bootstrap intervals."""
    return _imported("scipy.stats", "cohort")


def _imported(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        library = name.partition(".")[0]
        raise MissingDependencyError(
            f"{library} is not installed", f"pip install 'mock-interviewer[{extra}]'"
        ) from None
