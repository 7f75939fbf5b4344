"""One file of a cohort, whatever is in it, and the versions it is scored with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.answer import paced
from interviewer.cohort import compact_transcript, versions
from interviewer.cohort.scoring import Scorer, ScoringJob, VersionsDifferError
from interviewer.cohort.table_rows import FINDINGS, MEASURED
from interviewer.debrief.score_file import score_lines
from interviewer.model import English, Interval, Kind, Prosody, Transcript, Word
from tests.support.cohorts import SETUP
from tests.support.stories import STORY


def _scored(path: Path, **changes: object) -> dict[str, object]:
    outcome = Scorer(SETUP).score(ScoringJob(str(path), Kind.BEHAVIORAL))
    assert outcome.row is not None, outcome.error
    return outcome.row | changes


def test_a_row_says_what_score_says(tmp_path: Path) -> None:
    """The same figures, flattened; and every column is in the schema."""
    (tmp_path / "a.txt").write_text(STORY)
    row = _scored(tmp_path / "a.txt")
    (report,) = score_lines([f'{{"text": "{STORY}"}}'])
    assert {
        f"score_{name}": value for name, value in report["scores"].items()
    }.items() <= row.items()
    assert row["fixes"] == [finding["rule"] for finding in report["fixes"]]
    assert row["follow_up"] == report["follow_up"]
    assert row["has_result"] is True
    assert row["shares_by"] == "words"
    assert row.keys() <= {column.name for column in MEASURED}


def test_findings_are_rows_of_their_own(tmp_path: Path) -> None:
    """With the same columns for every rule."""
    (tmp_path / "a.txt").write_text("I always check everything.")
    outcome = Scorer(SETUP).score(ScoringJob(str(tmp_path / "a.txt"), Kind.BEHAVIORAL))
    assert outcome.findings
    for finding in outcome.findings:
        assert finding.keys() | {"id"} == {column.name for column in FINDINGS}


@given(st.binary(max_size=200), st.sampled_from(("txt", "json", "csv", "srt", "docx", "wav")))
def test_any_file_has_an_outcome(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    """A row, or the reason why there is none; never an exception, and never the path."""
    path = tmp_path_factory.mktemp("file") / f"x.{suffix}"
    path.write_bytes(content)
    outcome = Scorer(SETUP).score(ScoringJob(str(path), Kind.BEHAVIORAL))
    assert bool(outcome.row) != bool(outcome.error)
    assert str(path.parent) not in outcome.error


def test_a_machine_with_other_versions_does_not_score() -> None:
    """Both are named."""
    other = replace(SETUP, versions=replace(SETUP.versions, product="9.9.9"))
    with pytest.raises(VersionsDifferError) as caught:
        Scorer(other)
    assert "version 9.9.9" in str(caught.value)
    assert f"version {SETUP.versions.product}" in str(caught.value)


def test_a_machine_without_the_weights_does_not_score() -> None:
    """It says which ones, and what the run has."""
    wanted = replace(SETUP.versions, engine="faster-whisper", weights="base 0123")
    with pytest.raises(VersionsDifferError) as caught:
        Scorer(replace(SETUP, versions=wanted, engine="faster-whisper", model="gone/weights"))
    assert "without weights (gone/weights: no Whisper weights there)" in str(caught.value)
    assert "faster-whisper with base 0123" in str(caught.value)


def test_a_pack_of_the_user_is_another_version_of_the_rules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Rubrics and questions decide scores as code does."""
    before = versions.rules()
    (tmp_path / "mine.yaml").write_text("pack: mine\n")
    monkeypatch.setenv("INTERVIEWER_PROMPTS", str(tmp_path))
    versions.rules.cache_clear()
    try:
        assert versions.rules() != before
    finally:
        versions.rules.cache_clear()


_TIMES = st.none() | st.floats(0, 1e6)
_WORDS = st.builds(Word, st.text(max_size=6), _TIMES, _TIMES, st.none() | st.floats(0, 1))
_INTERVALS = st.lists(st.builds(Interval, st.floats(0, 9), st.floats(0, 9)), max_size=3).map(tuple)


@given(
    st.builds(
        Transcript,
        st.lists(_WORDS, max_size=5).map(tuple),
        _TIMES,
        speech=st.none() | _INTERVALS,
        unheard=_INTERVALS,
        prosody=st.none() | st.builds(Prosody, _TIMES),
        others=_INTERVALS,
    )
)
def test_a_transcript_is_kept_whole(transcript: Transcript) -> None:
    """Whatever it holds."""
    assert compact_transcript.load(compact_transcript.dump(transcript)) == transcript


def test_a_transcript_knows_which_english_is_spoken() -> None:
    """So that a debrief uses the same bands."""
    spoken = replace(paced("I read the logs."), english=English.SECOND)
    assert compact_transcript.load(compact_transcript.dump(spoken)) == spoken


def test_words_without_times_are_kept_short() -> None:
    """Ten thousand written answers are read again in a second."""
    kept = compact_transcript.dump(replace(paced(STORY), words=(Word("one"),)))
    assert kept["words"] == [["one"]]
