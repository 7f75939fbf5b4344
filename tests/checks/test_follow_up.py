"""The follow-up goes for the biggest gap, in the candidate's own words."""

from dataclasses import replace

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks import examine
from interviewer.checks.follow_up import (
    DEEPER,
    DISAGREED,
    PROBES,
    follow_up,
    quotable,
)
from interviewer.model import FollowUp, Kind, Span, Verdict
from interviewer.packs import rubrics
from tests.support.examples import finding, question

ANSWER = Answer(plain("It got significantly faster after that and we fixed it all together."))


def test_the_most_serious_gap_comes_first() -> None:
    """A missing result is asked for before a vague word."""
    gaps = [finding("metrics.vague", gain=30), finding("star.no-result", gain=5)]
    probe = follow_up(None, ANSWER, gaps)
    assert probe is not None
    assert probe.gap == "star.no-result"


def test_the_candidate_is_quoted() -> None:
    """What was said comes back as a question."""
    probe = follow_up(None, ANSWER, [finding("metrics.vague", evidence=(Span(2, 3),))])
    assert probe == FollowUp(
        'You said "It got significantly faster". By how much?', "metrics.vague"
    )


def test_a_quote_too_long_to_say_is_left_out() -> None:
    """Nobody reads a paragraph back."""
    told = Answer(
        plain(
            "we went up and down the whole of the long road with the heavy barrows and a borrowed lamp"
            " on that wet night"
        )
    )
    probe = follow_up(None, told, [finding("ownership.we", evidence=(Span(0, 20),))])
    assert probe is not None
    assert probe.text in PROBES["ownership.we"]
    assert "{" not in probe.text


def test_the_packs_own_probe_is_preferred() -> None:
    """A question knows best how to ask about its gaps."""
    own = FollowUp("Who measured it?", "metrics.none")
    asked = question(follow_ups=(own,))
    assert follow_up(asked, ANSWER, [finding("metrics.none")]) == own


def test_nothing_is_asked_twice_or_without_a_gap() -> None:
    """A complete answer, or one already probed, is left alone."""
    gap = finding("star.no-result")
    assert follow_up(None, ANSWER, [gap], asked=[FollowUp("And then?", "star.no-result")]) is None
    assert follow_up(None, ANSWER, []) is None
    assert follow_up(None, ANSWER, [finding(verdict=Verdict.GOOD)]) is None


def test_a_missing_concept_is_asked_about_by_its_rubric() -> None:
    """Technical gaps come by what they would gain, in the rubric's words."""
    gaps = [finding("idor.example", gain=1), finding("idor.server-side-check", gain=9)]
    probe = follow_up(None, ANSWER, gaps)
    assert probe is not None
    assert probe.gap == "idor.server-side-check"
    assert probe.text == rubrics.load()["idor"].concepts["server-side-check"].ask


STORY = (
    "Last spring our build kept failing at the shop, and my job was to find out why. I read the logs, I moved the"
    " report to a copy because it locked the table, and I told the team. Since then it has not failed once, and I"
    " check the disk first now."
)


def test_an_answer_without_a_gap_gets_one_deeper_question() -> None:
    """About a step that was told, in whole words; and it is the last one."""
    told = Answer(plain(STORY))
    probe = follow_up(None, told, [])
    assert probe is not None
    assert probe.gap == DEEPER
    assert follow_up(None, told, [], asked=[probe]) is None


def test_a_doubtful_gap_is_not_asked_about() -> None:
    """What was probably said is not asked for."""
    gap = replace(finding("star.no-task"), verdict=Verdict.ASK, sure=0.42)
    probe = follow_up(None, Answer(plain(STORY)), [gap])
    assert probe is not None
    assert probe.gap == DEEPER


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("I moved the report to a copy", "I moved the report to a copy"),
        ("I shut the tests off for a", ""),
        ("I um moved the report", ""),
        ("I moved moved the report", ""),
        ("around 900 Java services", "around 900 Java services"),
    ],
)
def test_only_whole_clauses_are_repeated(words: str, quote: str) -> None:
    """What breaks off, stumbles or stops before its noun is not said back to anybody."""
    answer = Answer(plain(words))
    assert quotable(answer, Span(0, len(answer.words))) == quote


