"""Packs on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from interviewer.packs import catalogue
from interviewer.settings import paths
from interviewer.settings.settings_file import change
from tests.support.commands import one_line, run


def test_packs_are_listed_in_one_line_each() -> None:
    """And the one that is used without a choice is marked."""
    shown = run("packs", "list").stdout
    assert "behavioral" in shown
    assert "in use" in shown
    used = [
        pack["name"] for pack in json.loads(run("packs", "list", "--json").stdout) if pack["used"]
    ]
    assert used == ["amazon-appsec"]


def test_a_pack_or_a_question_is_shown() -> None:
    """By name; what is not there is suggested."""
    assert "teaching" in run("packs", "show", "teaching").stdout
    shown = run("packs", "show", "retail-upset-guest").stdout
    assert "What were your first words?" in shown
    assert "star.no-action" in shown
    assert "Did you mean teaching" in one_line(run("packs", "show", "teachin"))


def test_a_question_is_shown_with_what_stands_on_the_screen() -> None:
    """Code with the numbers of its lines, so that it can be answered without a drill."""
    shown = run("packs", "show", "review-python-coupons").stdout
    assert '11 @coupons.post("/coupons/redeem")' in shown
    assert "GET  /invoices/1001" in run("packs", "show", "vulnerability-idor-find").stdout


def test_questions_are_searched_by_their_words() -> None:
    """In all packs, or in one."""
    found = json.loads(run("packs", "questions", "--search", "cold food", "--json").stdout)
    assert "retail-scenario-complaint" in {question["id"] for question in found}
    assert (
        json.loads(
            run("packs", "questions", "--search", "cold food", "--pack", "sre", "--json").stdout
        )
        == []
    )


def test_a_question_of_another_pack_is_found_by_its_id(tmp_path: Path) -> None:
    """For a drill and for a score."""
    drill = run("drill", "retail-upset-guest", "--dry-run", "--json")
    assert json.loads(drill.stdout)["pack"] == "retail-hospitality"
    answer = tmp_path / "answer.txt"
    answer.write_text(
        "A guest was upset. I apologised and brought a new soup within 3 minutes. She came back."
    )
    scored = run("score", answer, "--question", "retail-upset-guest", "--json")
    assert json.loads(scored.stdout)[0]["scores"]["overall"] is not None


def test_the_settings_choose_the_pack() -> None:
    """Until another is named."""
    run("settings", "set", "pack", "teaching")
    plan = json.loads(run("phone-screen", "--dry-run", "--json").stdout)
    assert plan["pack"] == "teaching"
    change("pack", "no-such-pack")
    fault = one_line(run("phone-screen", "--dry-run"))
    assert f"There is no pack 'no-such-pack' (set in {paths.settings_file()})" in fault
    fault = one_line(run("phone-screen", "--dry-run", INTERVIEWER_PACK="behavoral"))
    assert "(set by INTERVIEWER_PACK in the environment). Did you mean behavioral?" in fault
    fault = one_line(run("phone-screen", "--dry-run", "--pack", "behavoral"))
    assert "There is no pack 'behavoral'. Did you mean behavioral?" in fault


def test_ids_are_listed_whole() -> None:
    """Whatever the width, so that they can be copied."""
    known = catalogue.load("common").questions
    shown = run("packs", "questions", "--pack", "common", COLUMNS="80").stdout
    assert known
    assert {line.split()[0] for line in shown.splitlines() if line.strip()} >= set(known)


def test_the_schema_is_printed() -> None:
    """As JSON."""
    assert "questions" in json.loads(run("packs", "schema").stdout)["properties"]
