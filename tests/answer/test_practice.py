"""What is done otherwise since then is a look back; what came of it is a result."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.practice import practices
from interviewer.answer.story import story
from interviewer.checks import examine
from interviewer.model import English, Part

WARD = (
    "Last spring our ward gave a child the wrong dose. It was my task to find out why. I sat with both nurses and I read"
    " the charts of three weeks, and then I drew the way of a prescription on a board. In the end the child went home"
    " after a day."
)
OWN = [
    "I have called the supplier first ever since.",
    "Nowadays I ask for the drawing before I cut.",
    "I now lock buckets before I touch them.",
    "And now I never merge on a Friday.",
    "Since that night the first thing I do is look at the alarms.",
    "To this day I taste the dough myself.",
    "Since then I don't take an order without a written date.",
    "I've kept a list of the keys ever since.",
    "These days I write the test before the code.",
]
"""Told of oneself."""
OURS = [
    "Since then our ward reads doses aloud in pairs.",
    "We do the handover standing up ever since.",
    "From that day on we count the sponges twice.",
    "We now have two people for the mash.",
    "These days the kitchen tastes every sauce before seven.",
    "Since then, every Monday, we walk through the open tickets.",
    "Today our crew checks the ropes in the dark as well.",
    "After that accident the drivers walk round the lorry before they start.",
    "We test the backup every month now.",
    "Since then my apprentices measure twice and say the number aloud.",
]
"""Told of one's own people."""
EACH = [
    "Since then each new log field needs a review, which takes about five minutes.",
    "Since then every delivery gets two signatures.",
    "Ever since nobody leaves the site without signing the board.",
    "Since then all drawings are signed by two people.",
    "Our checklist has had a line for it since then and we read it each time.",
    "From then on every change goes through staging first.",
    "No parcel leaves the shop without a photo these days.",
    "Since then no product comes into my section before two people have signed its sheet.",
    "Since then everybody wears the harness even on the low roof.",
]
"""Told of the work, or of everybody."""
RULES = [
    "It's now a rule that nobody opens the valve alone.",
    "That's how we start every sprint now.",
    "It has become a habit to read the contract aloud.",
    "We made it a rule to ring the parents before we write.",
    "The rule now is that the cook calls out the allergens.",
]
"""Told as a rule or a habit."""
CHANGED = [
    "I rewrote the label since: the dose stands on it in letters.",
    "We banned the old spoons since then.",
    "I stopped the shouted orders ever since.",
    "Doses first, names second: that's how we've written every chart since.",
]
"""Told as what was changed for good."""
STATES = [
    "Since then we have had no complaints.",
    "Since then we save two hours a week.",
    "Since then I have been the head of the ward.",
    "Since then we sell more bread than before.",
    "Today we have three hundred members.",
    "Since then we get fewer calls.",
    "We have not lost a patient since.",
    "Since then I sleep better.",
    "Since then I lead the group.",
    "Now I work on that ward.",
    "Since then we are earning money.",
    "We now have three hundred members.",
    "I worked there ever since.",
    "We sold twice as many since.",
]
"""What one is, has or gains since."""
RESULTS = [
    "Since then sales have been up.",
    "Since then it has not happened again.",
    "Since then the machine runs without a stop.",
    "Since then customers order twice as much.",
    "They use my template ever since.",
    "She still asks for me when she comes.",
    "Since then the ward has had no wrong dose.",
    "Nowadays the plant makes a profit.",
    "And since then he reads the plan.",
    "The team has been happy ever since.",
    "Now the report takes four minutes instead of forty.",
    "Since then our sales are up by a third.",
    "To this day the bridge stands.",
    "From then on it went smoothly.",
    "Since then nobody has complained.",
    "Since then no train starts late.",
    "Since then nothing is missing.",
    "Since then every train runs on time.",
    "Now the customers come back.",
    "Today the shop has forty employees.",
    "Every guest gets a room with a view now.",
    "The office uses it to this day.",
    "And they still run it every night.",
]
"""What others do, and how things are."""


def ended(line: str, *, typed: bool) -> Answer:
    """The ward's story with a last line: as typed, or as a recogniser writes it."""
    text = f"{WARD} {line}"
    return Answer(plain(text if typed else text.lower().replace(".", "").replace(",", "")))


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("line", [*OWN, *OURS, *EACH, *RULES, *CHANGED])
def test_a_lasting_change_in_practice_is_a_look_back(line: str, typed: bool) -> None:
    """Mine or ours, with or without punctuation: it is found, it is evidence, and nobody says that none was heard."""
    answer = ended(line, typed=typed)
    assert practices(answer)
    assert story(answer).present[Part.REFLECTION]
    assert "reflection.none" not in {one.rule for one in examine(answer).findings}


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("line", [*STATES, *RESULTS])
def test_a_lasting_result_is_no_look_back(line: str, typed: bool) -> None:
    """It says how well it went, and not what is done otherwise."""
    assert not practices(ended(line, typed=typed))


@pytest.mark.parametrize("line", [*OURS[:3], *EACH[:3]])
def test_a_practice_is_shown_as_a_look_back(line: str) -> None:
    """Where the sentence says nothing else."""
    answer = ended(line, typed=True)
    assert story(answer).sentences[-1].part is Part.REFLECTION


def test_a_practice_of_the_background_is_no_look_back() -> None:
    """What is usual today, told first, sets the scene."""
    answer = Answer(plain(f"Nowadays our ward reads doses aloud in pairs. {WARD}"))
    assert not practices(answer)


@pytest.mark.parametrize(
    "told",
    [
        "so last year i work in a hotel in split and one evening a guest comes and his room is given to another guest and"
        " the hotel is full so now i call the other hotels and i find one room and i tell him i am sorry and he is still"
        " our guest",
        "Last year I worked in a kitchen. The oven broke. So I called the owner and he says no. Now I go to the neighbour"
        " and I ask him for his oven. He lets us use it. We served everybody in time and the owner paid the wood.",
    ],
)
def test_a_story_told_in_the_present_changes_no_practice(told: str) -> None:
    """Its "now" is a turn of the story."""
    assert not practices(Answer(plain(told)))


@pytest.mark.parametrize(
    "line",
    [
        "Since then our ward read the dose aloud in pair.",
        "Since then I ask always first the doctor.",
        "Since then we are checking each order with two person.",
    ],
)
def test_a_practice_is_heard_in_english_as_a_second_language(line: str) -> None:
    """Slips of grammar take nothing away."""
    assert practices(Answer(plain(f"{WARD} {line}", english=English.SECOND)))


OWNED = (
    "In June I sent a wedding cake to the wrong hotel. I never asked which of the two it was. I drove it over myself, with"
    " an hour to spare, and the bride laughed about it in the end."
)
"""A mistake that is owned up to."""
RULE = "I put a rule on the order sheet: no van leaves before somebody has read the street aloud."


def test_a_rule_laid_down_after_owning_up_is_a_look_back() -> None:
    """Whoever says what was wrong of them, and what everybody has to do now, has learned from it."""
    answer = Answer(plain(f"{OWNED} {RULE}"))
    assert [answer.quote(span) for span in practices(answer)] == [RULE]
    assert "reflection.none" not in {one.rule for one in examine(answer).findings}


def test_a_rule_is_a_deed_where_nothing_is_owned_up_to() -> None:
    """It is then what the story is about."""
    assert not practices(Answer(plain(f"{WARD} {RULE}")))
