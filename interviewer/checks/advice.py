"""Findings -> the few remarks that a person is told, and what an interviewer asks about.

People act on two or three remarks and stop listening to a coach who is wrong. So a remark must be likely
to be true (`Finding.sure`) and worth saying (`WORTH`); an excellent answer gets none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interviewer.model import Finding, Verdict

MOST = 3
SHOWN = 0.5
"""Chance of being right from which a remark is made."""
SHOWN_FROM: Mapping[str, float] = {"star.no-task": 0.6}
"""Rules that need more: a task is often plain from what was wrong."""

WORTH: Mapping[str, float] = {
    "language.none": 1.0,
    "language.other": 1.0,
    "star.no-story": 1.0,
    "relevance.off-question": 1.25,  # first: the rest helps nobody who answered something else
    "relevance.blame": 1.2,  # an own part is what the question was about
    "star.hollow": 1.0,
    "timing.fragment": 1.05,  # told first: every other part is missing because of it
    "star.no-result": 0.95,
    "ownership.we": 0.95,
    "star.no-action": 0.9,
    "timing.runway": 0.85,
    "star.rambling": 0.85,
    "metrics.no-baseline": 0.85,
    "metrics.vague": 0.85,
    "star.no-situation": 0.75,
    "star.no-task": 0.7,
    "reflection.none": 0.65,
    "metrics.none": 0.6,
    "timing.too-short": 0.6,
    "timing.too-long": 0.6,
    "delivery.fillers": 0.55,
    "delivery.fast": 0.5,
    "delivery.slow": 0.5,
}
"""How much a remark is needed: how often two labellers put the gap among their first two, where it was there.
Remarks on delivery are ours to weigh."""
WRONG = 0.9
"""Worth of a claim that is wrong: an interviewer forgives a gap sooner."""
CAUTION = 6
"""Power of the chance by which a point that a rubric misses is weighed: of what is missing, the surest is said."""
MINOR = 0.4
"""Worth of every other remark on a story or on how it was told."""
ALONE = frozenset(
    ("language.none", "language.other", "star.no-story", "star.hollow", "timing.fragment")
)
"""Remarks beside which no other makes sense …"""
ALL_THE_SAME = frozenset(("relevance.blame", "relevance.off-question"))
"""… but these, which a single line can show."""
BESIDE_OFF = frozenset(("star.no-result", "star.no-task", "star.no-situation"))
"""Remarks that help nobody who told another story than was asked for."""
SAME_GAP: Mapping[str, tuple[str, ...]] = {
    "relevance.blame": ("relevance.off-question",),
    "metrics.none": ("star.no-result", "metrics.vague"),
    "review.no-impact": ("code-review.impact",),
    "review.no-fix": ("code-review.fix",),
    "review.order": ("code-review.severity",),
    "exercise.no-questions": ("threat-model.scope",),
    "clarity.late-bottom-line": ("executive-briefing.bottom-line-first",),
}
"""Rules that find the same gap as other rules, or as a concept of a rubric: one flaw, one remark."""
SERIOUS = 0.5
"""Chance from which an interviewer asks about a gap."""
ASKED = tuple(
    name for name in WORTH if name.split(".")[0] not in {"timing", "delivery", "language"}
)
"""Gaps in a story that an interviewer asks about, most serious first."""


def fixes(findings: Iterable[Finding], most: int = MOST) -> tuple[Finding, ...]:
    """The remarks that are made, most useful first, at most one per gap."""
    ranked = sorted(filter(_sayable, findings), key=lambda one: -need(one))
    if alone := next((one for one in ranked if one.rule in ALONE), None):
        ranked = [one for one in ranked if one is alone or one.rule in ALL_THE_SAME]
    if any(one.rule == "relevance.off-question" for one in ranked):
        ranked = [one for one in ranked if one.rule not in BESIDE_OFF]
    chosen: list[Finding] = []
    for finding in ranked:
        if len(chosen) == most:
            break
        if not any(same_gap(finding.rule) & same_gap(one.rule) for one in chosen):
            chosen.append(finding)
    return tuple(chosen)


def same_gap(rule: str) -> set[str]:
    """The rules that find the same gap as a rule."""
    return set(SAME_GAP.get(rule, (rule,)))


def need(finding: Finding) -> float:
    """How much a remark is needed, 0–1: its worth by how sure it is.

    Concepts of a rubric have no place in `WORTH`; they count by the points they would gain.
    """
    worth = WRONG if ".wrong." in finding.rule else WORTH.get(finding.rule)
    if worth is None:
        worth = MINOR + min(max(finding.gain, 0.0), 20.0) / 40
    return worth * finding.sure if finding.rule in WORTH else worth * finding.sure**CAUTION


PRAISED: Mapping[str, float] = {
    "metrics.baseline": 1.0,
    "reflection.told": 0.95,
    "star.ending": 0.85,
    "ownership.i": 0.8,
    "star.complete": 0.75,
}
"""Worth of a praise on a story: what fewer people do is praised before what most do."""
PRAISED_ELSE = 0.7


def strengths(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """What is worth keeping, best first."""
    good = [one for one in findings if one.verdict is Verdict.GOOD]
    return tuple(sorted(good, key=lambda one: -strength(one)))[:most]


def strength(finding: Finding) -> float:
    """How much a praise says, 0–1: its worth by how sure it is."""
    return PRAISED.get(finding.rule, PRAISED_ELSE) * finding.sure


def gaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What an interviewer could ask about, most serious first."""
    serious = [one for one in findings if _sayable(one) and one.sure >= SERIOUS]
    return tuple(sorted(serious, key=_place))


def _place(finding: Finding) -> tuple[int, float]:
    known = finding.rule in ASKED
    return (
        ASKED.index(finding.rule) if known else len(ASKED),
        -finding.gain * finding.sure**CAUTION,
    )


def _sayable(finding: Finding) -> bool:
    return finding.verdict in {Verdict.FIX, Verdict.ASK} and finding.sure >= SHOWN_FROM.get(
        finding.rule, SHOWN
    )
