"""What can be wrong with a pack beyond its shape, and what is worked out when it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.answer.question_fit import asked
from interviewer.model import (
    Condition,
    Flaw,
    Format,
    Interviewer,
    Kind,
    Material,
    Milestone,
    Question,
    Times,
)
from interviewer.packs import speakable
from interviewer.packs.yaml_file import Place
from interviewer.settings import private

GAPS = frozenset(
    "always star.no-story star.hollow relevance.off-question star.no-situation star.no-result star.no-action"
    " star.no-task metrics.none metrics.no-baseline metrics.vague ownership.we reflection.none alternatives.none".split()
)
"""What a follow-up can be prepared for, besides the concepts of rubrics."""

TIMES: Mapping[Kind, Times] = {
    Kind.BEHAVIORAL: Times((90.0, 240.0), 360.0),
    Kind.THREAT_MODEL: Times((900.0, 1200.0), 1500.0),
    Kind.CODE_REVIEW: Times((300.0, 600.0), 720.0),
    Kind.VULNERABILITY: Times((180.0, 360.0), 600.0),
    Kind.AUTOMATION: Times((420.0, 900.0), 1200.0),
    Kind.EXECUTIVE: Times((90.0, 180.0), 300.0),
    Kind.WARM_UP: Times((60.0, 120.0), 180.0),
    Kind.CANDIDATE_QUESTIONS: Times((30.0, 120.0), 240.0),
    Kind.TECHNICAL: Times((90.0, 240.0), 360.0),
}
"""How long answers usually take, where neither pack nor question says so."""

MAX_SOURCE_BYTES = 20_000
"""Nobody reviews more than this in ten minutes (45 lines of code have about 2 kB)."""

Fault = tuple[Place, str]
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a question may refer to."""

    competencies: frozenset[str] | None
    """None when a file that may hold more of them could not be read."""
    rubrics: Mapping[str, frozenset[str] | None]
    """Rubric -> its concepts, or None when they have not been looked up."""
    tasks: frozenset[str]
    """Automation tasks that have hidden cases."""
    longest: Mapping[Kind, float]
    """Seconds of the longest round that draws the kind."""


def is_id(text: str) -> bool:
    """Whether a text can name a question or a pack."""
    return bool(_ID.fullmatch(text)) and len(text) <= 60


# --- what is worked out -------------------------------------------------------------------------


def complete(
    question: Question,
    folder: Path,
    is_speakable: Callable[[str], bool],
    times: Mapping[Kind, Times],
) -> tuple[Question, list[Fault]]:
    """The question with its times, the text of its material and the lines of its flaws.

    `is_speakable` tells whether the file gives a field of the question; `times` are the pack's own.
    """
    usual = times.get(question.kind, TIMES[question.kind])
    target = question.target_s if is_speakable("target_s") else usual.target_s
    limit = question.limit_s if is_speakable("limit_s") else max(usual.limit_s, target[1] * 1.25)
    question = replace(question, target_s=target, limit_s=limit)
    if question.material is None:
        return question, []
    faults: list[Fault] = []
    material = question.material
    if material.source:
        material, faults = _sourced(material, folder)
    flaws, more = _located(material)
    question = replace(question, material=replace(material, flaws=flaws))
    return question, [(("material", *place), what) for place, what in (*faults, *more)]


def _sourced(material: Material, folder: Path) -> tuple[Material, list[Fault]]:
    if material.text:
        return material, [(("source",), "give the text or a source, not both")]
    path = (folder / material.source).resolve()
    if not path.is_relative_to(folder.resolve()):
        return material, [(("source",), "the source must lie in the pack's own folder")]
    if path.exists() and not path.is_file():
        return material, [(("source",), f"{path} is not a regular file; give a text file")]
    try:
        with private.open_regular(path) as file:
            content = file.read(MAX_SOURCE_BYTES + 1)
        if len(content) > MAX_SOURCE_BYTES:
            what = f"{material.source} is larger than {MAX_SOURCE_BYTES // 1000} kB; shorten it"
            return material, [(("source",), what)]
        return replace(material, text=content.decode("utf-8")), []
    except OSError:
        return material, [(("source",), f"there is no file {path}; create it or fix the name")]
    except UnicodeDecodeError:
        return material, [(("source",), f"{material.source} is not UTF-8; save it as UTF-8")]


