"""Which files a cohort holds, and what is said of each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.cohort.manifest import CohortFile, ManifestError, files, unknown_columns
from interviewer.errors import UsageError
from interviewer.model import English
from tests.support.cohorts import answers

ROWS = [
    {"file": "a.txt", "id": "1", "candidate": "Ann", "kind": "behavioral", "consent": "yes"},
    {"file": "b.wav", "id": "2", "candidate": "Bob, jr.", "rubric": "idor csrf", "consent": "no"},
]


def test_a_table_may_say_whose_english_is_a_second_language(tmp_path: Path) -> None:
    """Anything else than first or second is a mistake with its line."""
    path = tmp_path / "people.csv"
    path.write_text("file,english\na.txt,second\nb.txt,\n")
    assert [file.english for file in files([str(path)])] == [English.SECOND, English.FIRST]
    path.write_text("file,english\na.txt,fluent\n")
    with pytest.raises(ManifestError, match="neither first nor second"):
        list(files([str(path)]))


def test_a_folder_is_read_in_order_with_a_candidate_for_each_folder_in_it(tmp_path: Path) -> None:
    """Hidden files, other files and the results are left out."""
    folder = answers(tmp_path / "course", 4, 2)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text("x")
    (folder / "notes.pdf").write_text("x")
    (folder / "out").mkdir()
    (folder / "out" / "answers.jsonl").write_text("{}")
    found = list(files([str(folder)], leave_out=folder / "out"))
    assert [file.id for file in found] == [
        "course/person-0/answer-000.txt",
        "course/person-0/answer-002.txt",
        "course/person-1/answer-001.txt",
        "course/person-1/answer-003.txt",
    ]
    assert [file.candidate for file in found] == ["person-0", "person-0", "person-1", "person-1"]


def test_a_pattern_names_files_from_its_first_star_on(tmp_path: Path) -> None:
    """So that the names do not depend on where the folder stands."""
    answers(tmp_path, 2, 2)
    found = list(files([f"{tmp_path}/**/*.txt"]))
    assert [file.id for file in found] == ["person-0/answer-000.txt", "person-1/answer-001.txt"]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_table_says_whose_answers_they_are(tmp_path: Path, suffix: str) -> None:
    """The same in every format, files relative to the table."""
    path = tmp_path / f"people.{suffix}"
    if suffix == "csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["file", "id", "candidate", "kind", "rubric", "consent"])
            writer.writeheader()
            writer.writerows(ROWS)
    elif suffix == "jsonl":
        path.write_text("\n".join(map(json.dumps, ROWS)))
    else:
        arrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        columns = {key for row in ROWS for key in row}
        full = [{key: row.get(key) for key in sorted(columns)} for row in ROWS]
        parquet.write_table(arrow.Table.from_pylist(full), path)
    ann, bob = files([str(path)])
    assert ann == CohortFile("1", str(tmp_path / "a.txt"), "Ann", kind="behavioral")
    assert bob.candidate == "Bob, jr."
    assert bob.rubrics == ("idor", "csrf")
    assert bob.transcribed
    assert not bob.consent


def test_a_folder_with_a_manifest_holds_what_it_says(tmp_path: Path) -> None:
    """Not what lies beside it."""
    answers(tmp_path, 3, 1)
    (tmp_path / "manifest.csv").write_text("file\nperson-0/answer-001.txt\n")
    assert [file.id for file in files([str(tmp_path)])] == ["person-0/answer-001.txt"]


def test_spreadsheets_of_other_countries_are_read(tmp_path: Path) -> None:
    """Semicolons, a byte-order mark, capitals in the heading."""
    path = tmp_path / "people.csv"
    path.write_text("\ufeffFile;Candidate;Consent\na.txt;Ann;YES\n", encoding="utf-8")
    (found,) = files([str(path)])
    assert (found.candidate, found.consent) == ("Ann", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("path,id\na.txt,1\n", "no column 'file' (there are path, id)"),
        ("", "no column 'file'"),
        ("file,id\n,1\n", "people.csv:2: no file named"),
        ("file,id\na.txt,1,2\n", "people.csv:2: more cells than columns"),
        ("file,consent\na.txt,perhaps\n", "consent 'perhaps' is neither yes nor no"),
        ('file,id\n"a.txt,1\n', "not a readable table"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """Nothing is guessed."""
    (tmp_path / "people.csv").write_text(text)
    with pytest.raises(ManifestError) as caught:
        list(files([str(tmp_path / "people.csv")]))
    assert said in str(caught.value)


def test_an_empty_cell_is_no_consent(tmp_path: Path) -> None:
    """Nobody has said yes; without the column everybody has."""
    (tmp_path / "people.csv").write_text("file,consent\na.txt,\nb.txt,1\n")
    assert [file.consent for file in files([str(tmp_path / "people.csv")])] == [False, True]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A folder, a pattern, a file."""
    (tmp_path / "empty").mkdir()
    for source in (tmp_path / "gone", tmp_path / "empty", tmp_path / "*.wav"):
        with pytest.raises(UsageError):
            list(files([str(source)]))


def test_columns_that_mean_nothing_are_named(tmp_path: Path) -> None:
    """A slip such as `candidat` would lose a column without a word."""
    (tmp_path / "people.csv").write_text("file,candidat\na.txt,Ann\n")
    assert unknown_columns([str(tmp_path / "people.csv")]) == ("candidat",)


def test_addresses_are_read_where_fsspec_is_installed(tmp_path: Path) -> None:
    """Here the one of a folder on this machine."""
    pytest.importorskip("fsspec")
    answers(tmp_path / "course", 2, 1)
    found = list(files([f"file://{tmp_path}/course"]))
    assert [file.id for file in found] == [
        "course/person-0/answer-000.txt",
        "course/person-0/answer-001.txt",
    ]


@given(st.lists(st.lists(st.text(max_size=9), min_size=4, max_size=4), max_size=5))
def test_any_table_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """With a reason, whatever stands in its cells."""
    out = io.StringIO()
    csv.writer(out).writerows([["file", "candidate", "consent", "rubric"], *rows])
    path = tmp_path_factory.mktemp("table") / "people.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    try:
        found = list(files([str(path)]))
    except (ManifestError, UsageError):
        return
    assert all(file.location for file in found)
