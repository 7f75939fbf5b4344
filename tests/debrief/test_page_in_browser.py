"""The debrief page in Chromium: what it plays, what it shows, and what it does not do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from interviewer.answer import paced
from interviewer.audio import sound
from interviewer.debrief.build import SessionDebrief
from interviewer.debrief.page import write
from interviewer.model import FollowUp
from tests.support.browser import Browser, browser
from tests.support.examples import STORY, noise, reply, session, turn
from tests.support.waiting import until

__all__ = ["browser"]

pytestmark = pytest.mark.browser

TAKE = "document.querySelector('#a1t0')"
AUDIO = f"{TAKE}.querySelector('audio')"
WORD = f"{TAKE}.querySelectorAll('span[data-s]')"


@pytest.fixture(scope="session")
def debrief(everything: SessionDebrief, folder: Path) -> Path:
    """A page with everything in it, hostile words included."""
    return write(everything.session, folder, everything)


@pytest.fixture
def opened(browser: Browser, debrief: Path) -> Browser:
    """The page, freshly loaded in the light scheme, its first recording ready to play."""
    browser.prefer("light")
    browser.open(debrief)
    until(lambda: browser.run(f"return {AUDIO}.readyState") >= 1)
    return browser


def at(browser: Browser) -> float:
    """Where the first recording stands, seconds."""
    return float(browser.run(f"return {AUDIO}.currentTime"))


def test_a_word_that_is_clicked_is_heard(opened: Browser) -> None:
    """The recording stands at the word's start and plays on from there."""
    start = float(opened.run(f"return {WORD}[30].dataset.s"))
    opened.run(f"{WORD}[30].click()")
    until(lambda: not opened.run(f"return {AUDIO}.paused"))
    assert start - 0.05 <= at(opened) <= start + 1.0
    until(lambda: at(opened) > start + 0.2)


def test_words_light_up_as_they_are_heard(opened: Browser) -> None:
    """At any moment one word is lit: the one that is being said."""
    opened.run(f"{WORD}[10].click()")
    lit = f"return [...{WORD}].findIndex(word => word.classList.contains('lit'))"
    until(lambda: opened.run(lit) >= 12)
    shown, now = opened.run(
        f"{AUDIO}.pause(); return [[...{WORD}].findIndex(w => w.classList.contains('lit')),"
        f" {AUDIO}.currentTime]"
    )
    until(lambda: opened.run(f"return {AUDIO}.paused"))
    starts = opened.run(f"return [...{WORD}].map(word => Number(word.dataset.s))")
    assert abs(shown - max(i for i, start in enumerate(starts) if start <= now + 0.03)) <= 1
    assert opened.run("return document.querySelectorAll('.lit').length") == 1


def test_the_page_turns_with_the_listener(opened: Browser) -> None:
    """The lit word is kept in sight, unless the reader has scrolled away from it."""
    opened.resize(360, 240)
    opened.run("document.documentElement.style.scrollBehavior = 'auto'")
    top = f"const top = {WORD}[%d].getBoundingClientRect().top; return top > 0 && top < 240"
    opened.run(f"{WORD}[3].scrollIntoView(); {WORD}[3].click()")
    until(lambda: not opened.run(f"return {AUDIO}.paused"))
    assert not opened.run(top % 60)
    opened.run(f"{AUDIO}.currentTime = Number({WORD}[60].dataset.s)")
    until(lambda: opened.run(top % 60))
    opened.run("window.scrollTo(0, 0)")
    opened.run(f"{AUDIO}.playbackRate = 0.1")  # so that the word is not over before it is looked at
    opened.run(f"{AUDIO}.currentTime = Number({WORD}[20].dataset.s)")
    until(lambda: opened.run(f"return {WORD}[20].matches('.lit ~ *, .lit')"))
    assert opened.run("return window.scrollY") == 0


def test_a_quote_and_a_mark_on_the_timeline_lead_to_their_moment(opened: Browser) -> None:
    """Buttons beside quotes and numbers over the timeline seek; a click on the bar does, too."""
    quoted = "document.querySelector('.advice button[data-take]')"
    opened.run(f"{quoted}.click()")
    until(
        lambda: opened.run(
            f"const audio = document.querySelector('#' + {quoted}.dataset.take + ' audio');"
            f"return !audio.paused && Math.abs(audio.currentTime - {quoted}.dataset.seek) < 1"
        )
    )
    flag = f"{TAKE}.querySelector('.flag:last-of-type')"
    opened.run(
        f"{AUDIO}.pause(); {flag}.querySelector('circle').dispatchEvent("
        "new MouseEvent('click', {bubbles: true}))"
    )
    until(lambda: abs(at(opened) - opened.run(f"return Number({flag}.dataset.seek)")) < 1.0)
    opened.run(
        f"{AUDIO}.pause(); const box = {TAKE}.querySelector('.strip').getBoundingClientRect();"
        f"{TAKE}.querySelector('.track').dispatchEvent(new MouseEvent('click',"
        "{bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + 30}))"
    )
    duration = float(opened.run(f"return {TAKE}.dataset.duration"))
    until(lambda: abs(at(opened) - duration / 2) < 1.0)


