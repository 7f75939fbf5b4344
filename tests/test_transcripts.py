"""Transcripts made elsewhere are read with the times they have, and no others."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer import transcripts
from interviewer.errors import TranscriptError
from interviewer.model import Word


def written(path: Path, content: str) -> Path:
    """A file with this content."""
    path.write_text(content, encoding="utf-8")
    return path


def test_plain_text_has_no_times(tmp_path: Path) -> None:
    """Nothing is invented for a text."""
    brought = transcripts.read(written(tmp_path / "a.txt", "\ufeffI fixed\nit."))
    assert brought.transcript.words == (Word("I"), Word("fixed"), Word("it."))
    assert brought.transcript.duration is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.srt", "1\n00:00:01,000 --> 00:00:03,000\n<i>I fixed</i> it.\n"),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:03.000\nI fixed it.\n"),
    ],
)
def test_subtitles_share_a_cues_time_among_its_words(
    tmp_path: Path, name: str, content: str
) -> None:
    """Words rise through the cue; tags are not words."""
    words = transcripts.read(written(tmp_path / name, content)).transcript.words
    assert [word.text for word in words] == ["I", "fixed", "it."]
    assert words[0].start == 1.0
    assert words[-1].end == 3.0
    assert words[0].end == words[1].start


def test_own_json_with_everything_it_may_carry() -> None:
    """Words, question, target and prosody come along."""
    brought = transcripts.from_json(
        {
            "words": [{"text": "Well,", "start": 0.5, "end": 0.9, "probability": 0.8}],
            "question": "Why?",
            "target_s": 90,
            "prosody": {"duration_s": 12.5, "pauses": 3},
            "id": "ignored",
        }
    )
    assert brought.transcript.words == (Word("Well,", 0.5, 0.9, 0.8),)
    assert brought.transcript.duration == 12.5
    assert brought.transcript.prosody is not None
    assert brought.transcript.prosody.pauses == 3
    assert brought.question == "Why?"
    assert brought.target_s == (60, 120)


def test_whispers_json_by_words_or_by_segments() -> None:
    """Both shapes that Whisper writes are understood."""
    by_word = {"segments": [{"words": [{"word": " Hi", "start": 0, "end": 1}]}]}
    by_segment = {"segments": [{"text": " Hi there", "start": 0, "end": 2}], "language": "en"}
    assert transcripts.from_json(by_word).transcript.words == (Word("Hi", 0, 1),)
    assert [word.text for word in transcripts.from_json(by_segment).transcript.words] == [
        "Hi",
        "there",
    ]


@pytest.mark.parametrize(
    "value",
    [[], "text", {}, {"text": 3}, {"words": [{"text": "a", "start": "soon"}]}, {"segments": 1}],
)
def test_what_is_no_transcript_is_refused(value: object) -> None:
    """The message names the field where there is one."""
    with pytest.raises(TranscriptError):
        transcripts.from_json(value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "{"),
        ("a.json", "[" * 5000),
        ("a.srt", "no cues at all"),
        ("a.vtt", ""),
        ("a.txt", "binary\0"),
        ("missing.txt", None),
    ],
)
def test_a_file_that_is_no_transcript_is_named(
    tmp_path: Path, name: str, content: str | None
) -> None:
    """One line that says which file, whatever is wrong with it."""
    path = tmp_path / name
    if content is not None:
        written(path, content)
    with pytest.raises(TranscriptError, match=name.replace(".", r"\.")):
        transcripts.read(path)


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """A Latin-1 file says what to do."""
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    with pytest.raises(TranscriptError, match="UTF-8"):
        transcripts.read(tmp_path / "a.txt")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "words", "segments", "start", "end", "word", "target_s"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    """No value crashes the reader, and no time it gives is infinite."""
    try:
        brought = transcripts.from_json(value)
    except TranscriptError:
        return
    for word in brought.transcript.words:
        assert word.text == word.text.strip()
        assert all(math.isfinite(time) for time in (word.start, word.end) if time is not None)


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=30))
def test_words_written_as_json_are_read_back(texts: list[str]) -> None:
    """What this product writes, it reads."""
    brought = transcripts.from_json({"text": " ".join(texts)})
    again = transcripts.from_json(json.loads(json.dumps(transcripts.to_json(brought.transcript))))
    assert again.transcript.words == brought.transcript.words
