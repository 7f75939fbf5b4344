"""Packs of other distributions are found without running their code."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.packs import catalogue
from interviewer.packs.installed import installed_packs


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, package: str) -> None:
    """A distribution whose entry point names a package."""
    information = site / "globex_packs-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: globex-packs\nVersion: 1.0\n"
    )
    (information / "entry_points.txt").write_text(f"[interviewer.packs]\nglobex = {package}\n")


def test_a_distribution_brings_packs_along(site: Path) -> None:
    """Its package holds YAML files; its code would fail if it were run."""
    package = site / "globex_questions"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError\n")
    question = "{id: globex-proud, kind: behavioral, text: What are you proud of?}"
    (package / "globex.yaml").write_text(
        f"pack: globex\ntitle: Globex\nquestions:\n  - {question}\n"
    )
    install(site, "globex_questions")
    assert installed_packs() == (package,)
    assert "globex-proud" in catalogue.load("globex").questions


def test_a_package_that_is_gone_is_left_out(site: Path) -> None:
    """And the others still work."""
    install(site, "globex_that_is_gone")
    assert installed_packs() == ()
