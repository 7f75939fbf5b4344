"""Plans: the minutes add up, nothing comes twice, and what is weak comes first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import PlanError
from interviewer.model import Attempt, Competency, Kind, Plan, Question, Round, Sitting
from interviewer.packs import catalogue
from interviewer.packs.catalogue import Pack
from interviewer.packs.plan import SHORTEST_TARGET, in_order, make_plan, make_plans
from tests.support.examples import question as asked_for

ANSWERED = frozenset(
    {
        "warm-up-introduction",
        "vulnerability-idor-explain",
        "threat-model-file-upload",
        "dive-deep-root-cause",
        "earn-trust-mistake",
        "candidate-questions-close",
    }
)
"""What the recorded candidates have an answer to."""

MINUTES = st.integers(1, 240)
SEEDS = st.integers(0, 10_000)


@cache
def shipped() -> Pack:
    """The pack that comes with the product."""
    return catalogue.load("amazon-appsec")


def ids(plan: Plan) -> list[str]:
    """The questions of a plan."""
    return [question.id for question in plan.questions]


def attempt(question: str, overall: float, **changes: object) -> Attempt:
    """An answer to a shipped question."""
    asked = shipped().questions[question]
    started = datetime(2026, 3, 1, tzinfo=UTC)
    made = Attempt(question, asked.kind, started, asked.competency, scores={"overall": overall})
    return replace(made, **changes)  # type: ignore[arg-type]


# --- time ---------------------------------------------------------------------------------------


@given(MINUTES, SEEDS)
def test_the_minutes_add_up_exactly(minutes: int, seed: int) -> None:
    """However many there are, and whatever is drawn."""
    assert make_plan("phone-screen", shipped(), minutes=minutes, seed=seed).seconds == minutes * 60
    onsite = make_plans("onsite", shipped(), minutes=minutes, seed=seed)
    assert [plan.seconds for plan in onsite] == [minutes * 60] * 5


@given(MINUTES, SEEDS)
def test_fewer_minutes_keep_the_proportions(minutes: int, seed: int) -> None:
    """Half technical and half not, to the second."""
    plan = make_plan("phone-screen", shipped(), minutes=minutes, seed=seed)
    shares = {part.title: part.seconds / plan.seconds for part in plan.rounds}
    second = 1 / plan.seconds
    assert shares == {
        "Opening": pytest.approx(3 / 60, abs=second),
        "Technical": pytest.approx(27 / 60, abs=second),
        "Past work": pytest.approx(26 / 60, abs=second),
        "Your questions": pytest.approx(4 / 60, abs=second),
    }


def test_an_hour_is_half_technical_and_half_behavioural() -> None:
    """With the greeting, some stories, and the candidate's own questions."""
    plan = make_plan("phone-screen", shipped())
    opening, technical, past, closing = plan.rounds
    assert [part.seconds for part in plan.rounds] == [180, 1620, 1560, 240]
    assert opening.questions[0].kind is Kind.WARM_UP
    assert {question.kind for question in technical.questions} <= {
        Kind.VULNERABILITY,
        Kind.THREAT_MODEL,
        Kind.AUTOMATION,
        Kind.CODE_REVIEW,
    }
    assert {question.kind for question in past.questions} == {Kind.BEHAVIORAL}
    assert len(past.questions) == 4
    assert [question.kind for question in closing.questions] == [Kind.CANDIDATE_QUESTIONS]


@given(MINUTES, SEEDS)
def test_answers_are_squeezed_but_not_to_nothing(minutes: int, seed: int) -> None:
    """Targets fall with the minutes, never below the shortest, and the limit stays above."""
    plan = make_plan("phone-screen", shipped(), minutes=minutes, seed=seed)
    for asked in plan.questions:
        full = shipped().questions[asked.id]
        assert asked.target_s[0] <= full.target_s[0]
        assert asked.target_s[0] >= min(full.target_s[0], SHORTEST_TARGET[0])
        assert asked.target_s[1] >= min(full.target_s[1], SHORTEST_TARGET[1])
        assert asked.target_s[0] < asked.target_s[1] <= asked.limit_s <= full.limit_s