def test_no_placeholder_is_ever_spoken() -> None:
    """A gap with no words to quote is asked about without a quote."""
    for gap in PROBES:
        probe = follow_up(None, ANSWER, [finding(gap)])
        assert probe is None or ("{" not in probe.text and '""' not in probe.text)


def test_rules_nobody_would_ask_about_are_passed_over() -> None:
    """Pace and fillers are for the debrief."""
    assert follow_up(None, ANSWER, [finding("delivery.fillers")]) is None


def test_a_follow_up_never_quotes_nothing() -> None:
    """Without a clause to repeat, the wording that would repeat it is left out."""
    vague = Answer(plain("The build was slow. Then it was better for all of us."))
    gap = finding("star.no-result", evidence=(Span(0, 4),))
    for seed in range(20):
        added = follow_up(None, vague, [gap], seed=seed)
        assert added is not None
        assert '""' not in added.text
        assert added.text == "How did it end, and how do you know?"


@pytest.mark.parametrize(
    ("claim", "ending"),
    [
        ("most of the tenants", "How many was that, roughly?"),
        ("a lot shorter", "By how much?"),
        ("made a big difference", "How big was that, roughly?"),
    ],
)
def test_a_vague_word_is_asked_about_by_what_it_claims(claim: str, ending: str) -> None:
    """Nobody asks "By how much?" about a number of people."""
    words = Answer(plain(f"In the end it was {claim}."))
    span = Span(5, len(words.words))
    probe = follow_up(None, words, [finding("metrics.vague", evidence=(span,))])
    assert probe is not None
    assert probe.text.endswith(ending)


BEEKEEPER = (
    "okay so um last june i kept bees for a cooperative near Split and one hive got foul brood and it was my job to"
    " keep it from the others so i drove up there at night and i um i burned the frames behind the shed because"
    " the spores live for years and then i told the neighbours the same evening and after that no other hive fell"
    " ill"
)


def test_a_step_is_said_back_to_the_person_without_fillers() -> None:
    """As an interviewer would: "You burned the frames"."""
    probe = follow_up(None, Answer(plain(BEEKEEPER)), [])
    assert probe is not None
    assert probe.text.startswith("You burned the frames behind the shed. ")


def test_what_had_its_reason_told_is_not_asked_for_its_reason() -> None:
    """Only for what else was possible."""
    probe = follow_up(None, Answer(plain(BEEKEEPER)), [])
    assert probe is not None
    assert "What else did you consider" in probe.text


def test_an_ending_is_asked_for_after_the_last_step() -> None:
    """The story is picked up where it stopped."""
    told = Answer(
        plain(
            "Last winter the boiler in our school in Tartu died on a Sunday and I was the caretaker on duty. I shut the"
            " valve, I borrowed two heaters from the church, and I moved the little ones to the gym."
        )
    )
    probe = follow_up(None, told, [finding("star.no-result")])
    assert probe is not None
    assert probe.text.startswith("You moved the little ones to the gym. ")


def test_errands_are_not_asked_about() -> None:
    """Nobody wonders what was hard about walking in."""
    told = Answer(
        plain(
            "Last winter the boiler in our school in Tartu died on a Sunday and I was the caretaker on duty. I walked"
            " over to the boiler house, I looked at the old gauge, and I called the man from the works."
        )
    )
    for seed in range(8):
        probe = follow_up(None, told, [], seed=seed)
        assert probe is not None
        assert not probe.text.startswith("You ")


def test_another_language_is_asked_for_in_english() -> None:
    """Kindly, and for the same thing."""
    said = Answer(
        plain(
            "Also ich habe damals in der Werkstatt gearbeitet und die Maschine war kaputt, da habe ich den Motor"
            " ausgebaut und mit dem Kollegen repariert, und am Abend lief alles wieder."
        )
    )
    probe = follow_up(None, said, examine(said).findings)
    assert probe is not None
    assert "in English" in probe.text


@pytest.mark.parametrize(("sure", "gap"), [(0.55, DEEPER), (0.7, "star.no-task")])
def test_a_task_that_may_be_plain_is_not_asked_for(sure: float, gap: str) -> None:
    """Nobody asks a tattooist what she was responsible for, unless nothing told."""
    probe = follow_up(None, Answer(plain(BEEKEEPER)), [replace(finding("star.no-task"), sure=sure)])
    assert probe is not None
    assert probe.gap == gap


