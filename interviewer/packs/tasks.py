"""A candidate's program, run against the hidden cases of its task.

Every case is a fresh child process in a temporary folder of its own, with limits on time, memory
and output, in the strongest box that the system gives without installing anything (`box`).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO

from interviewer.errors import PackError, ProgramError
from interviewer.output.sanitize import printable
from interviewer.output.suggest import did_you_mean
from interviewer.packs import sandbox
from interviewer.packs.yaml_file import Place, read
from interviewer.settings import paths, private

MAX_PROGRAM_BYTES = 200_000
"""An hour of typing has about 10 kB."""


class Compare(StrEnum):
    """How the printed text is compared with the expected one."""

    TEXT = "text"
    """Line by line, blanks at the ends of lines aside."""
    LINES = "lines"
    """The same lines in any order."""
    JSON = "json"
    """The same value."""


@dataclass(frozen=True, slots=True)
class Case:
    """One run of the program."""

    name: str
    """What it tests, for the candidate to read."""
    expect: str
    stdin: str = ""
    args: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below the working folder -> text."""
    exit: int = 0
    shown: bool = False
    """Whether the candidate sees it beforehand, as an example."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a program has to do, and the cases that show it."""

    title: str
    cases: tuple[Case, ...]
    compare: Compare = Compare.TEXT
    seconds: float = 5.0
    memory_mb: int = 256


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went."""

    name: str
    passed: bool
    why: str = ""
    """What went wrong, in one line; empty when nothing did."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """How a program did."""

    task: str
    cases: tuple[CaseResult, ...]
    network: str
    """What kept the program from the network and the machine: the name of its `Box`."""

    @property
    def passed(self) -> int:
        """Cases that passed."""
        return sum(case.passed for case in self.cases)

    @property
    def score(self) -> float:
        """Share of cases that passed, 0 to 100."""
        return 100.0 * self.passed / len(self.cases)


# --- tasks --------------------------------------------------------------------------------------


def load(name: str) -> Task:
    """A task by its name, or by the id of a question that sets it (`automation-NAME`).

    Raises:
        PackError: there is no such task, or its file has mistakes.
    """
    known = paths.prompt_files("tasks")
    if name not in known:
        name = name.removeprefix("automation-")
    if name not in known:
        remedy = did_you_mean(name, known, f"There are {', '.join(known)}.")
        raise PackError(f"There is no task '{name}'", (), remedy)
    document = read(known[name], Task)
    if mistakes := tuple(document.mistake(*fault) for fault in _faults(document.value)):
        raise PackError(f"{known[name].name} has mistakes", mistakes)
    return document.value


def _faults(task: Task) -> Iterator[tuple[Place, str]]:
    if not task.cases:
        yield ("cases",), "cases is empty; give at least one"
    if not 0.1 <= task.seconds <= 60 or not 32 <= task.memory_mb <= 4096:
        what = "allow between 0.1 and 60 seconds, and between 32 and 4096 megabytes"
        yield ("seconds",), what
    names = [case.name for case in task.cases]
    for index, case in enumerate(task.cases):
        place = ("cases", index)
        if case.name in names[:index]:
            yield (*place, "name"), f"'{case.name}' appears twice"
        if task.compare is Compare.JSON and _json(case.expect) is None:
            yield (*place, "expect"), "this is not valid JSON; fix it"
        for path in case.files:
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
                yield (*place, "files", path), f"'{path}' must lie below the working folder"


# --- running ------------------------------------------------------------------------------------


def run(name: str, program: Path, *, task: Task | None = None) -> Report:
    """Run a program against every case of the task called `name`.

    Raises:
        PackError: there is no such task.
        ProgramError: there is no such program, or it is not text.
    """
    task = task or load(name)
    _check(program)
    return Report(name, tuple(_case(task, case, program) for case in task.cases), box().name)


def _check(program: Path) -> None:
    try:
        content = private.read_regular(program, MAX_PROGRAM_BYTES)
    except OSError as error:
        why = (error.strerror or "unreadable").lower()
        raise ProgramError(f"{program}: {why}", "Save your program there first.") from error
    if len(content) > MAX_PROGRAM_BYTES:
        limit = MAX_PROGRAM_BYTES // 1000
        raise ProgramError(f"{program} is larger than {limit} kB", "Is it the right file?")
    if not content.strip():
        raise ProgramError(f"{program} is empty", "Save your program first.")


def _case(task: Task, case: Case, program: Path) -> CaseResult:
    with tempfile.TemporaryDirectory(prefix="interviewer-") as scratch:
        folder = Path(scratch, "work")
        folder.mkdir()
        for path, text in case.files.items():
            folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
            folder.joinpath(path).write_text(text, "utf-8")
        own = shutil.copyfile(program, Path(scratch, "program.py"))
        started = time.monotonic()
        code, out, err = _child(task, case, own, folder, box())
        seconds = time.monotonic() - started
    why = _why(task, case, code, out, err)
    return CaseResult(case.name, not why, printable(why), round(seconds, 2))


def _child(
    task: Task, case: Case, program: Path, folder: Path, inside: Box
) -> tuple[int | None, str, str]:
    """Exit code (None when the time was up), output, and errors of one run."""
    limits = [inside.kind, str(folder), str(int(task.seconds) + 1), str(task.memory_mb)]
    python = os.path.realpath(sys.executable)
    command = [*inside.command, python, "-I", "-S", "-X", "utf8", sandbox.__file__]
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        stdin.write(case.stdin.encode())
        stdin.seek(0)
        child = subprocess.Popen(
            [*command, *limits, str(program), *case.args],
            stdin=stdin,
            stdout=out,
            stderr=err,
            cwd=folder,
            env={
                "PATH": os.defpath,
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "LANG": "C.UTF-8",
                "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),  # Windows starts nothing without
            },
            start_new_session=True,
        )
        try:
            code: int | None = child.wait(task.seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            _end(child)
        if inside.kind == sandbox.ENCLOSED and code in ENDED_BY_SIGNAL:
            code = sandbox.SIGNALLED - code
        return code, _text(out), _text(err)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and everything it may have started."""
    if sys.platform == "win32":
        child.kill()
    else:
        with contextlib.suppress(OSError):  # there is nothing left to end
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(sandbox.OUTPUT_BYTES + 1).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Box:
    """What a program is run in."""

    name: str
    """`namespaces`, `namespace` (of the network and processes only), or `hooks` (Python's own)."""
    command: tuple[str, ...] = ()
    """Goes before the command."""
    kind: str = sandbox.OPEN


