"""Candidates' programs are run against hidden cases, in a corner where they can do no harm."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.errors import PackError, ProgramError
from interviewer.packs import tasks
from interviewer.packs.tasks import Case, Compare, Report, Task
from interviewer.settings import paths

SOLUTIONS = Path(__file__).parents[1] / "solutions"
ECHO = Case("echo", "hello\n", stdin="hello\n")


def run(tmp_path: Path, program: str, *cases: Case, **limits: object) -> Report:
    """Run a program's text against cases."""
    path = tmp_path / "mine.py"
    path.write_text(program, "utf-8")
    task = Task("Test", cases or (ECHO,), **limits)  # type: ignore[arg-type]
    return tasks.run("test", path, task=task)


def why(report: Report) -> str:
    """What went wrong in the only case."""
    (case,) = report.cases
    assert not case.passed
    assert case.why
    return case.why


# --- the tasks ----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(paths.prompt_files("tasks")))
def test_every_task_can_be_solved(name: str) -> None:
    """A solution by somebody who read nothing but the task passes every hidden case."""
    report = tasks.run(name, SOLUTIONS / f"{name}.py")
    assert {case.name: case.why for case in report.cases if not case.passed} == {}
    assert report.score == 100.0


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(paths.prompt_files("tasks")))
def test_every_task_tells_a_wrong_program_from_a_right_one(name: str, tmp_path: Path) -> None:
    """Printing what the shown cases expect is no solution."""
    task = tasks.load(name)
    shown = [case for case in task.cases if case.shown]
    assert len(shown) == 2
    assert len(task.cases) >= 7
    for case in shown:
        report = run(tmp_path, f"print({case.expect!r})", *task.cases, compare=task.compare)
        assert report.passed <= len(task.cases) / 2


def test_a_users_task_replaces_a_shipped_one() -> None:
    """By its name, from the folder of tasks beside the user's packs."""
    folder = paths.user_prompts() / "tasks"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("title: Mine\ncases: [{name: one, expect: x}]\n")
    (folder / "secret-scanner.yaml").write_text("title: Own\ncases: [{name: one, expect: x}]\n")
    assert tasks.load("mine").title == "Mine"
    assert tasks.load("secret-scanner").title == "Own"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: T\ncases: []\n", "2: cases is empty"),
        ("title: T\ncases: [{name: a, expect: b}]\nseconds: 900\n", "3: allow between"),
        (
            "title: T\ncases: [{name: a, expect: b}, {name: a, expect: c}]\n",
            "2: 'a' appears twice",
        ),
        ("title: T\ncompare: json\ncases: [{name: a, expect: b}]\n", "3: this is not valid JSON"),
        ("title: T\ncases: [{name: a, expect: b, files: {../x: y}}]\n", "2: '../x' must lie below"),
        ("title: T\ncases: [{name: a, expect: b, files: {/x: y}}]\n", "2: '/x' must lie below"),
        ("title: T\ncases: [{name: a}]\n", "2: expect is missing"),
    ],
)
def test_a_broken_task_is_told_with_its_lines(text: str, says: str) -> None:
    """As with packs."""
    path = paths.user_prompts() / "tasks" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(PackError) as caught:
        tasks.load("mine")
    assert [m for m in caught.value.mistakes if m.startswith(f"{path}:{says}")]


def test_a_task_that_is_not_there_lists_those_that_are() -> None:
    """One line is enough."""
    with pytest.raises(PackError, match=r"no task 'poetry'.*secret-scanner"):
        tasks.load("poetry")


# --- judging ------------------------------------------------------------------------------------


def test_a_program_gets_input_arguments_and_files(tmp_path: Path) -> None:
    """And what it prints is compared."""
    case = Case("all", "in out a b deep\n", "in", ("a", "b"), {"sub/file.txt": "deep"})
    program = (
        "import sys, pathlib\n"
        "print(sys.stdin.read(), 'out', *sys.argv[1:], pathlib.Path('sub/file.txt').read_text())\n"
    )
    assert run(tmp_path, program, case).passed == 1


def test_the_program_runs_as_a_script_with_its_own_name(tmp_path: Path) -> None:
    """`if __name__ == "__main__"` holds, and dataclasses find their module."""
    program = (
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\n"
        "if __name__ == '__main__':\n    print('hello', file=__import__('sys').stdout)\n"
    )
    assert run(tmp_path, program).passed == 1


def test_cases_know_nothing_of_each_other(tmp_path: Path) -> None:
    """Each has an empty folder of its own."""
    program = "import os\nprint(sorted(os.listdir()))\nopen('left', 'w').write('x')\n"
    report = run(tmp_path, program, Case("one", "[]"), Case("two", "[]"))
    assert report.passed == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.py"]


@pytest.mark.parametrize(
    ("printed", "case", "compare", "says"),
    [
        ("", ECHO, Compare.TEXT, "it printed nothing"),
        ("hullo", ECHO, Compare.TEXT, "line 1: expected 'hello', got 'hullo'"),
        ("hello\nyou", ECHO, Compare.TEXT, "one line too many: 'you'"),
        ("b", Case("two", "b\na\n"), Compare.TEXT, "a line is missing: 'a'"),
        ("b\na", Case("two", "a\nb\n"), Compare.TEXT, "line 1: expected 'a', got 'b'"),
        ("", Case("json", "[1]"), Compare.JSON, "it printed nothing"),
        ("one", Case("json", "[1]"), Compare.JSON, "this is not JSON: 'one'"),
        ("[2]", Case("json", "[1]"), Compare.JSON, "expected [1], got [2]"),
        ("null", Case("json", "[]"), Compare.JSON, "expected [], got null"),
        ("hello", Case("exit", "hello", exit=1), Compare.TEXT, "it ended with 0 instead of 1"),
    ],
)
def test_what_differs_is_told(
    tmp_path: Path, printed: str, case: Case, compare: Compare, says: str
) -> None:
    """In one line that helps."""
    assert why(run(tmp_path, f"print({printed!r}, end='')", case, compare=compare)) == says


