"""The index agrees with the session files, whatever happens to either."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.answer import paced
from interviewer.errors import StoreError
from interviewer.history import index, store
from interviewer.history.index import open_index, schema
from interviewer.model import Kind, Part, Transcript
from interviewer.settings import paths
from tests.support.examples import STORY, reply, turn
from tests.support.histories import OTHER, answered, kept


def names(root: Path) -> list[str]:
    """Sessions in the index, up to date."""
    with open_index(root) as found:
        return [session.name for session in found.sessions()]


def hits(root: Path, text: str) -> list[index.SearchHit]:
    """Hits in the index, up to date."""
    with open_index(root) as found:
        return found.search(text)


def test_a_session_is_a_line_and_an_answer_an_entry(tmp_path: Path) -> None:
    """What lists and trends need is there without opening a session file."""
    told = answered()
    kept(tmp_path, told, answered(OTHER, "earn-trust"), candidate="weak")
    with open_index(tmp_path) as found:
        (session,) = found.sessions()
        first, second = found.entries()
        assert found.entries(mine=True) == []
        assert found.attempts() == []  # nor are questions chosen by what a recording answered
    assert (session.plan, session.answers, session.candidate) == ("phone-screen", 2, "weak")
    assert session.score == pytest.approx(
        (told.scores["overall"] + answered(OTHER, "earn-trust").scores["overall"]) / 2
    )
    assert first.attempt.scores == told.scores
    assert (first.number, first.attempt.question, second.number) == (1, "dive-deep", 2)
    assert first.pace == pytest.approx(140, abs=1)
    assert first.shares[Part.ACTION] > 0.4
    assert any("fourteen" in metric for metric in first.metrics)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    """Added, changed and removed sessions are noticed; the others are left alone."""
    first, second = kept(tmp_path, turn()), kept(tmp_path, turn(), days=1)
    with open_index(tmp_path) as found:
        assert found.refresh() == 0
        first.save(replace(first.load(), finished=False))
        assert found.refresh() == 1
        third = kept(tmp_path, turn(), days=2)
        (second.path / store.FILE).unlink()
        assert found.refresh() == 2
        assert [session.name for session in found.sessions()] == [first.path.name, third.path.name]
        assert not found.sessions()[0].finished


def test_answers_are_measured_when_somebody_asks(tmp_path: Path) -> None:
    """Lists, searches and plans do not wait for it, and it is done once."""
    kept(tmp_path, answered(), answered(ended="skipped"))
    done: list[tuple[int, int]] = []
    with open_index(tmp_path, progress=lambda *at: done.append(at)) as found:
        assert found.search("script")
        (attempt,) = found.attempts()
        assert found.connection.execute("SELECT count(*) FROM figures").fetchone() == (0,)
        (entry,) = found.entries()
        assert entry.attempt == attempt
        assert found.entries() == [entry]
    assert done == [(1, 1), (1, 1)]


def test_words_are_found_with_the_second_they_were_said(tmp_path: Path) -> None:
    """A hit leads to the recording, and says when in it."""
    answer = answered()
    more = reply(paced("I would check the greenhouse first."))
    kept(tmp_path, answered(OTHER, "earn-trust"), replace(answer, follow_ups=(more,)))
    (hit,) = hits(tmp_path, "script grouped")
    said = next(word for word in answer.transcript.words if word.text == "script")
    assert hit.start == pytest.approx(said.start, abs=0.01)
    assert (hit.number, hit.reply, hit.audio) == (2, 0, "dive-deep.flac")
    assert "".join(piece for piece, marked in hit.snippet if marked) == "scriptgrouped"
    (hit,) = hits(tmp_path, "greenhouse")
    assert (hit.number, hit.reply, hit.audio) == (2, 1, "dive-deep.follow-up.flac")
    assert hit.start == pytest.approx(more.transcript.words[4].start, abs=0.01)


def test_words_are_found_in_any_form_and_phrases_in_a_row(tmp_path: Path) -> None:
    """Endings and accents do not matter; quotes keep words together; all words must occur."""
    kept(tmp_path, answered(), turn("cafe", paced("We met in the café near the Zürich office.")))
    assert len(hits(tmp_path, "failing")) == 1
    assert len(hits(tmp_path, "cafe zurich")) == 1
    assert len(hits(tmp_path, '"small script"')) == 1
    assert hits(tmp_path, '"script small"') == []
    assert hits(tmp_path, "script café") == []


def test_the_best_hit_comes_first(tmp_path: Path) -> None:
    """An answer that is about the word beats one that mentions it."""
    kept(tmp_path, turn("mention", paced(f"{STORY} {OTHER} The walrus was there.")))
    kept(tmp_path, turn("about", paced("The walrus saw the walrus, said the walrus.")), days=1)
    assert [hit.question for hit in hits(tmp_path, "walrus")] == ["about", "mention"]


@given(st.text(max_size=30))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_can_be_looked_for(searched: index.Index, text: str) -> None:
    """Operators, quotes, brackets and nulls are words or nothing, never an error."""
    assert len(searched.search(text)) <= 1


@pytest.fixture
def searched(tmp_path: Path) -> Iterator[index.Index]:
    """An index that stays open."""
    kept(tmp_path, answered())
    with open_index(tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"', False),
        ("NEAR(", True),
        ("a OR", True),
        ("text:script", True),
        ("-script", True),
        ("script NOT near", False),
        ("scr*", True),
        ("cr*", False),
        ("*", False),
        ("", False),
        ("\x00", False),
        ("'; -- script", True),
    ],
)
def test_search_syntax_is_taken_as_words(tmp_path: Path, text: str, found: bool) -> None:
    """Nobody has to know the syntax of a search engine, and nobody can break it."""
    kept(tmp_path, turn("a", paced("near a or text script")))
    assert bool(hits(tmp_path, text)) is found


def test_hostile_and_right_to_left_words_are_found_as_they_are(tmp_path: Path) -> None:
    """Markup is text; controls that turn the direction of writing are not kept."""
    said = "<script>alert(1)</script> \u202e\u0634\u0643\u0631\u0627\u202c \x02marks\x03 & \u05e9\u05dc\u05d5\u05dd"
    kept(tmp_path, turn("hostile", Transcript(paced(said).words, 10.0)))
    (hit,) = hits(tmp_path, "alert")
    text = "".join(piece for piece, _ in hit.snippet)
    assert "<script>alert(1)</script>" in text
    assert not {"\u202e", "\x02", "\x03"} & set(text)
    assert hits(tmp_path, "\u05e9\u05dc\u05d5\u05dd")[0].start == pytest.approx(
        paced(said).words[4].start, abs=0.01
    )


def test_answers_without_times_are_found_without_a_time(tmp_path: Path) -> None:
    """Nothing is invented for a typed answer."""
    typed = answered().transcript
    words = tuple(replace(word, start=None, end=None) for word in typed.words)
    kept(tmp_path, turn("typed", replace(typed, words=words, duration=None), audio=None))
    assert hits(tmp_path, "script")[0].start is None


def test_skipped_and_silent_answers_are_no_entries(tmp_path: Path) -> None:
    """They are kept in the session and count for nothing."""
    kept(tmp_path, turn("silent", Transcript((), 3.0)), answered(ended="skipped"), answered())
    with open_index(tmp_path) as found:
        assert [entry.number for entry in found.entries()] == [3]


# --- damage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"schema": 999}', b"\xff\xfe\x00", b'{"schema": 1, "plan": 3}', b"[" * 100_000],
)
def test_a_damaged_session_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """The others are listed, and the file is as it was."""
    kept(tmp_path, answered(), days=-1)
    good = kept(tmp_path, answered())
    bad = tmp_path / "bad" / store.FILE
    bad.parent.mkdir()
    bad.write_bytes(content)
    with open_index(tmp_path) as found:
        first, second = found.sessions(newest=1)
        assert (len(found.sessions()), found.count(), len(found.entries())) == (3, 2, 2)
    assert first.name == good.path.name
    assert (second.name, second.started) == ("bad", None)
    assert str(bad) in second.problem
    assert bad.read_bytes() == content


def test_what_is_no_session_is_passed_over(tmp_path: Path) -> None:
    """Files and folders without a session file are not the index's business."""
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "holiday").mkdir()
    (tmp_path / "odd" / store.FILE).mkdir(parents=True)
    with open_index(tmp_path) as found:
        (odd,) = found.sessions()
    assert "is not a file" in odd.problem
    assert names(tmp_path / "nowhere") == []


