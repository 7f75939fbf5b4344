"""Typed answers."""

from io import StringIO

import pytest

from interviewer.checks.turn import scored
from interviewer.interview.commands import Command
from interviewer.interview.typed import Typed
from interviewer.model import Transcript, Turn, Word
from tests.support.examples import STORY, question


def test_an_empty_line_ends_an_answer_and_the_end_of_input_the_interview() -> None:
    """Several lines are one answer; the way to do it is explained once."""
    shown: list[str] = []
    typed = Typed(StringIO("\nIt was slow.\nI fixed it.\n\nSecond.\n"), shown.append)
    assert typed(question()) == "It was slow. I fixed it."
    assert typed(question()) == "Second."
    assert typed(question()) is Command.QUIT
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("line", "command"),
    [("skip", Command.SKIP), ("Repeat the question!", Command.REPEAT), ("quit", Command.QUIT)],
)
def test_a_command_stands_alone_on_the_first_line(line: str, command: Command) -> None:
    """In a later line it is part of the answer."""
    assert Typed(StringIO(f"{line}\n"), print)(question()) is command
    assert Typed(StringIO(f"We did not\n{line}\n\n"), print)(question()) == f"We did not {line}"


def test_typed_answers_are_judged_by_content_only() -> None:
    """No word about pace, pauses, fillers or length, and no score for them."""
    words = tuple(Word(word) for word in f"I like, um, kind of guess: {STORY} Um, so yeah.".split())
    turn = scored(Turn(question(), Transcript(words, engine="typed"), ended="typed"))
    assert turn.scores["overall"] > 0
    assert not {"delivery", "timing"} & set(turn.scores)
    assert not [item for item in turn.findings if item.rule.startswith(("delivery", "timing"))]
