"""English as a second language, from the setting to the debrief."""

from __future__ import annotations

import json

from interviewer.settings import user_settings
from tests.support.commands import one_line, run

ANSWER = (
    "Two years ago in my company was big problem with deploy. My boss say me please fix it. I make script which "
    "check all config, I have talked with three team, I have written documentation. After this deploy time go from "
    "two hour to ten minute, and boss was very happy."
)


def test_the_setting_is_shown_and_says_how_the_interviewer_slows_down() -> None:
    """It is first or second and nothing else."""
    set_ = run("settings", "set", "english", "second")
    assert "settings set words_per_minute 130" in set_.stderr
    assert user_settings.load().english == "second"
    shown = next(line for line in run("settings").stdout.splitlines() if "english" in line)
    assert "second" in shown
    assert "first, second" in shown
    assert "not one of 'first', 'second'" in one_line(run("settings", "set", "english", "third"))


def test_a_session_keeps_it_and_a_typed_one_names_no_pace() -> None:
    """A re-score can use the other bands; what was typed is shown as it was typed, and was not spoken."""
    drill = ("drill", "teamwork-proud-team", "--typed", "--no-voice", "--follow-ups", "0", "--json")
    held = json.loads(run(*drill, given=f"{ANSWER}\n\n", INTERVIEWER_ENGLISH="second").stdout)
    assert held["turns"][0]["english"] == "second"
    assert held["turns"][0]["text"] == ANSWER
    shown = " ".join(run("review", "last").stdout.split())
    assert "words per minute" not in shown
    assert "92 to 165" not in run("review", "last", "--export", "md", "-o", "-").stdout
    (again,) = json.loads(run("review", "last", "--rescore", "--english", "first", "--json").stdout)
    assert again["after"]["overall"] < again["before"]["overall"]
    assert "goes with --rescore" in one_line(run("review", "last", "--english", "first"))


def test_answers_from_elsewhere_are_scored_so() -> None:
    """By an option, or by the line itself."""
    lines = [{"id": 1, "text": ANSWER}, {"id": 2, "text": ANSWER, "english": "first"}]
    given = "\n".join(map(json.dumps, lines))
    scored = run("score", "-", "--english", "second", given=given).stdout.splitlines()
    one, other = map(json.loads, scored)
    assert (one["english"], other["english"]) == ("second", "first")
    assert one["scores"]["overall"] > other["scores"]["overall"]
