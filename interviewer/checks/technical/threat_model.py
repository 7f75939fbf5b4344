"""Has a threat model the order and the shape of one, or is it a list?

Looks at order (questions before threats), at whether each threat is one of *this* system or only the
name of a category, at whether controls answer threats, at ranking, at what is left, and at the clock.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from interviewer.answer import Answer
from interviewer.answer.intervals import Intervals
from interviewer.answer.stems import Match
from interviewer.checks.rule import EXERCISES, Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.technical.matching import apart, matches
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Finding, Kind, Span, Verdict

RUBRIC = "threat-model"
STRIDE = (
    "spoofing",
    "tampering",
    "repudiation",
    "information-disclosure",
    "denial-of-service",
    "elevation-of-privilege",
)
TIED_BEFORE, TIED_AFTER = 70, 25
"""How far before and after a control a threat may stand that it answers: a few sentences."""
MANY_CONTROLS = 4
SLOW_THREAT_S = 480.0
"""Eight minutes, half of a fifteen-minute exercise: by then the first threat must be on the table."""


class Mention(StrEnum):
    """How a category of STRIDE came up."""

    SPECIFIC = "specific"
    """As a threat to something in this system."""
    NAMED = "named"
    """By its name only."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Exercise:
    """The shape of a threat model."""

    stride: Mapping[str, Mention]
    asked_first: bool
    """Whether questions or assumptions came before the first threat."""
    ranked: bool
    residual: bool
    controls: int
    controls_tied: int
    """Controls with a threat near them."""
    first_threat_s: float | None
    names: tuple[Span, ...] = ()
    """Where categories were only named."""
    loose: tuple[Span, ...] = ()
    """Controls without a threat."""


def applies(answer: Answer) -> bool:
    """Whether the answer is a threat model."""
    return answer.kind is Kind.THREAT_MODEL or RUBRIC in answer.rubrics


def measure(answer: Answer) -> Exercise | None:
    """Read the shape; None for anything but a threat model."""
    if not applies(answer):
        return None
    stance = answer.once(stance_of)
    concepts = matches(RUBRIC, answer).concepts
    threats = sorted(place for key in STRIDE for place in concepts[key])
    mentions, names = _mentions(concepts, stance)
    controls = apart(concepts["mitigations"])
    ruled = Intervals(_reach(control, stance) for control in controls)
    dangers = Intervals(
        (threat.first, threat.last + 1)
        for threat in threats
        if not ruled.meet(threat.first, threat.last)
    )
    loose = [place for place in controls if not _answers(place, dangers)]
    first = threats[0] if threats else None
    asked = [place.first for place in concepts["scope"]]
    if stance.first_question is not None:
        asked.append(stance.first_question)
    return Exercise(
        stride=mentions,
        asked_first=bool(asked) and (first is None or min(asked) < first.first),
        ranked=bool(concepts["prioritise"]),
        residual=bool(concepts["residual-risk"]),
        controls=len(controls),
        controls_tied=len(controls) - len(loose),
        first_threat_s=answer.start(stance.span(first)) if first else None,
        names=tuple(map(stance.span, names)),
        loose=tuple(map(stance.span, loose)),
    )


def _reach(control: Match, stance: Stance) -> tuple[int, int]:
    """A control with the rest of its sentence: what sounds like a threat there is part of it, as a rate limit is."""
    at = bisect_right(stance.sentences, control.first, key=itemgetter(1))
    end = stance.sentences[at][1] if at < len(stance.sentences) else control.last
    return control.first, max(control.last, end)


def _answers(control: Match, threats: Intervals) -> bool:
    return threats.meet(control.first - TIED_BEFORE, control.last + TIED_AFTER + 1)


def _mentions(
    concepts: Mapping[str, list[Match]], stance: Stance
) -> tuple[dict[str, Mention], list[Match]]:
    """How each category was mentioned, and the places of those that were only named."""
    mentions, bare = {}, []
    for key in STRIDE:
        names = [place for place in stance.cues(key) if stance.states(place, asking=True)]
        if concepts[key]:
            mentions[key] = Mention.SPECIFIC
        elif names:
            mentions[key] = Mention.NAMED
            bare.append(names[0])
        else:
            mentions[key] = Mention.MISSING
    return mentions, bare