def test_fewer_minutes_mean_fewer_questions() -> None:
    """Never more than in a longer plan."""
    counts = [
        len(make_plan("phone-screen", shipped(), minutes=minutes).questions)
        for minutes in (5, 15, 30, 60, 120)
    ]
    assert counts == sorted(counts)
    assert counts[0] == 4
    assert counts[-1] > counts[2] > counts[0]


def test_at_full_length_the_questions_fit_their_rounds() -> None:
    """Even when all answers are as long as they should be at most."""
    for seed in range(20):
        for plan in (
            make_plan("phone-screen", shipped(), seed=seed),
            *make_plans("onsite", shipped(), seed=seed),
        ):
            for part in plan.rounds:
                assert sum(asked.target_s[1] for asked in part.questions) <= part.seconds


@pytest.mark.parametrize("minutes", [0, -5, 0.5, 1000, float("nan")])
def test_impossible_lengths_are_refused(minutes: float) -> None:
    """A plan lasts between a minute and a working day."""
    with pytest.raises(PlanError, match="Choose between 1 and 480"):
        make_plan("phone-screen", shipped(), minutes=minutes)


# --- choice -------------------------------------------------------------------------------------


@given(SEEDS)
def test_the_seed_decides(seed: int) -> None:
    """The same seed gives the same plan."""
    assert make_plan("phone-screen", shipped(), seed=seed) == make_plan(
        "phone-screen", shipped(), seed=seed
    )


def test_other_seeds_give_other_plans() -> None:
    """Ten rehearsals are not ten times the same."""
    plans = {tuple(ids(make_plan("phone-screen", shipped(), seed=seed))) for seed in range(10)}
    assert len(plans) == 10


@pytest.mark.parametrize("minutes", [None, 1, 3, 10, 60, 200])
def test_what_a_recorded_candidate_can_answer_is_asked(minutes: float | None) -> None:
    """All of it and nothing else, in the order of an interview, however few the minutes."""
    plan = make_plan("phone-screen", shipped(), minutes=minutes, only=ANSWERED)
    assert ids(plan)[:3] == [
        "warm-up-introduction",
        "vulnerability-idor-explain",
        "threat-model-file-upload",
    ]
    assert set(ids(plan)[3:5]) == {"dive-deep-root-cause", "earn-trust-mistake"}
    assert ids(plan)[5:] == ["candidate-questions-close"]
    assert plan.seconds == 60 * (minutes or 60)


def test_a_loop_for_a_recorded_candidate_has_the_sittings_it_can_answer() -> None:
    """Stories and a threat model end after the first; nothing is asked without an answer."""
    plans = make_plans("onsite", shipped(), only=ANSWERED)
    assert set(ids(plans[0])) == ANSWERED - {"warm-up-introduction", "vulnerability-idor-explain"}
    assert all(set(ids(plan)) <= ANSWERED for plan in plans)


@given(SEEDS, st.sampled_from(sorted({q.competency for q in shipped().find("principle")})))
def test_what_was_never_practised_comes_before_what_went_well(seed: int, weak: str) -> None:
    """With good answers to everything else, the principle that is missing is asked about."""
    good = [attempt(q.id, 90) for q in shipped().questions.values() if q.competency != weak]
    plan = make_plan("phone-screen", shipped(), seed=seed, history=good)
    assert weak in {question.competency for question in plan.questions}


