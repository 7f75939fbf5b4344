"""Any console and any pipe: nothing that is printed or piped in ends in a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.errors import InterviewerError
from interviewer.output import streams
from tests.support.commands import run

ANSWER = (
    '{"id": 1, "text": "In March the café’s site went down. I fixed it – as a result errors fell."}'
)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", 'x "a" - ... -> e'), ("cp1252", "x “a” – … -> é"), ("utf-8", "✗ “a” – … → é")],
)
def test_marks_become_ones_that_the_console_has(encoding: str, shown: str) -> None:
    """A similar mark, or the bare letter."""
    streams.prepare()
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=streams.HANDLER)
    out.write("✗ “a” – … → é")
    out.flush()
    assert out.buffer.getvalue().decode(encoding) == shown


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
def test_reports_are_printed_on_any_console(tmp_path: Path, encoding: str) -> None:
    """As words and as JSON."""
    (tmp_path / "a.json").write_text(ANSWER, encoding="utf-8")
    for more in ((), ("--json",)):
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        command = [sys.executable, "-m", "interviewer", "score", str(tmp_path / "a.json"), *more]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_lines_of_any_shell_are_read(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """PowerShell writes marks and UTF-16."""
    data = io.BytesIO(f"{ANSWER}\n{ANSWER}\n".encode(encoding))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    assert [line.strip() for line in streams.input_lines()] == [ANSWER, ANSWER]


def test_a_closed_input_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to do instead."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InterviewerError, match="closed"):
        list(streams.input_lines())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_behind_a_pipe_is_one_line(tmp_path: Path) -> None:
    """Exit code 2: 1 stays for a score that was missed."""
    (tmp_path / "a.json").write_text(ANSWER, encoding="utf-8")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "interviewer", "score", str(tmp_path / "a.json"), "--json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    """It is an error object among the results, and exit code 2 at the end."""
    (tmp_path / "a.json").write_text(ANSWER, encoding="utf-8")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    done = run("score", tmp_path, "--json")
    assert done.returncode == 2
    assert '"error"' in done.stdout
    assert '"scores"' in done.stdout
    assert len(done.stderr.splitlines()) == 1


def test_a_transcript_is_written_in_the_format_of_its_name(tmp_path: Path) -> None:
    """Subtitles of a meeting's candidate, from its text."""
    (tmp_path / "a.txt").write_text(
        "Ann  0:00\nWhat did you do about it?\n\nBo  0:04\nI fixed it at once.\n\n"
        "Ann  0:09\nAnd then what?\n\nBo  0:12\nI slept."
    )
    done = run("transcribe", tmp_path / "a.txt", "-o", tmp_path / "a.srt", "--speaker", "Bo")
    assert done.returncode == 0
    assert (tmp_path / "a.srt").read_text().startswith("1\n00:00:04,000 --> ")


ENDING = """
import sys
from interviewer.output import streams
streams.prepare()
sys.stdin.readline()
for stream in (sys.stdout, sys.stderr):
    try:
        print("Interrupted. Everything you said is saved.", file=stream, flush=True)
    except OSError:
        pass
streams.flush_or_give_up()
sys.exit(130)
"""
"""A command that ends when its terminal has been closed."""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_a_terminal_that_is_gone_leaves_the_exit_code_as_it_is() -> None:
    """What could not be written any more is dropped, and not reported at the very end instead."""
    ours, theirs = os.openpty()
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    child = subprocess.Popen(
        [sys.executable, "-c", ENDING],
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=theirs,
        env=buffered,
    )
    os.close(theirs)
    os.close(ours)
    child.communicate(b"\n", timeout=60)
    assert child.returncode == 130
