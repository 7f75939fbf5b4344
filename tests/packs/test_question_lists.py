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


PLAYBOOK = """---
id: globex-backend-senior
company: Globex
role: backend-engineer
level: senior
competency: [incident-response, mentoring]
version: 3
source_runs: 12
confidence: 0.8
last_verified: 2026-05-01
status: promoted
---
# Globex

## Round structure

1. Recruiter call, 30 minutes

## Question bank

- Tell me about an outage that you led.
  - Who decided to roll back?
- What do you do in the first ten minutes?

### Mentoring

- Whom did you help to grow?

## Signals

- Names the first decision

## Pitfalls

- Blames a person.
"""


def test_a_playbook_of_deepinterview_becomes_a_pack(tmp_path: Path) -> None:
    """Its questions with what follows them, what is listened for, and where it comes from; rounds stay behind."""
    source = tmp_path / "globex-backend-senior.md"
    source.write_text(PLAYBOOK, "utf-8")
    path, count = import_list(source, "globex")
    assert (count, catalogue.check(path)) == (3, ())
    pack = catalogue.load("globex")
    own = {q.text: q for q in pack.questions.values() if q.id.startswith("globex-")}
    assert not any("Recruiter" in text for text in own)
    outage = own["Tell me about an outage that you led."]
    assert [probe.text for probe in outage.follow_ups] == ["Who decided to roll back?"]
    assert outage.competency == "incident-response"
    assert own["Whom did you help to grow?"].competency == "mentoring"
    assert pack.title == "Globex: backend engineer, senior"
    assert (pack.verified, pack.source.count("version 3")) == ("2026-05-01", 1)
    listens = pack.competencies["incident-response"]
    assert listens.listens_for == ("Names the first decision",)
    assert "Blames a person" in listens.about


@pytest.mark.parametrize(
    "text",
    [
        "---\nid: a\nrole: b\n---\n## Signals\n- x\n",
        "---\nid: a\nrole: [b\n---\n## Question bank\n- Why?\n",
        "---\nid: a\nrole: b\n---\n## Question bank\n\nNone yet.\n",
    ],
)
def test_a_playbook_without_questions_is_refused(text: str, tmp_path: Path) -> None:
    """Or one whose heading cannot be read; in one line."""
    source = tmp_path / "a.md"
    source.write_text(text, "utf-8")
    with pytest.raises(PackError):
        import_list(source, "mine")


def test_a_page_with_another_heading_is_a_plain_list(tmp_path: Path) -> None:
    """As many note programs write one."""
    source = tmp_path / "notes.md"
    source.write_text("---\ntags: [jobs]\n---\n- Why us?\n", "utf-8")
    assert import_list(source, "mine")[1] == 1


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
