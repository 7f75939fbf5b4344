"""The notation finds what it says, and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer.patterns import NotationError, Slots, compile_block
from interviewer.answer.stems import Match, stemmed

SLOTS = Slots({"file": "file | picture | pdf", "look": "look (at|into)? | open"})


def find(pattern: str, said: str) -> list[str]:
    """The stems of each place where a pattern is found."""
    words = said.split()
    ends = [at + 1 for at, word in enumerate(words) if word.endswith(".")]
    text = stemmed(words, ends)
    (compiled,) = compile_block(pattern, SLOTS)
    return [" ".join(text.stems[at.first : at.last]) for at in compiled.find(text)]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("magic (byte|number)", "Check the magic numbers."),
        ("open .. byte", "I'd open the first few bytes."),
        ("open ... byte", "open it up and then read these few bytes"),
        ("first few? byte", "the first bytes"),
        ("first few? byte", "the first few bytes"),
        ("<look> .. <file>", "We look into every picture."),
        ("limit .. #", "a limit of ten megabytes"),
        ("worker & network", "The network must not be there for the worker."),
        ("login && allowed", "There is a login. You are not allowed."),
        ("block list ! instead of", "We use a block list."),
        (
            "worst &&& second",
            "The worst is the gate. It opens for anyone. A guard is far. Second is the light.",
        ),
    ],
)
def test_each_sign_of_the_notation_finds(pattern: str, text: str) -> None:
    """Rows, gaps, choices, options, sets, numbers, two ideas, exclusions."""
    assert find(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("open .. byte", "open it up and then read these few bytes"),
        ("open .. byte", "We open it. Bytes follow."),
        ("magic byte", "bytes of magic"),
        ("worker & network", "The worker runs. The network is another matter."),
        ("login && allowed", "There is a login. Then this. Then that. You are allowed."),
        ("block list ! instead of", "an allow list instead of a block list"),
        ("<look> .. <file>", "We look at the clock."),
    ],
)
def test_each_sign_of_the_notation_has_a_limit(pattern: str, text: str) -> None:
    """Too far apart, in another sentence, out of order, or excluded."""
    assert not find(pattern, text)


def test_what_comes_later_is_looked_for_behind_and_not_part_of_the_place() -> None:
    """Only the first idea is quoted, and only where the other follows before long."""
    assert find("worst &&& second", "The worst is fire. It spreads. Second is rain.") == ["worst"]
    assert not find("worst &&& second", "Second is rain. The worst is fire.")
    assert not find("worst &&& second", f"The worst is fire. {'More of it. ' * 40}Second is rain.")


def test_one_thing_said_once_is_not_two_ideas() -> None:
    """Overlapping finds do not count as being together."""
    assert find("file & (file|picture)", "one file") == []
    assert find("file & (file|picture)", "a file and a picture") == ["fil and pictur"]


def test_negations_of_a_pattern_are_counted() -> None:
    """A find knows how many of its words deny, so that others can be told from them."""
    text = stemmed("nobody can guess it".split())
    (pattern,) = compile_block("nobody .. guess", SLOTS)
    assert list(pattern.find(text)) == [Match(0, 3, 1)]


def test_remarks_and_empty_lines_are_skipped() -> None:
    """A block may explain itself."""
    assert len(compile_block("# how it is said\n\nmagic byte\n", SLOTS)) == 1


@pytest.mark.parametrize(
    ("block", "line", "what"),
    [
        ("magic\n(byte", 1, "bracket"),
        ("<nobody>", 0, "no set"),
        ("the file", 0, "is skipped"),
        ("don't trust", 0, "is skipped"),
        ("few? byte", 0, "optional"),
        ("a ..", 0, "is skipped"),
        ("byte ..", 0, "gap at the end"),
        ("a | b", 0, "is skipped"),
        ("x ! y & z", 0, "exclusions last"),
        ("byte @ x", 0, "not understood"),
        ("byte )", 0, "stands alone"),
    ],
)
def test_mistakes_are_named_with_their_line(block: str, line: int, what: str) -> None:
    """Whoever writes a rubric learns where and why."""
    with pytest.raises(NotationError, match=what) as caught:
        compile_block(block, SLOTS)
    assert caught.value.line == line


WORDS = st.sampled_from("open first few byte file picture not the worker. network 10".split())


@given(st.lists(WORDS, max_size=40))
def test_finds_lie_within_one_sentence(words: list[str]) -> None:
    """A row never runs over a full stop, whatever was said."""
    ends = [at + 1 for at, word in enumerate(words) if word.endswith(".")]
    text = stemmed(words, ends)
    for pattern in compile_block("open ... byte\n<file> & network\nfew .. # ", SLOTS):
        for place in pattern.find(text):
            assert 0 <= place.first < place.last <= len(text)
            assert text.sentences[place.first] == text.sentences[place.last - 1]


@given(st.text(alphabet="ab|()?.&!<>#- \n", max_size=30))
def test_any_text_is_a_pattern_or_a_named_mistake(block: str) -> None:
    """Reading never fails in another way."""
    with suppress(NotationError):
        assert isinstance(compile_block(block, SLOTS), tuple)