# --- scoring ------------------------------------------------------------------------------------

_COSTS: Mapping[str, float] = {
    "exercise.no-questions": 25.0,
    "exercise.no-ranking": 30.0,
    "exercise.recited": 20.0,
    "exercise.loose-controls": 10.0,
    "exercise.no-residual-risk": 15.0,
    "exercise.late-threats": 10.0,
}


def score(answer: Answer) -> float | None:
    """100 less what each fault of shape costs; None where there is no threat at all to shape."""
    shape = answer.once(measure)
    if shape is None or all(mention is Mention.MISSING for mention in shape.stride.values()):
        return None
    return max(0.0, 100.0 - sum(_COSTS[finding.rule] for finding in _faults(answer, shape)))


# --- findings -----------------------------------------------------------------------------------


def run(answer: Answer) -> Iterator[Finding]:
    """Faults of order and shape, or that there are none."""
    shape = answer.once(measure)
    if shape is None:
        return
    faults = list(_faults(answer, shape))
    yield from faults
    specific = sum(mention is Mention.SPECIFIC for mention in shape.stride.values())
    if not faults and specific >= 4:
        yield Finding(
            "exercise.shaped",
            Verdict.GOOD,
            f"You asked first, named {specific} threats specific to this system, ranked them and "
            "stated the residual risk.",
            value=float(specific),
        )


def _faults(answer: Answer, shape: Exercise) -> Iterator[Finding]:
    threats = sum(mention is not Mention.MISSING for mention in shape.stride.values())
    if not shape.asked_first:
        yield _fault(
            "exercise.no-questions",
            Verdict.FIX,
            "You went into threats without a question about the system."
            if threats
            else "You asked nothing about the system.",
            "Ask who uses it, what data it holds and what is out of scope; then say what you assume.",
        )
    if threats >= 3 and not shape.ranked:
        yield _fault(
            "exercise.no-ranking",
            Verdict.NOTE,
            f"You named {threats} kinds of threat and did not say which comes first.",
            "Rank them by likelihood and impact: 'The first I would take on is…, because…'.",
            value=threats,
        )
    yield from _loose_ends(answer, shape)
    if threats >= 3 and not shape.residual:
        yield _fault(
            "exercise.no-residual-risk",
            Verdict.NOTE,
            "Did you say what remains after your controls, and whether you would launch?",
            "'What is left is…; I would accept that for the launch, because…'.",
        )
    if shape.first_threat_s is not None and shape.first_threat_s > SLOW_THREAT_S:
        yield _fault(
            "exercise.late-threats",
            Verdict.ASK,
            f"The first threat came after {shape.first_threat_s / 60.0:.0f} minutes.",
            "Spend a quarter of the time on the system; the threats are what is asked for.",
            value=shape.first_threat_s,
        )


def _loose_ends(answer: Answer, shape: Exercise) -> Iterator[Finding]:
    """Categories without a threat, and controls without one."""
    if len(shape.names) >= 2:
        yield _fault(
            "exercise.recited",
            Verdict.FIX,
            f"You named {len(shape.names)} STRIDE categories without an example: “{answer.quote(shape.names[0])}”.",
            "Give each one an actor, a component of this system, and what happens.",
            shape.names,
            len(shape.names),
        )
    if shape.controls >= MANY_CONTROLS and shape.controls_tied * 4 < shape.controls:
        yield _fault(
            "exercise.loose-controls",
            Verdict.ASK,
            f"Which threat does “{answer.quote(shape.loose[0])}” answer?",
            "Pair them: 'Against…, I would…'.",
            shape.loose,
            shape.controls - shape.controls_tied,
        )


def _fault(
    rule: str,
    verdict: Verdict,
    message: str,
    advice: str,
    evidence: tuple[Span, ...] = (),
    value: float | None = None,
) -> Finding:
    return Finding(rule, verdict, message, advice, evidence[:3], value, _COSTS[rule])


CHECK = with_page(Check("exercise", run, EXERCISES, measure, score))
