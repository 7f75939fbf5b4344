"""Files and lines become reports; a bad one says why and does not stop the others."""

import json
from pathlib import Path

import pytest

from interviewer.debrief.score_file import Named, load_transcript, score_lines, score_transcript
from interviewer.errors import InterviewerError, TranscriptError
from interviewer.model import Kind
from interviewer.packs.scored_by import scored_by
from interviewer.transcribe import Engine
from interviewer.transcribe.scripted import Scripted
from interviewer.transcribe.transcript_files import from_json
from tests.support.examples import STORY, recording

CONTRACT = {
    "source": str,
    "kind": str,
    "text": str,
    "words": list,
    "star": dict,
    "metrics": list,
    "ownership": dict,
    "delivery": dict,
    "scores": dict,
    "findings": list,
}
"""Fields that tools rely on, and their JSON types."""


def no_engine() -> Engine:
    """For files that need no recogniser."""
    raise AssertionError


def test_a_text_gets_every_field_that_tools_rely_on() -> None:
    """The report of a story is complete, and it is JSON."""
    text = f"{STORY} That cut our costs by forty percent."
    report = score_transcript("a.txt", from_json({"text": text}), Kind.BEHAVIORAL).report
    assert json.loads(json.dumps(report)) == report
    for name, kind in CONTRACT.items():
        assert isinstance(report[name], kind), name
    assert set(report["star"]) >= {"is_story", "sentences", "present", "time_share"}
    assert {"text", "start_s", "end_s", "part", "confidence"} <= set(report["star"]["sentences"][0])
    assert set(report["star"]["present"]) >= {"situation", "task", "action", "result"}
    assert {"text", "kind", "value", "unit", "in_part"} <= set(report["metrics"][0])
    assert {"i", "we", "verdict"} <= set(report["ownership"])
    assert {"rule", "verdict", "message", "advice", "quote", "start_s"} <= set(
        report["findings"][0]
    )


def test_a_text_has_no_times() -> None:
    """Timing figures of a text are null."""
    report = score_transcript("a.txt", from_json({"text": STORY}), Kind.BEHAVIORAL).report
    assert report["duration_s"] is None
    assert report["delivery"]["words_per_minute"] is None
    assert report["delivery"]["first_word_s"] is None
    assert all(word["start"] is None for word in report["words"])
    assert all(found["start_s"] is None for found in report["findings"])


def test_length_alone_gives_pace() -> None:
    """Text and duration are enough for words a minute."""
    brought = from_json({"text": STORY, "prosody": {"duration_s": 30.0}})
    report = score_transcript("a.json", brought, Kind.BEHAVIORAL).report
    assert report["duration_s"] == 30.0
    assert report["delivery"]["words_per_minute"] == pytest.approx(2 * len(STORY.split()), rel=0.1)


def test_sound_is_heard_by_the_engine(tmp_path: Path) -> None:
    """An audio file becomes the same report as a transcript."""
    heard = recording(tmp_path / "a.flac", 3.0)
    brought = load_transcript(tmp_path / "a.flac", lambda: Scripted([(heard, STORY)]))
    assert brought.transcript.text == STORY
    assert brought.transcript.duration == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.wav", None), ("empty.wav", b""), ("text.wav", b"not sound"), ("what.xyz", b"\0\1?")],
)
def test_a_file_that_is_neither_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    """One line, with the file in it."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InterviewerError, match=name):
        load_transcript(tmp_path / name, no_engine)


def test_lines_come_back_in_order_and_a_bad_one_does_not_stop_the_rest() -> None:
    """Every line with its id; errors in their place."""
    lines = [
        json.dumps({"id": 1, "text": STORY}),
        "not json",
        "",
        json.dumps({"id": "b", "kind": "nonsense", "text": "a"}),
        json.dumps({"id": "c", "rubrics": [5], "text": "a"}),
        json.dumps({"id": "d"}),
        json.dumps({"id": 5, "kind": "technical", "rubrics": ["idor"], "text": "We log it."}),
    ]
    results = list(score_lines(lines))
    assert [result["id"] for result in results] == [1, None, "b", "c", "d", 5]
    assert ["error" in result for result in results] == [False, True, True, True, True, False]
    assert results[0]["scores"]["overall"] > 0
    assert results[1]["error"] == "line 2 is not JSON"


def test_lines_without_a_question_answer_the_one_that_is_given() -> None:
    """A line's own question and kind come first."""
    given = Named("Tell me about a mistake you made.")
    lines = [
        json.dumps({"id": "none", "text": STORY}),
        json.dumps({"id": "empty", "text": STORY, "question": "", "target_s": [10, 20]}),
        json.dumps({"id": "own", "text": STORY, "question": "Tell me about a result."}),
        json.dumps({"id": "technical", "text": STORY, "kind": "technical", "rubrics": ["idor"]}),
    ]
    results = {one["id"]: one for one in score_lines(lines, given)}
    off = {
        name: any(found["rule"] == "relevance.off-question" for found in result["findings"])
        for name, result in results.items()
    }
    assert off == {"none": True, "empty": True, "own": False, "technical": False}
    assert set(results["technical"]["coverage"]) == {"idor"}


