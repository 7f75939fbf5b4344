"""Which planted flaws a code review found, what it said of each, and what it saw that is not there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.intervals import Intervals
from interviewer.answer.stems import Match
from interviewer.checks.rule import Check
from interviewer.checks.rule_files import with_page
from interviewer.checks.technical import fixes, flaws
from interviewer.checks.technical.matching import matches, quoted, whole_clause
from interviewer.checks.technical.stance import Stance, stance_of
from interviewer.model import Finding, Flaw, Kind, Material, Severity, Span, Verdict

RUBRIC = "code-review"
SEVERITIES = tuple(Severity)
SEVERITY_POINTS = {severity: float(4 - rank) for rank, severity in enumerate(SEVERITIES)}
NAMED, IMPACT, FIX = 0.6, 0.2, 0.2
"""Shares of a flaw's points: for naming it, for what an attacker gains, for the safer construct."""
MISSED, DOUBTED, NO_IMPACT, NO_FIX = 0.8, 0.5, 0.45, 0.45
"""How sure it is that a flaw was not told, where it may have been, and that its impact or its fix was not: the shares on
45 reviews by an independent author (`scripts/evaluation/reviews`). Others may tell an impact in ever new words."""
ALARM_COSTS = 8.0
DETAIL_WORDS = 70
"""How far behind a flaw's name its impact and its fix are looked for, unless the next flaw comes."""
LEAST_WORDS = 12
"""How far at least, when the next flaw is only mentioned in passing."""
SLOW_S = 120.0
"""Two of the five to ten minutes a review takes."""
VAGUE_CWES = frozenset({20, 400, 208, 200, 345})
"""Kinds whose words occur in every review; naming them is no false alarm."""


@dataclass(frozen=True, slots=True)
class FlawResult:
    """One planted flaw, and what was said of it."""

    cwe: int
    name: str
    severity: Severity
    found: bool
    doubted: bool = False
    """Whether it may have been told all the same."""
    impact: bool = False
    fix: bool = False
    start_s: float | None = None
    quote: str = ""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """Something that was named and is not there."""

    name: str
    quote: str
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A code review, against what is known of the code."""

    flaws: tuple[FlawResult, ...]
    alarms: tuple[FalseAlarm, ...]
    first_finding_s: float | None
    by_severity: bool
    """Whether the worst came first, or was said to be the worst."""
    cleared: bool
    """Whether the code was said to be in order."""


def measure(answer: Answer) -> Review | None:
    """Compare with the material; None when nothing is known of the code."""
    material = answer.question.material if answer.question else None
    if material is None or not (material.flaws or material.clean):
        return None
    stance = answer.once(stance_of)
    places = [flaws.named(flaw, answer) for flaw in material.flaws]
    reviewed = tuple(
        _reviewed(flaw, found, _starts(places, apart_from=at), answer, stance)
        for at, (flaw, found) in enumerate(zip(material.flaws, places, strict=True))
    )
    times = [flaw.start_s for flaw in reviewed if flaw.start_s is not None]
    return Review(
        reviewed,
        tuple(_alarms(material, stance, answer)),
        min(times, default=None),
        _ordered(material.flaws, places) or bool(matches(RUBRIC, answer).concepts["severity"]),
        any(stance.proposes(place) for place in stance.cues("clean")),
    )


def _starts(places: Sequence[Sequence[Match]], apart_from: int) -> list[int]:
    """Where the other flaws are named."""
    return sorted(
        place.first for at, found in enumerate(places) if at != apart_from for place in found
    )


def _reviewed(
    flaw: Flaw, found: Sequence[Match], others: Sequence[int], answer: Answer, stance: Stance
) -> FlawResult:
    if not found:
        doubted = bool(flaws.told(flaws.FOUND, flaw, answer, flaws.HINTED))
        return FlawResult(flaw.cwe, flaw.name, flaw.severity, found=False, doubted=doubted)
    windows = [_window(place, others, stance) for place in found]
    told = flaws.told(flaws.FOUND, flaw, answer)
    plainest = max(told, key=told.__getitem__) if told else found[0]
    span = whole_clause(plainest, answer, stance)
    return FlawResult(
        flaw.cwe,
        flaw.name,
        flaw.severity,
        found=True,
        impact=_within(answer.once(flaws.gains), windows),
        fix=_within(fixes.proposed(flaw, answer), windows),
        start_s=answer.start(stance.span(found[0])),
        quote=quoted(span, answer),
        places=(span,),
    )


def _window(place: Match, others: Sequence[int], stance: Stance) -> tuple[int, int]:
    """The stems around a flaw's name in which it is spoken of: until the next flaw is named."""
    following = bisect_right(others, place.last)
    until = min([*others[following : following + 1], place.last + DETAIL_WORDS])
    return _sentence_start(place, stance), max(until, place.last + LEAST_WORDS)


def _sentence_start(place: Match, stance: Stance) -> int:
    """Where the sentence of a place starts, for those who begin with the consequence."""
    sentences = stance.text.sentences
    start = place.first
    while (
        start
        and place.first - start < DETAIL_WORDS // 3
        and (sentences[start - 1] == sentences[place.first])
    ):
        start -= 1
    return start


def _within(places: Sequence[Match], windows: Sequence[tuple[int, int]]) -> bool:
    around = Intervals(windows)
    return any(around.meet(place.first, place.first + 1) for place in places)