def _located(material: Material) -> tuple[tuple[Flaw, ...], list[Fault]]:
    """The flaws with the lines on which they show."""
    lines = material.text.splitlines()
    located: list[Flaw] = []
    faults: list[Fault] = []
    for index, flaw in enumerate(material.flaws):
        numbers = list(flaw.lines)
        for piece in flaw.at:
            found = [number for number, line in enumerate(lines, 1) if piece in line]
            if len(found) != 1:
                where = "on no line" if not found else f"on lines {', '.join(map(str, found))}"
                what = f"'{piece}' stands {where}; give a piece of code found on exactly one"
                faults.append((("flaws", index, "at"), what))
            numbers += found
        located.append(replace(flaw, lines=tuple(sorted(set(numbers)))))
    return tuple(located), faults


# --- questions ----------------------------------------------------------------------------------


def question_faults(question: Question, around: Surroundings) -> Iterator[Fault]:
    """What is wrong with one question, by place within it."""
    if not is_id(question.id):
        what = f"the id '{question.id[:40]}' must be small letters, digits and single hyphens"
        yield ("id",), f"{what}, at most 60; rename it"
    for topic, place in (
        (question.competency, ("competency",)),
        *((topic, ("also",)) for topic in question.also),
    ):
        if topic and around.competencies is not None and topic not in around.competencies:
            yield place, f"the competency '{topic}' is not defined; add it under 'competencies'"
    for name in question.asks:
        if name not in asked():
            yield ("asks",), f"nothing is known of '{name}'; known are {', '.join(asked())}"
    for name in question.rubrics:
        if name not in around.rubrics:
            yield ("rubrics",), _absent("rubric", name, around.rubrics)
    for name in question.not_invited:
        yield from _concept_faults(name, around)
    yield from _time_faults(question, around)
    yield from _text_faults(question, around)
    yield from _material_faults(question, around)


def _absent(what: str, name: str, known: Iterable[str]) -> str:
    return f"there is no {what} '{name}'; there are {', '.join(sorted(known)) or 'none'}"


def _text_faults(question: Question, around: Surroundings) -> Iterator[Fault]:
    """What cannot be spoken well of what is spoken."""
    yield from _spoken(("text",), question.text, speakable.QUESTION_WORDS)
    for index, text in enumerate(question.variants):
        yield from _spoken(("variants", index), text, speakable.QUESTION_WORDS)
    for index, probe in enumerate(question.follow_ups):
        yield from _spoken(("follow_ups", index, "text"), probe.text, speakable.PROBE_WORDS)
        yield from _gap_faults(("follow_ups", index, "gap"), probe.gap, around)


def _time_faults(question: Question, around: Surroundings) -> Iterator[Fault]:
    first, last = question.target_s
    if not 5 <= first < last <= question.limit_s:
        target = f"a target of {first:g} to {last:g} seconds and a limit of {question.limit_s:g}"
        yield ("target_s",), f"{target} do not fit; they must rise, from 5 seconds on"
    longest = around.longest.get(question.kind)
    if longest and question.limit_s > longest:
        what = f"a limit of {question.limit_s:g} seconds does not fit the plans: the longest round"
        more = f"with {question.kind} questions has {longest:g}; shorten it or lengthen the round"
        yield ("limit_s",), f"{what} {more}"


def _spoken(place: Place, text: str, words: int) -> Iterator[Fault]:
    for problem in speakable.problems(text, words=words):
        yield place, problem


def _gap_faults(place: Place, gap: str, around: Surroundings) -> Iterator[Fault]:
    if gap in GAPS:
        return
    rubric, _, _ = gap.partition(".")
    if rubric not in around.rubrics:
        known = ", ".join(sorted(GAPS))
        yield place, f"the gap '{gap}' is not known; use {known}, or a rubric and its concept"
        return
    yield from _concept_faults(gap, around, place)


def _concept_faults(
    name: str, around: Surroundings, place: Place = ("not_invited",)
) -> Iterator[Fault]:
    """What is wrong with `rubric.concept`."""
    rubric, _, concept = name.partition(".")
    if rubric not in around.rubrics:
        yield place, _absent("rubric", rubric, around.rubrics)
        return
    concepts = around.rubrics[rubric]
    if concepts is not None and concept not in concepts:
        known = ", ".join(sorted(concepts))
        yield place, f"the rubric '{rubric}' has no concept '{concept}'; it has {known}"


