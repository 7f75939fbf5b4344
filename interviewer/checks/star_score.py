"""Points for a story: its parts by evidence, the steps that are told, and whether a listener can follow.

What it is made of, and the shares, were chosen on answers that two people rated from 1 to 5, by readings that
never saw the author. There the rank correlation of the overall score with the rating rose from 0.80 to 0.89:
most by the fit to the question, then by the steps told, the thread and the background.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p

from interviewer.answer import Answer
from interviewer.answer.actors import actors
from interviewer.answer.blame import blame
from interviewer.answer.cue_phrases import lexicon
from interviewer.answer.question_fit import relevance
from interviewer.answer.story import story
from interviewer.answer.substance import substance
from interviewer.answer.word_forms import form
from interviewer.checks.rule import ramp
from interviewer.checks.sureness import sure
from interviewer.model import STAR, Part

WORTH = {Part.SITUATION: 15.0, Part.TASK: 15.0, Part.ACTION: 40.0, Part.RESULT: 30.0}
"""Points of each part: what you did weighs most, and how it ended is what answers lack."""
EVIDENCE = ((0.1, 0.0), (0.8, 1.0))
"""Share of half of a part's points by its evidence: straight, so that a doubtful part counts half."""
MISSED = ((0.3, 1.0), (0.9, 0.0))
"""Share of the other half by the chance that a listener would say that the part is missing."""
DEEDS = ((0.0, 0.4), (log1p(16), 1.0))
"""Share of the action's points by the logarithm of the deeds told: an action that is only named has few."""
LIKELY = ((0.2, 0.3), (0.6, 1.0))
"""Share of all points by how likely it is a story; a mere opinion keeps 30 %."""
FIT = ((0.75, 1.0), (0.88, 0.3))
"""Share by the chance that another question is answered."""
THREAD, BACKGROUND = ((0.4, 1.0), (0.9, 0.7)), ((0.4, 1.0), (0.9, 0.7))
"""Shares by the chance that a listener would say that the thread was lost, or that the background is too long."""
PASSED_ON = 0.6
"""Share that is left of a story of a failure in which every cause lands on others; two such were rated 1 and 2 of 5."""
_OURS = 0.5
"""Share of a deed that is told with "we"."""


def score(answer: Answer) -> float:
    """0–100: the parts by worth and evidence, less for what makes a story hard to follow or beside the question."""
    return points(answer, earned(answer))


def earned(answer: Answer) -> dict[Part, float]:
    """Share of its points that each part earns."""
    evidence = answer.once(story).evidence
    shares = {
        part: (ramp(evidence[part], EVIDENCE) + ramp(sure(answer, f"star.no-{part}"), MISSED)) / 2
        for part in STAR
    }
    shares[Part.ACTION] *= ramp(log1p(_deeds(answer)), DEEDS)
    return shares


def points(answer: Answer, shares: Mapping[Part, float]) -> float:
    """The score if the parts earned these shares of their points."""
    parts = sum(WORTH[part] * share for part, share in shares.items())
    likely = ramp(answer.once(story).story, LIKELY)
    return parts * likely * answer.once(substance) * answer.once(_listened_to)


def _deeds(answer: Answer) -> float:
    """How many deeds the action part tells, by "I" and past verbs: "I rang them and booked a room" tells two and more."""
    who = answer.once(actors)
    past = {
        weight: sum(
            form(token) == "<ed>"
            for span in spans
            for token in answer.tokens[span.first : span.last]
        )
        for weight, spans in ((1.0, who.own), (_OURS, who.quotes))
    }
    return who.i + past[1.0] + _OURS * (who.we + past[_OURS])


def _listened_to(answer: Answer) -> float:
    """Share that is left by the fit to the question, the thread and the length of the background."""
    fits = answer.once(relevance)
    left = ramp(fits.off, FIT) if fits else 1.0
    if answer.once(blame).passes_it_on:
        left = min(left, PASSED_ON)
    if lexicon("thread").within(answer.tokens):
        left *= ramp(sure(answer, "star.rambling"), THREAD)
    return left * ramp(sure(answer, "timing.runway"), BACKGROUND)
