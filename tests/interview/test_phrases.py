"""What the interviewer says is short, friendly, varied and never praise."""

import re

from interviewer.interview import phrases
from interviewer.interview.turn_taking import Cue
from interviewer.model import Kind
from interviewer.packs.catalogue import load

SAID = (
    *phrases.CUES.values(),
    *phrases.ACKNOWLEDGEMENTS,
    *phrases.CLOSINGS,
    *phrases.LEADS,
    *phrases.LEADS_DEEPER,
    *(phrases.ANSWERS, phrases.BACK, phrases.GREETING, phrases.NEXT, phrases.SKIPPED),
    phrases.STOPPING,
)


def test_nothing_is_praise() -> None:
    """An interviewer who says "great" after each answer is no practice for one who does not."""
    for text in SAID:
        assert not re.search(
            r"great|good\b|excellent|perfect|nice|well done|impress", text.lower()
        ), text


def test_silence_is_met_with_words() -> None:
    """Each cue that is no end has its sentence."""
    assert set(phrases.CUES) == {
        Cue.TAKE_YOUR_TIME,
        Cue.OFFER,
        Cue.ANYTHING_TO_ADD,
        Cue.IS_THAT_ALL,
    }


def test_acknowledgements_vary() -> None:
    """No two in a row are alike."""
    first = phrases.next_in_turn("")
    assert phrases.next_in_turn(first) != first
    assert phrases.next_in_turn(phrases.ACKNOWLEDGEMENTS[-1]) == first


def test_leads_fit_what_is_asked() -> None:
    """Additions to a scenario ask nothing, and without a follow-up there is nothing to lead to."""
    assert phrases.leads("star.no-result", Kind.BEHAVIORAL) == phrases.LEADS
    assert phrases.leads("file-upload.allow-list", Kind.TECHNICAL) == phrases.LEADS_DEEPER
    for gap in ("", "twist", "facts"):
        assert not phrases.leads(gap, Kind.TECHNICAL)


def test_nobody_says_okay_to_a_death() -> None:
    """The end of the answer decides, and only people count."""
    assert phrases.sad("She had been ill for a year, and in the end she died.")
    assert phrases.sad("That was the week I lost my father.")
    assert not phrases.sad("The worker died, and the kernel killed the other process.")
    assert not phrases.sad("He died. " + "Then we restarted the project and it was fine. " * 4)


def test_the_time_left_is_told_in_whole_minutes() -> None:
    """As people say it."""
    assert phrases.time_left(330) == "We have about five minutes left."
    assert phrases.time_left(100) == "We have about two minutes left."
    assert phrases.time_left(20) == "We have about one minute left."


def test_the_shipped_plans_greet_by_name() -> None:
    """Where a pack's first words lack the name, the greeting brings it."""
    for format_ in load().formats.values():
        for sitting in format_.sittings:
            says = sitting.rounds[0].says
            assert not says or "{name}" in says
    assert "{name}" in phrases.GREETING
