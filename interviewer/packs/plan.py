"""Pack + format + history -> `Plan`: who asks what, in which order, with how much time.

Which questions come is decided by the seed, by what was never asked or went badly, and by what fits
into a round's share of the minutes. Fewer minutes mean fewer questions and shorter answers, half by
half: at a quarter of the time, half as many questions of half the length.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import sqrt

from interviewer.errors import PlanError
from interviewer.model import (
    Attempt,
    Interviewer,
    InterviewerManner,
    Kind,
    Plan,
    Question,
    Round,
    RoundFormat,
    Sitting,
)
from interviewer.output.formatting import rounded_length
from interviewer.packs import speakable
from interviewer.packs.catalogue import Pack

ASKING_S = 15.0
"""To ask a question of 40 words, and for the candidate to start."""
FOLLOW_UPS_S = 120.0
"""Two follow-ups: ten seconds to ask and fifty to answer, each."""
UNPROBED = frozenset({Kind.WARM_UP, Kind.CANDIDATE_QUESTIONS})
"""Kinds without follow-ups."""
SHORTEST_TARGET = (45.0, 90.0)
"""Answers are not squeezed below this, however few the minutes: no story fits into less."""
MINUTES = (1, 480)
"""Fewest and most minutes of one sitting."""


def make_plan(
    format_name: str,
    pack: Pack,
    *,
    minutes: float | None = None,
    seed: int = 0,
    history: Iterable[Attempt] = (),
    only: frozenset[str] | None = None,
) -> Plan:
    """One sitting: `phone-screen`, `drill`, or `onsite-2` for the second of several.

    `minutes` is the length of the sitting, None for its full length. `only` restricts it to these
    questions, and then all of them are asked, however few the minutes.

    Raises:
        PlanError: the pack has no such format, or nothing to ask in it.
    """
    base, _, number = format_name.rpartition("-")
    if format_name not in pack.formats and number.isdecimal() and base in pack.formats:
        plans = make_plans(base, pack, minutes=minutes, seed=seed, history=history, only=only)
        if 1 <= int(number) <= len(plans) and len(pack.formats[base].sittings) > 1:
            return plans[int(number) - 1]
        raise PlanError(f"The {base} loop has no session {number}", f"Choose 1 to {len(plans)}.")
    return make_plans(format_name, pack, minutes=minutes, seed=seed, history=history, only=only)[0]


def make_plans(
    format_name: str,
    pack: Pack,
    *,
    minutes: float | None = None,
    seed: int = 0,
    history: Iterable[Attempt] = (),
    only: frozenset[str] | None = None,
) -> tuple[Plan, ...]:
    """Every sitting of a format; no question comes twice.

    The same seed gives the same sittings after some of them have been held, because what was
    practised in the loop itself is no history to it.

    Raises:
        PlanError: as `make_plan`.
    """
    if format_name not in pack.formats:
        known = ", ".join(pack.formats) or "none"
        raise PlanError(f"The pack {pack.name} has no format '{format_name}'", f"It has {known}.")
    if minutes is not None and not MINUTES[0] <= minutes <= MINUTES[1]:
        few, many = MINUTES
        problem = f"A plan cannot last {minutes:g} minutes"
        raise PlanError(problem, f"Choose between {few} and {many}.")
    drawing = _Drawing(pack, format_name, seed, tuple(history), only)
    format_ = pack.formats[format_name]
    several = len(format_.sittings) > 1
    plans = []
    for number, sitting in enumerate(format_.sittings, 1):
        if only is not None and several and not drawing.pool(sitting.rounds):
            break  # a recorded candidate can answer no more
        rounds = drawing.rounds(sitting, number, minutes)
        title = sitting.title or format_.title
        name = f"{format_name}-{number}" if several else format_name
        plans.append(Plan(name, pack.name, seed, rounds, title))
    if not plans:
        raise PlanError(
            f"The pack {pack.name} has nothing to ask in '{format_name}'",
            "Check the questions that you restricted it to.",
        )
    return tuple(plans)


def require_askable(pack: Pack, format_name: str, wanted: str) -> None:
    """Refuse a question or topic none of whose questions is of a kind that a format asks.

    Raises:
        PlanError: there is no such topic, or none is; names their kind, and the drill that asks them.
    """
    base, _, number = format_name.rpartition("-")
    format_ = pack.formats.get(base if number.isdecimal() else format_name)
    if format_ is None:
        return
    wanted_kinds = dict.fromkeys(question.kind for question in pack.find(wanted))
    kinds = {kind for sitting in format_.sittings for part in sitting.rounds for kind in part.kinds}
    if kinds.isdisjoint(wanted_kinds):
        named = " or ".join(kind.replace("-", " ") for kind in wanted_kinds)
        raise PlanError(
            f"The {format_name} asks no {named} questions, and so nothing about '{wanted}'",
            f"Drill it: interviewer drill {wanted}",
        )


def minutes_needed(plan: Plan) -> float:
    """Minutes in which every round of a plan has room for its questions at their limits; never more than it has."""
    share = max(
        sum(question.limit_s + ASKING_S + FOLLOW_UPS_S for question in part.questions)
        / part.seconds
        for part in plan.rounds
    )
    return max(MINUTES[0], round(plan.seconds / 60 * min(1.0, share)))


def in_order(plan: Plan, ids: Sequence[str]) -> Plan:
    """The plan with its questions in this order; a round is held in parts where that needs it.

    Handing over from round to round makes no sense then, so only the opening words are left.
    """
    place = {id_: at for at, id_ in enumerate(ids)}
    rounds_of = {question.id: each for each in plan.rounds for question in each.questions}
    wanted = sorted(plan.questions, key=lambda question: place.get(question.id, len(place)))
    if wanted == list(plan.questions):
        return plan
    parts: list[Round] = []
    for whole, some in groupby(wanted, key=lambda question: rounds_of[question.id]):
        questions = tuple(some)
        seconds = whole.seconds * len(questions) / len(whole.questions)
        parts.append(replace(whole, seconds=seconds, questions=questions, says=""))
    parts[0] = replace(parts[0], says=plan.rounds[0].says)
    return replace(plan, rounds=tuple(parts))


@dataclass
class _Drawing:
    """Draws questions, and remembers what has been drawn."""

    pack: Pack
    format_name: str
    seed: int
    history: Sequence[Attempt]
    only: frozenset[str] | None
    used: set[str] = field(default_factory=set)
    tested: Counter[str] = field(default_factory=Counter)
    """Competency -> questions drawn."""

    def __post_init__(self) -> None:
        """Shuffle what is to be drawn from, and rank it by the history."""
        chance = random.Random(f"{self.seed}/{self.pack.name}/{self.format_name}")  # noqa: S311  # no secret  # nosec B311
        past = [attempt for attempt in self.history if not self._of_this_loop(attempt)]
        questions = list(self.pack.questions)
        topics = sorted({question.competency for question in self.pack.questions.values()})
        people = sorted(
            name
            for name, who in self.pack.interviewers.items()
            if who.manner == InterviewerManner()
        ) or sorted(self.pack.interviewers)
        for names in (questions, topics, people):
            chance.shuffle(names)
        self.people = people
        self.rank = {
            name: (_standing(past, "question", name), place) for place, name in enumerate(questions)
        }
        self.topic_rank = {
            name: (_standing(past, "competency", name), place) for place, name in enumerate(topics)
        }
        self.spare = self._left_out()

    def _of_this_loop(self, attempt: Attempt) -> bool:
        several = len(self.pack.formats[self.format_name].sittings) > 1
        ours = attempt.plan.startswith(f"{self.format_name}-") and attempt.seed == self.seed
        return several and ours

    def _left_out(self) -> frozenset[str]:
        """Principles for which there will be no question of their own: another may touch them."""
        format_ = self.pack.formats[self.format_name]
        places = sum(
            part.most
            for sitting in format_.sittings
            for part in sitting.rounds
            if Kind.BEHAVIORAL in part.kinds
        )
        principles = {
            question.competency
            for question in self.pack.questions.values()
            if question.kind is Kind.BEHAVIORAL
        }
        order = sorted(principles, key=lambda name: self.topic_rank[name])
        return frozenset(order[places:] if places else ())

    def pool(self, rounds: Iterable[RoundFormat]) -> list[Question]:
        """What is left to be asked in any of the rounds."""
        kinds = {kind for part in rounds for kind in part.kinds}
        return [
            question
            for question in self.pack.questions.values()
            if question.kind in kinds
            and question.id not in self.used
            and (self.only is None or question.id in self.only)
        ]

    # --- rounds ---------------------------------------------------------------------------------

    def rounds(self, sitting: Sitting, number: int, minutes: float | None) -> tuple[Round, ...]:
        """The rounds of a sitting; those for which there is no question give up their time."""
        formats = [each for each in sitting.rounds if self.pool([each])]
        budgets, drawn = self._drawn(formats, sitting, minutes)
        while not all(drawn):  # an earlier round took the last question of a later one
            self._put_back(drawn)
            formats = [each for each, some in zip(formats, drawn, strict=True) if some]
            budgets, drawn = self._drawn(formats, sitting, minutes)
        if not formats:
            raise PlanError(
                f"The pack {self.pack.name} has nothing to ask in '{self.format_name}'",
                "`interviewer packs` lists what it has.",
            )
        if not sum(each.minutes for each in formats):
            budgets = _open_ended(drawn, minutes)
        who = self._interviewer(sitting, number)
        total = sum(budgets) / 60
        return tuple(
            Round(
                title=each.title,
                seconds=float(budget),
                questions=_fitted(some, budget),
                says=speakable.filled(each.says, name=who.name, role=who.role, minutes=total),
                interviewer=who,
            )
            for each, budget, some in zip(formats, budgets, drawn, strict=True)
        )

    def _drawn(
        self, formats: Sequence[RoundFormat], sitting: Sitting, minutes: float | None
    ) -> tuple[list[int], list[tuple[Question, ...]]]:
        """Seconds and questions of each round."""
        full = sum(each.minutes for each in formats)
        total = minutes or sum(each.minutes for each in sitting.rounds)
        budgets = _shares([each.minutes for each in formats], total)
        pressure = sqrt(min(1.0, minutes / full)) if minutes and full else 1.0
        pairs = zip(formats, budgets, strict=True)
        return budgets, [self.draw(each, budget, pressure) for each, budget in pairs]

    def _put_back(self, drawn: Iterable[Sequence[Question]]) -> None:
        for question in (question for some in drawn for question in some):
            self.used.discard(question.id)
            self.tested[question.competency] -= 1

    def draw(self, part: RoundFormat, seconds: int, pressure: float) -> tuple[Question, ...]:
        """Questions for one round, in the order asked; at least one if there is any."""
        drawn: list[Question] = []
        left = seconds or float("inf")
        most = part.most or (len(self.pack.questions) if seconds else 1)
        while len(drawn) < most:
            pool = sorted(self.pool([part]), key=lambda question: self._wish(question, drawn))
            fitting = [q for q in pool if self.only is not None or _cost(q) * pressure <= left]
            if not fitting and pool and not drawn:
                fitting = [min(pool, key=_cost)]
            if not fitting:
                break
            question = fitting[0]
            drawn.append(question)
            left -= _cost(question) * pressure
            self.used.add(question.id)
            self.tested[question.competency] += 1
            self.spare -= {question.competency, *question.also}
        order = {kind: place for place, kind in enumerate(part.kinds)}
        return tuple(sorted(drawn, key=lambda question: order[question.kind]))

    def _wish(self, question: Question, drawn: Sequence[Question]) -> tuple[object, ...]:
        """What to ask next sorts first: one's own and others in turn, untested competencies, other kinds, weak ones."""
        own = sum(other.id in self.pack.own for other in drawn)
        return (
            (question.id in self.pack.own) == (2 * own > len(drawn)),
            self.tested[question.competency],
            sum(other.kind is question.kind for other in drawn),
            self.topic_rank[question.competency],
            self.rank[question.id][0],
            -len(self.spare.intersection(question.also)),
            self.rank[question.id][1],
        )

    def _interviewer(self, sitting: Sitting, number: int) -> Interviewer:
        if sitting.interviewer:
            return self.pack.interviewers[sitting.interviewer]
        if not self.people:
            return Interviewer()
        return self.pack.interviewers[self.people[(number - 1) % len(self.people)]]


