"""Phrases are data: alternatives, optional words and wildcards, found in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer.cue_phrases import Lexicon, cues, expand, lexicon

WORDS = st.sampled_from("my job was is to the a so then".split())


def test_alternatives_and_optional_words_expand() -> None:
    """`(a|b)` is either, an empty alternative is nothing."""
    assert set(expand("my (job|role) (really |)was")) == {
        ("my", "job", "really", "was"),
        ("my", "job", "was"),
        ("my", "role", "really", "was"),
        ("my", "role", "was"),
    }


def test_the_longest_phrase_wins_and_hits_do_not_overlap() -> None:
    """One label never claims a word twice."""
    found = Lexicon({"task": ["my job", "my job was to", "was to"]}).find(
        "so my job was to win".split()
    )
    assert [(hit.first, hit.last) for hit in found] == [(1, 5)]


def test_a_star_is_any_one_word() -> None:
    """The wildcard takes a word, and only one."""
    words = Lexicon({"found": ["a * one"]})
    assert words.within("a good one".split())
    assert not words.within("a very good one".split())
    assert not words.within("a one".split())


def test_labels_are_found_side_by_side() -> None:
    """The same words may show two things."""
    found = Lexicon({"one": ["so then"], "other": ["then"]}).find(["so", "then"])
    assert [hit.label for hit in found] == ["one", "other"]


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, min_size=1, max_size=3))
def test_every_occurrence_of_a_phrase_is_within_some_hit(
    said: list[str], phrase: list[str]
) -> None:
    """What is there is found."""
    there = any(said[at : at + len(phrase)] == phrase for at in range(len(said)))
    assert Lexicon({"x": [" ".join(phrase)]}).within(said) is there


@pytest.mark.parametrize(
    "name",
    [
        *("actors", "buzzwords", "disfluency", "episode", "hollow", "non_story", "parts"),
        *("quantities", "relevance"),
    ],
)
def test_cue_files_hold_spoken_words(name: str) -> None:
    """Phrases are lower case, as tokens are, so that each of them can be heard."""
    for section, labels in cues(name).items():
        assert lexicon(name, section).labels == tuple(labels)
        for phrase in (item for items in labels.values() for item in items):
            words = [word for option in expand(phrase) for word in option]
            assert words
            assert words == [word.lower() for word in words]
            assert words[0] != "*"
