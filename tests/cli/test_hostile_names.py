"""Names, titles and words that look like markup, controls or marks of direction are shown as they are."""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from interviewer.audio.recorded_candidate import Candidate, shipped
from interviewer.history import store
from interviewer.interview.loop import Conduct
from interviewer.interview.setup import Stage, _conduct
from interviewer.settings import paths
from interviewer.settings.user_settings import Settings
from tests.support.commands import run
from tests.support.examples import STORY, recording
from tests.support.histories import answered, kept

MARKUP = "a [/x] [red]b[/red] [link=http://x]c"
"""Rich would fail at the first bracket, and swallow the others."""
HOSTILE = f"{MARKUP} \x1b[2J\x1b]0;pwned\x07 \u202eesrever\u2066"

PACK = f"""\
pack: globex
extends: common
title: "{MARKUP}"
competencies:
  odd: {{title: "{MARKUP}"}}
interviewers:
  maya: {{name: "{MARKUP}"}}
questions:
  - id: an-id
    kind: behavioral
    competency: odd
    text: "Why [red] not [b] blue?"
    strong: ["{MARKUP}"]
"""


def spoiled(value: Any, text: str) -> Any:
    """The value with the text behind every free text in it."""
    if isinstance(value, tuple):
        return tuple(spoiled(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: spoiled(getattr(value, field.name), text)
            for field in fields(value)
            if field.init and field.name not in {"id", "gap", "rule", "ended", "schema", "pack"}
        }
        return replace(value, **changed)
    return f"{value} {text}" if type(value) is str else value


@pytest.fixture
def folder() -> store.Folder:
    """A session with such text in every field."""
    return kept(paths.recordings(), spoiled(answered(), HOSTILE), spoiled(answered(), HOSTILE))


@pytest.mark.parametrize(
    "command",
    [
        ("review",),
        ("review", "last"),
        ("review", "last:1"),
        ("review", "last", "--json"),
        ("review", "--search", "build"),
        ("review", "--search", MARKUP),
        ("review", "--compare", "last:1", "last:2"),
        ("review", "last", "--rescore", "--dry-run"),
        ("review", "last", "--note", HOSTILE.replace("\x07", "")),
        ("review", "last", "--export", "md", "--output", "-"),
        ("review", "last", "--export", "txt", "--output", "-"),
        ("review", "last", "--export", "json", "--output", "-"),
        ("progress",),
        ("progress", "--json"),
        ("purge", "--older-than", "1d", "--dry-run"),
    ],
    ids=" ".join,
)
def test_a_hostile_session_is_shown_by_every_command(
    command: tuple[str, ...], folder: store.Folder
) -> None:
    """Brackets are text; no control and no mark of direction reaches the terminal, nor JSON."""
    assert folder.path.is_dir()
    result = run(*command)
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    shown = (result.stdout + result.stderr).replace("\n", "")
    assert not [char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs"}]


def test_markup_is_shown_as_it_is(folder: store.Folder) -> None:
    """Nothing of it is swallowed."""
    assert folder.path.is_dir()
    assert "[red]b[/red] [link=http://x]c" in run("review", "last", COLUMNS="400").stdout


def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    """Scored and transcribed, by its name with brackets and escapes; or refused in one line."""
    folder = tmp_path / "[b] [red]"
    folder.mkdir()
    recording(folder / "[x]\x1b[2J.wav")
    (folder / "[y].txt").write_text(STORY)
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9")).mkdir()
    for command in (
        ("score", folder / "[y].txt"),
        ("score", folder / "[y].txt", "--json"),
        ("score", folder / "[missing]\x07\u202e.txt"),
        ("transcribe", folder / "[missing].wav"),
        ("score", os.fsdecode(os.fsencode(folder) + b"/caf\xe9/none.txt")),
        ("review", folder),
        ("resume", folder),
        ("drill", "--candidate", folder),
        ("packs", "check", folder),
    ):
        result = run(*command)
        assert "Traceback" not in result.stderr, command
        assert result.returncode in {0, 2}, command
        assert not {"\x07", "\x1b", "\u202e"} & set(result.stdout + result.stderr), command


def test_a_pack_may_say_anything() -> None:
    """Titles, people and questions with brackets are listed, planned and asked as they are."""
    path = paths.user_prompts() / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(PACK)
    for command in (
        ("packs", "check", path),
        ("packs",),
        ("packs", "show", "globex"),
        ("drill", "an-id", "--pack", "globex", "--dry-run"),
        ("progress", "--pack", "globex"),
    ):
        result = run(*command, COLUMNS="300")
        assert "Traceback" not in result.stderr, command
        assert result.returncode in {0, 2}, (command, result.stderr)
    asked = run("drill", "an-id", "--pack", "globex", "--typed", "--no-voice", given=f"{STORY}\n\n")
    assert asked.returncode in {0, 130}, asked.stderr
    assert "Why [red] not [b] blue?" in asked.stdout


def test_json_reorders_nothing(folder: store.Folder) -> None:
    """Marks of direction are escaped, and come back when it is parsed."""
    changed = replace(folder.load(), mode="x\u202ey")
    folder.save(changed)
    result = run("review", "last", "--json")
    assert "\u202e" not in result.stdout
    assert json.loads(result.stdout)


def test_a_candidate_is_found_again_from_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of a recorded candidate is saved as a whole path."""
    (tmp_path / "here").symlink_to(shipped("weak"))
    monkeypatch.chdir(tmp_path)
    stage = Stage(Settings(), Console(), Conduct(), Candidate(Path("here"), frozenset()))
    assert Path(_conduct(stage, has_keys=False).candidate) == shipped("weak").resolve()
