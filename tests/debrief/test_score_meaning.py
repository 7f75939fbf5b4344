"""What a score means in an answer: what was measured, and nothing that was not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks import examine
from interviewer.debrief.score_meaning import meaning
from interviewer.model import Kind
from tests.support.examples import STORY, finding


def means(family: str, text: str, kind: Kind = Kind.BEHAVIORAL, rubric: str = "") -> str:
    """What the family's score of an answer is said to mean."""
    answer = Answer(plain(text), kind=kind, rubrics=(rubric,) if rubric else ())
    found = examine(answer)
    return meaning(family, found.scores[family], answer, found.findings, found)


UNRANKED = (
    "An attacker could upload a script, so I would check the first bytes of each file and keep an allow list of"
    " types. Somebody could fill the disk, so I would limit the size to ten megabytes. File names are never used"
    " as paths; the keys are random."
)


def test_coverage_counts_points_and_claims_no_order() -> None:
    """Nothing was ranked, and nothing is said to be."""
    said = means("coverage", UNRANKED, Kind.TECHNICAL, "file-upload")
    assert " points" in said
    assert "rank" not in said
    assert "priorit" not in said


def test_a_story_names_the_parts_that_were_found() -> None:
    """And only those that were not are said to be unnoticed."""
    assert means("star", STORY) == "Situation, task, action and result are all there."
    answer = Answer(plain(STORY), kind=Kind.BEHAVIORAL)
    found = examine(answer)
    cut = (*found.findings, finding("star.no-result"))
    said = meaning("star", 62.0, answer, cut, found)
    assert said == "Situation, task and action; the result not plain."


def test_the_parts_that_are_named_are_those_that_the_bar_shows() -> None:
    """However little there is of them."""
    answer = Answer(plain("In May I deleted the wrong bucket. I restored it from the backup."))
    found = examine(answer)
    said = meaning("star", found.scores["star"], answer, (), found)
    assert found.story
    labels = {sentence.part.value for sentence in found.story.sentences}
    for part in ("situation", "task", "action", "result"):
        assert (part in said.split(" no ")[0].lower()) == (part in labels)


def test_a_whole_story_with_few_points_is_not_called_complete() -> None:
    """Nor is it said to lack two parts."""
    answer = Answer(plain(STORY), kind=Kind.BEHAVIORAL)
    found = examine(answer)
    said = meaning("star", 62.0, answer, found.findings, found)
    assert said == "All four parts are there, not all of them told fully."


def test_ownership_of_a_story_that_blames_others_counts_no_deeds() -> None:
    """It says why there are so few points."""
    told = (
        "A mistake that I made. We had an outage because operations had rotated the certificate without telling anybody,"
        " and the manual that they gave me was wrong. I opened a ticket and I rang their lead. I learned that you can't"
        " rely on other teams."
    )
    assert means("ownership", told) == "Every cause that you name lies with others."


def test_numbers_are_counted() -> None:
    """With those that were given beside what they were before."""
    told = (
        "Last March the nightly report took 40 minutes. I owned it. I profiled it and moved the joins into one"
        " query. As a result it went from 40 minutes to 5 minutes, and 12 people could go home."
    )
    said = means("metrics", told)
    assert "figure" in said
    assert "beside what it was before" in said


def test_none_or_all_in_words_is_no_figure() -> None:
    """It is named beside the figures."""
    told = (
        "In May the lift of our school stood still for three weeks. I rang the maker every morning, and I carried two"
        " pupils up the stairs. In the end the lift came back, and nobody missed a lesson."
    )
    assert means("metrics", told).endswith("; an end told as none or all.")
    assert "none" not in means("metrics", STORY)


@pytest.mark.parametrize("family", ["ownership", "reflection", "overall", "metrics"])
def test_every_score_of_a_story_is_explained(family: str) -> None:
    """In a short sentence."""
    assert 0 < len(means(family, STORY)) < 90


def test_an_unknown_family_has_no_meaning() -> None:
    """Rather than a wrong one."""
    answer = Answer(plain(STORY), kind=Kind.BEHAVIORAL)
    found = replace(examine(answer), coverage=None)
    assert meaning("coverage", 50.0, answer, (), found) == ""
    assert meaning("other", 50.0, answer, (), found) == ""
