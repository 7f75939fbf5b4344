"""The candidate's own words are remembered, the latest first."""

from __future__ import annotations

import pytest

from interviewer.errors import SettingsError
from interviewer.settings import own_words


def test_words_are_added_once_and_removed() -> None:
    """The latest first; an absent file holds none."""
    assert own_words.load() == ()
    assert own_words.add(["Kestrel", "Anna  Lindqvist"]) == ("Kestrel", "Anna Lindqvist")
    assert own_words.add(["Zalando", "Kestrel"]) == ("Zalando", "Kestrel", "Anna Lindqvist")
    assert own_words.remove(["kestrel"]) == ("Zalando", "Anna Lindqvist")
    assert own_words.load() == ("Zalando", "Anna Lindqvist")


@pytest.mark.parametrize("word", ["", " ", "a, b", "x" * 41, "a\x1b[31m"])
def test_what_is_no_name_is_refused(word: str) -> None:
    """Nothing is saved then."""
    with pytest.raises(SettingsError, match="not a word or name"):
        own_words.add(["Fine", word])
    assert own_words.load() == ()
