"""Words become sounds by the dictionary, by their endings, by their letters."""

import pytest

from interviewer.speak.phonemes import phonemes
from tests.support.voices import natural_voice

__all__ = ["natural_voice"]
pytestmark = [pytest.mark.model, pytest.mark.usefixtures("natural_voice")]


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("the risk", "ðə ɹˈɪsk"),
        ("the end", "ði ˈɛnd"),
        ("to ask, to do", "tʊ ˈæsk, tə dˈu"),
        ("a record", "ɐ ɹˈɛkəɹd"),
        ("to record", "tə ɹəkˈɔɹd"),
        ("your use", "jʊɹ jˈus"),
        ("A P I's", "ˈA pˈi ˈIz"),
        ("A team", "ɐ tˈim"),
        ("redeployed", "ɹˌidəplˈYd"),
        ("dataflow", "dˈAɾəflˌO"),
    ],
)
def test_english_as_it_is_spoken(text: str, sounds: str) -> None:
    """Small words by what follows, nouns and verbs by what comes before, unknown words by their parts."""
    assert phonemes(text, "us") == sounds


def test_accents_differ() -> None:
    """The British "can't ask" is another one."""
    assert phonemes("I can't ask.", "gb") != phonemes("I can't ask.", "us")


@pytest.mark.parametrize("word", ["Zuckerman", "Xylqat", "naïveté", "ñ", "Kestrel"])
def test_every_name_has_sounds(word: str) -> None:
    """Nothing that has letters is passed over in silence, but for letters that English has no sound for."""
    assert phonemes(word, "us") or word == "ñ"


def test_marks_stay_with_their_words() -> None:
    """They are what the voice breathes and falls by."""
    assert phonemes("“Well,” she said.", "us") == "“wˈɛl,” ʃi sˈɛd."
