"""Typed answers."""

import re
from io import StringIO
from pathlib import Path

import pytest

from interviewer.checks.turn import scored
from interviewer.history import store
from interviewer.interview.commands import Command
from interviewer.interview.typed import HOW, NOTHING, Typed, draft
from interviewer.model import Transcript, Turn, Word
from tests.support.commands import run
from tests.support.examples import STORY, question
from tests.support.terminals import terminal


def test_an_empty_line_ends_an_answer_and_the_end_of_input_the_interview() -> None:
    """Several lines are one answer; the way to do it is explained once, and an empty line before it answered."""
    shown: list[str] = []
    typed = Typed(StringIO("\nIt was slow.\nI fixed it.\n\nSecond.\n"), shown.append)
    assert typed(question()) == "It was slow. I fixed it."
    assert typed(question()) == "Second."
    assert typed(question()) is Command.QUIT
    assert shown == [HOW, NOTHING]


def test_a_line_can_be_taken_back_and_an_editor_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines of commands are no part of the answer."""
    program = tmp_path / "editor"
    program.write_text('#!/bin/sh\necho "It was measured." >> "$1"\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    text = "It was slow.\nIt was blue.\n/undo\n/edit\n\n"
    assert Typed(StringIO(text), print)(question()) == "It was slow. It was measured."


def test_a_draft_survives_and_is_continued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is saved as it is typed; a finished answer leaves no draft."""
    stream = StringIO()
    lines = iter(["My name is Ana.\n"])

    def interrupted() -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr(stream, "readline", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Typed(stream, print)(question())
    assert draft(question()) == ["My name is Ana."]
    assert draft(question("other")) == []
    shown: list[str] = []
    answer = Typed(StringIO("I fix things.\n\n"), shown.append)(question())
    assert answer == "My name is Ana. I fix things."
    assert "My name is Ana." in shown[-1]
    assert draft(question()) == []


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


TYPED_DRILL = ("drill", "ownership-long-term", "--typed", "--no-voice")

PARAGRAPHS = "I was asked to look at it.\n\nI measured it first.\n\nIt took nine days."


@pytest.mark.parametrize(
    ("before", "after"), [("\x1b[200~", "\x1b[201~"), ("", "")], ids=["bracketed", "all at once"]
)
def test_a_paste_with_empty_lines_is_one_answer(before: str, after: str) -> None:
    """Its last paragraph waits for Enter; then an empty line ends the answer."""
    with terminal(*TYPED_DRILL, "--follow-ups", "0", env={}) as screen:
        screen.wait_for("Type or paste")
        screen.wait_for("> ")
        screen.press(f"{before}{PARAGRAPHS}{after}")
        screen.wait_for("nine days")
        screen.press("\r")
        screen.wait_for("> ")
        screen.press("\r")
        screen.wait_for("15 words")
        screen.wait_for("again")
        screen.press("\r")
        assert screen.finish() == 0
    assert _last() == " ".join(PARAGRAPHS.split())


@pytest.mark.slow
def test_an_interrupted_follow_up_goes_on_where_it_was() -> None:
    """The question is asked again, with what was typed of its answer."""
    with terminal(*TYPED_DRILL, env={}) as screen:
        screen.wait_for("> ")
        screen.press(f"{STORY}\r\r")
        screen.wait_for("Follow-up: ")
        asked = re.split("Follow-up: ", screen.seen)[-1].split("\n")[0].strip()
        screen.wait_for("> ")
        screen.press("It was worth it.\r")
        screen.wait_for("> ")
        screen.press("\x03")
        assert screen.finish() == 130
    with terminal("resume", "--no-voice", "--follow-ups", "1", env={}) as screen:
        screen.wait_for(re.escape(asked[:30]))
        screen.wait_for("Your draft")
        screen.wait_for("> ")
        screen.press("Nobody calls at night now.\r\r")
        screen.wait_for("again")
        screen.press("\r")
        assert screen.finish() == 0
    assert _last() == "It was worth it. Nobody calls at night now."


def _last() -> str:
    """The last thing typed in the last session."""
    return store.folders()[-1].load().turns[-1].takes[-1].transcript.text


def test_typed_answers_need_no_recogniser(tmp_path: Path) -> None:
    """No weights are installed, and none are missed."""
    nowhere = {"INTERVIEWER_MODELS": str(tmp_path), "INTERVIEWER_MODEL": "large-v3"}
    held = run(*TYPED_DRILL, "--follow-ups", "0", given=f"{STORY}\n\n", **nowhere)
    assert held.returncode == 0, held.stderr
    assert held.stdout.count("Practice score") == 1  # an answer's worth is said once