def test_a_disagreement_that_others_decided_is_asked_about_itself() -> None:
    """Whoever offered two options chose neither."""
    told = Answer(
        plain(
            "I disagreed with our head gardener about the old lime trees. He wanted them cut before the fair, and I thought"
            " that two of them were sound. I offered him two ways to hold them, and he decided to cut one and to rope"
            " the other. I helped him with the ropes. The fair was held, and the tree still stands. I learned to bring"
            " a drawing."
        )
    )
    for seed in range(6):
        probe = follow_up(None, told, [], seed=seed)
        assert probe is not None
        assert probe.gap == DEEPER
        assert probe.text in PROBES[DISAGREED]


def test_paperwork_is_not_asked_for_another_way() -> None:
    """The question then names no step."""
    told = Answer(
        plain(
            "Two years ago our choir lost its hall in Cork, and it was my job to find another. I rang six schools, I"
            " compared their prices in a list, and I wrote down an end date of March. By February we sang in the"
            " old brewery, and nobody missed an evening."
        )
    )
    for seed in range(6):
        probe = follow_up(None, told, [], seed=seed)
        assert probe is not None
        assert not probe.text.startswith("You ")


def test_a_gap_that_is_likely_comes_before_one_that_is_worth_more_and_doubtful() -> None:
    """Points count as far as they are likely to be missing."""
    first, second = (f"threat-model.{name}" for name in ("assets", "actors"))
    gaps = [finding(first, gain=12, sure=0.82), finding(second, gain=10, sure=0.98)]
    probe = follow_up(None, ANSWER, gaps)
    assert probe is not None
    assert probe.gap == second


def test_a_concept_that_may_have_been_told_is_not_asked_for() -> None:
    """Who has said it is annoyed; a doubtful gap is left to the debrief."""
    gap = finding("threat-model.assets", gain=12, sure=0.6)
    assert (
        follow_up(None, Answer(plain("We guard the card numbers."), kind=Kind.THREAT_MODEL), [gap])
        is None
    )


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Who sends these files? I start with the parser.", False),
        ("I start with the parser, and what I fear is a bomb.", True),
    ],
)
def test_nobody_who_has_asked_is_invited_to_ask(said: str, asked: bool) -> None:
    """A question about the system closes the gap of who asks nothing."""
    gap = finding("threat-model.scope", gain=12)
    probe = follow_up(None, Answer(plain(said), kind=Kind.THREAT_MODEL), [gap])
    assert (probe is not None) is asked


def test_facts_that_were_told_show_that_the_candidate_has_asked() -> None:
    """Whatever their question looked like."""
    answer = Answer(plain("Fine."), kind=Kind.THREAT_MODEL, replies=(0,), asked=("facts",))
    assert follow_up(None, answer, [finding("threat-model.scope", gain=12)]) is None


def test_an_answer_without_a_gap_is_asked_for_what_strong_ones_have() -> None:
    """In the words of the pack, where it is surely missing; a serious gap comes first."""
    probe = FollowUp("Who would see it in the logs?", "idor.logging")
    asked = question(follow_ups=(probe,))
    answer = Answer(plain("I load the invoice of the caller."), kind=Kind.VULNERABILITY)
    beyond = finding("idor.logging", verdict=Verdict.NOTE)
    assert follow_up(asked, answer, [beyond]) == probe
    assert follow_up(asked, answer, [replace(beyond, sure=0.6)]) is None
    assert follow_up(asked, answer, [beyond], asked=[probe]) is None
    serious = follow_up(asked, answer, [beyond, finding("idor.customer-impact")])
    assert serious is not None
    assert serious.gap == "idor.customer-impact"


def test_what_leads_up_to_a_prepared_follow_up_is_not_news_to_who_said_it() -> None:
    """A follow-up that begins with the candidate's own point is not asked."""
    probe = FollowUp("The backup tape holds salaries. What follows?", "idor.customer-impact")
    asked = question(follow_ups=(probe,))
    gap = finding("idor.customer-impact", gain=12)
    assert follow_up(asked, Answer(plain("I close the port.")), [gap]) == probe
    told = Answer(plain("That backup tape holds salaries, so I lock it away."))
    assert follow_up(asked, told, [gap]) is None
