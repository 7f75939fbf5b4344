"""`review`, `progress` and `purge` as a user meets them."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.audio import devices
from interviewer.audio.recorded_candidate import shipped
from interviewer.cli import main
from interviewer.history import store
from interviewer.model import Transcript
from interviewer.settings import paths
from tests.support.commands import one_line, run_process
from tests.support.examples import recording, turn
from tests.support.histories import AGAIN, OTHER, answered, kept

Result = tuple[int, str, str]
Command = Callable[..., Result]


@pytest.fixture
def interviewer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process: exit code, standard output, standard error."""
    monkeypatch.setenv("COLUMNS", "80")

    def command(*arguments: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["interviewer", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def folders() -> list[store.Folder]:
    """Three sessions in the recordings folder: a story, told again, and another one."""
    root = paths.recordings()
    return [
        kept(root, answered("I always check everything."), answered(OTHER, "earn-trust")),
        kept(root, answered(), days=1),
        kept(
            root,
            answered(AGAIN),
            answered(OTHER, "other", competency="ownership"),
            days=2,
            name="drill",
        ),
    ]


def fault(result: Result) -> str:
    """The one line of a fault."""
    code, out, err = result
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    return err


def parsed(result: Result) -> Any:
    """What was printed as JSON, and nothing else."""
    code, out, _ = result
    assert code == 0
    return json.loads(out)


# --- looking ----------------------------------------------------------------------------------------


def test_sessions_are_listed_with_scores(interviewer: Command, folders: list[store.Folder]) -> None:
    """The newest first; the damaged ones by name."""
    (paths.recordings() / "bad").mkdir()
    (paths.recordings() / "bad" / store.FILE).write_text("{")
    code, out, _ = interviewer("review")
    assert code == 0
    assert out.index(folders[2].path.name) < out.index(folders[0].path.name)
    assert "cannot be read" in out
    assert max(map(len, out.splitlines())) <= 80
    listed = parsed(interviewer("review", "--json"))
    assert [item["session"] for item in listed] == [*(f.path.name for f in folders), "bad"]
    assert (listed[0]["answers"], listed[0]["problem"]) == (2, None)
    assert "damaged" in listed[3]["problem"]
    newest = parsed(interviewer("review", "--json", "--limit", "1"))
    assert [item["session"] for item in newest] == [folders[2].path.name, "bad"]


def test_an_empty_history_says_how_to_begin(interviewer: Command) -> None:
    """No table of nothing."""
    assert "interviewer warm-up" in interviewer("review")[1]
    assert parsed(interviewer("review", "--json")) == []
    assert "no session 'last'" in fault(interviewer("review", "last"))
    assert interviewer("progress")[0] == 0
    assert parsed(interviewer("progress", "--json"))["answers"] == 0


@pytest.mark.usefixtures("folders")
def test_a_session_is_opened_by_what_is_least_to_type(interviewer: Command) -> None:
    """The debrief in the terminal, or as JSON."""
    code, out, _ = interviewer("review", "2026-05-05")
    assert code == 0
    assert "dive-deep" in out
    told = parsed(interviewer("review", "last", "--json"))
    assert [item["question"] for item in told["turns"]] == ["dive-deep", "other"]
    assert told["notes"] == []
    assert parsed(interviewer("review", "last:2", "--json"))["question"] == "other"


@pytest.mark.usefixtures("folders")
def test_words_are_searched_in_all_sessions(interviewer: Command) -> None:
    """With where and when; nothing found is no fault."""
    _, out, _ = interviewer("review", "--search", "twenty minutes")
    assert "Ownership at 0:" in out
    hits = parsed(interviewer("review", "--search", "twenty minutes", "--json"))
    assert [hit["question"] for hit in hits] == ["other", "earn-trust"]
    assert hits[0]["found"] == ["twenty", "minutes"]
    assert hits[0]["start_s"] > 5
    assert "No matches for" in interviewer("review", "--search", "zebra [bold]")[1]
    assert interviewer("review", "--search", '"(*')[0] == 2


def test_two_attempts_are_compared(interviewer: Command, folders: list[store.Folder]) -> None:
    """Sessions by their common questions, or answers by number."""
    first, second, third = (folder.path.name for folder in folders)
    _, out, _ = interviewer("review", "--compare", first, second)
    assert "better" in out
    assert "Fixed" in out
    assert max(map(len, out.splitlines())) <= 80
    found = parsed(interviewer("review", "--compare", f"{first}:2", f"{third}:other", "--json"))
    assert [item["question"] for item in found["answers"]] == ["other"]
    assert "overall" in {change["name"] for change in found["answers"][0]["scores"]}
    assert "share no question" in fault(
        interviewer("review", "--compare", f"{first}:earn-trust", second)
    )


def test_mistakes_are_one_line(interviewer: Command, folders: list[store.Folder]) -> None:
    """What, where, and how to mend it."""
    name = folders[2].path.name
    for arguments, said in (
        (("review", "nothing-like-it"), "no session"),
        (("review", name, "--edit"), "several answers"),
        (("review", name, "--answer", "9", "--note", "x"), "no answer '9'"),
        (("review", name, "--note", " "), "empty"),
        (("review", name, "--play", "--answer", "1"), "gone"),
        (("review", name, "--play", "--answer", "1", "--at", "soon"), "not a valid time"),
        (("review", "--search", "zebra", "--play"), "0 hits"),
        (("review", "--search", "a", "--rescore"), "cannot be combined"),
        (("review", name, "--export", "docx"), "docx"),
        (("progress", "nonsense"), "nonsense"),
        (("progress", "--pack", "nonsense"), "nonsense"),
        (("purge",), "--older-than 30d"),
        (("purge", "--older-than", "soon"), "not a valid age"),
        (("purge", name), "--yes"),
    ):
        assert said in fault(interviewer(*arguments)), arguments


def test_a_real_process_prints_one_line_too(folders: list[store.Folder]) -> None:
    """The same through the shell."""
    assert "no session" in one_line(run_process("review", "nothing-like-it"))
    assert run_process("review").returncode == 0
    assert folders


# --- changing ---------------------------------------------------------------------------------------


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Make a program the user's editor; it is given the file."""
    program = tmp_path / "editor.py"
    program.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{script}")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {program}")


def test_a_transcript_is_corrected_in_the_users_editor(
    interviewer: Command,
    folders: list[store.Folder],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Judged again, found under its new words, and its page written again."""
    page = folders[1].path / "debrief.html"
    page.write_text("old")
    editor(
        tmp_path,
        monkeypatch,
        "import os\npath.write_text(path.read_text().replace('test server', 'zanzibar host'))\nos.utime(path, (2e9, 2e9))",
    )
    before = folders[1].load().turns[0]
    (revision,) = parsed(interviewer("review", folders[1].path.name, "--edit", "--json"))
    after = folders[1].load().turns[0]
    assert revision["changed"]
    assert after.transcript.edited
    assert "zanzibar host" in after.transcript.text
    assert after.transcript.words[0] == before.transcript.words[0]
    assert parsed(interviewer("review", "--search", "zanzibar", "--json"))[0]["start_s"] > 5
    assert "zanzibar" in page.read_text()


@pytest.mark.parametrize("script", ["pass", "path.write_text('# nothing')", "sys.exit(3)"])
def test_leaving_the_editor_changes_nothing(
    interviewer: Command,
    folders: list[store.Folder],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
) -> None:
    """Not saved, emptied, or failed."""
    editor(tmp_path, monkeypatch, script)
    before = (folders[1].path / store.FILE).read_bytes()
    code, out, err = interviewer("review", folders[1].path.name, "--edit")
    assert (code, out) == (2 if "exit" in script else 0, "")
    assert "Nothing was changed" in err or "EDITOR" in err
    assert (folders[1].path / store.FILE).read_bytes() == before


def test_notes_are_attached_and_shown(interviewer: Command, folders: list[store.Folder]) -> None:
    """To a session or to one answer."""
    name = folders[2].path.name
    assert "Noted" in interviewer("review", name, "--note", "number first")[1]
    notes = parsed(
        interviewer("review", name, "--note", "[b]slower", "--answer", "other", "--json")
    )
    assert [(note["text"], note["answer"]) for note in notes] == [
        ("number first", None),
        ("[b]slower", 2),
    ]
    assert "[b]slower" in interviewer("review", name)[1]
    one = interviewer("review", f"{name}:2")[1]
    assert "[b]slower" in one
    assert "number first" not in one
    assert "twenty minutes" in one
    interviewer("review", name, "--export", "html")
    interviewer("review", name, "--export", "md")
    for export in ("debrief.html", "debrief.md"):
        assert "number first" in (folders[2].path / export).read_text()
    assert "2 notes" in interviewer("review")[1]


def test_the_whole_history_is_judged_again(
    interviewer: Command, folders: list[store.Folder]
) -> None:
    """Differences are shown; damaged sessions are passed over; a dry run saves nothing."""
    old = kept(paths.recordings(), turn(scores={"overall": 12.0}), days=3)
    bad = paths.recordings() / "bad" / store.FILE
    bad.parent.mkdir()
    bad.write_text("{")
    code, out, err = interviewer("review", "--rescore", "--dry-run")
    assert code == 0
    assert "6 answers scored again: 1 score changed" in out
    assert "nothing was saved" in " ".join(out.split())
    assert "passed over" in err
    assert old.load().turns[0].scores["overall"] == 12.0
    changed = parsed(interviewer("review", "--rescore", "--json"))
    assert [item["session"] for item in changed if item["changed"]] == [old.path.name]
    assert old.load().turns[0].scores["overall"] != 12.0
    assert "nothing changed" in interviewer("review", "--rescore", folders[0].path.name)[1]
    assert "damaged" in fault(interviewer("review", "--rescore", "bad"))
    assert bad.read_text() == "{"


@pytest.mark.model
def test_a_session_is_heard_again_with_other_weights(interviewer: Command) -> None:
    """What differs is shown, in words and in points."""
    folder = kept(paths.recordings(), turn("dive-deep", Transcript((), 1.0)), answered(name="lost"))
    shutil.copy(
        shipped("strong") / "dive-deep-root-cause.follow-up.flac", folder.path / "dive-deep.flac"
    )
    told = parsed(interviewer("review", "last", "--retranscribe", "--model", "tiny.en", "--json"))
    first, second = told["heard"]
    assert first["model"] == "tiny.en"
    assert first["words"] > 10
    assert "gone" in second["problem"]
    assert told["revised"][0]["after"]["overall"] > 0


# --- writing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "md", "json", "txt", "srt", "vtt"])
def test_a_session_is_written_in_every_form(
    interviewer: Command, folders: list[store.Folder], tmp_path: Path, form: str
) -> None:
    """Beside itself, or where it was asked for."""
    code, out, _ = interviewer("review", "last", "--export", form)
    assert code == 0
    assert all(Path(line).parent == folders[2].path for line in out.split())
    places = parsed(
        interviewer("review", "last", "--export", form, "-o", tmp_path / "out", "--json")
    )
    assert all("twenty" in Path(place).read_text() for place in places["files"][-1:])


def test_an_export_can_be_piped(interviewer: Command, folders: list[store.Folder]) -> None:
    """One file to standard output; several cannot."""
    assert folders
    assert "twenty minutes" in interviewer("review", "last", "--export", "txt", "-o", "-")[1]
    assert "2 files" in fault(interviewer("review", "last", "--export", "srt", "-o", "-"))


def test_nothing_is_announced_where_nothing_can_play(
    interviewer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page can be listened to elsewhere."""
    folder = kept(paths.recordings(), answered())
    recording(folder.path / "dive-deep.flac")
    monkeypatch.setattr(devices, "devices", lambda: ())
    said = fault(interviewer("review", "last", "--play"))
    assert said.startswith("interviewer: No speaker found. Connect one")
    assert "--typed" not in said


def test_the_page_of_everything_is_written(
    interviewer: Command, folders: list[store.Folder]
) -> None:
    """Beside the sessions, with the debriefs that it links to."""
    page = Path(parsed(interviewer("review", "--html", "--json"))["page"])
    assert page == paths.recordings() / "index.html"
    assert all((folder.path / "debrief.html").is_file() for folder in folders)
    assert f'href="{folders[0].path.name}/debrief.html' in page.read_text()


def test_pages_are_opened_in_the_browser(
    interviewer: Command, folders: list[store.Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A debrief, one answer of it, or everything; without a browser the path is enough."""
    opened: list[str] = []

    def no_browser(address: str) -> bool:
        opened.append(address)
        return False

    monkeypatch.setattr("webbrowser.open", no_browser)
    page = folders[2].path / "debrief.html"
    _, out, err = interviewer("review", "last", "--open")
    assert out.strip() == str(page)
    assert "open that page yourself" in err
    interviewer("review", "last:2", "--open")
    interviewer("review", "--html", "--open")
    overview = paths.recordings() / "index.html"
    assert opened == [page.as_uri(), f"{page.as_uri()}#answer-2", overview.as_uri()]


def test_the_index_is_made_again(interviewer: Command, folders: list[store.Folder]) -> None:
    """With what it holds."""
    told = parsed(interviewer("review", "--reindex", "--json"))
    assert (told["sessions"], told["answers"], told["damaged"]) == (3, 5, [])
    assert Path(told["index"]).is_file()
    assert "3 sessions with 5 answers" in interviewer("review", "--reindex")[1]
    assert folders


# --- progress ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folders")
def test_progress_has_board_stories_and_advice(interviewer: Command) -> None:
    """Everything at once, or a part of it; never wider than 80."""
    code, out, _ = interviewer("progress")
    assert code == 0
    for heading in (
        "Practise next",
        "Ready for the phone screen",
        "Principles",
        "Story bank",
        "Trends",
    ):
        assert heading in out
    assert max(map(len, out.splitlines())) <= 80
    assert "Principles" not in interviewer("progress", "stories")[1]
    told = parsed(interviewer("progress", "--json"))
    assert [len(story["tellings"]) for story in told["stories"]] == [2, 2]
    assert told["principles"][11]["id"] == "dive-deep"
    assert told["principles"][11]["told"] == 4
    assert told["next"][0]["command"].startswith("interviewer ")


def test_recorded_candidates_can_be_left_out(
    interviewer: Command, folders: list[store.Folder]
) -> None:
    """Practice counts, a demonstration does not, unless it is asked for; then that is said."""
    assert folders
    kept(paths.recordings(), answered(), days=5, candidate="strong")
    assert "recorded candidate" not in interviewer("progress")[1]
    assert parsed(interviewer("progress", "--json"))["answers"] == 5
    assert "1 session answered by a recorded candidate" in interviewer("progress", "--all")[1]
    assert parsed(interviewer("progress", "--all", "--json"))["answers"] == 6


# --- deleting ---------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_go(interviewer: Command, folders: list[store.Folder]) -> None:
    """And deletes nothing."""
    code, out, _ = interviewer("purge", folders[0].path.name, "--dry-run")
    assert code == 0
    assert "it would free" in out
    told = parsed(interviewer("purge", "--older-than", "1d", "--dry-run", "--json"))
    assert (told["deleted"], len(told["sessions"])) == (False, 3)
    assert all(folder.path.is_dir() for folder in folders)


def test_sessions_are_deleted_by_name_and_age(
    interviewer: Command, folders: list[store.Folder]
) -> None:
    """With what was freed, and out of the index at once."""
    code, out, _ = interviewer("purge", folders[0].path.name, "--yes")
    assert code == 0
    assert "Freed" in out
    assert not folders[0].path.exists()
    assert len(parsed(interviewer("review", "--search", "twenty", "--json"))) == 1
    told = parsed(interviewer("purge", "--older-than", "1d", "--yes", "--json"))
    assert told["deleted"]
    assert told["freed_bytes"] > 1000
    assert parsed(interviewer("review", "--json")) == []
    assert "nothing to delete" in interviewer("purge", "--older-than", "1d", "--yes")[1]


def test_audio_alone_is_deleted(interviewer: Command, folders: list[store.Folder]) -> None:
    """Words and scores stay."""
    recording(folders[1].path / "dive-deep.flac", 1.0)
    interviewer("purge", folders[1].path.name, "--audio-only", "--yes")
    assert [path.name for path in folders[1].path.iterdir()] == [store.FILE]
    assert interviewer("review", folders[1].path.name)[0] == 0


def test_somebody_is_asked_first(
    interviewer: Command, folders: list[store.Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No is no."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    _, out, _ = interviewer("purge", folders[0].path.name)
    assert "Delete this for good" in out
    assert "Nothing deleted" in out
    assert folders[0].path.is_dir()
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    interviewer("purge", folders[0].path.name)
    assert not folders[0].path.exists()
