"""Pipes, devices, folders and links in the place of files: one line each, and nothing ever hangs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from interviewer.settings import paths
from tests.support.commands import run
from tests.support.examples import STORY
from tests.support.histories import answered, kept

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")


def made(path: Path, kind: str) -> Path:
    """A file that is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path.name)
    else:
        path.symlink_to("/dev/zero")
    return path


def ended(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """A command that must end by itself, well or in one line."""
    result = run(*command)
    assert "Traceback" not in result.stderr, result.stderr
    assert result.returncode in {0, 2}, result.stderr
    return result


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
def test_nothing_special_is_waited_for(kind: str, tmp_path: Path) -> None:
    """Among sessions, packs, settings, words, transcripts and recordings."""
    kept(paths.recordings(), answered())
    made(paths.recordings() / "2026-01-01-000000-odd" / "session.json", kind)
    for command in (("review",), ("review", "--reindex"), ("progress",), ("resume",)):
        ended(*command)
    assert "phone-screen" in ended("review").stdout
    made(tmp_path / "cand" / "dive-deep.wav", kind)
    ended("drill", "dive-deep", "--candidate", tmp_path / "cand", "--no-voice")
    (tmp_path / "a.txt").write_text(STORY)
    made(paths.settings_file().with_name("words.txt"), kind)
    assert ended("score", tmp_path / "a.txt").returncode == 0
    ended("settings", "words")
    made(paths.user_prompts() / "odd.yaml", kind)
    ended("packs")
    made(paths.settings_file(), kind)
    ended("settings")


@pytest.mark.parametrize("kind", ["pipe", "folder", "loop", "device"])
def test_what_is_named_is_a_file_or_refused(kind: str, tmp_path: Path) -> None:
    """Question lists, packs, postings, programs, tables of a cohort."""
    task = next(iter(paths.prompt_files("tasks")))
    for *command, name in (
        ("packs", "import", "a.md"),
        ("packs", "import", "a.csv"),
        ("packs", "add", "a.zip"),
        ("packs", "check", "a.yaml"),
        ("packs", "try", task, "a.py"),
        ("plan", "--posting", "b.md"),
        ("plan", "--cv", "b.pdf"),
        ("cohort", "--out", tmp_path / "out", "people.csv"),
    ):
        odd = tmp_path / name
        ended(*command, odd if odd.is_symlink() or odd.exists() else made(odd, kind))


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.wav"])
def test_an_endless_file_is_refused(name: str, tmp_path: Path) -> None:
    """Where it is named by the user."""
    assert ended("score", made(tmp_path / name, "device")).returncode == 2
