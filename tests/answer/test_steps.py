"""Steps are whole clauses of what somebody did, found in speech with and without punctuation."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.steps import decision, decisive, own_steps, shared_steps

OPENING = (
    "Last spring we had a leak in the cellar of the library in Porto, and it was my job to stop it."
)


def told(*steps: str) -> Answer:
    """A story of these steps."""
    return Answer(plain(" ".join((OPENING, *steps, "In the end not one book was lost."))))


def clauses(answer: Answer) -> list[str]:
    """The speaker's own steps, as words."""
    return [answer.quote(step.span) for step in answer.once(own_steps)]


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        (
            "I moved the old maps upstairs, and the rest could wait.",
            "I moved the old maps upstairs,",
        ),
        (
            "so i moved the old maps upstairs and the porter he went home.",
            "i moved the old maps upstairs",
        ),
        ("So I counted the shelves and the boxes.", "I counted the shelves and the boxes."),
        (
            "I told the director that the cellar must stay shut.",
            "I told the director that the cellar must stay shut.",
        ),
        (
            "I wrote a small sheet that compares each price with the year before.",
            "I wrote a small sheet that compares each price with the year before.",
        ),
        ("I moved the maps before the rain came.", "I moved the maps"),
        ("I drew every sign he used, and he nodded.", "I drew every sign he used,"),
        ("I built a wall of sandbags that held all night.", "I built a wall of sandbags"),
    ],
)
def test_a_clause_is_whole(said: str, clause: str) -> None:
    """It ends before another begins, and keeps both things that were counted and what was told."""
    assert clause in clauses(told(said))


@pytest.mark.parametrize(
    "said",
    [
        "If I moved the old maps first, the rest would be lost.",
        "And when I moved the old maps upstairs, he laughed.",
        "I told the porter about the time I carried a piano upstairs.",
        "I told the director.",
        "I kept the ones we needed.",
    ],
)
def test_what_is_no_step_of_its_own_gives_none(said: str) -> None:
    """Conditions, times, anecdotes, and clauses that stop before what matters."""
    assert clauses(told(said)) == []


def test_a_decision_weighs_more_than_an_errand() -> None:
    """However long the errand is."""
    answer = told(
        "I walked over to the town hall with the porter.", "I decided to close the reading room."
    )
    best = decisive(answer.once(own_steps))
    assert best is not None
    assert best.decides
    assert answer.quote(best.span) == "I decided to close the reading room."


def test_errands_alone_decide_nothing() -> None:
    """So there is nothing to ask about."""
    answer = told("I walked over to the town hall with the porter.")
    assert answer.once(own_steps)
    assert decisive(answer.once(own_steps)) is None


@pytest.mark.parametrize(
    ("errand", "step"),
    [
        ("I turned the big pump off.", "I gave the director the key."),
        ("I paid it myself.", "I gave the archivist a key to the cellar."),
        ("I asked the porter for a lamp and a rope.", "I threw ropes to the men below us."),
    ],
)
def test_what_tells_nothing_by_itself_weighs_little(errand: str, step: str) -> None:
    """A pronoun alone, or what was only asked for."""
    best = decisive(told(step, errand).once(own_steps))
    assert best is not None
    assert told(step, errand).quote(best.span) == step


def test_what_was_shared_is_told_apart() -> None:
    """A clause that "we" leads holds nobody else's deed."""
    answer = told("so we carried the boxes to the attic and he rang the fire brigade.")
    assert [answer.quote(step.span) for step in answer.once(shared_steps)] == [
        "we carried the boxes to the attic"
    ]


@pytest.mark.parametrize(
    ("said", "hangs"),
    [
        (
            "I called the mayor and told her that I wanted to close the reading room, and she agreed. I wrote a"
            " rule for the keys.",
            "I wanted to close the reading room,",
        ),
        (
            "I compared the boxes against the catalogue, and we agreed on moving them in three nights.",
            "we agreed on moving them in three nights.",
        ),
        (
            "I switched the whole lift off at noon. I built a ramp of old doors for the boxes.",
            "I switched the whole lift off at noon.",
        ),
        (
            "I stopped the visits for a week. I wrote a letter to four hundred readers with the director.",
            "I stopped the visits for a week.",
        ),
        (
            "I made a long list of the shelves. I built a wall of sandbags.",
            "I built a wall of sandbags.",
        ),
    ],
)
def test_a_story_hangs_on_its_decision(said: str, hangs: str) -> None:
    """One's own, what one told somebody to want, or what was agreed; never on paperwork."""
    answer = told(said)
    step = decision(answer)
    assert step is not None
    assert answer.quote(step.span) == hangs


@pytest.mark.parametrize(
    "said",
    [
        "I wrote down an end date of March for it.",
        "I drafted the letter to the readers with our lawyer.",
        "I compared the list against the old catalogue.",
        "I made a spreadsheet with every shelf.",
        "I sent a message to all the readers.",
    ],
)
def test_nothing_hangs_on_paperwork(said: str) -> None:
    """Nobody weighs another way of writing down a date."""
    assert told(said).once(own_steps)
    assert decision(told(said)) is None