ENDED_BY_SIGNAL = frozenset(
    sandbox.SIGNALLED + number for number in (signal.SIGABRT, signal.SIGSEGV, 9)
)
"""Exit codes of an enclosure whose program did not end by itself."""
HOOKS = Box("hooks")


@cache
def box() -> Box:
    """The strongest box that this system lets us have without installing anything."""
    tool = shutil.which("unshare") if sys.platform == "linux" else None
    if tool is None:
        return HOOKS
    alone = (tool, "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--ipc", "--uts")
    boxes = (
        Box("namespaces", (*alone, "--mount"), sandbox.ENCLOSED),
        Box("namespace", alone),
        Box("namespace", (tool, "--map-root-user", "--net")),
    )
    return next(filter(_works, boxes), HOOKS)


def _works(wanted: Box) -> bool:
    """Whether a program that prints a word does so in that box."""
    with tempfile.TemporaryDirectory(prefix="interviewer-") as scratch:
        folder, program = Path(scratch, "work"), Path(scratch, "program.py")
        folder.mkdir()
        program.write_text("print('works')\n", "utf-8")
        probe = Task("", (Case("", "works"),))
        code, out, _ = _child(probe, probe.cases[0], program, folder, wanted)
    return (code, out) == (0, "works\n")


# --- scoring ------------------------------------------------------------------------------------


def _why(task: Task, case: Case, code: int | None, out: str, err: str) -> str:
    """What went wrong, in one line; empty when nothing did."""
    if code is None:
        return f"it was still running after {task.seconds:g} s"
    if code != case.exit:
        last = (err.strip().splitlines() or [""])[-1]
        if "MemoryError" in last:
            return f"it needed more than {task.memory_mb} MB"
        return f"it ended with {code} instead of {case.exit}" + (f" ({last[:200]})" if last else "")
    if len(out.encode()) >= sandbox.OUTPUT_BYTES:
        return "it printed more than a megabyte"
    if task.compare is Compare.JSON:
        return _json_difference(out, case.expect)
    wanted, got = _lines(case.expect), _lines(out)
    if task.compare is Compare.LINES:
        wanted, got = sorted(wanted), sorted(got)
    return _difference(wanted, got)


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _difference(wanted: list[str], got: list[str]) -> str:
    if wanted and not got:
        return "it printed nothing"
    for number, (expected, printed) in enumerate(zip(wanted, got, strict=False), 1):
        if expected != printed:
            return f"line {number}: expected '{expected[:80]}', got '{printed[:80]}'"
    if len(got) > len(wanted):
        return f"one line too many: '{got[len(wanted)][:80]}'"
    if len(wanted) > len(got):
        return f"a line is missing: '{wanted[len(got)][:80]}'"
    return ""


def _json_difference(out: str, expect: str) -> str:
    if not out.strip():
        return "it printed nothing"
    got, wanted = _json(out), _json(expect)
    if got is None:
        return f"this is not JSON: '{out.strip().splitlines()[0][:80]}'"
    if wanted and got != wanted:
        return f"expected {json.dumps(wanted[0])[:160]}, got {json.dumps(got[0])[:160]}"
    return ""


def _json(text: str) -> tuple[object] | None:
    """The value in a tuple of its own, so that null is not mistaken for nonsense."""
    try:
        return (json.loads(text),)
    except ValueError:
        return None
