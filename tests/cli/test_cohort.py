"""`cohort` as a user runs it: killed, interrupted, without room, and over again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.audio.recorded_candidate import shipped
from tests.support.cohorts import answers, lines, over, results, scored_course, table_bytes
from tests.support.commands import one_line, run, run_process
from tests.support.raters import export_of
from tests.support.waiting import until

pytestmark = pytest.mark.slow  # each starts processes of its own

__all__ = ["results", "scored_course"]

pytest.importorskip("pyarrow")
resource = pytest.importorskip("resource")  # not on Windows


def _started(source: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "interviewer", "cohort", source, "--out", out, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(out: Path, done: int) -> None:
    log = out / "state" / "done.jsonl"
    until(lambda: log.is_file() and log.read_bytes().count(b"\n") >= done)


def test_a_cohort_is_scored_by_naming_its_folder(tmp_path: Path) -> None:
    """The word `run` may be left out; two processes give the bytes of one."""
    folder = answers(tmp_path / "in", 8)
    result = run_process("cohort", folder, "--out", tmp_path / "out", "--jobs", "2", "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {
        "files": 8,
        "scored": 8,
        "errors": 0,
        "no_consent": 0,
        "new": 8,
    }
    over(folder, out=tmp_path / "plain")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "plain")


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """At most the files in flight are lost, the processes end with it, and the bytes are the same."""
    folder = answers(tmp_path / "in", 200)
    killed = _started(folder, tmp_path / "out", "--jobs", "2")
    _wait_for(tmp_path / "out", 40)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=300)  # the pipes close when the last of its processes has ended
    before = (tmp_path / "out" / "state" / "done.jsonl").read_bytes().count(b"\n")
    again = _started(folder, tmp_path / "out", "--jobs", "2")
    said, faults = again.communicate(timeout=300)
    assert again.returncode == 0, faults
    assert f"200 answers scored, {200 - before} of them now" in said
    log = lines(tmp_path / "out" / "state" / "done.jsonl")
    keys = [line["key"] for line in log if "key" in line]
    assert len(keys) == len(set(keys)) == 200
    over(folder, out=tmp_path / "plain")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "plain")


@pytest.mark.slow
def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    """Exit code 130, nothing lost."""
    folder = answers(tmp_path / "in", 200)
    running = _started(folder, tmp_path / "out", "--jobs", "1")
    _wait_for(tmp_path / "out", 20)
    running.send_signal(signal.SIGINT)
    _, faults = running.communicate(timeout=300)
    assert running.returncode == 130
    assert "run the same command again" in faults
    assert "Traceback" not in faults


def test_a_full_disk_is_one_line_and_the_rest_follows(tmp_path: Path) -> None:
    """What was scored before is not scored again."""
    folder = answers(tmp_path / "in", 12)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9000, {resource.RLIM_INFINITY}))"
    code = f"{limit}; from interviewer.cli import main; main()"
    arguments = ["cohort", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1"]
    unmeasured = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=unmeasured,  # a file of coverage would be too large as well
    )
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert "what is done is saved" in result.stderr
    done = (tmp_path / "out" / "state" / "done.jsonl").read_bytes().count(b"\n")
    assert 0 < done < 12
    assert over(folder, out=tmp_path / "out").new == 12 - done
    over(folder, out=tmp_path / "plain")
    assert table_bytes(tmp_path / "out") == table_bytes(tmp_path / "plain")


def test_a_bad_file_is_a_row_and_the_exit_code_tells(tmp_path: Path) -> None:
    """The others are scored."""
    folder = answers(tmp_path / "in", 2)
    (folder / "bad.json").write_text("{")
    result = run_process("cohort", folder, "--out", tmp_path / "out", "--jobs", "1")
    assert result.returncode == 2
    assert "2 answers scored, 1 error" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone",), "no such file or folder"),
        (("in", "--kind", "behaviour"), "Unknown kind"),
        (("in", "--rubric", "idoor"), "Did you mean idor?"),
        (("in", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9"), "--jobs"),
        (("in", "--model", "gone/weights"), None),
    ],
)
def test_wrong_usage_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str | None
) -> None:
    """What, where, how to fix it. Weights are looked for only where something is transcribed."""
    answers(tmp_path / "in", 1)
    monkeypatch.chdir(tmp_path)
    result = run("cohort", *arguments, "--out", "out")
    if said is None:
        assert result.returncode == 0, result.stderr
    else:
        assert said in one_line(result)


def test_weights_that_are_missing_are_said_before_anything_is_scored(tmp_path: Path) -> None:
    """Not a thousand times."""
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    result = run_process(
        "cohort", tmp_path / "a.wav", "--out", tmp_path / "out", "--model", "gone/weights"
    )
    assert "no Whisper weights there" in one_line(result)


@pytest.mark.model
@pytest.mark.slow
def test_recordings_are_transcribed_with_one_model_for_each_process(tmp_path: Path) -> None:
    """The same bytes from one process and from two; times, delivery and the weights are in the row."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("earn-trust-mistake", "dive-deep-root-cause"):
        clip = shipped("weak") / f"{name}.flac"
        (folder / clip.name).write_bytes(clip.read_bytes())
    (folder / "noise.wav").write_bytes(b"RIFFxxxxWAVE")
    for jobs in ("1", "2"):
        result = run_process(
            *("cohort", folder, "--out", tmp_path / jobs, "--jobs", jobs, "--model", "tiny.en"),
            *("--question", "earn-trust-mistake"),
        )
        assert result.returncode == 2, result.stderr
        assert "2 answers scored, 1 error" in result.stdout
    assert table_bytes(tmp_path / "1") == table_bytes(tmp_path / "2")
    deep, trust, noise = lines(tmp_path / "1" / "answers.jsonl")
    assert noise["status"] == "error"
    for row in (deep, trust):
        assert row["weights"].startswith("tiny.en ")
        assert 60 < row["words_per_minute"] < 250
        assert row["score_delivery"] is not None
        assert row["shares_by"] in {"time", None}


