"""Can somebody follow who is no engineer?"""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.checks.technical import clarity
from interviewer.checks.technical.clarity import Clarity
from interviewer.model import Kind
from tests.support.rule_examples import example_text


def clear(text: str) -> Clarity:
    """How plainly a briefing is put."""
    measured = clarity.measure(Answer(plain(text), kind=Kind.EXECUTIVE))
    assert measured is not None
    return measured


def test_jargon_is_counted_and_quoted() -> None:
    """Each term once, with how often it came."""
    (term,) = clear("The SSRF is bad. S S R F again.").jargon
    assert (term.term, term.count, term.glossed) == ("SSRF", 2, False)
    assert term.plainly


@pytest.mark.parametrize(
    "text",
    [
        "There's an SSRF, which means that our server fetches things for strangers.",
        "Our server can be talked into fetching things, a so called SSRF.",
        "The WAF, think of a bouncer, was off.",
    ],
)
def test_an_explained_term_is_no_fault(text: str) -> None:
    """Before or after it."""
    (term,) = clear(text).jargon
    assert term.glossed
    answer = Answer(plain(text), kind=Kind.EXECUTIVE)
    assert "clarity.jargon" not in {finding.rule for finding in clarity.run(answer)}


def test_the_bottom_line_is_timed() -> None:
    """In seconds, or in words at the usual pace."""
    line = "I need your approval today."
    assert clear(line).bottom_line_s == 0.0
    answer = Answer(paced(f"Hello. [40] {line}"), kind=Kind.EXECUTIVE)
    measured = clarity.measure(answer)
    assert measured is not None
    assert measured.bottom_line_s is not None
    assert measured.bottom_line_s > 40.0
    assert clear("Nice to see you.").bottom_line_s is None


def test_sentences_are_measured_where_they_are_written() -> None:
    """Unpunctuated text tells nothing of them."""
    assert clear("One two three. Four five six.").words_per_sentence == 3.0
    assert clear("one two three four five six").words_per_sentence is None


def test_long_sentences_are_shown() -> None:
    """The longest first."""
    long = "word " * 30 + "end."
    measured = clear(f"Short. {long} Short.")
    assert measured.long_sentences == 1
    assert measured.longest[0].last - measured.longest[0].first == 31


def test_plain_speech_scores_above_jargon() -> None:
    """By a wide margin."""
    plainly = clarity.score(Answer(plain(example_text("clarity.plain")), kind=Kind.EXECUTIVE))
    densely = clarity.score(Answer(plain(example_text("clarity.jargon")), kind=Kind.EXECUTIVE))
    assert plainly is not None
    assert densely is not None
    assert plainly > 90.0
    assert densely < 50.0


def test_engineers_may_use_their_words() -> None:
    """Nothing is judged where the listener knows the field."""
    answer = Answer(plain(example_text("clarity.jargon")), kind=Kind.TECHNICAL, rubrics=("idor",))
    assert clarity.measure(answer) is None
    assert clarity.score(answer) is None
    assert list(clarity.run(answer)) == []


def test_a_late_conclusion_is_timed() -> None:
    """It came, but nobody waits that long."""
    late = (
        "We have a page and it shows reports. " * 12
        + "The short version: we should close it today."
    )
    answer = Answer(paced(late), kind=Kind.EXECUTIVE)
    (finding,) = (each for each in clarity.run(answer) if each.rule == "clarity.late-bottom-line")
    assert finding.value is not None
    assert finding.value > 40.0
    assert "came after" in finding.message
