"""Whatever a hand has edited into a session, its debrief reads in every form."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from interviewer.answer import paced
from interviewer.checks.turn import scored
from interviewer.debrief.build import session_debrief
from interviewer.debrief.exports import EXPORTS
from interviewer.debrief.terminal_answer import render_session
from interviewer.history.repair import repaired, repaired_turn
from interviewer.model import Finding, Interval, Span, Transcript, Verdict, Word
from tests.support.examples import STORY, finding, question, reply, session, turn

odd_times = st.one_of(st.none(), st.floats(), st.floats(0, 100))
odd_words = st.builds(Word, st.text(st.characters(), max_size=8), odd_times, odd_times, odd_times)
odd_transcripts = st.builds(
    Transcript,
    st.lists(odd_words, max_size=25).map(tuple),
    odd_times,
    speech=st.one_of(
        st.none(), st.lists(st.builds(Interval, st.floats(), st.floats()), max_size=4).map(tuple)
    ),
)
odd_spans = st.builds(Span, st.integers(-5, 60), st.integers(-5, 60))
odd_findings = st.builds(
    finding,
    st.sampled_from(["star.no-result", "no.such-rule", "idor.wrong.x"]),
    st.floats(),
    evidence=st.lists(odd_spans, max_size=3).map(tuple),
    verdict=st.sampled_from(Verdict),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    odd_transcripts,
    odd_transcripts,
    st.lists(odd_findings, max_size=4).map(tuple),
    st.dictionaries(st.sampled_from(["overall", "star", "odd"]), st.floats(), max_size=3),
)
def test_any_session_reads_in_every_form(
    answer: Transcript,
    more: Transcript,
    findings: tuple[Finding, ...],
    scores: dict[str, float],
) -> None:
    """No edited value is a traceback."""
    answer_turn = turn(
        transcript=answer,
        findings=findings,
        scores=scores,
        follow_ups=(reply(more),),
    )
    item = session_debrief(repaired(session(answer_turn)))
    Console(file=io.StringIO(), width=80).print(render_session(item))
    for make in EXPORTS.values():
        for text in make(item).values():
            assert text.encode()


def test_what_is_right_stays_as_it_is() -> None:
    """A session that nobody edited is not changed."""
    answer_turn = scored(replace(turn(transcript=paced(STORY)), question=question()))
    assert repaired_turn(answer_turn) == answer_turn


def test_evidence_is_cut_to_the_words_there_are() -> None:
    """A span that reaches over the end ends there; one beyond it is dropped."""
    spans = (Span(-3, 2), Span(60, 900), Span(900, 901), Span(5, 5))
    answer_turn = repaired_turn(turn(findings=(finding(evidence=spans),)))
    assert answer_turn.findings[0].evidence == (Span(0, 2), Span(60, len(STORY.split())))
