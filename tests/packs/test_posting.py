"""What a posting asks for is found by its words, and the words are shown."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from interviewer.errors import PlanError
from interviewer.packs import catalogue
from interviewer.packs.catalogue import Pack
from interviewer.packs.posting import deciding, match_posting
from interviewer.settings import paths

POSTINGS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "postings.yaml").read_text("utf-8")
)


@cache
def packs() -> dict[str, Pack]:
    """What is shipped."""
    return catalogue.load_all(folders=[paths.shipped_prompts()])


@pytest.mark.parametrize("half", ["first", "second"])
def test_what_postings_ask_for_stands_among_the_first_five(half: str) -> None:
    """For 85 of 100 labels; the second half shaped no word."""
    hits = labels = right = 0
    rows = [row for row in POSTINGS if row["half"] == half]
    for row in rows:
        found = match_posting(row["text"], packs())
        five = {asked.name for asked in found.asked[:5]}
        hits += len(five & set(row["asks"]))
        labels += len(row["asks"])
        right += found.pack.name == row["pack"]
    assert hits >= 0.85 * labels
    assert right >= 0.85 * len(rows)


def test_the_words_that_decided_stand_in_the_posting() -> None:
    """For the pack and for each competency."""
    for row in POSTINGS:
        found = match_posting(row["text"], packs())
        for asked in found.asked:
            assert asked.points == pytest.approx(sum(points for _, points in asked.deciders))
            assert asked.deciders[0][1] >= asked.deciders[-1][1]


@pytest.mark.parametrize("row", POSTINGS, ids=lambda row: row["id"])
def test_labels_are_competencies_of_their_pack(row: dict[str, Any]) -> None:
    """And every posting has as many words as a short one has."""
    assert set(row["asks"]) <= set(packs()[row["pack"]].competencies)
    assert len(row["text"].split()) >= 40


def test_a_word_counts_more_when_repeated_but_less_each_time() -> None:
    """Its square root, up to four times."""
    words = "root cause 3 | cause 2 | investigat*"
    assert deciding(words, "the cause") == (("cause", 2.0),)
    assert deciding(words, "the root cause of it") == (("root cause", 3.0),)
    assert deciding(words, "cause cause cause cause cause") == (("cause", 4.0),)
    assert deciding(words, "we investigated") == (("investigated", 1.0),)


def test_to_review_code_is_code_review() -> None:
    """It is among the first five, though other words stand there too."""
    found = match_posting(
        "Application Security Engineer. You will review code in Java and Python, threat model new services, run our "
        "bug bounty programme, explain risk to executives, and mentor junior engineers. Nice to have: incident response.",
        packs(),
    )
    assert "code-review" in {asked.name for asked in found.asked[:5]}


@pytest.mark.parametrize("text", ["", "We hire.", "la " * 40])
def test_a_posting_without_words_is_refused(text: str) -> None:
    """Too short, or in no language that the packs know."""
    with pytest.raises(PlanError):
        match_posting(text, packs())
