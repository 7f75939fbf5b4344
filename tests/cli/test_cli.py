"""The command line as a user meets it: exit codes, output, one clear line for each fault."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from interviewer.audio import devices
from interviewer.audio.recorded_candidate import shipped
from interviewer.cli import app
from interviewer.errors import InterviewerError
from interviewer.settings import paths
from tests.support.commands import one_line, run
from tests.support.examples import STORY, recording

COMMANDS = ("phone-screen", "onsite", "warm-up", "drill", "score", "transcribe", "packs", "rules")


def test_help_names_every_command_without_loading_anything_heavy() -> None:
    """Help is quick because nothing that listens, speaks or computes is imported."""
    code = (
        "import sys; sys.argv = ['interviewer', '--help']\n"
        "from interviewer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'torch', 'whisper', 'faster_whisper', 'ctranslate2', 'sounddevice',"
        " 'onnxruntime', 'pydantic', 'yaml'}\n"
        "print('heavy:', *sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert all(command in result.stdout for command in COMMANDS)
    assert result.stdout.splitlines()[-1] == "heavy:"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """Each has a help text of its own."""
    result = run(command, "--help")
    assert result.returncode == 0
    assert "Usage" in result.stdout


def test_score_reads_a_transcript_and_prints_json_alone(tmp_path: Path) -> None:
    """One object a file, in a list, and nothing else on standard output."""
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("I always check everything.")
    result = run("score", tmp_path / "a.txt", tmp_path / "b.txt", "--json")
    assert result.returncode == 0, result.stderr
    story, opinion = json.loads(result.stdout)
    assert story["source"] == str(tmp_path / "a.txt")
    assert story["scores"]["overall"] > opinion["scores"]["overall"]
    assert not opinion["star"]["is_story"]


def test_score_reads_lines_from_standard_input() -> None:
    """Thousands of answers in one process, each with its id; a bad line is passed over and remembered in the exit code."""
    lines = [json.dumps({"id": n, "kind": "behavioral", "text": STORY}) for n in range(3)]
    result = run("score", "-", given="\n".join([*lines, "{"]))
    assert result.returncode == 2, result.stderr
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert [item["id"] for item in printed] == [0, 1, 2, None]
    assert "error" in printed[-1]


@pytest.mark.parametrize("given", ["", "\n\n"])
def test_no_lines_are_a_fault(given: str) -> None:
    """A pipe that broke looks like no answers."""
    assert "No lines on standard input" in one_line(run("score", "-", given=given))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("settings.toml", "# Everything in its place\nname = 1\n"),
        ("values.yaml", "candidate: I did it\n"),
        ("answer.txt", "[tool]\nname = 'a'\nlines = [\n  'b',\n]\nwidth = 100\n"),
        ("answer", "#!/bin/sh\necho We did it\n"),
        ("notes.md", "import os\n\ndef main():\n    print(os.name)\n    return 0\n"),
    ],
)
def test_a_program_or_configuration_is_no_answer(tmp_path: Path, name: str, text: str) -> None:
    """By its name, else by its lines."""
    (tmp_path / name).write_text(text)
    assert "a program or a configuration" in one_line(run("score", tmp_path / name))


def test_a_question_on_the_command_line_is_that_of_every_line() -> None:
    """Unless the line brings its own."""
    lines = [{"id": 0, "text": STORY}, {"id": 1, "text": STORY, "question": "Tell me of a result."}]
    asked = ("--question", "Tell me about a mistake you made.")
    result = run("score", "-", *asked, given="\n".join(map(json.dumps, lines)))
    assert result.returncode == 0, result.stderr
    rules = [
        {found["rule"] for found in json.loads(line)["findings"]}
        for line in result.stdout.splitlines()
    ]
    assert ["relevance.off-question" in found for found in rules] == [True, False]


def test_a_technical_answer_is_judged_by_its_rubrics(tmp_path: Path) -> None:
    """Coverage comes per rubric."""
    (tmp_path / "a.txt").write_text("Being logged in is not the same as being allowed to.")
    result = run("score", tmp_path / "a.txt", "--kind", "technical", "--rubric", "idor", "--json")
    (report,) = json.loads(result.stdout)
    assert set(report["coverage"]["idor"]) >= {"covered", "missing", "wrong", "evidence"}


def test_a_missed_score_is_exit_code_one(tmp_path: Path) -> None:
    """Scripts can tell a weak answer from a broken command."""
    (tmp_path / "a.txt").write_text("I always check everything.")
    result = run("score", tmp_path / "a.txt", "--min-score", "90")
    assert result.returncode == 1
    assert "below 90" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "nowhere.wav"),
        ("score", "nowhere.txt"),
        ("score", "README.md", "--kind", "poetry"),
        ("score", "README.md", "--rubric", "poetry"),
        ("score", "README.md", "--question", "no-such-question-anywhere"),
        ("score", "README.md", "--no-such-option"),
        ("score",),
        ("rules", "no.such-rule"),
        ("progress", "no-such-section"),
        ("purge",),
        ("packs", "no-such-subcommand"),
        ("phone-screen", "--minutes", "0"),
        ("phone-screen", "--minutes", "many"),
        ("phone-screen", "--only", "no-such-question-anywhere", "--dry-run"),
        ("phone-screen", "--candidate", "nowhere"),
        ("phone-screen", "--pack", "no-such-pack", "--dry-run"),
        ("drill", "no-such-topic-anywhere", "--dry-run"),
        ("onsite", "99", "--dry-run"),
        ("no-such-command",),
    ],
)
def test_wrong_usage_is_one_clear_line(arguments: tuple[str, ...]) -> None:
    """Every mistake of the user's ends with 2 and names what was wrong."""
    said = one_line(run(*arguments)).removeprefix("interviewer: ")
    assert any(argument in said for argument in arguments[1:] or arguments) or "named" in said


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("phone-scren",), "phone-screen"),
        (("packs", "tri"), "try"),
        (("phone-screen", "--minuts", "3"), "--minutes"),
        (("drill", "ownershp"), "ownership"),
        (("rules", "star.no-resul"), "star.no-result"),
        (("progress", "bord"), "board"),
        (("score", "README.md", "--kind", "behavoral"), "behavioral"),
        (("score", "README.md", "--rubric", "idr"), "idor"),
        (("packs", "try", "secret-scaner", "README.md"), "secret-scanner"),
    ],
)
def test_what_was_meant_is_suggested(arguments: tuple[str, ...], meant: str) -> None:
    """A misspelt name is answered with the closest one, before anything else is looked at."""
    assert f"Did you mean {meant}" in one_line(run(*arguments))


