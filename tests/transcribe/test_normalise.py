"""Whatever a file says of words, times and noises becomes words that were said, at times that can be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer.errors import TranscriptError
from interviewer.transcribe import transcript_files
from interviewer.transcribe.transcript_files import ImportedTranscript


def read(path: Path, content: str | bytes | object) -> ImportedTranscript:
    """The transcript in a file with this content."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return transcript_files.read(path)


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-8-sig", "utf-32", "cp1252"])
def test_text_of_any_editor_is_read(tmp_path: Path, name: str) -> None:
    """By its mark, as UTF-8, or as Windows text."""
    said = "In Zürich I cut costs by 45 % – from €12,000 to €6,600."
    assert read(tmp_path / "a.txt", said.encode(name)).transcript.text == said


def test_one_bad_byte_loses_nothing_else(tmp_path: Path) -> None:
    """The rest of a UTF-8 file stays what it is, and a note says so."""
    imported = read(tmp_path / "a.txt", "The café in Zürich ".encode() + b"\xff closed.")
    assert imported.transcript.text == "The café in Zürich \N{REPLACEMENT CHARACTER} closed."
    assert imported.notes == ("1 bad byte in it",)


@pytest.mark.parametrize("unit", [1, 1e3, 1e7])
def test_the_unit_of_times_is_noticed(tmp_path: Path, unit: float) -> None:
    """Seconds, milliseconds or ticks: the one in which somebody can speak."""
    words = [
        {"text": f"word{n}", "start": n * 0.4 * unit, "end": (n + 1) * 0.4 * unit}
        for n in range(12)
    ]
    transcript = read(tmp_path / "a.json", {"words": words}).transcript
    assert transcript.words[-1].end == pytest.approx(4.8)


def test_times_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    """Backwards, or faster than anybody speaks: no pace is made of them."""
    for words in (
        [{"text": f"w{n}", "start": 100 - n * 3, "end": 101 - n * 3} for n in range(12)],
        [{"text": f"w{n}", "start": n * 0.01, "end": n * 0.01 + 0.01} for n in range(12)],
    ):
        imported = read(tmp_path / "a.json", {"words": words})
        assert {word.start for word in imported.transcript.words} == {None}
        assert "left out" in imported.notes[0]


def test_words_without_times_take_them_from_their_neighbours(tmp_path: Path) -> None:
    """WhisperX gives numbers none."""
    words = [
        {"word": "from", "start": 1.0, "end": 1.4},
        {"word": "12"},
        {"word": "to", "start": 2.0, "end": 2.4},
        {"word": "3."},
    ]
    transcript = read(
        tmp_path / "a.json", {"segments": [{"start": 1.0, "end": 3.0, "words": words}]}
    )
    starts = [(word.start, word.end) for word in transcript.transcript.words]
    assert starts == [(1.0, 1.4), (1.4, 2.0), (2.0, 2.4), (2.4, 3.0)]


def test_noises_are_no_words(tmp_path: Path) -> None:
    """Descriptions of sounds go; what is said in brackets stays."""
    said = "I [laughs] fixed it (pause) ♪ la la ♪ *coughs* by hand (SIGHS) (in 20 minutes)."
    assert read(tmp_path / "a.txt", said).transcript.text == "I fixed it by hand (in 20 minutes)."


def test_cues_out_of_order_are_sorted_and_overlaps_end(tmp_path: Path) -> None:
    """Times never run backwards."""
    cues = "2\n00:00:05,000 --> 00:00:09,000\nand fixed it.\n\n1\n00:00:01,000 --> 00:00:07,000\nI found it\n"
    words = read(tmp_path / "a.srt", cues).transcript.words
    assert [word.text for word in words] == ["I", "found", "it", "and", "fixed", "it."]
    assert words[2].end == 5.0


def test_what_is_said_twice_on_purpose_stays(tmp_path: Path) -> None:
    """Only captions that roll throughout are taken apart."""
    said = [
        "no, no",
        "no, no",
        "not the cache",
        "it was the queue",
        "which nobody saw",
        "for a day",
    ]
    cues = "\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n" for n, text in enumerate(said, 1)
    )
    assert read(tmp_path / "a.srt", cues).transcript.text == " ".join(said)


def test_headings_of_a_typed_answer_are_not_speakers(tmp_path: Path) -> None:
    """STAR headings, lists and times of day are part of what was written."""
    said = (
        "Situation: Our site was down.\nAction: I fixed it at 10:30.\n- One thing\n- Another thing"
    )
    imported = read(tmp_path / "a.txt", said)
    assert imported.speaker == ""
    assert imported.transcript.text == " ".join(said.split())


def test_questions_are_the_interviewers_where_nobody_is_named(tmp_path: Path) -> None:
    """A file that begins with a question has two speakers, and a note says that it was guessed."""
    lines = (
        "Can you tell me about a bug that you found?",
        "I found one in our billing code.",
        "What did you do about it?",
        "I wrote a test first.",
    )
    imported = read(tmp_path / "a.txt", "\n".join(lines))
    assert imported.transcript.text == f"{lines[1]} {lines[3]}"
    assert imported.question == lines[0]
    assert "no speakers" in imported.notes[0]


@pytest.mark.parametrize(
    "opening",
    [
        "Tell me about a bug in your code.",
        "Tell me about a setback.",
        "Describe a conflict at work.",
        "Give me an example of a hard decision.",
        "Walk me through the last outage.",
        "Okay, how would you protect a login page?",
        "Design a rate limiter for a login page.",
    ],
)
def test_who_asks_for_a_story_is_an_interviewer(tmp_path: Path, opening: str) -> None:
    """Such a sentence is no part of the answer below it."""
    imported = read(tmp_path / "a.txt", f"{opening}\nI found one in May.\nI wrote a test first.")
    assert imported.question == opening
    assert imported.transcript.text == "I found one in May. I wrote a test first."


@pytest.mark.parametrize(
    "opening",
    [
        "Show me the deployment times first. I compare them with the errors.",
        "Give me the owner of every bucket. I sort them by what is in them.",
        "Tell me who runs the queue, and I ring them. Nobody deploys until then.",
        "Describe the blast radius first. I draw it on the board.",
        "Let's stop the bleeding first. I turn the feature off.",
        "What is worth stealing here? The card numbers and the sessions.",
        "Who calls this service, and from where? I assume the shop alone.",
        "Explain the risk in one line. I write that line into the ticket.",
    ],
)
def test_prose_that_begins_with_an_order_or_a_question_is_one_answer(
    tmp_path: Path, opening: str
) -> None:
    """A text without speakers is an answer unless its first sentence asks `you`, or for a story."""
    rest = "After that I write the fix and a test for it."
    imported = read(tmp_path / "a.txt", f"{opening}\n{rest}")
    assert imported.transcript.text == f"{opening} {rest}"
    assert (imported.speaker, imported.notes) == ("", ())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", '{"status": "queued", "id": 3}', "keys: status, id"),
        ("a.json", '{"text": "I fixed', "not valid JSON"),
        ("a.docx", b"PK\x03\x04" + bytes(200), "damaged document"),
        ("a.pdf", b"%PDF-1.7\n\x00\x01\x02", "a PDF, not a transcript"),
        ("a.srt", "", "empty"),
        ("a.vtt", "WEBVTT\n", "no cues"),
        ("a.ttml", "<tt><body><p begin='1s'>", "well-formed"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    """One line with the file and the reason; never damaged audio."""
    with pytest.raises(TranscriptError, match=told) as caught:
        read(tmp_path / name, content)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)