def test_one_recording_plays_at_a_time(opened: Browser) -> None:
    """A follow-up has a recording of its own, and starting it silences the answer's."""
    opened.run(f"{WORD}[3].click()")
    until(lambda: not opened.run(f"return {AUDIO}.paused"))
    opened.run("document.querySelectorAll('#a1t1 span[data-s]')[4].click()")
    until(lambda: opened.run(f"return {AUDIO}.paused"))
    other = "document.querySelector('#a1t1 audio')"
    until(lambda: not opened.run(f"return {other}.paused"))


def test_keys_alone_are_enough(opened: Browser) -> None:
    """Space plays and pauses, arrows go by words and by seconds, with shift by notes."""
    opened.press(" ")
    until(lambda: not opened.run(f"return {AUDIO}.paused"))
    opened.press(Keys.ARROW_RIGHT)
    until(lambda: at(opened) >= 5)
    opened.press(" ")
    until(lambda: opened.run(f"return {AUDIO}.paused"))
    before = at(opened)
    opened.press(Keys.ARROW_RIGHT)
    until(lambda: before < at(opened) < before + 2)
    noted = "[...document.querySelectorAll('.take')].find(take => take.querySelector('audio') && notes(take).length)"
    notes = "const notes = take => [...take.querySelectorAll('.flag')].map(f => +f.dataset.seek).filter(at => at > 0.1);"
    first = opened.run(
        f"{notes} const take = {noted}; take.querySelector('audio').currentTime = 0;"
        " take.querySelector('.strip').focus(); return Math.min(...notes(take))"
    )
    opened.press(Keys.ARROW_RIGHT, shift=True)
    until(
        lambda: opened.run(
            f"{notes} return Math.abs({noted}.querySelector('audio').currentTime - {first}) < 0.05"
        )
    )


