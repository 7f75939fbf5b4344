"""People rate answers in Label Studio: what they get, and what comes of what they say."""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.audio.recorded_candidate import shipped
from interviewer.cohort import ratings
from interviewer.cohort.label_studio import ratings as read_export
from interviewer.errors import TranscriptError, UsageError
from tests.support.cohorts import lines
from tests.support.raters import export_of


def _tasks(results: Path) -> list[dict[str, dict[str, str]]]:
    loaded: list[dict[str, dict[str, str]]] = json.loads(
        (results / "rating" / "tasks.json").read_text("utf-8")
    )
    return loaded


def test_raters_get_the_words_the_question_and_the_scale(results: Path) -> None:
    """Without names; drawn by chance, and the same ones again."""
    ratings.export(results, 10, 1)
    tasks = _tasks(results)
    assert len(tasks) == 10
    assert all("Marta" not in task["data"]["text"] for task in tasks)
    assert tasks[0]["data"]["question"].startswith("Tell me")
    ratings.export(results, 10, 1)
    assert _tasks(results) == tasks
    view = fromstring((results / "rating" / "labelling.xml").read_text("utf-8"))  # noqa: S314 - our own
    asked = {control.get("name") for control in view.iter("Rating")}
    assert {"overall", "star", "metrics"} <= asked
    choices = {choice.get("value") for choice in view.iter("Choice")}
    assert {"star.no-result", "metrics.none", "ownership.we"} <= choices
    fields = {item.get("value", "")[1:] for item in (*view.iter("Text"), *view.iter("Audio"))}
    assert fields <= tasks[0]["data"].keys()


def test_sounds_are_copied_under_their_pseudonyms(results: Path, tmp_path: Path) -> None:
    """So that the name of a file tells raters nothing."""
    clip = tmp_path / "Ann Lee.flac"
    shutil.copy(shipped("weak") / "candidate-questions-close.flac", clip)
    row = {"source": str(clip)}
    to = results / "rating"
    to.mkdir()
    assert ratings._sound(row, "P001-1", to) == "audio/P001-1.flac"
    assert (to / "audio" / "P001-1.flac").read_bytes() == clip.read_bytes()


def test_what_raters_say_is_compared(results: Path) -> None:
    """They agree with the checks here, because they were made so; the figures are kept."""
    ratings.export(results, 30, 0)
    export = results / "export.json"
    export.write_text(json.dumps(export_of(results)))
    found = ratings.take(results, [export])
    assert (found.raters, found.answers) == (3, 30)
    overall = found.scores[0]
    assert overall.name == "overall"
    assert overall.check_r
    assert overall.check_r.low is not None
    assert overall.check_r.low <= overall.check_r.value <= (overall.check_r.high or 1)
    assert overall.check_r.value > 0.7
    (result,) = [row for row in found.rules if row.name == "star.no-result"]
    assert result.both <= min(result.told, result.seen)
    assert ratings.agreement_of(results) == found
    assert len(lines(results / "ratings.jsonl")) == 90


def test_an_annotation_that_was_made_again_counts_once(results: Path) -> None:
    """The last one; cancelled ones never."""
    ratings.export(results, 5, 0)
    (results / "a.json").write_text(json.dumps(export_of(results, 2)))
    cancelled = export_of(results, 2)
    for task in cancelled:
        task["annotations"][0]["was_cancelled"] = True
    (results / "b.json").write_text(json.dumps(cancelled))
    ratings.take(results, [results / "a.json", results / "b.json"])
    assert len(lines(results / "ratings.jsonl")) == 10


def test_the_short_form_is_read_too(tmp_path: Path) -> None:
    """JSON-MIN: an object for each annotation."""
    path = tmp_path / "min.json"
    short = {"answer": "k", "text": "…", "overall": 4, "star": 2, "annotator": 7, "id": 1}
    path.write_text(json.dumps([short | {"gaps": {"choices": ["star.no-result", "metrics.none"]}}]))
    (rating,) = read_export(path)
    assert (rating.rater, rating.scores) == ("7", {"overall": 4, "star": 2})
    assert rating.gaps == frozenset(("star.no-result", "metrics.none"))
    path.write_text(json.dumps([short | {"gaps": "metrics.none"}]))
    assert read_export(path)[0].gaps == frozenset(("metrics.none",))


def test_ratings_of_other_answers_are_refused(results: Path, tmp_path: Path) -> None:
    """They were exported from elsewhere."""
    path = tmp_path / "other.json"
    path.write_text(json.dumps([{"answer": "elsewhere", "overall": 3}]))
    with pytest.raises(UsageError, match="None of the 1 ratings"):
        ratings.take(results, [path])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ("data", "answer", "annotations", "result", "type", "value", "rating")
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_other_file_is_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    """Whatever JSON it is."""
    path = tmp_path_factory.mktemp("export") / "x.json"
    path.write_text(json.dumps([value]))
    with contextlib.suppress(TranscriptError):  # and nothing else
        assert read_export(path)
