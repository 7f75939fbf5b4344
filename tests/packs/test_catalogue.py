"""Packs are merged from many files, checked as a whole, and found by what one calls them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.errors import PackError, PlanError
from interviewer.model import Kind
from interviewer.packs import catalogue
from interviewer.settings import paths

SHORTEST = """\
pack: amazon-appsec
questions:
  - id: my-surprise
    kind: behavioral
    text: Tell me about a time when you were surprised.
"""

OWN = """\
pack: globex
title: Globex
"""

Write = Callable[..., Path]


@pytest.fixture
def write() -> Write:
    """Write a file into the user's folder of packs."""

    def _write(text: str, name: str = "mine.yaml") -> Path:
        path = paths.user_prompts() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return _write


def question(**changes: str) -> str:
    """A pack with one question, some lines of it replaced or added."""
    lines = {
        "id": "an-id",
        "kind": "behavioral",
        "text": "Tell me about something.",
        **changes,
    }
    body = "\n    ".join(f"{key}: {value}" for key, value in lines.items() if value)
    return f"{OWN}questions:\n  - {body}\n"


def mistakes(path: Path) -> list[str]:
    """What is wrong with a file, without its name; loading says the same."""
    found = catalogue.check(path)
    with pytest.raises(PackError) as caught:
        catalogue.load_all(thorough=True)
    assert caught.value.mistakes == found
    return [mistake.removeprefix(f"{path.resolve()}:") for mistake in found]


# --- merging ------------------------------------------------------------------------------------


def test_five_lines_add_a_question(write: Write) -> None:
    """A user's file that names a shipped pack adds to it, with the usual times of its kind."""
    path = write(SHORTEST)
    assert catalogue.check(path) == ()
    pack = catalogue.load()
    assert pack.questions["my-surprise"].kind is Kind.BEHAVIORAL
    assert pack.questions["my-surprise"].target_s == pack.questions["earn-trust-mistake"].target_s
    assert pack.files["my-surprise"] == path
    assert (
        len(pack.questions) == len(catalogue.load(folders=[paths.shipped_prompts()]).questions) + 1
    )


def test_a_pack_of_ones_own_stands_alone(write: Write) -> None:
    """It has only what its files say, and is used when it is named."""
    write(question())
    pack = catalogue.load("globex")
    assert list(pack.questions) == ["an-id"]
    assert pack.formats == {}
    assert catalogue.load().name == "amazon-appsec"


def test_a_pack_that_extends_another_has_everything_of_it(write: Write) -> None:
    """Formats, interviewers and questions come along, and own ones replace them."""
    write(f"{question()}extends: common\ninterviewers:\n  maya: {{name: Mia}}\n")
    pack, common = catalogue.load("globex"), catalogue.load("common")
    assert set(common.questions) | {"an-id"} == set(pack.questions)
    assert pack.formats == common.formats
    assert pack.interviewers["maya"].name == "Mia"
    assert common.interviewers["maya"].name == "Maya"


def test_the_users_default_beats_the_shipped_one(write: Write) -> None:
    """`default: true` in one's own pack makes it the one that is used."""
    write(f"{question()}default: true\n")
    assert catalogue.load().name == "globex"


def test_files_lie_in_folders_as_one_likes_beside_the_reserved_ones(write: Write) -> None:
    """Rubrics and tasks are no packs, nor is what an editor or a version control hides."""
    write(OWN, "globex/header.yml")
    write("pack: globex\n" + question().split("\n", 2)[2], "globex/deep/questions.yaml")
    write("this is: no pack", "rubrics/mine.yaml")
    write("neither: is this", "tasks/mine.yaml")
    write("nor: that", ".git/hidden.yaml")
    assert list(catalogue.load("globex").questions) == ["an-id"]


