"""A candidate's program cannot get out: each of these has tried.

Every attempt is judged from outside, by what is still there and what is not: a program that says it
failed may lie.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from interviewer.packs import sandbox, tasks
from interviewer.packs.tasks import Case, CaseResult, Task
from interviewer.settings import paths

NATIVE = "import sys; sys.modules.pop('_ctypes', 0); sys.modules.pop('ctypes', 0); import ctypes\n"
FORK_EXEC = """
import sys, os
for name in ("_posixsubprocess",):
    sys.modules.pop(name, None)
import importlib.machinery, importlib.util
name = "_posixsubprocess"
spec = importlib.machinery.BuiltinImporter.find_spec(name)
spec = spec or importlib.machinery.PathFinder.find_spec(name)
module = importlib.util.module_from_spec(spec); spec.loader.exec_module(module)
def start(*words):
    r, w = os.pipe()
    return module.fork_exec([os.fsencode(x) for x in words], [os.fsencode(words[0])], True, (), None,
        [b"PATH=/bin:/usr/bin"], -1, -1, -1, -1, -1, -1, r, w, True, True, -1, None, None, None, -1, None, True)
"""
OUT = "import os, sys\nout = sys.argv[1]\n"

HELD_ANYWHERE = {
    "write": OUT + "open(out + '/new', 'w').write('x')",
    "append": OUT + "open(out + '/canary', 'a').write('x')",
    "low-level": OUT + "os.open(out + '/new', os.O_CREAT | os.O_WRONLY)",
    "delete": OUT + "os.remove(out + '/canary')",
    "rename": OUT + "os.rename(out + '/canary', 'mine')",
    "make a folder": OUT + "os.mkdir(out + '/new')",
    "truncate": OUT + "os.truncate(out + '/canary', 0)",
    "link": OUT + "os.link(out + '/canary', out + '/new')",
    "link outwards and write": OUT + "os.symlink(out, 'door'); open('door/new', 'w')",
    "a folder as a door": OUT + "d = os.open(out, os.O_RDONLY); os.mkdir('new', dir_fd=d)",
    "dots as a door": OUT
    + "os.makedirs('a/b/c'); d = os.open('.', os.O_RDONLY); os.chdir('a/b/c')\n"
    + "os.open('../../' + os.path.basename(out) + '/new', os.O_CREAT | os.O_WRONLY, dir_fd=d)",
    "a pipe": OUT + "os.mkfifo(out + '/new')",
    "a node": OUT + "os.mknod(out + '/new')",
    "times": OUT + "os.utime(out + '/canary', (0, 0))",
    "modes": OUT + "os.chmod(out + '/canary', 0)",
    "a shell": OUT + "os.system(f'touch {out}/new')",
    "a process": OUT + "import subprocess; subprocess.run(['touch', out + '/new'])",
    "a fork": OUT + "os.fork() or open(out + '/new', 'w')",
    "signal the parent": "import os; os.kill(os.getppid(), 9)",
    "signal everybody": "import os; os.kill(-1, 9)",
    "signal the group": "import os; os.killpg(0, 9)",
    "a socket": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "memory": "x = bytearray(4_000_000_000)",
    "a large file": "open('f', 'wb').write(bytes(50_000_000))",
}
"""Programs of one file whose deed must leave no trace outside, in any box."""

HELD_BY_NAMESPACES = {
    "native file": OUT + NATIVE + "ctypes.CDLL(None).creat((out + '/new').encode(), 0o644)",
    "native kill": NATIVE + "import os; ctypes.CDLL(None).kill(os.getppid(), 9)",
    "a process without an event": OUT + FORK_EXEC + "start('/bin/touch', out + '/new')",
    "a daemon": FORK_EXEC + "start('/bin/sleep', '86399')\nimport time; time.sleep(.3)",
    "a daemon of its own session": FORK_EXEC
    + "import os; os.setsid() if os.getpid() != os.getsid(0) else 0; start('/bin/sleep', '86399')",
    "the password file": "print(open('/etc/passwd').read()[:20])",
    "the home folder": "import os; print(os.listdir(os.path.expanduser('~root')))",
    "the hidden cases": OUT + "print(open(sys.argv[2]).read())",
    "another mount": NATIVE
    + "print(ctypes.CDLL(None).mount(b'tmpfs', b'/usr', b'tmpfs', 0, b'') == 0 and 'mounted')",
}
"""Programs that hooks cannot hold."""


@dataclass(frozen=True)
class Outside:
    """What a program must not touch."""

    folder: Path
    before: os.stat_result

    def untouched(self) -> bool:
        """Whether all is as it was."""
        now = (self.folder / "canary").stat()
        same = (now.st_mtime_ns, now.st_size, now.st_mode, now.st_nlink) == (
            self.before.st_mtime_ns,
            self.before.st_size,
            self.before.st_mode,
            self.before.st_nlink,
        )
        return same and [path.name for path in self.folder.iterdir()] == ["canary"]


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    """A folder with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "canary").write_text("alive")
    return Outside(folder, (folder / "canary").stat())


@pytest.fixture(autouse=True)
def no_daemon() -> Iterator[None]:
    """Nothing that a program started is left."""
    yield
    for _ in range(50):
        if not _sleepers():
            return
        time.sleep(0.1)
    raise AssertionError(_sleepers())


def _sleepers() -> list[str]:
    if not Path("/proc").is_dir():
        return []
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"86399" in words:
            found.append(str(path))
    return found


def attempt(tmp_path: Path, program: str, outside: Outside) -> CaseResult:
    """Let a program try."""
    path = tmp_path / "mine.py"
    path.write_text(program, "utf-8")
    hidden = str(next(iter(paths.prompt_files("tasks").values())))
    case = Case("try", "nothing of the kind", args=(str(outside.folder), hidden))
    (result,) = tasks.run("test", path, task=Task("T", (case,), seconds=5.0)).cases
    return result


@pytest.mark.parametrize("name", sorted(HELD_ANYWHERE))
@pytest.mark.parametrize("kind", ["hooks", "strongest"])
def test_it_does_not_get_out(
    name: str, kind: str, tmp_path: Path, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's hooks hold honest Python; namespaces hold it twice."""
    if kind == "hooks":
        monkeypatch.setattr(tasks, "box", lambda: tasks.HOOKS)
    result = attempt(tmp_path, HELD_ANYWHERE[name], outside)
    assert not result.passed
    assert outside.untouched()


@pytest.mark.parametrize("name", sorted(HELD_BY_NAMESPACES))
def test_nor_by_native_code(name: str, tmp_path: Path, outside: Outside) -> None:
    """Where the kernel makes namespaces for us."""
    if tasks.box().kind != sandbox.ENCLOSED:
        pytest.skip("this system does not let us make namespaces")
    result = attempt(tmp_path, HELD_BY_NAMESPACES[name], outside)
    assert outside.untouched()
    for secret in ("root:", "mounted", "expect", ".bashrc", ".ssh"):
        assert secret not in result.why


def test_what_it_prints_cannot_repaint_the_terminal(tmp_path: Path, outside: Outside) -> None:
    """An exit message goes into the report."""
    result = attempt(tmp_path, r"import sys; sys.exit('\x1b[2J\x1b]0;title\x07')", outside)
    assert not set(result.why) & set("\x1b\x07")


def test_it_needs_nothing_of_the_product() -> None:
    """It runs isolated, so that its own imports are all there is."""
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        "import runpy, sys; sys.argv=['x']; runpy.run_path(sys.stdin.read())",
    ]
    tried = subprocess.run(
        command, input=sandbox.__file__, capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
