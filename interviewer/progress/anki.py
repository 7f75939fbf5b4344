"""The story bank as a deck of cards for Anki: how a story begins, its figures, and what it answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path

from interviewer.errors import MissingDependencyError, UsageError
from interviewer.output.titles import question_title
from interviewer.progress.story_bank import BankedStory

DECK = "Interview stories"
MODEL_ID, DECK_ID = 1_734_102_931, 1_734_102_932
"""Chosen once, so that a later export updates the cards instead of adding others."""

Card = tuple[str, str]
"""Front and back."""


def cards(stories: Sequence[BankedStory]) -> tuple[Card, ...]:
    """Two cards for each story: its figures by its first sentence, and the story by a question that it answers."""
    found: list[Card] = []
    for story in stories:
        figures = ", ".join(metric.strip(" ,.;") for metric in story.best.metrics)
        if figures:
            found.append((f"“{story.opening}” Which figures?", figures))
        back = f"“{story.opening}”" + (f" Figures: {figures}" if figures else "")
        found.append((f"Which story answers: {question_title(story.best.attempt)}?", back))
    return tuple(found)


def write_deck(stories: Sequence[BankedStory], path: Path) -> int:
    """Write an `.apkg` file; returns the number of cards.

    Raises:
        UsageError: no story was told yet, or the file cannot be written.
        MissingDependencyError: genanki is not installed.
    """
    made = cards(stories)
    if not made:
        raise UsageError("There is no story to learn yet", "Tell one: interviewer drill")
    try:
        import genanki
    except ImportError:
        install = "Install the extra: pip install 'mock-interviewer[anki]'"
        raise MissingDependencyError("Writing cards needs genanki", install) from None
    model = genanki.Model(
        MODEL_ID,
        "Interview story",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Front}}<hr>{{Back}}"}],
    )
    deck = genanki.Deck(DECK_ID, DECK)
    for front, back in made:
        known_by = hashlib.sha256(front.encode()).hexdigest()[:20]
        deck.add_note(
            genanki.Note(model=model, fields=[escape(front), escape(back)], guid=known_by)
        )
    try:
        genanki.Package(deck).write_to_file(str(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror})", "Fix the path.") from error
    return len(made)
