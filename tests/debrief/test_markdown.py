"""A debrief in Markdown holds the page's substance, and words of the candidate are never markup."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from interviewer.debrief.build import SessionDebrief, session_debrief
from interviewer.debrief.markdown import markdown, text
from tests.support.answers import story
from tests.support.examples import finding, plan, session


def test_a_story(snapshot: SnapshotAssertion) -> None:
    """Scores, the words in their parts, the follow-up, the findings."""
    assert markdown(session_debrief(session(story()))) == snapshot


def test_everything_of_a_session_is_in_it(everything: SessionDebrief) -> None:
    """Checklists as tasks, flaws with their lines, earlier attempts, typed answers."""
    written = markdown(everything)
    told = "the name goes into a shell and an attacker can run anything."
    assert f"- [x] The input is followed to the dangerous call “{told}”" in written
    assert "- [ ] The findings are ranked" in written
    assert "(medium, line 17)" in written
    assert "I always typed it all." in written
    assert "The same question before: 1 May 2026" in written


def test_hostile_words_stay_words(everything: SessionDebrief) -> None:
    """No line of an answer starts a heading, a list or an element, and none is a link."""
    written = markdown(everything)
    assert not re.search(r"(?<!\\)<\w", written)
    assert "\x1b" not in written
    assert "\u202e" not in written


def test_a_key_of_a_hand_edited_session_is_no_markup() -> None:
    """Scores, rules, plans and names of files are text as well."""
    hostile = '"><img src=x onerror=hack()>'
    odd = replace(story(), scores={"overall": 50.0, hostile: 60.0}, audio=hostile)
    odd = replace(odd, findings=(*odd.findings, finding(hostile)))
    plan_ = plan(odd.question, name=hostile)
    written = markdown(session_debrief(replace(session(odd), plan=plan_, mode=hostile)))
    assert "<img" not in written


@given(st.text())
def test_special_characters_are_escaped(said: str) -> None:
    """Nothing that Markdown or HTML could take for its own stands unescaped."""
    written = text(said)
    assert "\n" not in written
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]#|<]", written)


def test_escaping_takes_nothing_away() -> None:
    """What a viewer shows is what was said."""
    assert text("a*b <i> & [x](y)") == r"a\*b &lt;i\> &amp; \[x\]\(y\)"
    assert [text(said) for said in ("- a-b", "1. a", "2) b")] == ["\\- a-b", "1\\. a", "2\\) b"]
