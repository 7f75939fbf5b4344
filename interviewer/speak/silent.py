"""The voice of `--no-voice`: takes no time and needs no speaker."""

from __future__ import annotations

import numpy as np

from interviewer.audio.sound import Sound
from interviewer.speak.voice import Voice


class Silent(Voice):
    """Says nothing, at once."""

    name = "silent"

    def synthesise(self, text: str) -> Sound:  # noqa: ARG002 - the protocol's parameter
        """No samples at all."""
        return Sound(np.zeros(0, np.float32))
