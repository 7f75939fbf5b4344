"""The page as a file: what may run in it, what it shows of hostile words, what it is written from."""

from __future__ import annotations

import base64
import errno
import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.answer import paced, plain
from interviewer.checks.turn import scored
from interviewer.debrief import PAGE
from interviewer.debrief.build import SessionDebrief, session_debrief
from interviewer.debrief.page import page, sounds, write
from interviewer.errors import StoreError
from interviewer.history import store
from interviewer.history.earlier_attempts import MOST, earlier_attempts
from interviewer.model import Transcript
from tests.support.examples import STARTED, STORY, recording, session, turn

VAGUE = f"{STORY} That cut our costs significantly."
"""A story with a size that no number tells, which a remark quotes."""


def inside(tag: str, text: str) -> str:
    """What stands in an element."""
    found = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    assert found
    return found[1]


class Elements(HTMLParser):
    """Counts elements and gathers attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@pytest.fixture(scope="session")
def told(everything: SessionDebrief) -> str:
    """The page of a session with everything in it."""
    return page(everything)


def test_only_its_own_style_and_script_may_run(told: str) -> None:
    """The policy names their hashes, and nothing may be fetched."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', told)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(inside(tag, told).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules


def test_it_needs_nothing_from_outside(told: str) -> None:
    """Every address in it is data, a place in the page, or another session's page."""
    found = Elements(told)
    names = {"src", "href", "data", "action", "poster", "srcset", "formaction"}
    addresses = [value for name, value in found.attributes if name in names]
    assert addresses
    assert all(address.startswith(("data:", "#", "../old/debrief.html#")) for address in addresses)
    assert not {name for name, _ in found.attributes if name.startswith("on") or name == "style"}


def test_hostile_words_add_no_elements(told: str) -> None:
    """One script, no picture, one style, and no character that reorders or repaints."""
    tags = Elements(told).tags
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (1, 1, 0)
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in told
    assert not set(told) & set("\u202e\u2066\x00\x1b\ud800")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=40))
def test_any_text_is_shown_as_text(said: str) -> None:
    """Whatever was said: one script, one style, and a file that can be written."""
    words = paced(" ".join(said.split()) or "word")
    answer = turn(transcript=words, scores={})
    question = replace(answer.question, text=said, competency=said, strong=(said,))
    text = page(session_debrief(session(replace(answer, question=question))))
    tags = Elements(text).tags
    assert (tags.count("script"), tags.count("style"), tags.count("article")) == (1, 1, 1)
    assert text.encode()


def test_recordings_are_in_the_page_and_missing_ones_are_not(tmp_path: Path) -> None:
    """Sound is embedded; a file that is gone or is no sound is left out, and one outside never read."""
    folder = tmp_path / "session"
    recording(folder / "a.flac", 2.0)
    (folder / "bad.flac").write_bytes(b"no sound")
    recording(tmp_path / "outside.flac", 1.0)
    names = ("a.flac", "bad.flac", "gone.flac", "../outside.flac", str(tmp_path / "outside.flac"))
    turns = tuple(turn(f"q{number}", audio=name) for number, name in enumerate(names))
    found = sounds(session_debrief(session(*turns), folder))
    assert list(found) == ["a.flac"]
    assert found["a.flac"].startswith("data:audio/mpeg;base64,")


def test_an_hour_of_sound_can_be_mailed(tmp_path: Path) -> None:
    """A minute of noise, the hardest there is, stays at 24 kbit/s: 14.4 MB of page an hour."""
    recording(tmp_path / "a.flac", 60.0)
    (address,) = sounds(session_debrief(session(turn(audio="a.flac")), tmp_path)).values()
    assert len(address) * 60 < 15_000_000


def test_writing_replaces_the_page_in_one_step(tmp_path: Path) -> None:
    """The page stands in the session's folder, and nothing else is left behind."""
    folder = store.create(session(scored(turn())), tmp_path).path
    assert write(store.load(folder), folder) == folder / PAGE
    before = (folder / PAGE).read_text("utf-8")
    write(store.load(folder), folder)
    assert (folder / PAGE).read_text("utf-8") == before
    assert sorted(path.name for path in folder.iterdir()) == [PAGE, "session.json"]


def test_a_page_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is one clear line."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(StoreError, match="disk is full"):
        write(session(turn()), tmp_path)


