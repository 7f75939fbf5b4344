"""How much each family counts in the overall score, by kind of question.

Weights are relative. A family that gives no score (an answer without times has no `timing`) drops out
and the others share its part. Structure weighs most in a story, because raters of structured
interviews score whether and how a past behaviour is shown. A look back tells good answers from middling
ones as well as figures do, and better than "I" for "we" (answers rated by two people, by readings that never
saw the author). Delivery weighs little, because practice moves it fastest and its link to performance on the
job is the weakest.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from interviewer.model import Kind

_STORY = {
    "star": 40.0,
    "metrics": 15.0,
    "ownership": 10.0,
    "reflection": 15.0,
    "timing": 10.0,
    "delivery": 10.0,
}
_EXERCISE = {
    "coverage": 55.0,
    "exercise": 15.0,
    "review": 55.0,
    "clarity": 10.0,
    "timing": 5.0,
    "delivery": 15.0,
}
_EXECUTIVE = {
    "coverage": 30.0,
    "exercise": 20.0,
    "clarity": 30.0,
    "timing": 5.0,
    "delivery": 15.0,
}
_TALK = {"timing": 30.0, "delivery": 70.0}

WEIGHTS: Mapping[Kind, Mapping[str, float]] = MappingProxyType(
    {
        Kind.BEHAVIORAL: _STORY,
        Kind.THREAT_MODEL: _EXERCISE,
        Kind.CODE_REVIEW: _EXERCISE,
        Kind.VULNERABILITY: _EXERCISE,
        Kind.AUTOMATION: _EXERCISE,
        Kind.TECHNICAL: _EXERCISE,
        Kind.EXECUTIVE: _EXECUTIVE,
        Kind.WARM_UP: _TALK,
        Kind.CANDIDATE_QUESTIONS: _TALK,
    }
)
