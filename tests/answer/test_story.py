"""Stories are read by evidence: what is said counts, not where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.answer import Answer, plain
from interviewer.answer.crf import LABELS, chain
from interviewer.answer.story import Story, stated_plainly, story
from interviewer.answer.substance import substance
from interviewer.model import STAR, Part

PIECES = {
    Part.SITUATION: "Two years ago I worked at a mail order company, and there was a form that lost orders.",
    Part.TASK: "I was asked to find the cause and to get the lost orders back.",
    Part.ACTION: "I read the server logs and I found the time-out. Then I wrote a job that sends again.",
    Part.RESULT: "As a result lost orders went down from thirty a week to zero, and nobody has called since.",
}


def read(*parts: Part) -> Story:
    """The story made of some parts."""
    return story(Answer(plain(" ".join(PIECES[part] for part in parts))))


def test_every_sentence_of_a_plain_story_gets_its_part() -> None:
    """The easy case is right."""
    parts = [sentence.part for sentence in read(*STAR).sentences]
    assert parts == [Part.SITUATION, Part.TASK, Part.ACTION, Part.ACTION, Part.RESULT]


@pytest.mark.parametrize("missing", STAR)
def test_a_part_that_is_left_out_is_noticed(missing: Part) -> None:
    """Each part is present in the whole story and absent without it."""
    assert read(*STAR).present[missing]
    assert not read(*(part for part in STAR if part is not missing)).present[missing]


def test_a_result_told_first_is_still_a_result() -> None:
    """Front-loading is a virtue, not a confusion."""
    headline = "We ended up cutting the lost orders from thirty a week to zero. "
    told = story(Answer(plain(headline + " ".join(list(PIECES.values())[:3]))))
    assert told.sentences[0].part is Part.RESULT
    assert told.present[Part.RESULT]


def test_fillers_and_missing_punctuation_change_little() -> None:
    """A transcript as recognisers write it tells the same story."""
    text = " um ".join(piece.lower().replace(".", "").replace(",", "") for piece in PIECES.values())
    told = story(Answer(plain(text)))
    assert told.is_story
    assert all(told.present[part] for part in STAR)


@pytest.mark.parametrize(
    "text",
    [
        "I always talk to people first. I usually find that most conflicts are misunderstandings.",
        "I would start with the logs. Then I'd probably call the owner, and we would decide together.",
        "My name is Ada, I'm a developer from Riga, and I like hiking and good coffee.",
        "The browser sends the cookie along, so you need a token that the other page can't read.",
        "",
        "Yes.",
    ],
)
def test_what_is_no_episode_is_no_story(text: str) -> None:
    """Habits, plans, descriptions, explanations and silence."""
    assert not story(Answer(plain(text))).is_story


def test_naming_the_parts_tells_nothing() -> None:
    """Substance counts different words of content."""
    hollow = "The situation was a situation. My task was the task. The result was a great result."
    assert substance(Answer(plain(hollow))) == 0.0
    assert not story(Answer(plain(hollow))).is_story
    assert substance(Answer(plain(" ".join(PIECES.values())))) == 1.0


def test_the_shipped_field_is_readable() -> None:
    """One weight a part for every feature, and features are words, not sentences."""
    field = chain()
    assert all(len(row) == len(LABELS) for row in field.features.values())
    words = [name for name in field.features if name[:1] not in "#@%^"]
    assert max(len(name.split()) for name in words) <= 3


@settings(max_examples=60)
@given(st.text(max_size=600))
def test_chances_are_chances(text: str) -> None:
    """Whatever is said, every sentence has a part and its chances add up to one."""
    for sentence in story(Answer(plain(text))).sentences:
        assert sum(sentence.chances.values()) == pytest.approx(1.0)
        assert sentence.confidence == max(sentence.chances.values())


@pytest.mark.parametrize(
    ("end", "part"),
    [
        (
            "From then on the nets stayed dry and the crew has not asked for a second boat since.",
            Part.RESULT,
        ),
        ("and since then my neighbour's hens they come home by themselves", Part.RESULT),
        ("The choir still uses my seating plan.", Part.RESULT),
        ("um so looking back the scaffold should have gone up on the other side", Part.REFLECTION),
        ("Since then I measure the sleeve before I cut it.", Part.REFLECTION),
        (
            "what i took from it is that a cow tells you before the thermometer does",
            Part.REFLECTION,
        ),
    ],
)
def test_what_lasts_is_a_result_and_what_i_do_otherwise_a_look_back(end: str, part: Part) -> None:
    """An ending by time speaks of others or of things; a look back of what the speaker does since."""
    start = (
        "Last autumn I looked after the harbour store. The ropes were wet every morning, and I was asked to find"
        " out why. I slept there for two nights, I found the gap under the door, and I nailed a board across it."
    )
    assert stated_plainly(Answer(plain(f"{start} {end}"))) == {part}
    assert story(Answer(plain(f"{start} {end}"))).present[part]


def test_what_is_said_early_does_not_tell_how_it_ended() -> None:
    """The signs of an ending count in the second half only."""
    early = "Since then the mill was closed. I went to the miller, I asked for the key, and I looked at every wheel."
    assert stated_plainly(Answer(plain(early))) == set()


def test_turns_back_are_where_an_earlier_part_comes_again() -> None:
    """A step told after the end sends the listener back."""
    told = (
        "Last May our bakery lost its oven. I had to get the bread out by six. I called the monastery and I carried"
        " the dough over. In the end every customer got a loaf. Then I also wrote a list of ovens in town."
    )
    answer = Answer(plain(told))
    read = story(answer)
    assert {one.part for one in read.sentences if one.span in read.turns_back} <= {
        Part.ACTION,
        Part.SITUATION,
    }
    assert (
        story(Answer(plain("I called the monastery and I carried the dough over."))).turns_back
        == ()
    )


@pytest.mark.parametrize(
    ("result", "rest"),
    [
        (
            "The harvest was saved and not one crate was thrown away.",
            "Two summers ago the cold store at our farm failed on a Saturday. I was in charge of the"
            " packing hall. I rang three neighbours for space, I hired a lorry with a fridge, and I"
            " split the crates by how ripe they were. I stayed until the last one was loaded.",
        ),
        (
            "Nobody was hurt and the ferry left on time.",
            "Last winter a truck slid on the ramp in Rosslare. I was the loading officer that night."
            " I stopped the line, I sent the foot passengers back inside and I had the ramp salted by"
            " hand. I told the captain every five minutes how far we were.",
        ),
    ],
)
def test_a_result_may_be_told_first(result: str, rest: str) -> None:
    """As many interviewers like it; without it nothing in these answers is a result."""
    told = Answer(plain(f"{result} {rest}")).once(story)
    assert told.sentences[0].part is Part.RESULT
    assert told.present[Part.RESULT]
    assert not Answer(plain(rest)).once(story).present[Part.RESULT]
