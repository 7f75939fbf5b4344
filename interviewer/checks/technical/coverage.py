"""Which concepts of a rubric an answer covers, when, and which wrong claims it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp

from interviewer.answer import Answer
from interviewer.answer.scale import ramp
from interviewer.answer.stems import Match
from interviewer.checks.rule import EXERCISES, Check, Example, Rule
from interviewer.checks.rule_files import with_page
from interviewer.checks.technical import fixes, flaws
from interviewer.checks.technical.matching import matches, quoted, whole_clause
from interviewer.checks.technical.stance import Stance, seconds, stance_of
from interviewer.model import Finding, Flaw, Kind, Severity, Span, Verdict
from interviewer.packs import rubrics
from interviewer.packs.rubrics import Concept, FlawPart, Rubric, Weight

DEFAULT_RUBRICS: Mapping[Kind, tuple[str, ...]] = {
    Kind.THREAT_MODEL: ("threat-model",),
    Kind.CODE_REVIEW: ("code-review",),
    Kind.VULNERABILITY: ("vulnerability-remediation",),
    Kind.AUTOMATION: ("security-automation",),
    Kind.EXECUTIVE: ("executive-briefing",),
}
"""What an exercise is scored by when nobody named a rubric."""

MARKS_MIN = (2, 5, 10, 15, 20)
"""Minutes at which the share reached so far is noted."""
SLOPE, BALANCED = 0.9, 0.35
"""Log-odds of a concept being covered: BALANCED at the threshold, rising by SLOPE a point; the mean
of the regressions by which training sets thresholds (`scripts/training/wording.py`)."""
SURE_BY_PATTERNS = 0.8
"""The same for rubrics without weights, whose few patterns miss many ways to say a thing."""
DOUBTED, UNTOLD = 0.88, 0.8
"""Below the first a gap is told as "I may have missed this"; below the second it is no remark at all."""
HALF_TOLD = 0.85
"""A gap is so much less sure when a concept near it was covered, which tells half of it; by judgement."""
TOUCHED = 0.7
"""How sure a gap is that was touched in a manner that does not tell it: of 46 such places in answers by hands
left out, 33 covered nothing."""
SHOWING = 6
"""Words from which a quotation shows something by itself."""
CLAIM_COSTS = 12.0
"""Points that a wrong claim costs: more than any must that is missing, so that it is shown first."""
UNRANKED = 60.0
"""Most that a threat model without priorities can score: a list is not an assessment."""
POINTS = ((0.0, 0.0), (0.25, 30.0), (0.45, 50.0), (0.65, 70.0), (0.85, 90.0), (1.0, 100.0))
"""Weighted share of concepts -> score. Interviewers' anchors put "meets the bar" at 45 to 65 %
and "raises it" at 85 %; nobody says everything in twenty minutes."""


@dataclass(frozen=True, slots=True)
class CoverageAt:
    """How far the answer had come at a minute."""

    minute: int
    share: float
    """Weighted share of the rubric's concepts, 0–1."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one rubric finds in an answer."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]
    """What the question called for and the answer did not cover."""
    wrong: tuple[str, ...]
    evidence: Mapping[str, str]
    """Covered concept or wrong claim -> the words that show it, where it was said most plainly."""
    reached: tuple[CoverageAt, ...] = ()
    """Coverage over time; empty when the words have no times."""
    places: tuple[Span, ...] = ()
    """The words of each entry of `evidence`, in its order."""
    sure: Mapping[str, float] = field(default_factory=dict)
    """Missing concept -> how likely it is that a careful listener missed it too, 0–1."""
    touched: Mapping[str, Span] = field(default_factory=dict)
    """Missing concept -> where it was touched without being dealt with."""

    def place(self, key: str) -> Span | None:
        """The words that show a concept or claim."""
        return dict(zip(self.evidence, self.places, strict=True)).get(key)


def rubrics_of(answer: Answer) -> tuple[str, ...]:
    """Names of the rubrics an answer is scored by.

    Raises:
        PlanError: it names a rubric that does not exist.
    """
    return rubrics.known(answer.rubrics or DEFAULT_RUBRICS.get(answer.kind, ()))


def measure(answer: Answer) -> Mapping[str, Coverage]:
    """Rubric name -> coverage."""
    stance = answer.once(stance_of)
    return {name: _covered(name, answer, stance) for name in rubrics_of(answer)}