@given(SEEDS)
def test_what_went_badly_comes_again(seed: int) -> None:
    """The last attempt counts, and an old good one does not hide it."""
    day = timedelta(days=1)
    history = [attempt(question, 90) for question in shipped().questions]
    last = history[0].started + day
    history.append(attempt("frugality-reuse", 30, started=last))
    plan = make_plan("phone-screen", shipped(), seed=seed, history=history)
    assert "frugality-reuse" in ids(plan)
    history.append(attempt("frugality-reuse", 95, started=last + day))
    mended = [make_plan("phone-screen", shipped(), seed=s, history=history) for s in range(8)]
    assert any("frugality-reuse" not in ids(plan) for plan in mended)


# --- the loop -----------------------------------------------------------------------------------


@given(SEEDS)
def test_a_loop_repeats_nothing_and_covers_the_principles_evenly(seed: int) -> None:
    """Five sittings, three principles each, fifteen of sixteen, and the last one touched."""
    plans = make_plans("onsite", shipped(), seed=seed)
    asked = [question for plan in plans for question in plan.questions]
    assert len({question.id for question in asked}) == len(asked)
    stories = [question for question in asked if question.kind is Kind.BEHAVIORAL]
    assert Counter(len([q for q in plan.questions if q in stories]) for plan in plans) == {3: 5}
    covered = Counter(question.competency for question in stories)
    assert set(covered.values()) == {1}
    principles = {
        key for key, value in shipped().competencies.items() if value.group == "principle"
    }
    touched = {other for question in asked for other in question.also}
    assert principles <= set(covered) | touched


def test_a_loop_has_a_deep_dive_and_another_interviewer_each_time() -> None:
    """Threat model, review, vulnerabilities, automation, influence; five people, five voices."""
    plans = make_plans("onsite", shipped(), seed=4)
    dives = [{question.kind for question in plan.rounds[1].questions} for plan in plans]
    assert dives == [
        {Kind.THREAT_MODEL},
        {Kind.CODE_REVIEW},
        {Kind.VULNERABILITY},
        {Kind.AUTOMATION},
        {Kind.EXECUTIVE},
    ]
    people = [plan.rounds[0].interviewer for plan in plans]
    assert len({person.name for person in people}) == len({person.voice for person in people}) == 5
    for plan, person in zip(plans, people, strict=True):
        assert all(part.interviewer == person for part in plan.rounds)
        assert person.name in plan.rounds[0].says
        assert "60 minutes" in plan.rounds[0].says


def test_a_sitting_can_be_asked_for_by_number() -> None:
    """`onsite-3` is the third; the loop can be resumed with its seed alone."""
    plans = make_plans("onsite", shipped(), seed=9)
    assert [plan.name for plan in plans] == [f"onsite-{number}" for number in range(1, 6)]
    assert [make_plan(plan.name, shipped(), seed=9) for plan in plans] == list(plans)
    assert make_plan("onsite", shipped(), seed=9) == plans[0]
    with pytest.raises(PlanError, match=r"no session 6\. Choose 1 to 5"):
        make_plan("onsite-6", shipped())
    with pytest.raises(PlanError, match="The drill loop has no session 1"):
        make_plan("drill-1", shipped())


def test_a_loop_goes_on_as_it_began() -> None:
    """Answers in its own earlier sittings change nothing; those of another loop do."""
    plans = make_plans("onsite", shipped(), seed=9)
    held = [attempt(id_, 40, plan="onsite-1", seed=9) for id_ in ids(plans[0])]
    assert make_plans("onsite", shipped(), seed=9, history=held) == plans
    other = [replace(past, seed=8, scores={"overall": 90.0}) for past in held]
    assert make_plans("onsite", shipped(), seed=9, history=other) != plans


# --- other formats ------------------------------------------------------------------------------


@pytest.mark.parametrize("id_", sorted(shipped().questions))
def test_every_question_can_be_drilled(id_: str) -> None:
    """A drill takes as long as its question may, with follow-ups."""
    plan = make_plan("drill", shipped(), only=frozenset({id_}))
    assert ids(plan) == [id_]
    assert plan.questions[0] == shipped().questions[id_]
    assert plan.seconds > plan.questions[0].limit_s
    assert make_plan("drill", shipped(), only=frozenset({id_}), minutes=4).seconds == 240


