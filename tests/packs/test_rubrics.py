"""The rubrics that are shipped, and those of the user."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.errors import PackError, PlanError
from interviewer.packs import rubrics
from interviewer.packs.rubrics import Weight

NAMES = sorted(rubrics.load())


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the user's own rubrics."""
    monkeypatch.setenv("INTERVIEWER_PROMPTS", str(tmp_path))
    caches = (rubrics.load, rubrics.ideas)
    for cached in caches:
        cached.cache_clear()
    (tmp_path / "rubrics").mkdir()
    yield tmp_path / "rubrics"
    for cached in caches:
        cached.cache_clear()


def test_all_seven_are_there() -> None:
    """One for each kind of technical round."""
    assert set(NAMES) >= {
        "code-review",
        "executive-briefing",
        "file-upload",
        "idor",
        "security-automation",
        "threat-model",
        "vulnerability-remediation",
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_concept_is_complete(name: str) -> None:
    """What it says, how to ask for it, an example, and at least five ways to put it."""
    compiled = rubrics.ideas(name)
    for key, concept in rubrics.get(name).concepts.items():
        assert concept.says, key
        assert concept.example, key
        assert concept.ask.rstrip().endswith("?"), key
        assert len(compiled.concepts[key]) >= 5, key


@pytest.mark.parametrize("name", NAMES)
def test_every_wrong_claim_has_its_reason(name: str) -> None:
    """Why it is wrong, and both an assertion and a denial."""
    compiled = rubrics.ideas(name)
    for key, claim in rubrics.get(name).wrong.items():
        assert len(claim.why) > 20, key
        assert claim.asserted, key
        assert claim.denied, key
        assert compiled.wrong[key], key


@pytest.mark.parametrize("name", NAMES)
def test_a_concept_only_denies_a_claim_of_its_rubric(name: str) -> None:
    """The name leads somewhere."""
    rubric = rubrics.get(name)
    assert {concept.denies for concept in rubric.concepts.values()} - {""} <= set(rubric.wrong)


def test_musts_weigh_most() -> None:
    """The order of weights is the order of importance."""
    assert Weight.MUST.points > Weight.CORE.points > Weight.NICE.points > 0


def test_ids_are_those_of_the_concepts() -> None:
    """Packs are checked against them."""
    assert "magic-bytes" in rubrics.ids()["file-upload"]


def test_an_unknown_rubric_is_named() -> None:
    """The remedy lists what there is."""
    with pytest.raises(PlanError, match=r"no rubric 'idro'.*idor"):
        rubrics.known(("idor", "idro"))
    assert rubrics.known(("idor", "idor")) == ("idor",)


def test_the_users_own_rubric_is_read(mine: Path) -> None:
    """A file in the user's folder is a rubric like any other."""
    (mine / "coffee.yaml").write_text(
        "title: Coffee\nsource: me\nconcepts:\n  beans:\n    weight: must\n"
        "    says: Fresh beans\n    heard: |\n      fresh bean\n"
    )
    assert rubrics.get("coffee").concepts["beans"].weight is Weight.MUST
    assert len(rubrics.ideas("coffee").concepts["beans"]) == 1


def test_a_bad_pattern_is_shown_with_its_line(mine: Path) -> None:
    """The line is the one in the file."""
    (mine / "coffee.yaml").write_text(
        "title: Coffee\nsource: me\nconcepts:\n  beans:\n    weight: must\n"
        "    says: Fresh beans\n    heard: |\n      fresh bean\n      (open\n"
    )
    with pytest.raises(PackError, match=r"coffee\.yaml:9: a bracket is not closed"):
        rubrics.ideas("coffee")


def test_a_rubric_brings_its_own_words(mine: Path) -> None:
    """Besides the sets that all share; and its file can be checked alone."""
    text = (
        "title: Coffee\nsource: me\nconcepts:\n  beans:\n    weight: must\n"
        "    says: Fresh beans\n    heard: |\n      <fresh> bean\n"
    )
    file = mine / "coffee.yaml"
    file.write_text(text)
    (mistake,) = rubrics.check(file)
    assert mistake.endswith("coffee.yaml:8: there is no set of words called 'fresh'")
    file.write_text(text + "slots:\n  fresh: fresh | new\n")
    assert rubrics.check(file) == ()
    assert not rubrics.shipped("coffee")
    assert rubrics.shipped("idor")


def test_a_field_that_does_not_exist_is_a_mistake(mine: Path) -> None:
    """Typing errors do not go unnoticed."""
    (mine / "coffee.yaml").write_text("title: Coffee\nsource: me\nconcept: {}\n")
    with pytest.raises(PackError, match=r"coffee\.yaml"):
        rubrics.get("coffee")
