"""Nothing leaves the machine: held by the kernel, by its trace, and by a list of what could connect."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import interviewer
from interviewer.audio.recorded_candidate import shipped
from tests.support.examples import STORY

PACKAGE = Path(interviewer.__file__).parent

COULD_CONNECT = frozenset(
    "_socket aiohttp asyncio boto3 dask distributed fabric ftplib grpc http httpx huggingface_hub imaplib"
    " multiprocessing paramiko pip poplib pyuv ray requests selectors smtplib socket socketserver ssl"
    " subprocess telnetlib trio urllib urllib3 webbrowser websockets wsgiref xmlrpc zmq ctypes".split()
)
"""Modules that open connections, start programs that might, or call whatever the system has."""

MAY: dict[str, str] = {
    "audio/python_packages.py subprocess": "pip, for `setup` and `--install` only, asked for by the user",
    "cli/cohort.py webbrowser": "opens a page on this disk",
    "cli/ending.py webbrowser": "opens a page on this disk",
    "cli/install.py ctypes": "looks for a library",
    "cli/install.py subprocess": "the system's package manager, for `setup` only, after asking",
    "cli/page_viewing.py webbrowser": "opens a page on this disk",
    "cohort/cluster.py asyncio": "the extra `cluster`, where the user names a scheduler",
    "cohort/cluster.py distributed": "the extra `cluster`, where the user names a scheduler",
    "cohort/cluster.py dask": "the extra `cluster`, where the user names a scheduler",
    "cohort/pool.py multiprocessing": "workers on this machine",
    "history/earlier_attempts.py urllib": "`urllib.parse`, which quotes names in links",
    "interview/memory.py ctypes": "tells the C library how to keep memory",
    "output/editor.py subprocess": "the user's editor",
    "packs/sandbox.py ctypes": "makes the box for programs of candidates",
    "packs/tasks.py subprocess": "programs of candidates, in that box",
    "progress/history_page.py urllib": "`urllib.parse`, which quotes names in links",
    "speak/pyttsx3.py ctypes": "espeak-ng",
    "speak/pyttsx3.py subprocess": "the system's voice, in a process of its own",
}
"""Every import of such a module, and why it opens no connection while you rehearse."""


def imports() -> set[str]:
    """File and top-level module of each import in question, those inside functions too."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            elif (
                isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
            ):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                called = node.func.id if isinstance(node.func, ast.Name) else called
                names = (
                    [str(node.args[0].value)] if called in {"import_module", "__import__"} else []
                )
            top = {name.split(".")[0] for name in names} & COULD_CONNECT
            found |= {f"{path.relative_to(PACKAGE).as_posix()} {name}" for name in top}
    return found


def test_every_import_that_could_connect_is_known() -> None:
    """A new one needs a reason in the list above."""
    assert imports() <= MAY.keys(), sorted(imports() - MAY.keys())


def test_only_parts_of_urllib_that_quote_are_used() -> None:
    """`urllib.request` would fetch."""
    for path in PACKAGE.rglob("*.py"):
        assert "urllib.request" not in path.read_text("utf-8"), path


@cache
def namespaces() -> bool:
    """Whether a process may have a network of its own, with nothing in it."""
    unshare = shutil.which("unshare")
    return unshare is not None and not subprocess.call([unshare, "-rn", "true"])


@cache
def traces() -> bool:
    """Whether system calls can be traced here."""
    strace = shutil.which("strace")
    return strace is not None and not subprocess.call([strace, "-o", "/dev/null", "true"])


