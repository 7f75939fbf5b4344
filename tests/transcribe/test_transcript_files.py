"""Transcripts made elsewhere are read with the times they have, and no others."""

import json
import math
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import TranscriptError
from interviewer.model import English, Transcript, Word
from interviewer.output.sanitize import printable
from interviewer.transcribe import transcript_export, transcript_files


def written(path: Path, content: str) -> Path:
    """A file with this content."""
    path.write_text(content, encoding="utf-8")
    return path


def test_plain_text_has_no_times(tmp_path: Path) -> None:
    """Nothing is invented for a text."""
    brought = transcript_files.read(written(tmp_path / "a.txt", "\ufeffI fixed\nit."))
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
    words = transcript_files.read(written(tmp_path / name, content)).transcript.words
    assert [word.text for word in words] == ["I", "fixed", "it."]
    assert words[0].start == 1.0
    assert words[-1].end == 3.0
    assert words[0].end == words[1].start


def test_own_json_with_everything_it_may_carry() -> None:
    """Words, question, target and prosody come along."""
    brought = transcript_files.from_json(
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


def test_a_file_may_say_whose_english_it_is(tmp_path: Path) -> None:
    """As a line of JSON may."""
    brought = transcript_files.read(
        written(tmp_path / "a.json", '{"text": "I", "english": "second"}')
    )
    assert brought.english is English.SECOND


def test_whispers_json_by_words_or_by_segments() -> None:
    """Both shapes that Whisper writes are understood."""
    by_word = {"segments": [{"words": [{"word": " Hi", "start": 0, "end": 1}]}]}
    by_segment = {"segments": [{"text": " Hi there", "start": 0, "end": 2}], "language": "en"}
    assert transcript_files.from_json(by_word).transcript.words == (Word("Hi", 0, 1),)
    assert [word.text for word in transcript_files.from_json(by_segment).transcript.words] == [
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
        transcript_files.from_json(value)


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
        transcript_files.read(path)


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
        brought = transcript_files.from_json(value)
    except TranscriptError:
        return
    for word in brought.transcript.words:
        assert word.text == word.text.strip()
        assert all(math.isfinite(time) for time in (word.start, word.end) if time is not None)


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), max_size=30))
def test_words_written_as_json_are_read_back(texts: list[str]) -> None:
    """What this product writes, it reads."""
    brought = transcript_files.from_json({"text": " ".join(texts)})
    again = transcript_files.from_json(
        json.loads(json.dumps(transcript_export.to_json(brought.transcript)))
    )
    assert again.transcript.words == brought.transcript.words


words = st.lists(st.text(st.characters(), min_size=1, max_size=9), min_size=1, max_size=60)


def timed(said: list[str]) -> Transcript:
    """These words, a third of a second each, with a silence after every tenth."""
    spoken = [part for text in said for part in printable(text).split()]
    return Transcript(
        tuple(
            Word(text, round(0.3 * at + at // 10, 3), round(0.3 * at + at // 10 + 0.25, 3))
            for at, text in enumerate(spoken)
        )
    )


plain = st.lists(
    st.text(st.characters(exclude_characters="[]{}()*<>:#♪♫♬"), min_size=1, max_size=9),
    min_size=1,
    max_size=60,
)


@given(plain.filter(lambda said: any(printable(text).strip() for text in said)))
def test_text_is_read_back_with_the_same_words(
    tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> None:
    """A sentence a line, nothing lost."""
    path = tmp_path_factory.mktemp("text") / "a.txt"
    transcript = timed(said)
    path.write_text(transcript_export.to_text(transcript), encoding="utf-8")
    assert transcript_files.read(path).transcript.text == transcript.text


def test_cues_are_short_and_in_order() -> None:
    """Two lines of 42 characters, seven seconds at most, none over a silence or out of order."""
    said = (
        "This is a rather long sentence that nobody could read in one go, is it not? " * 5
    ).split()
    cues = pysubs2.SSAFile.from_string(transcript_export.to_subtitles(timed(said), "srt"))
    assert len(cues) > 4
    for cue in cues:
        assert cue.end - cue.start <= 1000 * transcript_export.CUE_S
        assert len(cue.plaintext.splitlines()) <= 2
        assert max(map(len, cue.plaintext.splitlines())) <= transcript_export.LINE + 8
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    assert " ".join(cue.plaintext.replace("\n", " ") for cue in cues).split() == said


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_markup_in_words_is_no_markup_in_subtitles(form: str) -> None:
    """Players take angles and braces for tags; they become round brackets."""
    written = transcript_export.to_subtitles(timed(["<script>", "{\\an8}", "-->", "fine"]), form)
    assert not set(written.split("\n", 4)[-1]) & set("<{\\")
    assert "(script)" in written
    assert written.count("-->") == 1


def test_words_without_times_are_no_subtitles() -> None:
    """The message says what to do."""
    with pytest.raises(TranscriptError, match="txt"):
        transcript_export.to_subtitles(Transcript((Word("I"),)), "srt")


@given(st.text(st.characters()))
def test_controls_are_left_out_of_what_is_read(text: str) -> None:
    """Escape sequences and marks of direction are nothing that was said."""
    for word in transcript_files.from_json(
        {"text": text, "words": [{"text": text}]}
    ).transcript.words:
        assert printable(word.text) == word.text


def test_a_wrong_field_is_named_in_plain_words() -> None:
    """Not in those of a library."""
    with pytest.raises(TranscriptError, match="target_s: 'fast' is not a number"):
        transcript_files.from_json({"text": "I fixed it.", "target_s": "fast"})
