"""Whether the natural voice can speak here: it must be installed, and quicker than speech."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from interviewer.errors import InterviewerError
from interviewer.settings import atomic, paths
from interviewer.speak import kokoro_files

SLOWEST = 0.9
"""Processor seconds per second of speech; beyond this speech would stutter where nothing was prepared."""

SAMPLES = ("Tell me about a time when you had to decide.", "What did you do first?")
"""What is said, unheard, to measure it: the first also warms up."""


def install(progress: Callable[[str], None] = lambda _: None) -> None:
    """Download the natural voice, and measure it.

    Raises:
        WeightsError: as `kokoro_files.install`.
        VoiceError: it does not work.
    """
    kokoro_files.install(progress)
    cost = measure()
    progress(
        f"It is too slow here ({cost:.1f} s for each second of speech), so the system's voice speaks."
        if cost > SLOWEST
        else "It is quick enough on this machine."
    )


def obstacle() -> str:
    """Why the natural voice is not used, as a clause; empty where it can be.

    How quick it is, is measured when this is first asked, and remembered.
    """
    if not kokoro_files.installed():
        return f"the natural voice is not installed ({kokoro_files.INSTALL})"
    try:
        cost = remembered() or measure()
    except InterviewerError as error:
        return f"the natural voice does not work ({error.problem})"
    if cost > SLOWEST:
        return f"the natural voice is too slow here ({cost:.1f} s for each second of speech)"
    return ""


def remembered() -> float | None:
    """Processor seconds per second of speech as measured last; None where nobody did."""
    try:
        cost = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return cost if isinstance(cost, float) and cost > 0 else None


def measure() -> float:
    """Measure it now, and remember it. Processor time, so that a busy machine is not a slow one.

    Raises:
        MissingDependencyError: the voice is not installed.
        VoiceError: it failed.
    """
    from interviewer.speak.kokoro import Kokoro

    voice = Kokoro()
    for text in SAMPLES:
        began = time.thread_time()
        duration = voice.synthesise(text).duration
        cost = (time.thread_time() - began) / duration
    with suppress(OSError):  # it is measured again the next time
        atomic.write_text(_memory(), json.dumps(round(cost, 3)))
    return cost


def _memory() -> Path:
    return paths.cache() / "natural-voice.json"
