"""The page of the whole history in Chromium: what it links, sorts and filters, and what it does not do."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from interviewer.history import store
from interviewer.model import Note
from interviewer.progress.history_page import write
from tests.support.browser import Browser, browser
from tests.support.histories import AGAIN, BEGAN, OTHER, answered, kept
from tests.support.whole import HOSTILE

__all__ = ["browser"]

pytestmark = pytest.mark.browser

ROWS = "[...document.querySelectorAll('#list tbody tr')]"


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history with repeats, retellings, a damaged session, and words that try to be markup."""
    root = tmp_path_factory.mktemp("recordings")
    hostile = HOSTILE.replace("\ud800", "")
    kept(root, answered("I always check everything."), answered(OTHER, "earn-trust-mistake"))
    kept(root, answered(), answered(f"{AGAIN} {hostile}", "ownership-x"), days=1, name="onsite-1")
    note = Note(hostile, BEGAN, 0)
    odd = answered(hostile, 'odd"><b>', competency="<i>")
    folder = kept(root, odd, days=2, notes=(note,), candidate="weak")
    held = folder.load()
    folder.save(replace(held, plan=replace(held.plan, name="<script>hack()</script>")))
    for day in range(3, 9):
        kept(root, answered(pace=100 + 8 * day), days=day, name="drill", finished=day % 2 == 0)
    (root / "bad").mkdir()
    (root / "bad" / store.FILE).write_text("{")
    return root


@pytest.fixture(scope="module")
def page(recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, written once."""
    patch = pytest.MonkeyPatch()
    patch.setenv("INTERVIEWER_CACHE", str(tmp_path_factory.mktemp("cache")))
    try:
        return write(recordings)
    finally:
        patch.undo()


@pytest.fixture
def opened(browser: Browser, page: Path) -> Browser:
    """The page, freshly loaded in the light scheme."""
    browser.prefer("light")
    browser.open(page)
    return browser


def test_nothing_is_fetched_and_nothing_fails(opened: Browser) -> None:
    """No request leaves, the console stays empty, and no words become markup."""
    assert opened.requests() == []
    assert opened.problems() == []
    assert opened.run("return window.hacked") is None
    assert opened.run("return document.scripts.length") == 1
    assert opened.run("return document.querySelectorAll('img, iframe, object').length") == 0


def test_every_link_leads_somewhere(opened: Browser, page: Path) -> None:
    """Debriefs that are there, at answers that are there; and places on this page."""
    links = opened.run("return [...document.querySelectorAll('main a')].map(a => a.href)")
    assert len(links) > 20
    for link in set(links):
        path, _, place = link.removeprefix("file://").partition("#")
        target = Path(unquote(path))
        assert target.is_file(), link
        if place and target != page:
            assert f'id="{place}"' in target.read_text("utf-8"), link
    gone = opened.run(
        "return [...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert gone == 0


def test_a_debrief_opens_at_the_answer(opened: Browser) -> None:
    """From the story bank to the best telling."""
    opened.run("document.querySelector('.story .best a').click()")
    assert re.search(r"/debrief\.html#answer-\d$", opened.chrome.current_url)
    assert opened.problems() == []


def test_sessions_are_filtered_as_one_types(opened: Browser) -> None:
    """All the words must be in the row; how many are left is said."""
    shown = f"return {ROWS}.filter(row => !row.hidden).length"
    assert opened.run(shown) == 9
    field = opened.chrome.find_element("id", "filter")
    field.send_keys("DRILL 2026-05")
    assert opened.run(shown) == 6
    assert opened.run("return document.getElementById('shown').textContent") == "6 of 9"
    field.clear()
    field.send_keys("check everything")
    assert opened.run(shown) == 1, "words that were said"
    field.clear()
    field.send_keys("x")
    field.send_keys("\b")
    assert opened.run(shown) == 9


@pytest.mark.parametrize(("column", "numbers"), [(0, False), (1, False), (2, True), (4, True)])
def test_sessions_are_sorted_by_a_click_on_a_heading(
    opened: Browser, column: int, numbers: bool
) -> None:
    """Down, then up; said to screen readers."""
    heading = f"document.querySelectorAll('#list th')[{column}]"
    cells = f"return {ROWS}.map(row => row.cells[{column}].textContent)"

    def values() -> list[float | str]:
        texts = opened.run(cells)
        return [float(text.replace("–", "-1")) if numbers else text for text in texts]

    opened.run(f"{heading}.querySelector('button').click()")
    assert opened.run(f"return {heading}.ariaSort") == "descending"
    assert values() == sorted(values(), reverse=True)
    opened.run(f"{heading}.querySelector('button').click()")
    assert opened.run(f"return {heading}.ariaSort") == "ascending"
    assert values() == sorted(values())


def test_the_board_and_the_stories_are_there(opened: Browser) -> None:
    """Sixteen principles, the study plan, trends, and each story with its tellings."""
    count = "return document.querySelectorAll('{}').length"
    assert opened.run(count.format(".matrix tbody tr")) == 16
    assert opened.run(count.format(".goal")) == 4
    assert opened.run(count.format(".trends .trend")) == 8
    stories = opened.run(
        "return [...document.querySelectorAll('.story .meta')].map(p => p.textContent)"
    )
    assert sum("Told 8 times" in story for story in stories) == 1
    warnings = opened.run(
        "return [...document.querySelectorAll('.warning')].map(p => p.textContent)"
    )
    assert any("answered 2 questions" in text for text in warnings)
    assert any("bad" in text and "left alone" in text for text in warnings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(opened: Browser, scheme: str) -> None:
    """Contrast, names, roles and headings, with everything unfolded."""
    opened.prefer(scheme)
    opened.run("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert opened.accessibility() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_every_width(opened: Browser, width: int) -> None:
    """Nothing sticks out of a phone; wide tables scroll in their own box."""
    opened.resize(width)
    assert opened.run("return document.documentElement.scrollWidth") <= width


def test_it_reads_without_scripts(page: Path) -> None:
    """Everything stands in the file itself, and it is the same when it is written again."""
    text = page.read_text("utf-8")
    assert text.count("<tr><td>") >= 9
    assert "<script>hack()" not in text
    assert "\u202e" not in text


def test_a_page_elsewhere_links_back(recordings: Path, tmp_path: Path) -> None:
    """The debriefs stay where they are."""
    path = write(recordings, output=tmp_path / "page.html")
    assert f'href="{recordings.as_uri()}/2026-05-04' in path.read_text()


def test_a_session_that_changed_gets_a_new_debrief(recordings: Path) -> None:
    """Only that one is written again."""
    folder = next(f for f in store.folders(recordings) if f.path.name.startswith("2026-05-04"))
    write(recordings)
    stamps = {
        f.path: (f.path / "debrief.html").stat().st_mtime_ns
        for f in store.folders(recordings)
        if (f.path / "debrief.html").is_file()
    }
    assert len(stamps) == 9
    folder.save(replace(folder.load(), mode="practice"))
    write(recordings)
    changed = [
        path
        for path, stamp in stamps.items()
        if (path / "debrief.html").stat().st_mtime_ns != stamp
    ]
    assert changed == [folder.path]