@pytest.mark.parametrize("transcript", [plain(VAGUE), paced(VAGUE)])
def test_nothing_but_a_time_stands_before_the_link_to_an_answer(transcript: Transcript) -> None:
    """Typed or spoken: the quote has a line of its own, and no sign is left alone before the link."""
    text = page(session_debrief(session(scored(turn(transcript=transcript)))))
    places = re.findall(r'<p class="meta">((?:(?!<p).)*?)<a href="#answer-1">', text, re.DOTALL)
    assert places
    assert not any("·" in place or "<q" in place for place in places)


def test_every_ticked_quote_is_marked_in_the_words_and_linked_both_ways(
    everything: SessionDebrief, told: str
) -> None:
    """Points, wrong claims and flaws alike; the ids occur once."""
    ids = [value for name, value in Elements(told).attributes if name == "id"]
    links = {value for name, value in Elements(told).attributes if name == "href"}
    ticked = 0
    for answer in everything.answers:
        marked = [tick for take in answer.takes for one in take.passages for tick in one.ticks]
        assert sorted(marked) == sorted(answer.ticks)
        items = [one for listed in answer.checklists for one in (*listed.covered, *listed.wrong)]
        quoted = {one.tick for one in items if one.quote}
        quoted |= {flaw.tick for flaw in answer.flaws if flaw.quote}
        assert quoted == set(answer.ticks)
        for name in answer.ticks:
            words, point = f"a{answer.number}q-{name}", f"a{answer.number}k-{name}"
            assert ids.count(words) == ids.count(point) == 1
            assert {f"#{words}", f"#{point}"} <= links
            ticked += 1
    assert ticked


def test_a_session_without_answers_has_a_page() -> None:
    """Leaving before the first answer is no crash."""
    assert "No scored question was answered" in page(session_debrief(session()))


def test_earlier_attempts_are_linked(everything: SessionDebrief, folder: Path, told: str) -> None:
    """The same question of older sessions stands beside it, with a link to where it is told."""
    (past,) = everything.answers[1].earlier
    assert past.href == "../old/debrief.html#answer-2"
    assert 'href="../old/debrief.html#answer-2"' in told
    old = folder.parent / "old"
    assert earlier_attempts(store.load(old), old)["dive-deep"] == ()


def test_earlier_attempts_are_the_latest_and_damaged_sessions_are_passed_over(
    tmp_path: Path,
) -> None:
    """Five attempts at most, oldest first."""
    for number in range(MOST + 2):
        past = session(turn(scores={"overall": float(number)}))
        store.create(replace(past, started=STARTED - timedelta(days=9 - number)), tmp_path)
    broken = tmp_path / "2026-05-03-broken"
    broken.mkdir()
    (broken / "session.json").write_text("{")
    now = session(turn())
    folder = store.create(now, tmp_path).path
    attempts = earlier_attempts(now, folder)["dive-deep"]
    assert [past.turn.scores["overall"] for past in attempts] == [2, 3, 4, 5, 6]


def test_what_recorded_candidates_answered_is_nobodys_earlier_attempt(tmp_path: Path) -> None:
    """Not that of the user, and not that of another recorded candidate."""
    weak = replace(session(turn()), candidate="weak", started=STARTED - timedelta(days=2))
    store.create(weak, tmp_path)
    store.create(replace(session(turn()), started=STARTED - timedelta(days=1)), tmp_path)
    strong = replace(session(turn()), candidate="strong")
    own = session(turn())
    recorded = store.create(strong, tmp_path).path
    mine = store.create(own, tmp_path).path
    assert earlier_attempts(strong, recorded)["dive-deep"] == ()
    (past,) = earlier_attempts(own, mine)["dive-deep"]
    assert past.session.candidate == "microphone"


def test_a_story_page_tells_its_story(tmp_path: Path) -> None:
    """Words, scores and what they mean are all in the text."""
    text = page(session_debrief(session(scored(turn())), tmp_path))
    for word in STORY.split()[:10]:
        assert f">{word}" in text
    assert "What the scores sound like" in text


def test_a_recording_is_found_under_its_new_name(tmp_path: Path) -> None:
    """A process killed between the FLAC file and the session leaves the old name in the session."""
    recording(tmp_path / "01.flac", 0.5)
    debrief = session_debrief(session(turn(audio="01.wav")), tmp_path)
    assert list(sounds(debrief)) == ["01.wav"]
