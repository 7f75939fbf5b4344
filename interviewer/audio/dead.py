"""A microphone that is open and delivers nothing: muted, refused by the system, or the wrong one.

One test for the doctor, the microphone check and answers, and one remedy for each system.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import FULL_SCALE, RATE
from interviewer.output.formatting import decibels

DEAD_DB = -90.0
"""Peak level under which nothing arrives. The quietest rooms are above -80 dBFS; one bit of 16 is -90."""
DEAD_S = 2.0
"""How long it has to last: headsets deliver zeros for up to a second after they were opened."""
PROBLEM = "No sound arrives from the microphone"


class DeadMicrophone:
    """Notices, block by block, that a microphone delivers nothing."""

    def __init__(self) -> None:
        self._silent = 0

    def feed(self, block: NDArray[np.int16]) -> bool:
        """Take in a 16 kHz block; whether nothing has arrived for two seconds."""
        peak = int(np.abs(block.astype(np.int32)).max()) if len(block) else 0
        silent = decibels(peak / FULL_SCALE) <= DEAD_DB
        self._silent = self._silent + len(block) if silent else 0
        return self._silent >= DEAD_S * RATE


def remedy(environment: Mapping[str, str] = os.environ) -> str:
    """What to do about it on this system."""
    if sys.platform == "darwin":
        return (
            "Allow this terminal under System Settings > Privacy & Security > Microphone, restart it,"
            " and check the input under Sound."
        )
    if sys.platform == "win32":
        return (
            "Turn on “Let desktop apps access your microphone” under Settings > Privacy & security >"
            " Microphone, and check the input under Sound."
        )
    return elsewhere(environment) or (
        "Unmute it or raise its level in the sound settings, or choose another: `interviewer doctor --list`."
    )


def elsewhere(environment: Mapping[str, str] = os.environ) -> str:
    """Why a machine without a sound card of its own has no microphone, and what to do; empty elsewhere."""
    if "microsoft" in platform.release().lower():
        return "WSL passes on the microphone of Windows: allow it there under Privacy > Microphone."
    if "SSH_CONNECTION" in environment:
        return "Over SSH the microphone is that of the other machine: run interviewer on this one."
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return "A container hears nothing by itself: pass the sound device or the sound server into it."
    return ""