def test_a_page_ratings_and_textgrids_come_of_the_results(results: Path) -> None:
    """Each says what it wrote."""
    result = run("cohort", "report", results, "--debriefs", "1", "--title", "Spring course")
    assert result.returncode == 0, result.stderr
    assert "Spring course" in (results / "report.html").read_text("utf-8")
    assert "Wrote 9 tasks" in run("cohort", "rate", "export", results, "--sample", "9").stdout
    (results / "export.json").write_text(json.dumps(export_of(results)))
    table = run("cohort", "rate", "import", results, results / "export.json")
    assert "3 raters, 9 answers" in table.stdout
    assert table.stderr == ""
    found = run("cohort", "rate", "import", results, results / "export.json", "--json")
    assert json.loads(found.stdout)["raters"] == 3
    assert "Wrote 32 TextGrids" in run("cohort", "textgrid", results).stdout


def test_the_figures_are_there_as_json(results: Path) -> None:
    """Without names, and nothing else on standard output."""
    found = json.loads(run("cohort", "report", results, "--json").stdout)
    assert len(found["answers"]) == 32
    assert "Ann Lee" not in json.dumps(found)


@pytest.mark.parametrize("command", [("report",), ("textgrid",), ("rate", "export")])
def test_a_folder_without_results_is_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    """It says what to name."""
    assert "no results of a cohort in it" in one_line(run("cohort", *command, tmp_path))


def test_ratings_need_an_export(results: Path) -> None:
    """Another file is refused, with its name."""
    (results / "x.json").write_text("{}")
    said = one_line(run("cohort", "rate", "import", results, results / "x.json"))
    assert "x.json: not an export of Label Studio" in said


@pytest.mark.parametrize("command", [(), ("rate",)])
def test_without_anything_named_it_explains_itself(command: tuple[str, ...]) -> None:
    """On standard output, and nothing is wrong."""
    result = run("cohort", *command)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Usage: interviewer cohort" in result.stdout


@pytest.mark.parametrize(("library", "extra"), [("pyarrow", "cohort"), ("distributed", "cluster")])
def test_a_library_that_is_missing_is_named_with_its_extra(
    tmp_path: Path, library: str, extra: str
) -> None:
    """Before anything is scored."""
    folder = answers(tmp_path / "in", 1)
    arguments = ["cohort", str(folder), "--out", str(tmp_path / "out")]
    arguments += ["--scheduler", "local"] if extra == "cluster" else []
    code = f"import sys; sys.modules[{library!r}] = None; from interviewer.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        f"interviewer: {library} is not installed. pip install 'mock-interviewer[{extra}]'"
    ]