def test_a_session_edited_by_hand_is_measured_as_far_as_it_goes(tmp_path: Path) -> None:
    """Times without a zone, negative lengths, spans beyond the end: no reason to fail."""
    folder = kept(tmp_path, answered(), answered(OTHER, "other"))
    raw = json.loads((folder.path / store.FILE).read_text())
    raw["started"] = "2026-05-04T09:30:00"
    raw["turns"][0]["transcript"]["duration"] = -3
    raw["turns"][0]["findings"][0]["evidence"] = [{"first": 4000, "last": 5000}]
    raw["turns"][0]["transcript"]["words"][3].update(start=900.0, end=1.0)
    raw["turns"][1]["transcript"]["duration"] = 0
    raw["turns"][1]["scores"] = {}
    raw["mine"] = "a remark"
    (folder.path / store.FILE).write_text(json.dumps(raw))
    kept(tmp_path, answered(), days=1)
    with open_index(tmp_path) as found:
        assert len(found.sessions()) == 2
        assert len(found.entries()) == 3


def test_an_older_session_is_lifted(tmp_path: Path) -> None:
    """The steps of the store apply before anything is measured."""
    folder = kept(tmp_path, answered())
    raw = json.loads((folder.path / store.FILE).read_text())
    old = Path(__file__).parents[1] / "data" / "sessions" / "schema-1" / store.FILE
    raw |= {"schema": 1, "turns": json.loads(old.read_text())["turns"]}
    (folder.path / store.FILE).write_text(json.dumps(raw))
    with open_index(tmp_path) as found:
        assert found.sessions()[0].plan == "phone-screen"
        assert found.sessions()[0].answers == 2


