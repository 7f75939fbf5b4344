"""Packs that others made are checked before they are added, and added whole or not at all."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interviewer.errors import PackError
from interviewer.packs import adding, catalogue, rubrics
from interviewer.settings import paths

PACK = """pack: globex
title: Globex
extends: common
questions:
  - {id: globex-proud, kind: technical, text: How do you make good coffee?, rubrics: [coffee]}
"""
RUBRIC = """title: Coffee
source: Ours.
concepts:
  beans: {weight: must, says: Beans, ask: What do you grind?, example: I grind beans., heard: grind .. bean}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with a rubric of its own, as somebody sends it."""
    made = tmp_path / "globex"
    (made / "rubrics").mkdir(parents=True)
    (made / "globex.yaml").write_text(PACK, "utf-8")
    (made / "rubrics" / "coffee.yaml").write_text(RUBRIC, "utf-8")
    return made


def user_files() -> list[Path]:
    """What stands below the user's folder."""
    return [path for path in paths.user_prompts().rglob("*") if path.is_file()]


def test_a_folder_is_added_with_its_rubrics(folder: Path) -> None:
    """And can be used at once."""
    adding.add(folder)
    assert "globex-proud" in catalogue.load("globex").questions
    assert "coffee" in rubrics.load()


def test_a_zip_is_added_like_its_folder(folder: Path, tmp_path: Path) -> None:
    """Whether or not everything in it stands in one folder."""
    packed = tmp_path / "globex.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.rglob("*.yaml"):
            archive.write(path, f"globex-main/{path.relative_to(folder)}")
    adding.add(packed)
    assert "globex-proud" in catalogue.load("globex").questions


def test_a_pack_with_mistakes_leaves_nothing_behind(folder: Path) -> None:
    """An id that is taken, for example."""
    text = PACK.replace("globex-proud", "warm-up-introduction")
    (folder / "globex.yaml").write_text(text, "utf-8")
    with pytest.raises(PackError, match="taken already"):
        adding.add(folder)
    assert user_files() == []


def test_a_pack_of_a_name_that_is_taken_is_refused(folder: Path) -> None:
    """It would become part of the other one, and change it."""
    (folder / "globex.yaml").write_text(PACK.replace("pack: globex", "pack: behavioral"), "utf-8")
    with pytest.raises(PackError, match="there is a pack 'behavioral' already"):
        adding.add(folder)
    assert user_files() == []


def test_nothing_is_overwritten(folder: Path) -> None:
    """A second time it is refused, and the first stays."""
    adding.add(folder)
    before = user_files()
    with pytest.raises(PackError, match="exists already"):
        adding.add(folder)
    assert user_files() == before


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil.yaml", "a/../../evil.yaml"])
def test_a_zip_cannot_write_elsewhere(name: str, tmp_path: Path) -> None:
    """Paths that leave the folder are refused."""
    packed = tmp_path / "evil.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, PACK)
    with pytest.raises(PackError, match="would land elsewhere"):
        adding.add(packed)
    assert user_files() == []


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    """Nothing there, an empty folder, another kind of file."""
    with pytest.raises(PackError, match="no such folder or zip"):
        adding.add(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    with pytest.raises(PackError, match="no YAML file"):
        adding.add(tmp_path / "empty")
    (tmp_path / "text.txt").write_text("hello", "utf-8")
    with pytest.raises(PackError, match="neither a folder nor a zip"):
        adding.add(tmp_path / "text.txt")
