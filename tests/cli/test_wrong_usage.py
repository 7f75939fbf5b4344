"""What was typed wrong is one line with one suggestion."""

import json

import pytest

from tests.support.commands import one_line, run


@pytest.mark.parametrize(
    ("typed", "meant"), [("drlil", "drill"), ("warmup", "warm-up"), ("packs lst", "list")]
)
def test_a_misspelt_command_is_suggested_once(typed: str, meant: str) -> None:
    """In the words of the product alone."""
    wrong = typed.rsplit(maxsplit=1)[-1]
    assert one_line(run(*typed.split())) == (
        f"interviewer: No such command: {wrong}. Did you mean {meant}?\n"
    )


@pytest.mark.parametrize("typed", ["review --compare X", "review --compare", "review --export"])
def test_an_option_without_its_value_points_to_the_help_of_its_command(typed: str) -> None:
    """And not to that of everything."""
    assert "See `interviewer review --help`." in one_line(run(*typed.split()))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("phone-screen --minutes soon", "--minutes must be a number"),
        ("phone-screen --minutes 0", "--minutes must be 1 or more"),
        ("score x --min-score 200", "--min-score must be 100 or less"),
        ("onsite two", "NUMBER must be a whole number"),
        ("score", "PATH… is missing"),
        ("review --search", "--search takes a value"),
        ("review --compare X", "--compare takes 2 values"),
        ("phone-screen --own-words maybe", "--own-words: 'maybe' is not one of 'on', 'off'"),
        ("phone-screen --typed --engine nope", "--engine: 'nope' is not one of"),
        ("phone-screen --typed --candidate .", "--typed and --candidate exclude each other"),
        ("drill ownership --only dive-deep", "'ownership' says what to drill, and so does --only"),
        ("warm-up --typed --program README.md", "--program needs an automation task"),
        ("resume --typed --candidate .", "--typed and --candidate exclude each other"),
        ("review last --export txt -o /no/where/a.txt", "/no/where: no such folder"),
        ("review --html -o /no/where/a.html", "/no/where: no such folder"),
        ("transcribe a.wav -o /no/where/a.txt", "/no/where: no such folder"),
        ("review last:1 --answer 3", "'last:1' names the answer, and so does --answer"),
    ],
)
def test_a_wrong_value_is_named_in_plain_words(typed: str, said: str) -> None:
    """As the help page calls it, and not as a library does."""
    assert one_line(run(*typed.split())).startswith(f"interviewer: {said}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("history", "review"), ("practise", "drill"), ("stats", "progress"), ("retry", "drill")],
)
def test_a_word_for_the_same_thing_is_understood(typed: str, meant: str) -> None:
    """Where its spelling is nothing like it."""
    assert f"No such command: {typed}. Did you mean {meant}?" in run(typed).stderr


def test_a_name_of_several_words_needs_quotes() -> None:
    """It is typed back as it should have been; a command without names points to its help."""
    assert one_line(run("drill", "dive", "deep")) == (
        "interviewer: Unexpected: deep. "
        'Put a name of several words in quotes: interviewer drill "dive deep"\n'
    )
    assert "Unexpected: now. See `interviewer warm-up --help`." in run("warm-up", "now").stderr


@pytest.mark.parametrize("named", ["executive-vp-unpatched-system", "executive"])
def test_a_question_that_an_interview_never_asks_is_refused(named: str) -> None:
    """Alone or among others: nobody waits for it, and the drill that asks it is named."""
    for others in ((), ("--only", "backbone-launch-pressure")):
        refused = run("phone-screen", "--dry-run", *others, "--only", named)
        assert one_line(refused) == (
            f"interviewer: The phone-screen asks no executive questions, and so nothing about '{named}'. "
            f"Drill it: interviewer drill {named}\n"
        )


def test_a_question_for_which_there_is_no_room_is_named() -> None:
    """A drill asks one."""
    only = ("--only", "deliver-setback", "--only", "backbone-launch-pressure")
    shown = run("drill", "--typed", "--dry-run", "--seed", "1", *only).stdout
    assert shown.count("Left out for lack of room: ") == 1


@pytest.mark.parametrize(
    ("typed", "comes_up"),
    [("XSS", "review-javascript-comments"), ("sql", "review-java-invoices")],
)
def test_what_is_no_topic_names_the_questions_about_it(typed: str, comes_up: str) -> None:
    """By the flaws in a program, and by the words of a question."""
    told = one_line(run("drill", typed, "--dry-run"))
    assert f"no question or topic '{typed}'. It comes up in " in told
    assert comes_up in told


def test_a_few_questions_take_no_hour() -> None:
    """An interview of chosen questions lasts what they may take, unless its minutes are given."""
    chosen = ("phone-screen", "--only", "backbone-launch-pressure", "--dry-run", "--json")
    plan = json.loads(run(*chosen).stdout)
    (part,) = plan["rounds"]
    (asked,) = part["questions"]
    assert asked["limit_s"] < part["seconds"] <= 10 * 60
    assert asked["target_s"] == [120.0, 240.0]
    longer = json.loads(run(*chosen, "--minutes", "45").stdout)
    assert sum(part["seconds"] for part in longer["rounds"]) == 45 * 60