def test_a_line_that_names_a_rubric_is_technical() -> None:
    """A line that is named a story is not, whatever rubric goes for all lines."""
    (own,) = score_lines([json.dumps({"text": STORY, "rubric": "idor"})])
    assert (own["kind"], set(own["coverage"])) == (Kind.TECHNICAL, {"idor"})
    lines = [json.dumps({"text": STORY}), json.dumps({"text": STORY, "kind": "behavioral"})]
    usual, story = score_lines(lines, Named(rubrics=("idor",)))
    assert (usual["kind"], story["kind"]) == (Kind.TECHNICAL, Kind.BEHAVIORAL)
    both = {"text": STORY, "kind": "behavioral", "rubrics": ["idor"]}
    (refused,) = score_lines([json.dumps(both)])
    assert "A rubric does not score a behavioral answer" in refused["error"]


def test_a_technical_line_names_what_to_score_it_by() -> None:
    """Or it is refused like a file, with the rubrics there are."""
    (refused,) = score_lines([json.dumps({"id": 1, "text": STORY, "kind": "technical"})])
    assert refused["id"] == 1
    assert "Nothing to score a technical answer by" in refused["error"]
    assert "idor" in refused["error"]


def test_an_unknown_kind_lists_the_known_ones() -> None:
    """The message helps."""
    (result,) = score_lines(['{"text": "a", "kind": "x"}'])
    assert "threat-model" in result["error"]


def test_a_line_names_its_question_as_the_command_line_does() -> None:
    """An id brings kind and rubrics, which the line may name otherwise; what all lines have gives way to it."""
    upload = scored_by("threat-model-file-upload")
    whole = Named("Tell me about a mistake.", "technical", ("idor",))
    line = {"text": STORY, "question": "threat-model-file-upload"}
    for given in (Named(), whole):
        (result,) = score_lines([json.dumps(line)], given)
        assert (result["kind"], set(result["coverage"])) == (upload.kind, set(upload.rubrics))
    (result,) = score_lines([json.dumps({**line, "rubric": "idor"})], whole)
    assert set(result["coverage"]) == {"idor"}
    own = {"text": STORY, "question": "Tell me about a mistake."}
    (result,) = score_lines([json.dumps(own)], Named("threat-model-file-upload"))
    assert (result["kind"], result["coverage"]) == (Kind.BEHAVIORAL, None)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ({"question": "threat-model-file-uplod"}, "Did you mean threat-model-file-upload"),
        ({"rubric": ["nope"]}, "Unknown rubric 'nope'"),
        ({"rubrics": "idr"}, "Did you mean idor"),
        ({"kind": 5}, "kind: not a name"),
    ],
)
def test_an_unknown_name_in_a_line_is_an_error(field: dict[str, object], said: str) -> None:
    """With what was meant, and the number of the line."""
    (result,) = score_lines([json.dumps({"text": STORY, **field})])
    assert said in result["error"]
    assert result["error"].startswith("line 1: ")


def test_a_transcript_may_bring_the_id_of_its_question() -> None:
    """Which brings kind and rubrics where none are named."""
    brought = from_json({"text": STORY, "question": "threat-model-file-upload"})
    upload = scored_by("threat-model-file-upload")
    found = score_transcript("a.json", brought, Kind.BEHAVIORAL).answer
    assert (found.kind, found.rubrics) == (upload.kind, upload.rubrics)
    named = score_transcript("a.json", brought, Kind.BEHAVIORAL, ("idor",)).answer
    assert named.rubrics == ("idor",)


def test_a_question_and_target_brought_along_are_used() -> None:
    """A transcript may say what was asked and how long it should take."""
    brought = from_json({"text": STORY, "question": "Why?", "target_s": [10, 20]})
    question = score_transcript("a", brought, Kind.BEHAVIORAL).answer.question
    assert question is not None
    assert (question.text, question.target_s) == ("Why?", (10, 20))


def test_something_that_is_no_file_is_an_error(tmp_path: Path) -> None:
    """A folder is not an answer."""
    with pytest.raises(TranscriptError, match="no such file"):
        load_transcript(tmp_path, no_engine)


@pytest.mark.parametrize("name", ["junk.pdf", "junk.txt", "junk"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 We moved the whole team to the new plan.\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "an image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "an image"),
        (b"GIF89a, or so", "an image"),
        (b"PK\x05\x06" + bytes(18), "an empty archive"),
    ],
)
def test_what_is_no_transcript_is_named(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    """By its first bytes, whatever its name, and even where all of it is text."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TranscriptError, match=f"{kind}, not a transcript"):
        load_transcript(path, no_engine)