def test_a_drill_asks_one_question_of_many() -> None:
    """By topic, the one that is unseen."""
    stories = shipped().find("frugality")
    history = [attempt(question.id, 90) for question in stories[:-1]]
    only = frozenset(question.id for question in stories)
    assert ids(make_plan("drill", shipped(), only=only, history=history)) == [stories[-1].id]


def test_a_warm_up_takes_ten_minutes() -> None:
    """An introduction and one story."""
    plan = make_plan("warm-up", shipped())
    assert plan.seconds == 600
    assert [question.kind for question in plan.questions] == [Kind.WARM_UP, Kind.BEHAVIORAL]


def test_rounds_without_a_question_give_up_their_time() -> None:
    """A pack with nothing but stories still makes an hour of it."""
    stories = {question.id: question for question in shipped().find("principle")}
    plan = make_plan("phone-screen", replace(shipped(), questions=stories))
    assert [part.title for part in plan.rounds] == ["Past work"]
    assert plan.seconds == 3600


def test_a_round_that_others_leave_empty_gives_up_its_time_too() -> None:
    """Two rounds and one question between them."""
    question = Question("one", Kind.BEHAVIORAL, "Tell me.", "skill")
    format_ = shipped().formats["phone-screen"]
    rounds = tuple(replace(part, kinds=(Kind.BEHAVIORAL,)) for part in format_.sittings[0].rounds)
    pack = replace(
        shipped(),
        questions={"one": question},
        competencies={"skill": Competency("Skill")},
        formats={"twice": replace(format_, sittings=(Sitting(rounds),))},
        interviewers={},
    )
    plan = make_plan("twice", pack, minutes=10)
    assert ids(plan) == ["one"]
    assert plan.seconds == 600
    assert plan.rounds[0].interviewer.name == "Alex"


def test_formats_that_are_not_there_and_empty_choices_are_refused() -> None:
    """With what there is, or what to check."""
    with pytest.raises(PlanError, match=r"no format 'interview'\. It has phone-screen, onsite"):
        make_plan("interview", shipped())
    for name in ("drill", "phone-screen", "onsite"):
        with pytest.raises(PlanError, match="nothing to ask"):
            make_plan(name, shipped(), only=frozenset({"unknown"}))
    with pytest.raises(PlanError, match="nothing to ask in 'drill'"):
        make_plan("drill", replace(shipped(), questions={}))


def test_named_questions_are_asked_in_the_order_given() -> None:
    """Across rounds too; each keeps its share of the time, and only the opening words stay."""
    one, two, three = (asked_for(name) for name in ("one", "two", "three"))
    rounds = (
        Round("Technical", 600.0, (one, two), says="Hello."),
        Round("Behavioural", 300.0, (three,), says="Now the rest."),
    )
    given = Plan("phone-screen", "test", 1, rounds)
    assert in_order(given, ["one", "two", "three"]) is given
    changed = in_order(given, ["two", "three", "one"])
    assert [asked.id for asked in changed.questions] == ["two", "three", "one"]
    assert [(part.title, part.seconds, part.says) for part in changed.rounds] == [
        ("Technical", 300.0, "Hello."),
        ("Behavioural", 300.0, ""),
        ("Technical", 300.0, ""),
    ]


# --- the user's own questions -------------------------------------------------------------------


@given(SEEDS)
def test_own_questions_and_others_come_in_turn(seed: int) -> None:
    """Whoever writes questions for one interview is asked some of them every time, and not only them."""
    stories = [q.id for q in shipped().questions.values() if q.kind is Kind.BEHAVIORAL]
    pack = replace(shipped(), own=frozenset(stories[:3]))
    plan = make_plan("phone-screen", pack, seed=seed)
    asked = [q.id in pack.own for q in plan.questions if q.kind is Kind.BEHAVIORAL]
    assert sum(asked) == (len(asked) + 1) // 2
