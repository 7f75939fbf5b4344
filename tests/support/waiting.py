"""Waiting for what must come, however long a busy machine takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE_S = 300.0


def until(condition: Callable[[], Any]) -> None:
    """Wait until something is the case; after five minutes it never will be."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
