"""Libraries that only a cohort needs, or what to install where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from interviewer.errors import MissingDependencyError


def library(name: str, extra: str = "cohort") -> Any:
    """A module of that extra, by its name.

    Raises:
        MissingDependencyError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise MissingDependencyError(
            f"{package} is not installed", f"pip install 'mock-interviewer[{extra}]'"
        ) from None
