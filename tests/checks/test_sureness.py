"""How sure a remark is."""

from __future__ import annotations

import re

import pytest

from interviewer.answer import Answer, plain
from interviewer.audio.recorded_candidate import shipped
from interviewer.checks import examine
from interviewer.checks.advice import SHOWN, fixes
from interviewer.checks.sureness import sure
from interviewer.packs import catalogue

TROUBLE = (
    "Last spring the big mixer at our bakery in Riga stopped on a Friday, and two hundred loaves were waiting. I was the"
    " one on shift. I rang the technician and I kneaded the first batch by hand with my brother. {}"
)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("Then we got the mixer running again.", True),
        ("um so we sorted it out before the shops opened", True),
        ("So we put everything right and I went home.", True),
        ("Everything was back up by nine.", True),
        ("I booked the technician for Monday.", False),
        ("I asked him whether he could get it running again before Monday.", False),
    ],
)
def test_what_undoes_the_trouble_is_an_ending(end: str, told: bool) -> None:
    """Said in passing, it still tells how it ended."""
    assert (sure(Answer(plain(TROUBLE.format(end))), "star.no-result") < SHOWN) is told


def test_the_weak_candidate_told_how_the_outage_ended() -> None:
    """It was rolled back."""
    said = (shipped("weak") / "earn-trust-mistake.txt").read_text()
    text = re.sub(r"\[pause [0-9.]+\]", " ", said)
    answer = Answer(plain(text), catalogue.load().questions["earn-trust-mistake"])
    assert "star.no-result" not in {one.rule for one in fixes(examine(answer).findings)}
