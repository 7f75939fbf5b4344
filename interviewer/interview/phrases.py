"""What the interviewer says beside questions: short, friendly, and never praise."""

from __future__ import annotations

import random
from collections.abc import Mapping

from interviewer.interview.turn_taking import Cue

CUES: Mapping[Cue, str] = {
    Cue.TAKE_YOUR_TIME: "Take your time.",
    Cue.OFFER: "I can repeat the question, or we can skip it. Just say so.",
    Cue.ANYTHING_TO_ADD: "Anything to add?",
}
"""What a silent candidate is told."""

GREETING = "Hello, this is {name}. Thanks for making the time."
STOPPING = "Let me stop you there."
NEXT = "In the interest of time, let's move on."
"""After an interruption that leaves nothing to ask."""
BACK = "Welcome back. Let's pick up where we left off."
SKIPPED = "No problem. Let's move on."
ANSWERS = "Thanks. I have noted your questions, and you will get an answer to each of them."
"""After the candidate's own questions: nobody here could answer them."""

ACKNOWLEDGEMENTS = ("Okay.", "Thanks.", "All right.", "Thank you.", "I see.", "Understood.")
CLOSINGS = (
    "That is all from my side. Thank you for your time. Goodbye.",
    "Then we are through. Thanks for talking to me today. Goodbye.",
    "That brings us to the end. Thank you for coming. Goodbye.",
)

SOON_S = 330.0
"""Time left from which the candidate is told how little there is."""
TOLD_FROM_S = 900.0
"""Sessions shorter than this need no such hint."""

_COUNT = ("one", "two", "three", "four", "five")


def time_left(seconds: float) -> str:
    """How an interviewer says that five minutes are left, or fewer."""
    minutes = max(1, min(5, round(seconds / 60)))
    return f"We have about {_COUNT[minutes - 1]} minute{'s' * (minutes > 1)} left."


def acknowledgement(seed: int, number: int) -> str:
    """What is said after the answer to question `number`; no two in a row are alike."""
    order = list(ACKNOWLEDGEMENTS)
    random.Random(seed).shuffle(order)  # noqa: S311 - chance, not secrecy
    return order[number % len(order)]


def closing(seed: int) -> str:
    """The last words."""
    return CLOSINGS[seed % len(CLOSINGS)]