def _material_faults(question: Question, around: Surroundings) -> Iterator[Fault]:
    material = question.material or Material()
    for index, fact in enumerate(material.facts):
        yield from _spoken(("material", "facts", index, "text"), fact.text, speakable.PROBE_WORDS)
        if not fact.topics:
            what = "topics is empty; give the words that call for the fact"
            yield ("material", "facts", index, "topics"), what
    for index, twist in enumerate(material.twists):
        yield from _spoken(("material", "twists", index), twist, speakable.PROBE_WORDS)
    if question.kind is Kind.CODE_REVIEW:
        yield from _review_faults(material)
    if material.task and material.task not in around.tasks:
        yield ("material", "task"), _absent("task", material.task, around.tasks)


def _review_faults(material: Material) -> Iterator[Fault]:
    if not material.text.strip():
        yield ("material",), "there is no code to review; give a text or a source"
    if material.clean == bool(material.flaws):
        yield ("material",), "code has flaws, or 'clean: true', but not both"
    count = len(material.text.splitlines())
    for index, flaw in enumerate(material.flaws):
        place = ("material", "flaws", index)
        if not flaw.lines:
            yield place, "the flaw has no place; give 'at' with a piece of the code"
        elif not 1 <= min(flaw.lines) <= max(flaw.lines) <= count:
            yield (*place, "lines"), f"the code has lines 1 to {count}; fix the numbers"
        if not flaw.says:
            yield place, "says is missing; give phrases by which candidates name the flaw"


# --- formats and milestones ---------------------------------------------------------------------


def interviewer_faults(who: Interviewer) -> Iterator[Fault]:
    """What is wrong with an interviewer, by place within it."""
    manner = who.manner
    for gap in (*manner.asks_first, *manner.wordings):
        if gap not in GAPS | {"deeper", "evidence"}:
            yield ("manner",), _absent("gap", gap, GAPS)
    for gap, wordings in manner.wordings.items():
        if all("{" in text for text in wordings):
            place: Place = ("manner", "wordings", gap)
            yield place, "every wording quotes; add one for answers that cannot be quoted"
    if manner.silence_s < 0 or not 0 < manner.interrupts_at <= 1 or not 0 <= manner.probes <= 3:
        yield ("manner",), "silence_s is 0 or more, interrupts_at from 0 to 1, probes from 0 to 3"


def format_faults(format_: Format, interviewers: Collection[str] | None) -> Iterator[Fault]:
    """What is wrong with a format, by place within it."""
    if not format_.sittings:
        yield ("sittings",), "sittings is empty; a format has at least one"
    for number, sitting in enumerate(format_.sittings):
        place: Place = ("sittings", number)
        who = sitting.interviewer
        if who and interviewers is not None and who not in interviewers:
            yield (*place, "interviewer"), _absent("interviewer", who, interviewers)
        if not sitting.rounds:
            yield (*place, "rounds"), "rounds is empty; a sitting has at least one"
        if len({bool(part.minutes) for part in sitting.rounds}) > 1:
            yield (*place, "rounds"), "give every round its minutes, or none of them"
        for index, part in enumerate(sitting.rounds):
            if not 0 <= part.minutes <= 240:
                yield (*place, "rounds", index, "minutes"), "minutes must be between 0 and 240"
            if part.says:
                says = speakable.filled(part.says, name="Alex", role="engineer", minutes=60)
                yield from _spoken((*place, "rounds", index, "says"), says, 110)


def milestone_faults(
    milestone: Milestone, questions: Iterable[str] | None, around: Surroundings
) -> Iterator[Fault]:
    """What the conditions of a milestone refer to and is not there."""
    for index, step in enumerate(milestone.steps):
        for key, what in _condition_faults(step.condition, questions, around):
            yield ("steps", index, "condition", key), what


def _condition_faults(
    condition: Condition, questions: Iterable[str] | None, around: Surroundings
) -> Iterator[tuple[str, str]]:
    if condition.count < 1:
        yield "count", "count must be at least 1"
    if condition.distinct not in {"question", "competency", "attempt"}:
        yield "distinct", "distinct must be question, competency or attempt"
    if questions is not None:
        for missing in sorted(set(condition.questions) - set(questions)):
            yield "questions", f"there is no question '{missing}'"
    for missing in sorted(set(condition.competencies) - (around.competencies or set())):
        if around.competencies is not None:
            yield "competencies", f"the competency '{missing}' is not defined"
    for missing in sorted(set(condition.rubrics) - set(around.rubrics)):
        yield "rubrics", f"there is no rubric '{missing}'"
    for rule in condition.without:
        if rule not in GAPS - {"always"}:
            yield "without", f"the rule '{rule}' is not known"