def test_a_pack_that_is_not_there_lists_those_that_are() -> None:
    """One line is enough to mend a slip."""
    with pytest.raises(PackError, match=r"There is no pack 'amazon'.*amazon-appsec"):
        catalogue.load("amazon")


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (question(id="My Id"), "4: the id 'My Id' must be small letters"),
        (question(id="x" * 61), "4: the id"),
        (question(id="earn-trust-mistake"), "4: the id 'earn-trust-mistake' is taken already, in"),
        (question(kind="puzzle"), "5: kind must be 'behavioral', 'threat-model'"),
        (question(text="What is `x`?"), "6: a voice cannot say '`'; leave out the markup"),
        (question(text="'  '"), "6: there is nothing to say"),
        (question(text=f"{'word ' * 120}."), "6: 121 words are too many"),
        (question(rubrics="[idor, poetry]"), "7: there is no rubric 'poetry'; there are"),
        (question(competency="juggling"), "7: the competency 'juggling' is not defined"),
        (question(also="[juggling]"), "7: the competency 'juggling' is not defined"),
        (question(target_s="[240, 90]"), "7: a target of 240 to 90 seconds"),
        (question(target_s="[1, 90]"), "7: a target of 1 to 90 seconds"),
        (question(target_s="[90, 240]", limit_s="200"), "7: a target of 90 to 240 seconds and a"),
        (question(target_s="[a, b]"), "7: target_s must be a number, and not 'a'"),
        (question(targets="[90, 240]"), "7: 'targets' is not known here; did you mean 'target_s'?"),
        (
            question(follow_ups="[{gap: star.no-story, text: 'Why not x_y?'}]"),
            "7: a voice cannot say 'x_y'",
        ),
        (
            question(follow_ups="[{gap: star.no-end, text: Why?}]"),
            "7: the gap 'star.no-end' is not known; use",
        ),
        (
            question(follow_ups="[{gap: idor.no-such, text: Why?}]"),
            "7: the rubric 'idor' has no concept 'no-such'; it has",
        ),
        (question(material="{task: no-such}"), "7: there is no task 'no-such'; there are"),
        (question(material="{facts: [{topics: [], text: Fine.}]}"), "7: topics is empty"),
        (question(material="{twists: ['Now 10k users.']}"), "7: a voice cannot say '10k'"),
        (question(material="{source: nothing.py}"), "7: there is no file"),
        (question(material="{source: ../../../etc/passwd}"), "7: the source must lie in"),
        (question(material="{source: mine.yaml, text: x}"), "7: give the text or a source"),
        (question(kind="code-review"), "4: there is no code to review; give a text or a source"),
        (
            question(kind="code-review", material="{text: x}"),
            "7: code has flaws, or 'clean: true', but not both",
        ),
        ("pack: amazon-apsec\nquestions: []\n", "1: no file gives the pack 'amazon-apsec' a title"),
        (f"{OWN}extends: comon\n", "3: there is no pack 'comon'; there are"),
        (f"{OWN}version: 2\n", "3: this product reads packs of version 1"),
        (f"{OWN}formats:\n  x: {{title: X, sittings: []}}\n", "4: sittings is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(write: Write, text: str, says: str) -> None:
    """Ids, references, times, speech, material: each with what to do."""
    found = mistakes(write(text))
    assert any(mistake.startswith(says) for mistake in found), found


def test_a_missing_header_field_is_told(write: Write) -> None:
    """A file that is no pack at all says what it lacks."""
    assert mistakes(write("questions: []\n")) == ["1: pack is missing; add it"]


@pytest.mark.parametrize(
    ("flaw", "says"),
    [
        ("at: [nowhere]", "15: 'nowhere' stands on no line; give a piece"),
        ("at: [value]", "15: 'value' stands on lines 1, 2; give a piece"),
        ("lines: [7]", "15: the code has lines 1 to 2; fix the numbers"),
        ("severity: awful", "15: severity must be 'critical', 'high', 'medium' or 'low'"),
        ("says: []", "11: says is missing; give phrases by which candidates name the flaw"),
    ],
)
def test_flaws_have_a_place_in_the_code(write: Write, flaw: str, says: str) -> None:
    """A piece of the code must be on exactly one line, so that no line number can be wrong."""
    fields = {"at": "[del value]", "severity": "high", "says": "[bad]"}
    key, _, value = flaw.partition(": ")
    fields |= {key: value}
    if key == "lines":
        del fields["at"]
    order = sorted(fields, key=lambda name: name != key)
    lines = "\n          ".join(f"{name}: {fields[name]}" for name in order)
    code = 'language: python\n      text: "value = 1\\ndel value\\n"'
    path = write(
        question(kind="code-review").rstrip()
        + f"\n    material:\n      {code}\n      flaws:\n        - cwe: 1\n          name: Bad\n"
        f"          why: Because.\n          fix: So.\n          {lines}\n"
    )
    text = path.read_text().splitlines()
    assert text[14].strip().startswith(key)
    found = mistakes(path)
    assert any(mistake.startswith(says) for mistake in found), found


def test_flaws_get_their_lines_from_the_code(write: Write) -> None:
    """`at` is looked up, in text written out or in a file beside the pack."""
    write("first = 1\nsecond = eval(first)\n", "code.py")
    flaw = (
        "{cwe: 95, name: Eval, why: Bad., fix: No., severity: high,"
        " at: ['eval(', first = 1], says: [eval]}"
    )
    write(question(kind="code-review", material=f"{{source: code.py, flaws: [{flaw}]}}"))
    material = catalogue.load("globex").questions["an-id"].material
    assert material is not None
    assert material.text == "first = 1\nsecond = eval(first)\n"
    assert material.flaws[0].lines == (1, 2)


def test_sources_are_small_text(write: Write) -> None:
    """Neither a megabyte nor a picture."""
    path = write(question(material="{source: big.txt}"))
    write("x" * 30_000, "big.txt")
    assert mistakes(path) == ["7: big.txt is larger than 20 kB; shorten it"]
    path.with_name("big.txt").write_bytes(b"\xff\xd8")
    assert mistakes(path) == ["7: big.txt is not UTF-8; save it as UTF-8"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_source_that_would_never_end_is_not_opened(write: Write) -> None:
    """A pipe, a folder, a link to a device: told by the line, and nothing hangs."""
    path = write(question(material="{source: pipe}"))
    os.mkfifo(path.parent / "pipe")
    assert "not a regular file" in mistakes(path)[0]
    (path.parent / "pipe").unlink()
    (path.parent / "pipe").symlink_to("/dev/zero")
    assert "must lie in" in mistakes(path)[0]
    (path.parent / "pipe").unlink()
    (path.parent / "pipe").mkdir()
    assert "not a regular file" in mistakes(path)[0]


def test_times_must_fit_the_plans(write: Write) -> None:
    """An answer that may last longer than any round that asks for it can never be asked."""
    plan = "{title: T, sittings: [{rounds: [{title: R, minutes: 10, kinds: [behavioral]}]}]}"
    path = write(f"{question(limit_s='700')}formats:\n  short: {plan}\n")
    remedy = " shorten it or lengthen the round"
    longest = "the longest round with behavioral questions has 600"
    assert mistakes(path) == [
        f"7: a limit of 700 seconds does not fit the plans: {longest};{remedy}"
    ]


@pytest.mark.parametrize(
    ("stretch", "says"),
    [
        ("minutes: 500", "minutes must be between 0 and 240"),
        ("says: 'Hello {nmae}.'", "a voice cannot say '{nmae}'"),
        ("kinds: [riddle]", "kinds must be"),
    ],
)
def test_rounds_are_checked(write: Write, stretch: str, says: str) -> None:
    """What is said, for how long, and about what."""
    fields = {"kinds": "[behavioral]", "minutes": "10"}
    key, _, value = stretch.partition(": ")
    body = "\n            ".join(
        f"{name}: {what}" for name, what in (fields | {key: value}).items()
    )
    text = (
        f"{OWN}formats:\n  x:\n    title: X\n    sittings:\n      - rounds:\n          - title: R\n"
    )
    found = mistakes(write(f"{text}            {body}\n"))
    assert any(says in mistake for mistake in found), found


def test_sittings_are_checked(write: Write) -> None:
    """Who asks must be known, and minutes are given for all rounds or for none."""
    rounds = "[{title: A, minutes: 5, kinds: [behavioral]}, {title: B, kinds: [behavioral]}]"
    sitting = f"{{interviewer: nobody, rounds: {rounds}}}"
    found = mistakes(
        write(f"{OWN}formats:\n  x: {{title: X, sittings: [{sitting}, {{rounds: []}}]}}\n")
    )
    assert found == [
        "4: there is no interviewer 'nobody'; there are none",
        "4: give every round its minutes, or none of them",
        "4: rounds is empty; a sitting has at least one",
    ]


def test_conditions_refer_to_what_there_is(write: Write) -> None:
    """Questions, competencies, rubrics and rules of a study plan."""
    condition = (
        "{count: 0, distinct: day, questions: [nope], competencies: [nope],"
        " rubrics: [nope], without: [nope]}"
    )
    steps = f"[{{title: S, condition: {condition}}}]"
    found = mistakes(write(f"{OWN}milestones:\n  m: {{title: M, steps: {steps}}}\n"))
    assert found == [
        "4: count must be at least 1",
        "4: distinct must be question, competency or attempt",
        "4: there is no question 'nope'",
        "4: the competency 'nope' is not defined",
        "4: there is no rubric 'nope'",
        "4: the rule 'nope' is not known",
    ]


def test_mistakes_of_several_files_come_together(write: Write) -> None:
    """One look is enough; each file is named."""
    first = write(question(id="Bad Id", rubrics="[nope]"))
    second = write("pack: globex\nquestions:\n  - id: fine\n", "second.yaml")
    with pytest.raises(PackError, match="question packs have 4 mistakes") as caught:
        catalogue.load()
    assert sorted({mistake.split(":")[0] for mistake in caught.value.mistakes}) == [
        str(first),
        str(second),
    ]


def test_an_unreadable_file_does_not_make_others_look_wrong(write: Write) -> None:
    """What it may have defined is not reported as missing elsewhere."""
    write("pack: globex\ntitle: [\n", "header.yaml")
    path = write("pack: globex\n" + question(competency="in-the-header").split("\n", 2)[2])
    assert catalogue.check(path) == ()


# --- the other ways to look at packs ------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("earn-trust-mistake", "earn-trust-mistake"),
        ("Earn Trust", "earn-trust-mistake"),
        ("dive_deep", "dive-deep-root-cause"),
        ("threat-model", "threat-model-file-upload"),
        ("file upload", "threat-model-file-upload"),
        ("idor", "vulnerability-idor-explain"),
        ("python", "review-python-thumbnails"),
        ("python review", "review-python-thumbnails"),
        ("guardduty", "vulnerability-cloud-guardduty"),
    ],
)
def test_questions_are_found_by_what_one_calls_them(wanted: str, first: str) -> None:
    """By id, principle, kind, language, rubric, or words of these."""
    assert catalogue.load().find(wanted)[0].id == first


