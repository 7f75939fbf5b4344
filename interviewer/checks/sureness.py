"""How sure a remark is: the chance that a careful listener would say the same of the answer.

For each gap a few signals are weighed (`data/sureness.json`, learned by `scripts/train sureness` from answers
that two people labelled). A remark below `DOUBT` is not made, below `SURE` it is a question.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

from interviewer.answer import Answer
from interviewer.answer.actors import actors
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.padding import counted
from interviewer.answer.settling_replies import ANSWERED, settled, told
from interviewer.answer.story import Story, story
from interviewer.model import STAR, Part, Verdict

DOUBT, SURE = 0.4, 0.6
"""Chances below which a remark is left out, and from which it is said outright. On answers by authors who were
left out, remarks at 0.5 and above were right four times in five or more (`scripts/evaluate`)."""

_PARTS = (*STAR, Part.REFLECTION)
_SURELY = 0.018
"""Chances are cut off here, so that no single signal decides alone."""
LATE = 0.55
"""Share of the answer behind which a goal is told late: where steps and their end are expected."""
_NOT = frozenset(
    "not never couldn't could can't can cannot didn't hadn't wasn't until before if".split()
)
_I = frozenset("i i'd i'll i've i'm".split())
_WE = frozenset("we we'd we'll we've we're".split())

CAPPED: Mapping[str, float] = {"star.no-situation": 0.45}
"""Rules that were right less than half the time on authors who were left out: found, but never said."""

ENDED, LATER = 0.45, 0.3
"""Greatest chance that the end is missed where the trouble is undone, and the share of the words after which that
ends a story."""

SIGNALS: Mapping[str, tuple[str, ...]] = {
    "star.no-situation": ("evidence situation", "share situation", "length"),
    "star.no-task": ("evidence task", "share task", "duty", "need", "own", "lesson"),
    "star.no-action": (
        "evidence action",
        "share action",
        "second action",
        "own",
        "first action",
        "late need",
    ),
    "star.no-result": (
        "evidence result",
        "share result",
        "ending",
        "outcome",
        "late need",
    ),
    "reflection.none": (
        "evidence reflection",
        "share reflection",
        "lesson",
        "otherwise",
        "evidence action",
        "closing",
    ),
    "ownership.we": ("own action", "own", "we"),
    "star.rambling": ("length", "backward", "asides"),
    "timing.runway": ("share situation", "share action", "length"),
}
"""Rule -> the signals that are weighed for it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What `scripts/train sureness` learns for one rule."""

    constant: float
    signals: Mapping[str, float]


def sure(answer: Answer, rule: str) -> float:
    """Chance from 0 to 1 that a listener would make the remark of `rule`."""
    weights = answer.once(weights_for)[rule]
    seen = answer.once(told).once(signals)
    total = weights.constant + sum(weights.signals[name] * seen[name] for name in weights.signals)
    chance = 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
    if rule == "star.no-result" and answer.once(_undone):
        chance = min(chance, ENDED)
    if rule in answer.once(settled):
        chance = min(chance, ANSWERED)
    return round(min(chance, CAPPED.get(rule, 1.0)), 2)


def _undone(answer: Answer) -> bool:
    """Whether the later part says in passing that what was wrong is put right: "we rolled it back"."""
    tokens = answer.tokens[: answer.once(counted)]
    hits = lexicon("endings", "undone").find(tokens, int(LATER * len(tokens)))
    return any(_NOT.isdisjoint(tokens[max(hit.first - 3, 0) : hit.last]) for hit in hits)


def verdict(chance: float) -> Verdict:
    """How a remark is made that is as sure as that: said, or asked."""
    return Verdict.FIX if chance >= SURE else Verdict.ASK


def signals(answer: Answer) -> dict[str, float]:
    """Every signal, by its name in the weights."""
    read = answer.once(story)
    who = answer.once(actors)
    tokens = answer.tokens[: answer.once(counted)]
    words = max(len(tokens), 1)
    # who looks back or names the task again has told no step
    acting = [
        token
        for at, token in enumerate(tokens)
        if not answer.told_again or answer.part_asked(at) in {None, Part.ACTION}
    ]
    i = sum(token in _I for token in acting)
    we = sum(token in _WE for token in acting)
    hits = list(lexicon("parts").find(tokens))
    cues = Counter(hit.label for hit in hits)
    late = sum(hit.label == "needed" and hit.first >= LATE * words for hit in hits)
    sizes = Counter[Part]()
    for sentence in read.sentences:
        sizes[sentence.part] += sentence.span.last - sentence.span.first
    led = (who.i, who.we) if who.in_action else (0, 0)
    return {
        **{f"evidence {part}": _log_odds(read.evidence[part]) for part in _PARTS},
        **{f"share {part}": sizes[part] / words for part in _PARTS},
        "length": log(words / 150),
        "own action": (led[0] + 0.5) / (sum(led) + 1),
        "own": (i + 0.5) / (i + we + 1),
        "we": log(we + 1),
        "duty": min(cues["mine"], 2),
        "need": min(cues["needed"], 2),
        "late need": min(late, 3),
        "lesson": min(cues["lesson"], 2),
        "otherwise": min(cues["otherwise"], 2),
        "closing": min(cues["outcome"], 3),
        "second action": _log_odds(_second(read, Part.ACTION)),
        "outcome": min(cues["outcome"] + cues["change"] + cues["echo"], 3),
        "ending": _ending(read),
        "first action": _first_action(read) / words,
        "backward": min(len(read.turns_back), 4),
        "asides": min(sum(1 for _ in lexicon("thread").find(tokens)), 5),
    }


def _second(read: Story, part: Part) -> float:
    """The second greatest chance any sentence has of being a part: one sentence alone can be misread."""
    return sorted([0.0, 0.0, *(one.chances[part] for one in read.sentences)])[-2]


def _ending(read: Story) -> float:
    """How much one of the last two sentences sounds like an outcome or a look back."""
    return max(
        (one.chances[Part.RESULT] + one.chances[Part.REFLECTION] for one in read.sentences[-2:]),
        default=0.0,
    )


def _first_action(read: Story) -> int:
    """Words before the first step that was taken."""
    return next(
        (one.span.first for one in read.sentences if one.part is Part.ACTION),
        read.sentences[-1].span.last if read.sentences else 0,
    )


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _SURELY), 1 - _SURELY)
    return log(chance / (1 - chance))


def weights_for(answer: Answer) -> dict[str, Weights]:  # noqa: ARG001 - to be remembered by an answer
    """The weights an answer is read with: the shipped ones, unless it remembers others."""
    return shipped()


@cache
def shipped() -> dict[str, Weights]:
    """The weights that come with the package, by rule."""
    path = files("interviewer.answer") / "data" / "sureness.json"
    table = json.loads(path.read_text("utf-8"))
    return {
        rule: Weights(row[""], {name: value for name, value in row.items() if name})
        for rule, row in table.items()
    }
