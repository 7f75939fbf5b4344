"""What stands on the screen, at 80 columns, with and without colour and movement."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from interviewer.answer import plain
from interviewer.checks.turn import TYPED
from interviewer.interview.commands import HELP
from interviewer.interview.screen.live import (
    LiveScreen,
    band,
    keys_line,
    meter,
    opening_lines,
    status_line,
)
from interviewer.interview.screen.plain import PlainScreen
from interviewer.interview.screen.view import State, Status
from interviewer.model import FollowUp, Interviewer, Material, Plan, Round, Transcript
from tests.support.examples import STORY, question, session, turn

CODE = Material("def login(user):\n    return True\n", language="python")


def console(*, terminal: bool = False, colour: bool = False) -> Console:
    """A console of 80 columns that writes into memory."""
    return Console(
        file=io.StringIO(),
        width=80,
        force_terminal=terminal,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )


def written(on: Console) -> str:
    """What was written so far."""
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


def status(state: State, seconds: float = 0.0, **changes: float) -> Status:
    """A moment in an answer to a question whose good length is 90 to 240 s."""
    given = {"level_db": -20.0, "left_s": 1234.0, **changes}
    return Status(state, question(), seconds, seconds, **given)


@pytest.mark.parametrize("state", list(State))
def test_every_state_fits_in_one_line_and_has_a_word(state: State) -> None:
    """Colour and sign are extras."""
    on = console()
    on.print(status_line(status(state, 95.0, quiet_s=30.0)))
    (line,) = written(on).splitlines()
    assert len(line) <= 80
    assert state.value in line
    assert "20:34 left" in line


def test_a_label_has_one_meaning() -> None:
    """States, keys and the band of the length share no word, whatever the moment."""
    for state in State:
        on = console()
        on.print(status_line(status(state, 95.0, quiet_s=30.0)), keys_line(HELP, state))
        labels = [str(state), *(does for _, does in HELP.values()), "resume", "interrupt"]
        labels += [band(question(), seconds)[0] for seconds in (10, 100, 250, 400)]
        assert len(set(labels)) == len(labels)
        assert "think" not in str(State.THINKING)  # a key brings time for that
    on = console()
    on.print(status_line(status(State.PAUSED, 42.0)))
    assert "paused  0:42" in written(on)
    assert "keep going" not in written(on)


def test_the_length_is_one_word() -> None:
    """No dashboard."""
    asked = question()
    words = [band(asked, seconds)[0] for seconds in (10, 100, 250, 400)]
    assert words == ["keep going", "good length", "wrap up", "too long"]


def test_the_meter_rises_with_the_level() -> None:
    """From nothing to full."""
    assert meter(-96) == " "
    assert meter(0) == "█"
    assert meter(-30) in "▃▄▅"


def test_a_calm_screen_shows_question_state_clock_and_keys() -> None:
    """All of it at once, and the answer's line stays when it is over."""
    on = console(terminal=True)
    screen = LiveScreen(on, feedback=True)
    asked = question(material=CODE)
    screen.asks(asked, 2, 7, follow_up=None)
    screen.shows(status(State.LISTENING, 100.0))
    screen.shows_answer(turn())
    shown = written(on)
    for text in ("question 2 of 7", asked.text, "listening", "1:40", "good length", "Enter end"):
        assert text in shown
    for text in (
        "r repeat",
        "t think",
        "p pause",
        "a redo",
        "l listen",
        "s skip",
        "q quit",
    ):
        assert text in shown
    assert "1 def login(user)" in shown
    assert "0:29, 68 words" in shown
    assert max(map(len, shown.replace("\r", "\n").splitlines())) < 200  # movements included


def test_what_belongs_to_a_question_stands_below_it_once() -> None:
    """Number, question, code: in that order, and not again when the answer is over."""
    on = console(terminal=False)
    screen = LiveScreen(on)
    asked = question(material=CODE)
    screen.asks(asked, 2, 7, follow_up=None)
    screen.shows_answer(turn())
    shown = written(on)
    places = [shown.index(text) for text in ("question 2 of 7", asked.text, "def login", "0:29")]
    assert places == sorted(places)
    assert shown.count(asked.text) == 1


def test_a_hidden_question_is_nowhere_on_the_screen() -> None:
    """As on the phone; the material stays."""
    for lines in (False, True):
        on = console(terminal=not lines)
        screen = (PlainScreen if lines else LiveScreen)(on, blind=True)
        asked = question(material=CODE)
        screen.asks(asked, 1, 1, follow_up=None)
        screen.shows(status(State.SPEAKING))
        screen.shows_answer(turn())
        screen.still()
        assert asked.text not in written(on)
        assert "login" in written(on)


def test_realistic_interviews_show_no_transcript() -> None:
    """That would be feedback."""
    on = console()
    LiveScreen(on).shows_answer(turn())
    assert "Last spring" not in written(on)
    LiveScreen(on, feedback=True).shows_answer(turn())
    assert "Last spring" in written(on)


