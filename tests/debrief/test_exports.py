"""Exports: every form gives its files, and what can be read back says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer.debrief.answer_json import full_report
from interviewer.debrief.build import SessionDebrief, session_debrief
from interviewer.debrief.exports import EXPORTS
from interviewer.transcribe import transcript_files
from tests.support.examples import session


def test_every_form_gives_its_files(everything: SessionDebrief) -> None:
    """One file for the session; subtitles one a recording, named like it."""
    names = {form: list(make(everything)) for form, make in EXPORTS.items()}
    assert names["html"] == ["debrief.html"]
    assert names["md"] == ["debrief.md"]
    assert names["json"] == ["debrief.json"]
    assert names["txt"] == ["transcript.txt"]
    assert names["srt"] == [
        "01-earn-trust.srt",
        "01-earn-trust.follow-up.srt",
        "02-review.srt",
        "03-upload.srt",
        "05-lost.srt",
    ]


@pytest.mark.parametrize("form", list(EXPORTS))
def test_a_session_without_answers_can_be_exported(form: str) -> None:
    """Nothing to tell is no crash."""
    for text in EXPORTS[form](session_debrief(session())).values():
        assert text


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_subtitles_are_read_back_with_the_same_words(
    everything: SessionDebrief, tmp_path: Path, form: str
) -> None:
    """What is exported can be scored again; remarks in brackets are left out."""
    for name, text in EXPORTS[form](everything).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        transcript = transcript_files.read(tmp_path / name).transcript
        (take,) = [
            take
            for told in everything.answers
            for take in told.takes
            if take.audio and Path(take.audio).stem + f".{form}" == name
        ]
        said = [
            word
            for word in take.transcript.words
            if not word.text.startswith("[") and not word.text.endswith("]")
        ]
        assert [word.text for word in transcript.words] == [word.text for word in said]
        starts = [
            (word.start or 0, other.start or 0)
            for word, other in zip(transcript.words, said, strict=True)
        ]
        assert max(abs(one - other) for one, other in starts) < 2.5


def test_the_text_has_questions_answers_and_times(everything: SessionDebrief) -> None:
    """To read and to search, with follow-ups in place."""
    text = EXPORTS["txt"](everything)["transcript.txt"]
    assert "2. This handler makes small versions" in text
    assert "Follow-up: " in text
    assert "[0:00] Line twenty five is a command injection" in text
    assert "I always typed it all." in text


def test_json_holds_what_the_page_shows(everything: SessionDebrief) -> None:
    """Valid JSON with coverage, flaws, parts, pauses, pace and words of every answer."""
    report = json.loads(EXPORTS["json"](everything)["debrief.json"])
    assert report == json.loads(json.dumps(full_report(everything, shared=True)))
    assert str(Path.home()) not in json.dumps(report)
    assert everything.folder
    assert str(everything.folder) not in json.dumps(report)
    review = report["turns"][1]
    assert [flaw["found"] for flaw in review["flaws"]] == [True, True, False]
    assert review["flaws"][0]["place"]["recording"] == "02-review.flac"
    assert review["coverage"][0]["covered"][0]["quote"]
    story = report["turns"][0]["recordings"]
    assert [take["audio"] for take in story] == [
        "01-earn-trust.flac",
        "01-earn-trust.follow-up.flac",
    ]
    assert story[0]["words"][0]["start"] is not None
    assert story[0]["pauses"] is not None
    assert report["turns"][4]["earlier"][0]["scores"]["overall"] > 0
    assert report["turns"][3]["recordings"][0]["duration_s"] is None
