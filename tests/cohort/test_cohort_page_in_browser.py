"""The page of a cohort in Chromium: its table, its links, every width, both schemes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interviewer.cohort import ratings
from interviewer.cohort.figures import cohort_figures
from interviewer.cohort.report import write
from tests.support.browser import Browser, browser
from tests.support.raters import export_of

__all__ = ["browser"]

pytestmark = pytest.mark.browser

ROWS = "[...document.querySelectorAll('#list tbody tr')]"


@pytest.fixture(scope="module")
def page(scored_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with names, which try to be markup, and with ratings."""
    results = Path(shutil.copytree(scored_course, tmp_path_factory.mktemp("page") / "out"))
    ratings.export(results, 20, 0)
    export = results / "export.json"
    export.write_text(json.dumps(export_of(results)))
    ratings.take(results, [export])
    found = cohort_figures(results, names=True)
    return write(results, found, "Course <i>2026</i>", names=True, debriefs=6)


@pytest.fixture
def opened(browser: Browser, page: Path) -> Browser:
    """The page, freshly loaded."""
    browser.prefer("light")
    browser.open(page)
    return browser


def test_nothing_is_fetched_and_nothing_fails(opened: Browser) -> None:
    """No request leaves, the console stays empty, and no name becomes markup."""
    assert opened.requests() == []
    assert opened.problems() == []
    assert opened.run("return document.querySelectorAll('main b, h1 i').length") == 0
    assert opened.run("return document.querySelector('h1').textContent") == "Course <i>2026</i>"


def test_every_answer_is_in_the_table(opened: Browser) -> None:
    """And is found by any word of its row."""
    shown = f"return {ROWS}.length"
    assert opened.run(shown) == 32
    field = opened.chrome.find_element("id", "filter")
    field.send_keys("ann lee")
    assert opened.run(shown) == 2
    assert opened.run("return document.getElementById('shown').textContent") == "2 of 32 answers"


def test_a_list_narrows_the_table(opened: Browser) -> None:
    """By group, with what was typed."""
    opened.run(
        "const choice = document.querySelector('select');"
        "choice.value = 'tiny'; choice.dispatchEvent(new Event('change'))"
    )
    assert opened.run(f"return {ROWS}.length") == 2


def test_a_click_on_a_heading_sorts(opened: Browser) -> None:
    """Down, then up; what is missing stands last both ways."""
    at = opened.run(
        "return [...document.querySelectorAll('#list th')]"
        ".findIndex(one => one.textContent === 'Numbers')"
    )
    for way in ("descending", "ascending"):
        opened.run(f"document.querySelectorAll('#list thead th')[{at}].firstChild.click()")
        assert opened.run(f"return document.querySelectorAll('#list th')[{at}].ariaSort") == way
        cells = opened.run(f"return {ROWS}.map(row => row.cells[{at}].textContent)")
        known = [float(cell) for cell in cells if cell != "–"]
        assert known == sorted(known, reverse=way == "descending")
        assert cells[: len(known)] == [f"{value:.0f}" for value in known]


def test_links_lead_to_debriefs(opened: Browser, page: Path) -> None:
    """From the table and from the quotes; no place on the page is missing."""
    links = opened.run("return [...document.querySelectorAll('main a')].map(a => a.href)")
    assert sum("/debriefs/" in link for link in links) >= 6
    for link in links:
        assert Path(link.removeprefix("file://")).is_file(), link
    gone = opened.run(
        "return [...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert gone == 0
    opened.run("document.querySelector('#list a').click()")
    assert opened.problems() == []
    assert page.parent.name in opened.chrome.current_url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible(opened: Browser, scheme: str) -> None:
    """Contrast, names, roles and headings."""
    opened.prefer(scheme)
    assert opened.accessibility() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits_every_width(opened: Browser, width: int) -> None:
    """Nothing sticks out of a phone; wide tables scroll in their own box."""
    opened.resize(width)
    assert opened.run("return document.documentElement.scrollWidth") <= width
