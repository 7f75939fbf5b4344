"""Lists of questions become packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.errors import PackError
from interviewer.packs import catalogue
from interviewer.packs.question_lists import import_list

CSV = """Question,Competency,Follow_up,Strong
"Tell me about a time you failed.",Learning,What did you learn?|Who noticed?,A real failure
"Why this job?",Motivation,,
"Why this job?",Motivation,,
"""
MARKDOWN = """# My list

## Working with others

- Tell me about a **conflict** with a colleague
1. Who helped you most?

Not a question.
"""


def test_a_csv_becomes_a_pack(tmp_path: Path) -> None:
    """With topics, probes and what is strong; what stands twice comes once."""
    source = tmp_path / "list.csv"
    source.write_text(CSV, "utf-8")
    path, count = import_list(source, "my-list")
    assert (count, catalogue.check(path)) == (2, ())
    pack = catalogue.load("my-list")
    question = pack.questions["my-list-tell-me-about-a-time-you"]
    assert [probe.text for probe in question.follow_ups] == ["What did you learn?", "Who noticed?"]
    assert question.strong == ("A real failure",)
    assert pack.competencies["learning"].title == "Learning"


def test_a_semicolon_separates_as_well(tmp_path: Path) -> None:
    """As spreadsheets write it in many countries."""
    source = tmp_path / "list.csv"
    source.write_text("question;topic\nWhy us?;Motivation\nWhy now?;Motivation\n", "utf-8")
    assert import_list(source, "mine")[1] == 2


def test_markdown_items_become_questions(tmp_path: Path) -> None:
    """Headings become topics, markup goes, an end is put where it is missing."""
    source = tmp_path / "list.md"
    source.write_text(MARKDOWN, "utf-8")
    path, count = import_list(source, "mine")
    assert (count, catalogue.check(path)) == (2, ())
    questions = [q for q in catalogue.load("mine").questions.values() if q.id.startswith("mine-")]
    assert questions[0].text == "Tell me about a conflict with a colleague."
    assert {q.competency for q in questions} == {"working-with-others"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"title,date\nx,y\n"),
        ("a.md", b"Only text.\n"),
        ("a.csv", b""),
        ("a.md", b"\xff\xfe- a"),
    ],
)
def test_a_list_without_questions_is_refused(name: str, content: bytes, tmp_path: Path) -> None:
    """With what it would need."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PackError):
        import_list(tmp_path / name, "mine")


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(PackError, match="No such file"):
        import_list(tmp_path / "gone.csv", "mine")