def test_questions_can_be_listed_with_their_ids() -> None:
    """Every id that another command takes can be found."""
    listed = json.loads(run("packs", "questions", "ownership", "--json").stdout)
    assert all(question["competency"] == "ownership" for question in listed)
    assert listed[0]["id"].split("-")[0] in run("packs", "questions", "ownership").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("phone-screen", "--dry-run", "--seed", "4", "--json"),
        ("score", "{answer}", "--json"),
        ("rules", "--json"),
    ],
)
def test_every_process_answers_the_same(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What is printed depends on nothing that changes from process to process, to the byte."""
    answer = tmp_path / "a.txt"
    answer.write_text(STORY)
    filled = [argument.format(answer=answer) for argument in arguments]
    first, second = (run(*filled, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first
    assert first == second


@pytest.fixture
def no_microphone() -> None:
    """For machines without one: others would begin an interview."""
    with contextlib.suppress(InterviewerError):
        device = devices.find(None, "input")
        pytest.skip(f"this machine has a microphone: {device.name}")


@pytest.mark.usefixtures("no_microphone")
@pytest.mark.parametrize("named", [(), ("--microphone", "nowhere")])
def test_no_microphone_is_said_with_the_way_out(named: tuple[str, ...]) -> None:
    """Nobody is interviewed without being heard, and one line says what to do."""
    said = one_line(run("phone-screen", "--no-voice", *named))
    assert "microphone" in said
    assert named or "--typed" in said


def test_missing_weights_say_how_to_get_them(tmp_path: Path) -> None:
    """Weights that are not there are never fetched unasked."""
    recording(tmp_path / "a.wav")
    said = one_line(run("transcribe", tmp_path / "a.wav", "--model", "no-such-model"))
    assert "no-such-model" in said
    assert "doctor --install" in said


def test_a_broken_pack_shows_every_mistake_with_its_line(isolated: Path) -> None:
    """All mistakes at once: where, what, and how to mend it."""
    folder = isolated / "prompts"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        "pack: mine\nversion: 1\nquestions:\n- id: a\n  kind: poetry\n  text: Why?\n  colour: red\n"
    )
    result = run("packs")
    assert result.returncode == 2
    for line in (5, 7):
        assert f"mine.yaml:{line}" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_unwritable_recordings_folder_is_named(tmp_path: Path) -> None:
    """Before anything is said that could be lost."""
    (tmp_path / "file").write_text("")
    said = run(
        "phone-screen",
        "--candidate",
        shipped("weak"),
        "--no-voice",
        INTERVIEWER_RECORDINGS=str(tmp_path / "file"),
    ).stderr
    assert str(tmp_path / "file") in said


@pytest.mark.parametrize("arguments", [("packs", "--json"), ("rules", "--json")])
def test_reference_commands_print_json(arguments: tuple[str, ...]) -> None:
    """Lists for tools."""
    result = run(*arguments)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)


def test_every_rule_has_a_page() -> None:
    """A rule can be looked up by the name that a finding carries."""
    result = run("rules", "star.no-result")
    assert result.returncode == 0, result.stderr
    for heading in ("Why", "Good", "Weak", "Source"):
        assert heading in result.stdout


def test_a_family_has_a_page_with_its_formula_and_anchors() -> None:
    """How the score is made is no secret."""
    result = run("rules", "delivery")
    assert result.returncode == 0, result.stderr
    for heading in ("Score", "Weight in the overall score", "What scores sound like", "95  "):
        assert heading in result.stdout


def test_a_plan_can_be_seen_before_it_is_held() -> None:
    """Rounds with their minutes; the same seed gives the same plan."""
    first, second = (run("phone-screen", "--dry-run", "--seed", "4") for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert "60 minutes" in first.stdout


def test_doctor_names_every_part_and_how_to_fix_it() -> None:
    """What does not work says what would help, and the exit code says that something is missing."""
    result = run("doctor", "--json", INTERVIEWER_MICROPHONE="no such microphone")
    assert result.returncode == 1, result.stderr
    health = {item["part"]: item for item in json.loads(result.stdout)}
    assert not health["microphone"]["works"]
    assert health["microphone"]["remedy"]
    assert {"speaker", "voice", "whisper", "packs", "recordings"} <= set(health)


@pytest.mark.model
@pytest.mark.usefixtures("no_microphone")
def test_without_a_microphone_a_recorded_candidate_answers() -> None:
    """The demonstration that `scripts/run` gives on a machine that cannot listen."""
    result = run("phone-screen", "--or-recorded", "--only", "candidate-questions-close")
    assert result.returncode == 0, result.stderr
    assert "a recorded candidate answers instead" in result.stdout
    assert "Debrief" in result.stdout


@pytest.mark.model
def test_an_interview_runs_unattended_against_a_recorded_candidate() -> None:
    """The whole loop with real Whisper: heard, judged, debriefed, kept."""
    result = run(
        *("phone-screen", "--minutes", "3", "--candidate", shipped("weak"), "--model", "tiny.en"),
        *("--only", "dive-deep-root-cause", "--only", "warm-up-introduction", "--json"),
    )
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    told = {turn["question"]: turn for turn in report["turns"]}
    assert set(told) == {"dive-deep-root-cause", "warm-up-introduction"}
    assert len(told["dive-deep-root-cause"]["text"].split()) > 30
    assert report["fixes"]
    folder = Path(report["session"])
    assert folder.parent == paths.recordings()
    assert (folder / told["dive-deep-root-cause"]["audio"]).stat().st_size > 100_000


@pytest.mark.model
def test_a_whole_session_with_sockets_forbidden() -> None:
    """Nothing leaves the machine, because nothing can."""
    code = (
        "import socket, sys\n"
        "def forbidden(*_, **__): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = socket.socket.bind = forbidden\n"
        "socket.create_connection = socket.getaddrinfo = forbidden\n"
        "from interviewer.cli import main\n"
        f"sys.argv = ['interviewer', 'phone-screen', '--candidate', {str(shipped('weak'))!r},"
        " '--only', 'candidate-questions-close', '--model', 'tiny.en', '--json']\n"
        "main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["turns"][0]["text"]


def test_a_program_is_run_against_the_hidden_cases_of_a_task(tmp_path: Path) -> None:
    """What passes and what does not, and exit code 1 when something does not."""
    (tmp_path / "mine.py").write_text("print('hello')\n")
    solution = Path(__file__).parents[1] / "solutions" / "secret-scanner.py"
    assert run("packs", "try", "secret-scanner", solution).returncode == 0
    result = run("packs", "try", "secret-scanner", tmp_path / "mine.py", "--json")
    assert result.returncode == 1
    assert not all(case["passed"] for case in json.loads(result.stdout)["cases"])


def test_the_manual_page_names_every_command_and_option() -> None:
    """As it is, since it is made from the commands; roff takes none of it for syntax."""
    page = run("help", "man").stdout
    assert page.startswith(".TH INTERVIEWER 1")
    for name in typer.main.get_group(app).commands:
        assert f"interviewer {name}".replace("-", r"\-") in page
    assert r"\-\-min\-score" in page
    assert {line.split()[0] for line in page.splitlines() if line.startswith(".")} == {
        *(".TH", ".SH", ".SS", ".TP")
    }