def test_the_first_stop_of_the_tab_key_skips_to_the_content(opened: Browser) -> None:
    """The skip link shows itself when it has the focus, and every stop can be seen."""
    opened.press(Keys.TAB)
    seen = "const e = document.activeElement, b = e.getBoundingClientRect();"
    assert opened.run(f"{seen} return [e.className, b.top >= 0]") == ["skip", True]
    opened.press(Keys.ENTER)
    assert opened.run("return document.activeElement.id") == "main"
    for _ in range(12):
        opened.press(Keys.TAB)
        style = "getComputedStyle(document.activeElement)"
        assert opened.run(f"return {style}.outlineStyle") != "none"


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_read_it(opened: Browser, scheme: str, width: int) -> None:
    """Axe finds nothing: contrast, names, order, in both schemes and on a phone."""
    opened.prefer(scheme)
    opened.resize(width)
    opened.run("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    assert opened.accessibility() == []
    background = opened.run("return getComputedStyle(document.documentElement).backgroundColor")
    red = int(background.split("(")[1].split(",")[0])
    assert (red > 128) == (scheme == "light")


CONTRAST = """
const light = color => {
  const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => v / 255)
    .map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (one, other) => {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const page = getComputedStyle(document.documentElement).backgroundColor;
const behind = text => {
  const shape = text.previousElementSibling;
  if (text.classList.contains('letter')) return getComputedStyle(shape).fill;
  return text.closest('.flag') ? getComputedStyle(shape).fill : page;
};
const texts = [...document.querySelectorAll('svg text')]
  .map(text => [ratio(getComputedStyle(text).fill, behind(text)), 4.5, text.outerHTML]);
const shapes = [...document.querySelectorAll('svg rect.part, svg .metric, svg .filler, svg .line')]
  .map(shape => {
    const style = getComputedStyle(shape);
    return [ratio(style.fill === 'none' ? style.stroke : style.fill, page), 3, shape.outerHTML];
  });
return [...texts, ...shapes];
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_can_be_read(opened: Browser, scheme: str) -> None:
    """Letters in drawings reach 4.5:1 and shapes 3:1, computed from what is shown."""
    opened.prefer(scheme)
    measured = opened.run(CONTRAST)
    assert len(measured) > 30
    assert [item for item in measured if item[0] < item[1]] == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_a_phone_needs_no_sideways_scrolling(opened: Browser, width: int) -> None:
    """At any width the page is as wide as the window, opened to the last detail."""
    opened.resize(width, 740)
    opened.run("document.querySelectorAll('details').forEach(item => { item.open = true; })")
    wide, seen = opened.run(
        "const page = document.documentElement; return [page.scrollWidth, page.clientWidth]"
    )
    assert wide == seen


def test_nothing_leaves_the_page_and_nothing_is_wrong(opened: Browser) -> None:
    """No request, no error on the console, nothing that the policy had to refuse."""
    opened.run(f"{WORD}[3].click()")
    until(lambda: at(opened) > 0.5)
    assert opened.requests() == []
    assert opened.problems() == []


def test_a_hostile_transcript_is_only_text(opened: Browser) -> None:
    """Markup in words, questions and file names runs nothing and changes nothing."""
    assert opened.run("return window.hacked") is None
    assert opened.run("return document.querySelectorAll('img, style').length") == 1
    text = opened.run("return document.querySelector('#answer-6').innerText")
    assert "<script>window.hacked=1</script>" in text
    assert "{{7*7}}" in text
    assert not set(text) & set("\u202e\u202c\u2066\x00\x07\x1b")


def test_the_policy_stops_what_should_ever_slip_in(browser: Browser, debrief: Path) -> None:
    """Even markup in the page could run no script, fetch nothing and style nothing."""
    slipped = (
        "<script>window.hacked = 1</script><img src='http://localhost:9/x.png'>"
        "<b id=odd onclick='window.hacked = 1' style='color: red'>x</b></main>"
    )
    page = debrief.with_name("slipped.html")
    page.write_text(debrief.read_text("utf-8").replace("</main>", slipped), "utf-8")
    browser.open(page)
    browser.run("document.querySelector('#odd').click()")
    assert browser.run("return window.hacked") is None
    assert browser.run("return getComputedStyle(document.querySelector('#odd')).color") != (
        "rgb(255, 0, 0)"
    )
    refused = [line for line in browser.problems() if "Content Security Policy" in line]
    assert len(refused) == 4, refused


def test_without_its_script_the_page_still_reads_and_plays(browser: Browser, debrief: Path) -> None:
    """Mail previews run none: there the browser's own controls stand."""
    browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(debrief)
        assert browser.chrome.find_element("css selector", "#a1t0 audio").is_displayed()
        assert not browser.chrome.find_element("css selector", "#a1t0 .play").is_displayed()
    finally:
        browser.chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_answers_without_sound_or_times_are_told(opened: Browser) -> None:
    """A typed answer has no player, a lost recording says so, and their words are all there."""
    assert (
        opened.run("return document.querySelector('#answer-4 .player, #answer-4 svg.timeline')")
        is None
    )
    assert "I always typed it all." in opened.run(
        "return document.querySelector('#answer-4').innerText"
    )
    lost = opened.run("return document.querySelector('#answer-5').innerText")
    assert "05-lost.flac is not here" in lost
    assert opened.run("return document.querySelector('#answer-5 button[data-take]')") is None
    assert opened.run("return document.querySelector('#answer-5 svg.timeline')") is not None


def test_it_prints(opened: Browser) -> None:
    """On paper: words and notes, no players, every detail open, several pages."""
    opened.run("dispatchEvent(new Event('beforeprint'))")
    assert opened.run("return document.querySelector('details:not([open])')") is None
    opened.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = "return getComputedStyle(document.querySelector('.player')).display"
        assert opened.run(shown) == "none"
        assert opened.run("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    finally:
        opened.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        opened.run("dispatchEvent(new Event('afterprint'))")
    assert opened.run("return document.querySelector('details:not([open])')") is not None


def test_the_better_part_is_played_in_its_place(browser: Browser, tmp_path: Path) -> None:
    """The answer up to the part, the part told again, and the answer on from its end."""
    for name, seconds in (("a.flac", 24.0), ("b.flac", 1.0)):
        sound.write(tmp_path / name, noise(seconds, 3))
    again = FollowUp("Just the ending again.", "rewind.result")
    better = replace(reply(paced("It fell to one a month.", 300), audio="b.flac"), follow_up=again)
    told = turn(transcript=paced(STORY), audio="a.flac", follow_ups=(better,))
    browser.open(write(session(told), tmp_path))
    until(lambda: browser.run(f"return {AUDIO}.readyState") >= 1)
    button = browser.run("const b = document.querySelector('.splice'); return {...b.dataset}")
    start, end = float(button["from"]), float(button["to"])
    assert 10.0 < start < end < 30.0
    browser.run("document.querySelector('.splice').click()")
    until(lambda: 0.0 < at(browser) < start)
    browser.run(f"{AUDIO}.currentTime = {start - 0.3}")
    second = "document.querySelector('#a1t1 audio')"
    until(lambda: browser.run(f"return !{second}.paused"))
    assert browser.run(f"return {AUDIO}.paused")
