"""Who acts in the action part: I, we, they, or nobody?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer.answer import Answer
from interviewer.answer.actors import MOSTLY, actors
from interviewer.answer.blame import blame
from interviewer.answer.settling_replies import settled
from interviewer.answer.steps import SpokenStep, decisive, own_steps, shared_steps
from interviewer.answer.substance import substance
from interviewer.checks.rule import STORIES, Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.checks.sureness import DOUBT, sure, verdict
from interviewer.model import Finding, Span, Verdict

SHARES = ((0.0, 15.0), (0.5, 55.0), (MOSTLY, 85.0), (0.9, 100.0))
"""Score by that share."""
REPLIED = 55.0
"""Least points for whoever tells, when asked, which part was their own."""
FEWEST = 3
"""Deeds of "I" and "we" from which a share says anything: our own choice."""
PASSED_ON = 15.0
"""Greatest points where every cause lands on others, as many as for "we" alone: saying "I" owns nothing then."""


def score(answer: Answer) -> float | None:
    """0–100 by the share of "I" among "I" and "we" in the action part; None when that is too little to tell by.

    One deed of "I" is no evidence. An answer without substance has nothing to own, nor has one that lays every cause on
    others.
    """
    who = answer.once(actors)
    passed_on = answer.once(blame).passes_it_on
    if who.verdict == "none" or (who.verdict == "i" and who.i + who.we < FEWEST and not passed_on):
        return None
    points = ramp(who.i / (who.i + who.we), SHARES)
    if "ownership.we" in answer.once(settled):
        points = max(points, REPLIED)
    if passed_on:
        points = min(points, PASSED_ON)
    return points * answer.once(substance)


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on who acts."""
    who = answer.once(actors)
    chance = sure(answer, "ownership.we")
    if who.quotes and chance >= DOUBT:
        ours = _shown(answer.once(shared_steps)) or who.quotes
        yield Finding(
            "ownership.we",
            verdict(chance),
            f"“{answer.quote(ours[0]).rstrip(',')}”: which part of that did you do yourself?",
            "Keep 'we' for the team and say 'I' for your own steps: 'The team owned …; I wrote …'.",
            ours[:2],
            float(who.we),
            100.0 * answer.once(substance) - (score(answer) or 0.0),
            chance,
        )
    named = "ownership.passive" in answer.once(settled)
    if who.unowned and who.passive > who.i + who.we and not named:
        yield Finding(
            "ownership.passive",
            Verdict.ASK,
            f"“{answer.quote(who.unowned[0])}”: who did that?",
            "Name the person: not 'it was fixed' but 'I fixed it', or 'Ana fixed it'.",
            who.unowned[:2],
            float(who.passive),
        )
    if who.verdict == "i" and who.i >= FEWEST and not answer.once(blame).passes_it_on:
        yield Finding(
            "ownership.i",
            Verdict.GOOD,
            "It is clear what you did yourself.",
            "Keep saying 'I' for your own steps, and credit others by name.",
            _shown(answer.once(own_steps)),
            float(who.i),
            sure=round(who.i / (who.i + who.we), 2),
        )


def _shown(steps: Sequence[SpokenStep]) -> tuple[Span, ...]:
    """The step that most hangs on, or where all are errands the fullest; in a clause of its own."""
    best = decisive(steps) or max(
        steps, key=lambda step: step.span.last - step.span.first, default=None
    )
    return (best.span,) if best else ()


CHECK = with_page(Check("ownership", run, STORIES, actors, score))