def _ordered(planted: Sequence[Flaw], places: Sequence[Sequence[Match]]) -> bool:
    """Whether no flaw was named before a more severe one."""
    named = sorted(
        (found[0].first, SEVERITIES.index(flaw.severity))
        for flaw, found in zip(planted, places, strict=True)
        if found
    )
    ranks = [rank for _, rank in named]
    return ranks == sorted(ranks)


def _alarms(material: Material, stance: Stance, answer: Answer) -> Iterator[FalseAlarm]:
    planted = {flaw.cwe for flaw in material.flaws}
    for name, numbers, place in flaws.kinds_named(stance):
        if not (numbers & planted or numbers & VAGUE_CWES):
            span = whole_clause(place, answer, stance)
            yield FalseAlarm(name, quoted(span, answer), (span,))
    flawed = {line for flaw in material.flaws for line in flaw.lines}
    for place, line in flaws.lines(stance) if material.clean else ():
        if line not in flawed:
            span = stance.span(place)
            yield FalseAlarm(f"line {line}", answer.quote(span), (span,))


# --- scoring ------------------------------------------------------------------------------------


def score(answer: Answer) -> float | None:
    """Share of the flaws' points by severity, less false alarms; clean code: said so, no alarms."""
    review = answer.once(measure)
    if review is None:
        return None
    lost = ALARM_COSTS * len(review.alarms)
    if not review.flaws:
        return max(0.0, (100.0 if review.cleared else 60.0) - 2.0 * lost)
    total = sum(SEVERITY_POINTS[flaw.severity] for flaw in review.flaws)
    earned = sum(SEVERITY_POINTS[flaw.severity] * _part(flaw) for flaw in review.flaws)
    return max(0.0, 100.0 * earned / total - lost)


def _part(flaw: FlawResult) -> float:
    return NAMED * flaw.found + IMPACT * flaw.impact + FIX * flaw.fix


# --- findings -----------------------------------------------------------------------------------


def run(answer: Answer) -> Iterator[Finding]:
    """What was missed, half said, imagined, or said in the wrong order."""
    review = answer.once(measure)
    if review is None:
        return
    total = sum(SEVERITY_POINTS[flaw.severity] for flaw in review.flaws) or 1.0
    for flaw, planted in zip(review.flaws, _planted(answer), strict=True):
        yield from _of_flaw(flaw, planted.fix, 100.0 * SEVERITY_POINTS[flaw.severity] / total)
    for alarm in review.alarms:
        yield Finding(
            "review.false-alarm",
            Verdict.ASK,
            f"You reported {alarm.name} (“{alarm.quote}”), but this code has no such flaw.",
            "Follow the value to the end before you report it, and say what stops it.",
            alarm.places,
            gain=ALARM_COSTS,
        )
    if not review.flaws and not review.cleared:
        yield Finding(
            "review.not-cleared",
            Verdict.FIX,
            "Nothing is wrong with this code, and you did not say so.",
            "'I see nothing that I would block, because…' is a finding too.",
            gain=40.0,
        )
    if not review.by_severity:
        yield Finding(
            "review.order",
            Verdict.ASK,
            "You raised a minor flaw before a serious one, without ranking them.",
            "Start with what blocks the release; the interviewer may stop you at any time.",
        )
    if review.first_finding_s is not None and review.first_finding_s > SLOW_S:
        yield Finding(
            "review.slow-start",
            Verdict.ASK,
            f"Your first finding came after {review.first_finding_s / 60.0:.0f} minutes.",
            "One sentence on what the code does, then the input that you do not trust.",
            value=review.first_finding_s,
        )


def _planted(answer: Answer) -> tuple[Flaw, ...]:
    material = answer.question.material if answer.question else None
    return material.flaws if material else ()


def _of_flaw(flaw: FlawResult, remedy: str, worth: float) -> Iterator[Finding]:
    title = f"{flaw.name} (CWE-{flaw.cwe}, {flaw.severity})"
    if not flaw.found:
        verdict = Verdict.FIX if flaw.severity in SEVERITIES[:2] else Verdict.ASK
        yield Finding(
            "review.missed",
            verdict,
            f"I am not sure that you found this flaw: {title}."
            if flaw.doubted
            else f"You did not find this flaw: {title}.",
            "Go through the inputs one by one, and follow each to where it ends.",
            gain=worth * NAMED,
            sure=DOUBTED if flaw.doubted else MISSED,
        )
        return
    if not flaw.impact:
        yield Finding(
            "review.no-impact",
            Verdict.ASK,
            f"{title}: what does an attacker gain?",
            "Add one sentence on impact: 'An attacker could …'.",
            flaw.places,
            gain=worth * IMPACT,
            sure=NO_IMPACT,
        )
    if not flaw.fix:
        yield Finding(
            "review.no-fix",
            Verdict.ASK,
            f"{title}: what would you write there instead?",
            f"Name the construct, not the principle. For example: “{remedy}”",
            flaw.places,
            gain=worth * FIX,
            sure=NO_FIX,
        )
    if flaw.impact and flaw.fix:
        yield Finding(
            "review.found",
            Verdict.GOOD,
            f"{title}: found, with its impact and a fix.",
            evidence=flaw.places,
        )


CHECK = with_page(Check("review", run, frozenset({Kind.CODE_REVIEW}), measure, score))