def test_a_group_of_competencies_can_be_asked_for() -> None:
    """`principle` is every story."""
    assert {question.kind for question in catalogue.load().find("principle")} == {Kind.BEHAVIORAL}


def test_what_cannot_be_found_gets_a_suggestion() -> None:
    """A slip of the finger, and something quite different."""
    with pytest.raises(
        PlanError, match=r"no question or topic 'ownershp'\. Did you mean ownership"
    ):
        catalogue.load().find("ownershp")
    with pytest.raises(PlanError, match="interviewer packs"):
        catalogue.load().find("zzzzzz")
    with pytest.raises(PlanError):
        catalogue.load().find("  ")


def test_a_summary_counts_and_is_json() -> None:
    """What `interviewer packs --json` prints."""
    pack = catalogue.load()
    summary = json.loads(json.dumps(catalogue.summary(pack)))
    assert summary["questions"] == len(summary["list"]) == sum(summary["by_kind"].values())
    assert summary["by_competency"]["ownership"]["questions"] == 5
    assert summary["formats"]["onsite"] == "On-site loop"


def test_a_file_outside_the_folders_can_be_checked(tmp_path: Path) -> None:
    """Before it is put where packs live, and as if it were there."""
    path = tmp_path / "elsewhere.yaml"
    path.write_text(SHORTEST)
    assert catalogue.check(path) == ()
    with pytest.raises(PackError, match="no such file"):
        catalogue.check(tmp_path / "none.yaml")


def test_packs_cannot_extend_each_other_in_a_circle(tmp_path: Path) -> None:
    """Every pack of the circle is told."""
    question = "{{id: {0}-one, kind: behavioral, text: What happened?}}"
    for name, base in (("one", "two"), ("two", "three"), ("three", "one")):
        text = f"pack: {name}\ntitle: T\nextends: {base}\nquestions:\n  - {question.format(name)}\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    with pytest.raises(PackError, match="in a circle") as fault:
        catalogue.load_all(folders=[tmp_path])
    assert len(fault.value.mistakes) == 3