@pytest.mark.parametrize(
    ("printed", "expect", "compare"),
    [
        ("a  \nb\n\n", "a\nb", Compare.TEXT),
        ("b\na", "a\nb", Compare.LINES),
        ('{"b": 2,\n "a": [1]}', '{"a": [1], "b": 2}', Compare.JSON),
        ("null", "null", Compare.JSON),
        ("", "", Compare.TEXT),
    ],
)
def test_what_does_not_matter_is_overlooked(
    tmp_path: Path, printed: str, expect: str, compare: Compare
) -> None:
    """Blanks at ends, order where it is free, and the layout of JSON."""
    report = run(tmp_path, f"print({printed!r})", Case("same", expect), compare=compare)
    assert report.cases[0].why == ""


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("raise ValueError('oh no')", "it ended with 1 instead of 0 (ValueError: oh no)"),
        ("print('a' if)", "it ended with 1 instead of 0 (SyntaxError: invalid syntax)"),
        ("import sys; sys.exit(3)", "it ended with 3 instead of 0"),
        ("import os; os.abort()", "it ended with -6 instead of 0"),
        (
            "import yaml",
            "it ended with 1 instead of 0 (ModuleNotFoundError: No module named 'yaml')",
        ),
    ],
)
def test_a_program_that_fails_says_why(tmp_path: Path, program: str, says: str) -> None:
    """Exceptions, exit codes, crashes, and libraries beyond the standard one."""
    assert why(run(tmp_path, program)).startswith(says)


# --- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "program", ["while True: pass", "import time; time.sleep(60)", "input(); input()\nwhile 1: 0"]
)
def test_a_program_that_does_not_end_is_ended(tmp_path: Path, program: str) -> None:
    """Busy or asleep."""
    assert why(run(tmp_path, program, Case("long", "", "\n\n"), seconds=0.6)) == (
        "it was still running after 0.6 s"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces the limit on memory")
def test_memory_is_limited(tmp_path: Path) -> None:
    """A gigabyte is not to be had."""
    assert why(run(tmp_path, "x = bytearray(10**9)", memory_mb=128)) == "it needed more than 128 MB"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_output_is_limited(tmp_path: Path) -> None:
    """A program that prints for ever fills no disk."""
    program = "import sys\nwhile True: sys.stdout.write('x' * 100_000)\n"
    found = why(run(tmp_path, program))
    assert "File too large" in found or "more than a megabyte" in found


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import ctypes",
        "open('{outside}', 'w')",
        "import os; os.open('{outside}', os.O_CREAT | os.O_WRONLY)",
        "import os; os.remove('{program}')",
        "import os; os.rename('{program}', 'here')",
        "import os; os.mkdir('{outside}')",
        "import shutil; shutil.rmtree('{folder}')",
        "import pathlib; pathlib.Path('{program}').write_text('')",
        "open('../program.py', 'a')",
        "import os; os.symlink('/', 'root'); open('root{outside}', 'w')",
    ],
)
def test_what_a_program_has_no_business_doing_is_refused(
    tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Network, other processes, and files of others; by Python's hooks alone."""
    monkeypatch.setattr(tasks, "box", lambda: tasks.HOOKS)
    outside = tmp_path / "outside"
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = (
            program.replace("{port}", str(server.getsockname()[1]))
            .replace("{outside}", str(outside))
            .replace("{program}", str(tmp_path / "mine.py"))
            .replace("{folder}", str(tmp_path))
        )
        report = run(tmp_path, text, Case("any", ""))
    assert report.network == "hooks"
    assert "may not" in why(report)
    assert not outside.exists()
    assert (tmp_path / "mine.py").read_text() == text


def test_files_in_the_own_folder_are_the_programs_business(tmp_path: Path) -> None:
    """Writing, renaming, removing and temporary files work as usual."""
    program = (
        "import os, tempfile, pathlib\n"
        "os.makedirs('a/b'); pathlib.Path('a/b/c').write_text('hello')\n"
        "os.rename('a/b/c', 'd')\n"
        "with tempfile.TemporaryFile('w+') as f: f.write('x')\n"
        "print(open('d').read()); os.remove('d'); open(os.devnull, 'w').write('x')\n"
    )
    assert run(tmp_path, program).cases[0].why == ""


@pytest.mark.skipif(not tasks.box().command, reason="unshare may not make a network namespace")
def test_the_kernel_takes_the_network_away_where_it_may() -> None:
    """Even from a program that gets around Python's hooks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        program = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        plain = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
        apart = subprocess.run(
            [*tasks.box().command, sys.executable, "-c", program],
            check=False,
            capture_output=True,
        )
    assert plain.returncode == 0
    assert apart.returncode == 1
    assert b"OSError" in apart.stderr or b"unreachable" in apart.stderr


def test_the_environment_is_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that stand in the environment stay there."""
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    report = run(tmp_path, "import os; print('SECRET_KEY' in os.environ)", Case("env", "False"))
    assert report.passed == 1


# --- bad input ----------------------------------------------------------------------------------


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Missing, empty, a folder, or far too large."""
    with pytest.raises(ProgramError, match="no such file"):
        tasks.run("secret-scanner", tmp_path / "none.py")
    with pytest.raises(ProgramError, match="is a directory"):
        tasks.run("secret-scanner", tmp_path)
    with pytest.raises(ProgramError, match="is empty"):
        run(tmp_path, "  \n")
    with pytest.raises(ProgramError, match="larger than 200 kB"):
        run(tmp_path, "#" * 300_000)
