"""The end of an interview: the debrief, its JSON, and the page in a browser."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from interviewer.checks.turn import scored
from interviewer.cli.ending import end
from interviewer.debrief import PAGE
from interviewer.history import store
from tests.support.examples import session, turn


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A session that is kept."""
    return store.create(session(scored(turn()), finished=True), tmp_path).path


def ended(folder: Path, **options: bool) -> str:
    """What is printed at the end."""
    console = Console(file=io.StringIO(), width=80)
    chosen = {"as_json": False, "open_page": False, **options}
    assert end(store.load(folder), folder, console, **chosen) is not None
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_the_debrief_ends_with_where_it_is(folder: Path) -> None:
    """Every answer, the summary, and the path of the page."""
    text = ended(folder)
    assert (
        text.index("1 · Behavioral") < text.index("Practice score") < text.index("Read and listen")
    )
    assert f"Read and listen: {folder / PAGE}" in text
    assert (folder / PAGE).is_file()


def test_the_page_is_opened_on_demand(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser that the environment names gets the page's address."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path / "opened"}\n')
    browser.chmod(0o755)
    monkeypatch.setattr("webbrowser._tryorder", None)
    monkeypatch.setattr("webbrowser._browsers", {})
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    ended(folder, open_page=True)
    assert (tmp_path / "opened").read_text().strip() == (folder / PAGE).as_uri()


def test_json_stands_alone_on_standard_output(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing but the report; where the page is goes elsewhere."""
    assert ended(folder, as_json=True).startswith("Read and listen: ")
    report = json.loads(capsys.readouterr().out)
    assert report["turns"][0]["recordings"][0]["words"]
    assert report["session"] == str(folder)
