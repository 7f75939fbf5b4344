"""What the interviewer says besides questions: short, friendly, and never praise."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from interviewer.interview.turn_taking import Cue
from interviewer.model import Kind
from interviewer.output.formatting import plural

_CHOICES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))

CUES: Mapping[Cue, str] = {Cue(name): text for name, text in _CHOICES["cues"].items()}
"""What a silent candidate is told."""

GREETING = "Hello, this is {name}. Thanks for making the time."
STOPPING = "Let me stop you there."
NEXT = "In the interest of time, let's move on."
"""After an interruption that leaves nothing to ask."""
BACK = "Welcome back. Let's pick up where we left off."
QUOTING = ("You said,", "After you said,")
"""How follow-ups that quote begin."""
SKIPPED = "No problem. Let's move on."
ANSWERS = "Thanks. I have noted your questions, and you will get an answer to each of them."
"""After the candidate's own questions: nobody here could answer them."""
HANDS_FREE = "Hands-free: say “that's all” when you have finished, or just stop talking."
"""Shown once, where silence ends answers."""

ACKNOWLEDGEMENTS: Sequence[str] = _CHOICES["acknowledgements"]
LEADS: Sequence[str] = _CHOICES["leads"]
LEADS_DEEPER: Sequence[str] = _CHOICES["leads_deeper"]
CLOSINGS: Sequence[str] = _CHOICES["closings"]
UNLED = frozenset({"facts", "twist"})
"""What follows at once: additions to a scenario do not ask about what was said."""
SOON_S = 330.0
"""Time left from which the candidate is told how little there is."""
TOLD_FROM_S = 900.0
"""Sessions shorter than this need no such hint."""

LAST_WORDS = 20
"""How many words before the end of an answer decide whether "Okay." would hurt."""
_PEOPLE = (
    r"(?:father|mother|dad|mum|mom|parents?|wife|husband|partner|son|daughter|child|baby|brother"
    r"|sister|friend|colleague|patient|grandmother|grandfather)"
)
_SAD = re.compile(
    rf"\b(?:(?:he|she|who|{_PEOPLE}) (?:had |has |was )?(?:died|dying|dead)|passed away|funeral"
    rf"|cancer|suicide|miscarriage|lost (?:my|his|her|our|their) (?:\w+ )?{_PEOPLE})\b",
    re.IGNORECASE,
)
"""Processes die and are killed, too: only people count."""

_COUNT = ("one", "two", "three", "four", "five")


def time_left(seconds: float) -> str:
    """How an interviewer says that five minutes are left, or fewer."""
    minutes = max(1, min(5, round(seconds / 60)))
    return f"We have about {plural(minutes, 'minute').replace(str(minutes), _COUNT[minutes - 1])} left."


def sad(answer: str) -> bool:
    """Whether an answer ends with something after which nobody says "Okay."."""
    return _SAD.search(" ".join(answer.split()[-LAST_WORDS:])) is not None


def leads(gap: str, kind: Kind) -> Sequence[str]:
    """What may lead to a follow-up about a gap in the answer to a question of that kind; nothing without one."""
    if not gap or gap in UNLED:
        return ()
    return LEADS if kind is Kind.BEHAVIORAL else LEADS_DEEPER


def next_in_turn(last: str, choice: Sequence[str] = ACKNOWLEDGEMENTS) -> str:
    """One of the choice, the one after that of the last time; nothing without a choice."""
    at = choice.index(last) + 1 if last in choice else 0
    return choice[at % len(choice)] if choice else ""


def closing(seed: int) -> str:
    """How the interviewer says goodbye."""
    return CLOSINGS[seed % len(CLOSINGS)]