def _covered(name: str, answer: Answer, stance: Stance) -> Coverage:
    rubric, found = rubrics.get(name), matches(name, answer)
    told = {
        key: places[0]
        for part in (found.concepts, found.wrong)
        for key, places in part.items()
        if places and not _late(rubric.concepts.get(key), places[0], answer, stance)
    }
    for key, concept in rubric.concepts.items():
        early = [told[other] for other in concept.early if other in told]
        if key not in told and early and not _late(concept, min(early), answer, stance):
            told[key] = min(early)
    if name == flaws.RUBRIC:
        told = {**dict(_of_flaws(answer)), **told}
    spans = {key: stance.span(place) for key, place in told.items()}
    shown = {
        key: whole_clause(found.plainest.get(key, place), answer, stance)
        for key, place in told.items()
    }
    covered = tuple(key for key in rubric.concepts if key in spans)
    expected = _expected(name, answer)
    missing = tuple(key for key in expected if key not in spans)
    return Coverage(
        covered,
        missing,
        tuple(key for key in rubric.wrong if key in spans),
        {key: quoted(span, answer) for key, span in shown.items()},
        tuple(_reached(expected, covered, spans, answer)),
        tuple(shown.values()),
        {
            key: TOUCHED
            if key in found.touched
            else _sure(found.points.get(key), doubted=any(near in spans for near in concept.near))
            for key, concept in expected.items()
            if key in missing
        },
        {key: stance.span(place) for key, place in found.touched.items() if key in missing},
    )


def _of_flaws(answer: Answer) -> Iterator[tuple[str, Match]]:
    """Where a fix is proposed for a planted flaw that was found, and what it is good for told."""
    material = answer.question.material if answer.question else None
    found = [flaw for flaw in (material.flaws if material else ()) if flaws.named(flaw, answer)]
    if fixed := [place for flaw in found for place in fixes.proposed(flaw, answer)]:
        yield "fix", min(fixed)
    if found and (gained := answer.once(flaws.gains)):
        yield "impact", gained[0]


def _expected(name: str, answer: Answer) -> Mapping[str, Concept]:
    """The concepts of a rubric that the question calls for."""
    apart = answer.question.not_invited if answer.question else ()
    concepts = rubrics.get(name).concepts
    return {key: concept for key, concept in concepts.items() if f"{name}.{key}" not in apart}


def _sure(points: float | None, *, doubted: bool) -> float:
    """How likely a concept that was not found is really missing."""
    if points is None:
        return SURE_BY_PATTERNS
    sure = 1.0 - 1.0 / (1.0 + exp(-(SLOPE * points + BALANCED)))
    return round(sure * (HALF_TOLD if doubted else 1.0), 2)


def _late(concept: Concept | None, place: Match, answer: Answer, stance: Stance) -> bool:
    """Whether it was said after the time within which it counts."""
    limit = concept.within_s if concept else None
    return limit is not None and seconds(answer, stance, place) > limit


def _reached(
    concepts: Mapping[str, Concept],
    covered: Iterable[str],
    spans: Mapping[str, Span],
    answer: Answer,
) -> Iterator[CoverageAt]:
    if not answer.timed or answer.duration is None:
        return
    starts = {key: answer.start(spans[key]) or 0.0 for key in covered}
    for minute in MARKS_MIN:
        so_far = [key for key, start in starts.items() if start <= 60.0 * minute]
        yield CoverageAt(minute, round(share(concepts, so_far), 2))
        if answer.duration <= 60.0 * minute:
            return


# --- scoring ------------------------------------------------------------------------------------


def share(concepts: Mapping[str, Concept], covered: Iterable[str]) -> float:
    """Weighted share of concepts, 0–1; musts weigh 1.35, cores 1, nices 0.65."""
    total = sum(concept.weight.points for concept in concepts.values())
    return sum(concepts[key].weight.points for key in covered if key in concepts) / (total or 1.0)


def points(name: str, concepts: Mapping[str, Concept], covered: Iterable[str], wrong: int) -> float:
    """A rubric's score, 0–100, by those of its concepts that the question calls for."""
    return max(0.0, _earned(name, concepts, covered) - claim_cost(name) * wrong)


def _earned(name: str, concepts: Mapping[str, Concept], covered: Iterable[str]) -> float:
    """The score before wrong claims are taken off."""
    keys = frozenset(covered)
    value = ramp(share(concepts, keys), POINTS)
    if name == "threat-model" and "prioritise" not in keys:
        value = min(value, UNRANKED)
    return value


def claim_cost(name: str) -> float:
    """Points that a wrong claim costs: `CLAIM_COSTS`, or more where a rubric has few concepts and each weighs more."""
    concepts = rubrics.get(name).concepts
    most = max(ramp(share(concepts, frozenset({key})), POINTS) for key in concepts)
    return CLAIM_COSTS if most < CLAIM_COSTS else most + 1


def score(answer: Answer) -> float | None:
    """The mean of the rubrics' scores; None when there is none to score by."""
    found = answer.once(measure)
    if not found:
        return None
    values = [
        points(name, _expected(name, answer), part.covered, len(part.wrong))
        for name, part in found.items()
    ]
    return sum(values) / len(values)