# --- the file itself ------------------------------------------------------------------------------


def test_the_index_can_be_deleted_damaged_or_foreign(tmp_path: Path) -> None:
    """It is made again from the sessions, which are the truth."""
    kept(tmp_path, answered())
    path = paths.index(tmp_path)
    assert len(names(tmp_path)) == 1
    path.unlink()
    assert len(names(tmp_path)) == 1
    path.write_bytes(b"this is no database" * 100)
    assert len(names(tmp_path)) == 1
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE maker SET version = 'another'")
    connection.close()
    assert len(names(tmp_path)) == 1


def test_another_version_measures_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of other rules are not mixed with today's."""
    kept(tmp_path, answered())
    read: list[int] = []
    with open_index(tmp_path, progress=lambda done, _all: read.append(done)):
        pass
    monkeypatch.setattr(schema, "MADE_BY", "another")
    with open_index(tmp_path, progress=lambda done, _all: read.append(done)):
        pass
    assert read == [1, 1]


def test_afresh_reads_everything_again(tmp_path: Path) -> None:
    """For who does not trust it."""
    kept(tmp_path, answered())
    names(tmp_path)
    read: list[tuple[int, int]] = []
    with open_index(tmp_path, afresh=True, progress=lambda *at: read.append(at)) as found:
        assert len(found.sessions()) == 1
    assert read == [(1, 1)]


