"""Of everything found, the debrief tells the few things worth acting on."""

from dataclasses import replace

from interviewer.answer import Answer, plain
from interviewer.debrief import FIXES, QUOTE_WORDS, quote, select_findings, summarise
from interviewer.model import Kind, Span, Turn, Verdict
from tests.support.examples import finding, session, turn


def test_at_most_three_fixes_by_what_they_gain() -> None:
    """The biggest gains come first; the rest waits for the next rehearsal."""
    found = tuple(finding(f"rule.{gain}", gain) for gain in (3, 9, 1, 7))
    fixes = summarise(session(turn(findings=found))).fixes
    assert [fix.finding.gain for fix in fixes] == [9, 7, 3]
    assert len(fixes) == FIXES


def test_an_answer_gets_three_things_to_change_and_two_to_keep() -> None:
    """By how much they are needed; notes are always told."""
    found = [
        finding("rule.small", 2),
        finding("rule.asked", 8, verdict=Verdict.ASK),
        finding("rule.large", 9),
        finding("rule.middle", 5),
        *(finding(f"rule.good-{n}", verdict=Verdict.GOOD) for n in range(3)),
        finding("rule.note", verdict=Verdict.NOTE),
    ]
    told = [one.rule.removeprefix("rule.") for one in select_findings(found)]
    assert told == ["large", "asked", "middle", "good-0", "good-1", "note"]


def test_one_rule_is_told_once_where_it_costs_most() -> None:
    """The same fault in two answers is one lesson."""
    turns = (turn("a", findings=(finding(gain=2),)), turn("b", findings=(finding(gain=8),)))
    (fix,) = summarise(session(*turns)).fixes
    assert fix.turn == 1


def test_changes_are_spread_over_the_answers() -> None:
    """One of each answer, before a second of any."""
    first = (finding("star.no-result"), finding("ownership.we"), finding("star.no-action"))
    turns = (turn("a", findings=first), turn("b", findings=(finding("reflection.none"),)))
    fixes = summarise(session(*turns)).fixes
    assert [(fix.turn, fix.finding.rule) for fix in fixes] == [
        (0, "star.no-result"),
        (1, "reflection.none"),
        (0, "ownership.we"),
    ]


def test_strengths_are_not_fixes_and_notes_are_neither() -> None:
    """What to keep and what to change stand apart."""
    found = tuple(finding(f"rule.{verdict}", verdict=verdict) for verdict in Verdict)
    told = summarise(session(turn(findings=found)))
    assert {fix.finding.verdict for fix in told.fixes} == {Verdict.FIX, Verdict.ASK}
    assert [fix.finding.verdict for fix in told.strengths] == [Verdict.GOOD]


def test_a_quote_begins_and_ends_with_words_that_say_something() -> None:
    """Not with "and um", nor with a comma or a word that opens the next clause."""
    answer = Answer(plain("so um and the the baker rang us back that night, and"))
    assert quote(answer, Span(0, 12)) == "the baker rang us back that night"
    assert quote(answer, Span(0, 3)) == "so um and"


def test_what_few_people_do_is_praised_before_what_most_do() -> None:
    """A look back and both ends of a figure say more than first-person steps."""
    found = tuple(
        finding(rule, verdict=Verdict.GOOD)
        for rule in ("star.complete", "ownership.i", "reflection.told", "metrics.baseline")
    )
    told = summarise(session(turn(findings=found))).strengths
    assert [fix.finding.rule for fix in told] == ["metrics.baseline", "reflection.told"]


def test_scores_are_means_over_the_answers_that_count() -> None:
    """Small talk and the candidate's own questions are practice, not marks."""
    small_talk = turn("hello", scores={"overall": 0.0})
    question = replace(small_talk.question, kind=Kind.WARM_UP)
    turns: tuple[Turn, ...] = (
        turn("a", scores={"overall": 40.0}),
        turn("b", scores={"overall": 60.0, "star": 80.0}),
        replace(small_talk, question=question, findings=(finding(gain=99),)),
    )
    told = summarise(session(*turns))
    assert told.scores == {"overall": 50.0, "star": 80.0}
    assert told.fixes == ()


def test_quotes_are_the_candidates_words_cut_to_a_glance() -> None:
    """A quote is recognised, not read."""
    words = plain(" ".join(f"word{n}" for n in range(60)))
    found = (finding("rule.long", evidence=(Span(0, 60),)), finding("rule.none", evidence=()))
    long, none = summarise(session(turn(transcript=words, findings=found))).fixes
    assert long.quote.startswith("word0 word1 ")
    assert len(long.quote.split()) == QUOTE_WORDS + 1
    assert (none.quote, none.start) == ("", None)


def test_a_session_without_answers_has_nothing_to_say() -> None:
    """Leaving before the first answer is no crash."""
    told = summarise(session())
    assert (told.scores, told.fixes, told.strengths) == ({}, (), ())
