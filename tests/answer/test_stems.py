"""What is heard is read as what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer.stems import NUMBER, stem, stemmed


def read(text: str) -> str:
    """The stems of a text, side by side."""
    return " ".join(stemmed(text.split()).stems)


@pytest.mark.parametrize(
    "word", ["unpack", "unpacks", "unpacked", "unpacking"], ids=lambda word: word
)
def test_endings_do_not_matter(word: str) -> None:
    """Every form of a word has one stem."""
    assert stem(word) == "unpack"


@pytest.mark.parametrize(
    ("one", "other"), [("note", "not"), ("care", "car"), ("site", "sit"), ("stuffing", "stuff")]
)
def test_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    """Cutting endings must not make a negation of a note."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("eye door", "idor"),
        ("S S R F", "ssrf"),
        ("sequel injection", "sql injection"),
        ("ess three", "s3"),
        ("a double you A F", "waf"),
        ("we go through strive", "we go through strid"),
        ("magic bites", "magic byt"),
        ("a you you I D", "uuid"),
        ("ess es are eff", "ssrf"),
        ("../etc", "dot dot slash etc"),
    ],
)
def test_mishearings_become_what_was_meant(said: str, meant: str) -> None:
    """Spoken forms and spelled letters are put right."""
    assert read(said) == meant


def test_small_words_that_sound_like_letters_stay_words() -> None:
    """Asking whether you are in spells nothing."""
    assert read("are you in") == "be you in"


def test_contractions_are_taken_apart() -> None:
    """A denial is a word of its own."""
    assert read("I'd say we can't and won't") == "i say we can not and will not"


def test_fillers_and_articles_fall_out() -> None:
    """What counts for nothing is not there."""
    assert read("um, just the, uh, actual file") == "actual fil"


def test_an_ellipsis_is_no_path() -> None:
    """Three dots are a pause."""
    assert "dot" not in read("so... then..")


def test_numbers_are_found_in_digits_and_words() -> None:
    """One mark stands for all of them."""
    places = stemmed("ten files, 9.8 points and nine hours".split()).positions[NUMBER]
    assert places == (0, 2, 5)


def test_each_stem_knows_its_word_sentence_and_clause() -> None:
    """Evidence leads back to what was said."""
    words = "Well, the id leaks. So what?".split()
    text = stemmed(words, ends=[4, 6])
    assert [words[at] for at in text.words] == ["Well,", "id", "leaks.", "So", "what?"]
    assert text.sentences == (0, 0, 0, 1, 1)
    assert text.clauses == (0, 1, 1, 2, 2)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=30))
def test_anything_can_be_heard(words: list[str]) -> None:
    """Every stem belongs to a word, in order, and its places say where it stands."""
    text = stemmed(words)
    assert list(text.words) == sorted(text.words)
    assert all(0 <= at < len(words) for at in text.words)
    for stem_, places in text.positions.items():
        if stem_ != NUMBER:
            assert all(text.stems[at] == stem_ for at in places)


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_a_stem_is_never_empty(word: str) -> None:
    """Cutting leaves something to look for."""
    assert stem(word)
    assert len(stem(word)) <= len(word) + 1