def test_each_recordings_folder_has_an_index_of_its_own(tmp_path: Path) -> None:
    """Two of them never mix."""
    kept(tmp_path / "a", answered())
    kept(tmp_path / "b", answered(), days=1)
    assert names(tmp_path / "a") != names(tmp_path / "b")
    assert paths.index(tmp_path / "a").parent == paths.cache()


def test_without_a_cache_it_works_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that cannot be written costs time only."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("INTERVIEWER_CACHE", str(tmp_path / "file" / "cache"))
    kept(tmp_path, answered())
    assert len(names(tmp_path)) == 1


def test_an_index_that_stays_locked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, with what to do."""
    kept(tmp_path, answered())
    names(tmp_path)
    monkeypatch.setattr(schema, "WAIT_S", 0.05)
    other = sqlite3.connect(paths.index(tmp_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    kept(tmp_path, answered(), days=1)
    with pytest.raises(StoreError, match="locked"):
        names(tmp_path)
    other.close()


def test_nothing_of_a_deleted_session_stays_in_the_file(tmp_path: Path) -> None:
    """Deleted words are gone from the disk, not only from the lists."""
    folder = kept(tmp_path, turn("secret", paced("The unforgettable zanzibar password.")))
    kept(tmp_path, answered(), days=1)
    path = paths.index(tmp_path)
    names(tmp_path)
    assert b"zanzibar" in path.read_bytes()
    (folder.path / store.FILE).unlink()
    with open_index(tmp_path) as found:
        found.forget_traces()
    rest = [path, *path.parent.glob(f"{path.name}-*")]
    assert not any(b"zanzibar" in file.read_bytes() for file in rest if file.exists())


WORKER = """
import sys
from pathlib import Path
from interviewer.history.index import open_index
from tests.support.histories import answered, kept
root, first = Path(sys.argv[1]), int(sys.argv[2])
told = answered()
for number in range(12):
    kept(root, told, days=first + number)
    with open_index(root, afresh=number == 6) as index:
        assert index.search("script")
        assert index.entries()
"""


def test_two_processes_may_use_it_at_once(tmp_path: Path) -> None:
    """Both write sessions and refresh; in the end everything is there once."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", WORKER, str(tmp_path)]
    workers = [
        subprocess.Popen([*command, first], env=environment, stderr=subprocess.PIPE, text=True)
        for first in ("0", "100")
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=300)
        assert worker.returncode == 0, errors
    with open_index(tmp_path) as found:
        assert len(found.sessions()) == len(found.entries()) == 24
        assert len(found.search("script", 100)) == 24
        assert found.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_kinds_survive(tmp_path: Path) -> None:
    """Technical answers tell no story and have no shares."""
    kept(tmp_path, answered(kind=Kind.THREAT_MODEL))
    with open_index(tmp_path) as found:
        (entry,) = found.entries()
    assert entry.attempt.kind is Kind.THREAT_MODEL
    assert not entry.shares
    assert not entry.keys


def test_a_beginning_finds_words_that_begin_like_that(tmp_path: Path) -> None:
    """Also where their stem is shorter; without a star, all forms of a word are found."""
    kept(tmp_path, answered("We checked the authorization of each request, then we monitored it."))
    for text in ("authoriz*", "authori* request", "AUTH*", "monitors", '"each reque*"'):
        assert len(hits(tmp_path, text)) == 1, text
    assert hits(tmp_path, "thoriz*") == []
    (hit,) = hits(tmp_path, "authoriz*")
    assert [piece for piece, marked in hit.snippet if marked] == ["authorization"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_a_name_that_is_not_utf8_is_a_name(tmp_path: Path) -> None:
    """Of a session, and of the recordings folder itself."""
    root = tmp_path / os.fsdecode(b"sessions-\xe9")
    folder = kept(root, answered()).path
    odd = folder.rename(root / os.fsdecode(b"2026-caf\xe9"))
    assert names(root) == [odd.name]
    (hit,) = hits(root, "script")
    assert hit.folder == odd
    with open_index(root) as found:
        assert [entry.folder for entry in found.entries()] == [odd]