def _standing(past: Iterable[Attempt], by: str, name: str) -> int:
    """0: never tried, or the last attempt went badly; 1: it was fair; 2: it was good."""
    tried = [attempt for attempt in past if getattr(attempt, by) == name]
    if not tried:
        return 0
    overall = max(tried, key=lambda attempt: attempt.started).scores.get("overall", 0.0)
    return (overall >= 60) + (overall >= 80)


def _cost(question: Question) -> float:
    """Seconds a question takes at full length, with its follow-ups."""
    probes = 0.0 if question.kind in UNPROBED else FOLLOW_UPS_S
    return ASKING_S + sum(question.target_s) / 2 + probes


def _shares(weights: Sequence[float], minutes: float) -> list[int]:
    """Whole seconds in proportion to the weights, adding up to the minutes exactly."""
    total, whole = round(minutes * 60), sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _open_ended(drawn: Sequence[Sequence[Question]], minutes: float | None) -> list[int]:
    """Seconds of rounds that take as long as their questions may."""
    needed = [
        sum(question.limit_s - sum(question.target_s) / 2 + _cost(question) for question in some)
        for some in drawn
    ]
    return _shares(needed, minutes or sum(round(seconds) for seconds in needed) / 60)


def _fitted(questions: Sequence[Question], seconds: int) -> tuple[Question, ...]:
    """The questions with targets and limits scaled so that they fit, as far as they may."""
    scale = min(1.0, seconds / sum(map(_cost, questions)))
    if scale == 1.0:
        return tuple(questions)
    return tuple(_scaled(question, scale) for question in questions)


def _scaled(question: Question, scale: float) -> Question:
    first, last = (
        max(min(full, shortest), rounded_length(full * scale))
        for full, shortest in zip(question.target_s, SHORTEST_TARGET, strict=True)
    )
    limit = min(question.limit_s, max(round(question.limit_s * scale), last * 1.5))
    return replace(question, target_s=(first, last), limit_s=float(limit))
