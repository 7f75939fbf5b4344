"""`interviewer plan` as people use it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.commands import one_line, run

POSTING = """Barista, station cafe. Greet guests with a smile and make good coffee fast. Early shifts and weekends, always
busy. You help each other when there is a queue and are a real team player. Food hygiene is a matter of course."""


@pytest.fixture
def posting(tmp_path: Path) -> Path:
    """A posting in a file."""
    path = tmp_path / "posting.txt"
    path.write_text(POSTING, "utf-8")
    return path


def test_a_posting_becomes_a_plan(posting: Path) -> None:
    """With the words that decided."""
    shown = run("plan", "--posting", posting).stdout
    assert "retail-hospitality" in shown
    assert "team player" in shown
    found = json.loads(run("plan", "--posting", posting, "--json").stdout)
    assert found["competencies"][0]["words"]
    assert len(found["questions"]) >= 5


def test_a_date_becomes_a_calendar(tmp_path: Path) -> None:
    """It is remembered, and `progress` counts down."""
    day = (datetime.now(UTC).astimezone().date() + timedelta(days=9)).isoformat()
    file = tmp_path / "plan.ics"
    shown = run("plan", "--date", day, "--ics", file).stdout
    assert "9 days until the interview" in shown
    assert file.read_text("utf-8").startswith("BEGIN:VCALENDAR")
    assert "9 days until the interview" in run("progress", "next").stdout
    assert json.loads(run("progress", "--json").stdout)["interview"]["days_left"] == 9


def test_the_questions_of_a_posting_are_kept_and_asked(posting: Path, tmp_path: Path) -> None:
    """As a pack of one's own."""
    cv = tmp_path / "cv.md"
    cv.write_text("- Served 200 guests per shift\n- Cut waste by 20%\n", "utf-8")
    done = run("plan", "--posting", posting, "--cv", cv, "--save", "cafe")
    assert "interviewer phone-screen --pack cafe" in done.stderr
    assert "never told" in done.stdout
    assert json.loads(run("drill", "cafe-cv-1", "--dry-run", "--json").stdout)["pack"] == "cafe"
    for seed in "123":
        assert "cafe-cv" in run("warm-up", "--pack", "cafe", "--dry-run", "--seed", seed).stdout


def test_questions_without_a_name_are_not_offered_by_one(posting: Path, tmp_path: Path) -> None:
    """What is listed for the drill can be drilled; the rest says how it gets a name."""
    cv = tmp_path / "cv.md"
    cv.write_text("- Served 200 guests per shift\n", "utf-8")
    shown = run("plan", "--posting", posting, "--cv", cv).stdout
    assert "posting-cv" not in shown
    assert "--save NAME" in shown
    assert "points" not in shown
    found = json.loads(run("plan", "--posting", posting, "--cv", cv, "--json").stdout)
    ids = [question["id"] for question in found["questions"]]
    assert ids[0] in shown
    for name in ids:
        assert run("drill", name, "--dry-run").returncode == 0, name
    assert any("200 guests" in text for text in found["unsaved"]["questions"])
    assert "--save NAME" in found["unsaved"]["how"]


def test_what_cannot_be_planned_is_one_line(tmp_path: Path) -> None:
    """Nothing given, a date in the past, a file that is not there, a posting of two words."""
    assert "nothing to plan from" in one_line(run("plan"))
    assert "in the past" in one_line(run("plan", "--date", "2020-01-01"))
    assert "no such file" in one_line(run("plan", "--posting", tmp_path / "gone.txt"))
    (tmp_path / "short.txt").write_text("We hire")
    assert "hardly any words" in one_line(run("plan", "--posting", tmp_path / "short.txt"))
    assert "needs the day" in one_line(
        run("plan", "--cv", tmp_path / "short.txt", "--ics", tmp_path / "a.ics")
    )


def test_the_posting_is_remembered(posting: Path) -> None:
    """The calendar keeps its order; a posting that is gone is left out, and said to be."""
    day = (datetime.now(UTC).astimezone().date() + timedelta(days=20)).isoformat()
    first = json.loads(run("plan", "--posting", posting, "--date", day, "--json").stdout)
    again = json.loads(run("plan", "--json").stdout)
    assert again["calendar"] == first["calendar"]
    shown = run("plan")
    assert "because of" not in shown.stdout
    assert str(posting) in shown.stderr.replace("\n", "")
    run("settings", "set", "pack", "retail-hospitality")
    counted = json.loads(run("progress", "--json").stdout)["interview"]["days"]
    assert counted == first["calendar"]["days"]
    posting.unlink()
    gone = run("progress", "next")
    assert gone.returncode == 0
    assert "no such file" in gone.stderr


def test_a_setting_that_names_no_posting_is_refused(tmp_path: Path) -> None:
    """As one that names no pack."""
    assert "no such file" in one_line(run("settings", "set", "posting", tmp_path / "gone.txt"))