def test_material_is_broken_between_words_where_people_read_it() -> None:
    """What follows stands below the text of its line; a pipe gets the lines as they are."""
    long = "  anybody        the principal is any, or its AWS is or contains any, and there is no condition at all"
    shown = {}
    for wrap in (True, False):
        on = console()
        material = Material(long, language="text")
        PlainScreen(on, wrap=wrap).asks(question(material=material), 1, 1, follow_up=None)
        shown[wrap] = [
            line for line in written(on).splitlines() if "any" in line or "condition" in line
        ]
    assert shown[False] == [long]
    assert all(len(line) < 80 for line in shown[True])
    assert shown[True][1].startswith(" " * 17 + "is no condition")


def test_a_typed_answer_is_counted_and_not_shown_again() -> None:
    """It stands above as it was typed."""
    typed = turn(transcript=Transcript(plain(STORY).words, engine=TYPED))
    for screen in (LiveScreen, PlainScreen):
        on = console()
        screen(on, feedback=True).shows_answer(typed)
        assert "words" in written(on)
        assert "Last spring" not in written(on)
        assert "…" not in written(on)


def test_plain_lines_only_grow() -> None:
    """No escape code, no sign, one line for each thing that happens."""
    on = console(terminal=True, colour=True)
    screen = PlainScreen(on)
    asked = question(material=CODE)
    opened = session(turn())
    who = Interviewer("Maya", "an engineer")
    plan = Plan("phone-screen", "test", 1, (Round("One", 600.0, (asked,), interviewer=who),))
    screen.opening(opened.__class__(opened.started, plan), Path("there"))
    screen.says("Hello.")
    screen.asks(asked, 1, 2, follow_up=None)
    for seconds in (0.0, 10.0, 91.0, 95.0, 250.0):
        screen.shows(status(State.LISTENING, seconds))
    screen.shows(status(State.PAUSED, 250.0))
    screen.shows(status(State.THINKING, 250.0))
    screen.shows_answer(turn())
    screen.note("Something.")
    shown = written(on)
    assert "\x1b" not in shown
    assert shown.isascii() or set(shown) - set(map(chr, range(128))) <= set("·“”…–")
    assert shown.splitlines()[1:] == [
        "Interviewer: Maya, an engineer",
        "Saved in there",
        "Keys: Enter to end, r to repeat, t to think, p to pause, a to redo, l to listen,"
        " s to skip, q to quit.",
        "Interviewer: Hello.",
        "Question 1 of 2: About dive-deep?",
        "1: def login(user):",
        "2:     return True",
        "Listening.",
        "1:31: good length.",
        "4:10: wrap up.",
        "Paused. Press Enter to resume.",
        "One moment.",
        shown.splitlines()[-2],
        "Something.",
    ]
    assert shown.splitlines()[-2].startswith("0:29, 68 words")


def test_lines_that_are_read_on_a_terminal_break_between_words() -> None:
    """Typed answers are given there; a screen reader gets every line whole."""
    text = "word " * 40
    for wrap, most in ((True, 80), (False, 260)):
        on = console(terminal=True)
        PlainScreen(on, wrap=wrap).says(text)
        lines = written(on).splitlines()
        assert (len(lines) > 1) is wrap
        assert all(len(line) <= most for line in lines)
        assert set(" ".join(lines).split()) == {"Interviewer:", "word"}


def test_long_lines_of_code_are_all_there() -> None:
    """Folded at 80 columns, not cut off: the flaw may be at their end."""
    on = console()
    line = "archive.copy(" + ", ".join(f"argument{n}" for n in range(20)) + ") // the end"
    LiveScreen(on).asks(question(material=Material(line, language="java")), 1, 1, follow_up=None)
    shown = written(on)
    assert "// the end" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("lines", [False, True])
def test_an_answer_to_the_candidates_question_is_no_follow_up(*, lines: bool) -> None:
    """Facts that were asked for are what the interviewer says."""
    for gap, label in (("facts", "interviewer"), ("twist", "follow-up")):
        on = console(terminal=False)
        screen = (PlainScreen if lines else LiveScreen)(on)
        screen.asks(question(), 1, 1, follow_up=FollowUp("It is public.", gap))
        screen.shows_answer(turn())
        assert label in written(on).lower()


def test_a_session_that_is_not_kept_names_no_folder() -> None:
    """Nobody looks for a folder that is about to be deleted."""
    assert "Saved in there" in "".join(map(str, opening_lines(session(turn()), Path("there"))))
    shown = "".join(map(str, opening_lines(session(turn()), None)))
    assert "Nothing of this session is kept." in shown
    assert "Saved" not in shown


def test_a_drill_is_called_one_once() -> None:
    """Its title says how it is held."""
    drill = replace(session(turn()), mode="drill")
    titled = replace(drill, plan=replace(drill.plan, title="Drill"))
    assert "".join(map(str, opening_lines(titled, Path()))).lower().count("drill") == 1
    assert "· drill" in "".join(map(str, opening_lines(drill, Path())))
