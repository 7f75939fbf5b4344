"""A judged story."""

from __future__ import annotations

from interviewer.answer import paced
from interviewer.checks.turn import scored
from interviewer.model import Turn
from tests.support.examples import STORY, reply, turn


def story() -> Turn:
    """A judged story with a follow-up."""
    said = paced(f"{STORY} [3] I learned to look at disks first.")
    more = reply(paced("Um, it was a lot [2] fewer. [1] Yes."))
    return scored(turn(transcript=said, follow_ups=(more,)))