# --- findings -----------------------------------------------------------------------------------


def run(answer: Answer) -> Iterator[Finding]:
    """What is missing, what is wrong, and what stood out."""
    found, worst = answer.once(measure), _worst_flaw(answer)
    for name, part in found.items():
        concepts = _expected(name, answer)
        yield from _wrong(name, part, len(found))
        yield from _missing(name, part, concepts, worst, len(found))
        yield from _broad(rubrics.get(name).title, part, concepts)


def _wrong(name: str, part: Coverage, judged_by: int) -> Iterator[Finding]:
    for key in part.wrong:
        claim, place = rubrics.get(name).wrong[key], part.place(key)
        yield Finding(
            f"{name}.wrong.{key}",
            Verdict.FIX,
            f"You said “{part.evidence[key]}”. {claim.why}.",
            f"For example: “{claim.denied}”",
            (place,) if place else (),
            gain=claim_cost(name) / judged_by,
        )


_VERDICTS = {Weight.MUST: Verdict.FIX, Weight.CORE: Verdict.ASK, Weight.NICE: Verdict.NOTE}


def _worst_flaw(answer: Answer) -> Flaw | None:
    """The worst flaw planted in the code under review."""
    material = answer.question.material if answer.question else None
    ranks = list(Severity)
    planted = material.flaws if material else ()
    return min(planted, key=lambda flaw: ranks.index(flaw.severity), default=None)


def _missing(
    name: str,
    part: Coverage,
    concepts: Mapping[str, Concept],
    worst: Flaw | None,
    judged_by: int,
) -> Iterator[Finding]:
    now = _earned(name, concepts, part.covered)
    for key in part.missing:
        concept, sure = concepts[key], part.sure[key]
        if sure < UNTOLD:
            continue
        then = _earned(name, concepts, (*part.covered, key))
        yield Finding(
            f"{name}.{key}",
            _VERDICTS[concept.weight],
            f"{_missed(concept, sure)}: {_lower(concept.says)}.",
            f"For example: “{example}”" if (example := _example(concept, worst)) else "",
            gain=(then - now) / judged_by,
            sure=sure,
            ask=concept.ask,
        )


def _example(concept: Concept, worst: Flaw | None) -> str:
    """One way to say it, of this code where it is known."""
    if worst is None or concept.example_of_flaw is None:
        return concept.example
    return worst.fix if concept.example_of_flaw is FlawPart.FIX else worst.why


def _missed(concept: Concept, sure: float) -> str:
    if concept.weight is Weight.NICE:
        return "Strong answers also have this"
    return "I may have missed this" if sure < DOUBTED else "I did not hear this"


def _broad(title: str, part: Coverage, concepts: Mapping[str, Concept]) -> Iterator[Finding]:
    reached, covered = share(concepts, part.covered), len(part.covered)
    if reached >= 0.65:
        yield Finding(
            "coverage.broad",
            Verdict.GOOD,
            f"{title}: you covered {covered} of {covered + len(part.missing)} points.",
            evidence=tuple(place for place in part.places if place.last - place.first >= SHOWING)[
                :3
            ],
            value=round(100.0 * reached),
        )


def _lower(text: str) -> str:
    """A phrase that starts within a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# --- pages --------------------------------------------------------------------------------------

VAGUE = "That is a big topic, and it always depends."
"""An answer that says nothing: every concept is missing from it."""


@cache
def pages() -> tuple[Rule, ...]:
    """One page a concept and one a wrong claim, made from the rubrics."""
    return tuple(
        rule
        for name, rubric in rubrics.load().items()
        for rule in (*_concept_pages(name, rubric), *_claim_pages(name, rubric))
    )


def _concept_pages(name: str, rubric: Rubric) -> Iterator[Rule]:
    for key, concept in rubric.concepts.items():
        yield Rule(
            f"{name}.{key}",
            f"Interviewers tick it off under “{rubric.title}”: {_lower(concept.says)}.",
            f"“{concept.example}”",
            f"Not said at all, or only asked about. Weight: {concept.weight}.",
            rubric.source,
            flags=_examples(name, VAGUE),
            passes=_examples(name, concept.example),
        )


def _claim_pages(name: str, rubric: Rubric) -> Iterator[Rule]:
    for key, claim in rubric.wrong.items():
        yield Rule(
            f"{name}.wrong.{key}",
            f"{claim.why}.",
            f"“{claim.denied}”",
            f"“{claim.asserted}”",
            rubric.source,
            flags=_examples(name, claim.asserted),
            passes=_examples(name, claim.denied),
        )


def _examples(name: str, text: str) -> tuple[Example, ...]:
    return (Example(text, kind=Kind.TECHNICAL, rubrics=(name,)),) if text else ()


CHECK = with_page(Check("coverage", run, EXERCISES, measure, score, catalogue=pages))