def outcome(prefix: list[str], *arguments: str | Path, given: str = "") -> str:
    """What a command prints, run behind something."""
    result = subprocess.run(
        [*prefix, sys.executable, "-m", "interviewer", *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def session(prefix: list[str], folder: Path) -> None:
    """A typed session, scored, reviewed, searched, put on pages; and an answer from a file."""
    typed = ("drill", "dive-deep", "--typed", "--no-voice", "--follow-ups", "0", "--json")
    assert json.loads(outcome(prefix, *typed, given=f"{STORY}\n\n"))["turns"][0]["scores"]
    (folder / "a.txt").write_text(STORY)
    assert json.loads(outcome(prefix, "score", folder / "a.txt", "--json"))[0]["scores"]
    assert json.loads(outcome(prefix, "review", "--search", "pipeline", "--json"))
    assert outcome(prefix, "review", "--html")
    assert outcome(prefix, "progress", "--json")


def recorded(prefix: list[str]) -> None:
    """An answer heard by real Whisper."""
    said = outcome(
        prefix,
        *("phone-screen", "--candidate", shipped("weak"), "--model", "tiny.en", "--json"),
        *("--only", "candidate-questions-close"),
    )
    assert json.loads(said)["turns"][0]["text"]


@pytest.mark.slow
@pytest.mark.skipif(not namespaces(), reason="no network namespaces here")
def test_a_session_without_any_network(tmp_path: Path) -> None:
    """In a namespace that has none, not even a loopback."""
    session(["unshare", "-rn"], tmp_path)


@pytest.mark.model
@pytest.mark.skipif(not namespaces(), reason="no network namespaces here")
def test_whisper_without_any_network() -> None:
    """The same with sound and real weights."""
    recorded(["unshare", "-rn"])


def connections(log: Path) -> list[str]:
    """Lines of a trace with a socket that could reach another machine; the sound server has a local one."""
    return [line for line in log.read_text().splitlines() if "AF_INET" in line]


def tracer(log: Path) -> list[str]:
    """Runs a program and writes down what it asks of the network, its children too."""
    return ["strace", "-f", "-qq", "-A", "-o", str(log), "-e", "trace=network"]


@pytest.mark.slow
@pytest.mark.skipif(not traces(), reason="strace is not here, or may not trace")
def test_no_system_call_reaches_for_a_network(tmp_path: Path) -> None:
    """Not one connection, nor a socket for one, of the program and of all that it starts."""
    log = tmp_path / "trace"
    session(tracer(log), tmp_path)
    assert connections(log) == []


@pytest.mark.model
@pytest.mark.skipif(not traces(), reason="strace is not here, or may not trace")
def test_no_system_call_of_whisper_does(tmp_path: Path) -> None:
    """The same with sound and real weights."""
    log = tmp_path / "trace"
    recorded(tracer(log))
    assert connections(log) == []


LIBRARIES = """
import importlib.util, time
import numpy as np
from interviewer.audio.voice_activity import VoiceActivity
VoiceActivity().feed(np.zeros(16_000, np.float32))
for name in ("ctranslate2", "faster_whisper", "av", "soundfile", "sounddevice", "piper", "torch", "whisper"):
    if importlib.util.find_spec(name):
        importlib.import_module(name)
time.sleep(5)  # some report only when they have been at it for a while
"""
"""Hears a voice, and loads every library that is native or knows a network."""


@pytest.mark.slow
def test_libraries_do_not_report_their_use(tmp_path: Path) -> None:
    """No identifier of the machine, no list of events to send is left in a home that was empty, and none is sent.

    In continuous integration such libraries keep quiet: they must not take this for it.
    """
    log, home = tmp_path / "trace", tmp_path / "home"
    home.mkdir()
    env = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    prefix = tracer(log) if traces() else []
    subprocess.run(
        [*prefix, sys.executable, "-c", LIBRARIES], check=True, env={**env, "HOME": str(home)}
    )
    assert [path for path in home.rglob("*") if path.is_file()] == []
    assert not traces() or connections(log) == []


@pytest.mark.skipif(not traces(), reason="strace is not here, or may not trace")
def test_the_trace_would_show_it(tmp_path: Path) -> None:
    """A program that does connect is seen."""
    log = tmp_path / "trace"
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    subprocess.run([*tracer(log), sys.executable, "-c", code], check=True)
    assert len(connections(log)) >= 2
