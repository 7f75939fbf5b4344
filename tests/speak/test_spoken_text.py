"""What is written is said in words: figures, symbols and the field's abbreviations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.packs import catalogue
from interviewer.speak.spoken_text import TABLE, spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("an IDOR and two IDORs", "an eye door and two eye door's"),
        ("CVE-2021-44228", "C V E twenty twenty one, four four two two eight"),
        ("OAuth, YAML, S3 and SQL", "oh auth, yammel, S three and sequel"),
        ("the CI/CD pipeline", "the C I C D pipeline"),
        ("SHA-256 over HTTPS", "SHA two hundred and fifty six over H T T P S"),
        ("by 40%", "by forty percent"),
        ("$1.5M a year", "one point five million dollars a year"),
        ("3x faster in 200 ms", "three times faster in two hundred milliseconds"),
        ("at 10:05 on the 21st", "at ten oh five on the twenty first"),
        ("in the 1990s", "in the nineteen nineties"),
        ("5-10 people", "five to ten people"),
        ("e.g. a re-deployed `user_id`", "for example a redeployed user id"),
        ("idle idols", "idle idols"),
    ],
)
def test_text_as_it_is_said(written: str, said: str) -> None:
    """Each as an engineer says it; words that merely look alike stay."""
    assert spoken(written) == said


def test_the_table_needs_nothing_spelled_out_further() -> None:
    """What it says is plain words and single letters: no figures, no abbreviation within."""
    for written, said in {**TABLE["words"], **TABLE["phrases"]}.items():
        assert all(len(word) == 1 or word.islower() for word in said.split()), written
        assert said.replace(" ", "").isalpha(), written


def test_no_question_has_figures_or_symbols_left() -> None:
    """What the packs ask can be said by a voice that knows words alone."""
    for question in catalogue.load().questions.values():
        for text in (question.text, *(probe.text for probe in question.follow_ups)):
            assert not set(spoken(text)) & set("0123456789%$/_=+@#"), text


@given(st.text(max_size=60))
def test_any_text_can_be_said(text: str) -> None:
    """Figures of any script, symbols and marks bring no error, and no ASCII digit is left."""
    assert not set(spoken(text)) & set("0123456789")
