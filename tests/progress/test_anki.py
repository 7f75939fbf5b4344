"""Stories become cards."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.history import index
from interviewer.progress.anki import cards, write_deck
from interviewer.progress.story_bank import BankedStory, stories
from interviewer.settings import paths
from tests.support.histories import answered, kept


@pytest.fixture
def banked() -> tuple[BankedStory, ...]:
    """A story that was told once."""
    kept(paths.recordings(), answered())
    with index.open_index() as past:
        return stories(past.entries())


def test_a_card_asks_which_story_answers_a_question(banked: tuple[BankedStory, ...]) -> None:
    """And its back tells how the story begins."""
    made = cards(banked)
    assert any(front.startswith("Which story answers") for front, _ in made)
    assert banked[0].opening in made[-1][1]


def test_the_deck_is_a_package_of_anki(banked: tuple[BankedStory, ...], tmp_path: Path) -> None:
    """A zip with a collection."""
    pytest.importorskip("genanki")
    path = tmp_path / "stories.apkg"
    assert write_deck(banked, path) == len(cards(banked))
    assert "collection.anki2" in zipfile.ZipFile(path).namelist()


def test_without_stories_there_is_no_deck(tmp_path: Path) -> None:
    """And it says how to get one."""
    with pytest.raises(UsageError, match="no story"):
        write_deck((), tmp_path / "stories.apkg")
