"""What the study plan still asks for -> one thing to practise for each missing attempt, with its question by name.

A step such as "eight stories" says nothing of which: each attempt that is missing gets a question that would count, one
competency after the other, those that a posting asks for most first. A competency at the top of a posting that no step
reaches gets a task of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from interviewer.history.index import AnswerRow
from interviewer.model import Condition, Question, Step
from interviewer.packs.catalogue import Pack
from interviewer.packs.posting_plan import FIRST
from interviewer.progress.board import MilestoneProgress, StepProgress


@dataclass(frozen=True, slots=True)
class StudyTask:
    """One thing to practise."""

    what: str
    command: str


def study_tasks(
    board: Iterable[MilestoneProgress], pack: Pack, asked: Sequence[str] = ()
) -> tuple[StudyTask, ...]:
    """One task for each attempt that is missing, nearest goal first.

    `asked` are the competencies of a posting, the one asked for most first: the first task for each of the first
    few comes before everything else.
    """
    found = list(_open(board, pack, asked))
    first: list[_Open] = []
    for name in asked[:FIRST]:
        place = next((at for at, one in enumerate(found) if one.competency == name), None)
        if place is not None:
            first.append(found.pop(place))
        elif question := next(_ordered(pack, Condition(competencies=(name,)), ()), None):
            title = f"Asked for by the posting: {pack.competencies[name].title}"
            first.append(_Open(title, f"interviewer drill {question.id}"))
    return tuple(_told_once((*first, *found)))


@dataclass(frozen=True, slots=True)
class _Open:
    """One attempt that is missing."""

    what: str
    command: str
    competency: str = ""
    """That it practises, if it is one."""
    step: str = ""
    """The step of the plan that several such attempts make up."""


def _told_once(found: Iterable[_Open]) -> Iterator[StudyTask]:
    """The tasks; what several of them make up is said with the first."""
    told = set()
    for one in found:
        step = one.step[:1].lower() + one.step[1:]
        what = f"{one.what} ({step})" if step and step not in told else one.what
        told.add(step)
        yield StudyTask(what, one.command)


def _open(board: Iterable[MilestoneProgress], pack: Pack, asked: Sequence[str]) -> Iterator[_Open]:
    """What is missing, in the order of the study plan."""
    seen: set[str] = set()
    for goal in board:
        for stepped in goal.steps:
            step = stepped.step
            if stepped.done or not step.do or step.title in seen:
                continue
            seen.add(step.title)
            yield from _missing(stepped, pack, asked)


def _missing(stepped: StepProgress, pack: Pack, asked: Sequence[str]) -> Iterator[_Open]:
    step, count = stepped.step, stepped.step.condition.count
    if named := pack.questions.get(step.do.removeprefix("interviewer drill ")):
        yield _Open(step.title, step.do, named.competency)
        return
    questions = _counting(step, stepped.evidence, pack, asked) if _draws(step) else iter(())
    for _ in range(count - stepped.reached):
        if question := next(questions, None):
            competency = pack.competencies.get(question.competency)
            command = f"interviewer drill {question.id}"
            if competency:
                yield _Open(competency.title, command, question.competency, step.title)
            else:
                yield _Open(step.title, command, question.competency)
        else:
            yield _Open(step.title, step.do)


def _draws(step: Step) -> bool:
    """Whether the step leaves open which question is practised: its command names a topic."""
    condition = step.condition
    drilled = step.do.startswith("interviewer drill ") and not condition.plans
    return drilled and not condition.questions and bool(condition.kinds or condition.competencies)


def _counting(
    step: Step, evidence: Iterable[AnswerRow], pack: Pack, asked: Sequence[str]
) -> Iterator[Question]:
    """Questions whose answers would count, those first that a posting asks for."""
    done = [row.attempt for row in evidence]
    distinct = step.condition.distinct
    competencies = {attempt.competency for attempt in done} if distinct == "competency" else set()
    drilled = {attempt.question for attempt in done}
    for question in _ordered(pack, step.condition, asked):
        if question.id in drilled or question.competency in competencies:
            continue
        if distinct == "competency":
            competencies.add(question.competency)
        yield question


def _ordered(pack: Pack, condition: Condition, asked: Sequence[str]) -> Iterator[Question]:
    """The pack's questions of a kind: one for each competency, then a second for each, and so on."""
    names = dict.fromkeys((*asked, *pack.competencies))
    fitting: dict[str, list[Question]] = {}
    for question in pack.questions.values():
        if (
            (not condition.kinds or question.kind in condition.kinds)
            and (not condition.competencies or question.competency in condition.competencies)
            and (not condition.rubrics or set(condition.rubrics) & set(question.rubrics))
        ):
            fitting.setdefault(question.competency, []).append(question)
    ranked = [fitting[name] for name in dict.fromkeys((*names, *fitting)) if name in fitting]
    for turn in zip_longest(*ranked):
        yield from (question for question in turn if question)
