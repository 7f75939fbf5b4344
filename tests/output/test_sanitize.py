"""What cannot be shown is left out; everything else stays."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interviewer.model import Word
from interviewer.output.sanitize import all_printable, printable
from tests.support.examples import session, turn


def test_scripts_of_the_world_stay_and_marks_of_direction_go() -> None:
    """Arabic, emoji with joiners and soft hyphens are text; controls and overrides are not."""
    kept = "سلام 👩‍💻 fi\u00ad\u200cx\n\ttab"
    assert printable(kept) == kept
    assert printable("a\u202eb\u2066c\x00\x1bd\ufeff\ud800e") == "abcde"


@given(st.text(st.characters()))
def test_any_text_can_be_written_and_is_stable(text: str) -> None:
    """Nothing that is left is a control, and cleaning twice changes nothing."""
    left = printable(text)
    assert left.encode().decode() == left
    assert printable(left) == left
    assert all(char in "\n\t" or unicodedata.category(char) != "Cc" for char in left)


def test_a_whole_session_is_gone_through() -> None:
    """Words, questions and findings; a session without such text is given back as it is."""
    clean = session(turn())
    assert all_printable(clean) is clean
    words = (Word("I\x1b[2J", 0.0, 0.5), *clean.turns[0].transcript.words[1:])
    told = replace(clean.turns[0], transcript=replace(clean.turns[0].transcript, words=words))
    cleaned = all_printable(replace(clean, turns=(told,)))
    assert cleaned.turns[0].transcript.words[0] == Word("I[2J", 0.0, 0.5)
    assert cleaned.turns[0].scores == told.scores
