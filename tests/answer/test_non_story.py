"""Answers that tell no episode are each called by their own name."""

import pytest

from interviewer.answer import Answer, plain
from interviewer.answer.non_story import NonStory, non_story
from interviewer.checks import examine

LASAGNE = (
    "My favourite food is lasagne, and I like it with a lot of cheese and a good sauce."
    " I always eat it on Sundays, and I would never put fish in it."
)
KINDS = {
    NonStory.REFUSAL: "um no sorry I can't think of one right now, nothing comes to mind, can we do another question",
    NonStory.DECLINED: "I'd prefer not to go into that, it's private. Could we go on to another topic?",
    NonStory.QUESTION: "Do you mean with a colleague or with a client? And does it have to be from this job?",
    NonStory.TOO_SHORT: "I fixed the build once, it was fine.",
    NonStory.KEYWORDS: "Java, Spring, Kafka. Teamwork, communication, ownership. Scrum, Jira, SQL, Perl, Bash, bilingual.",
    NonStory.JOKE: "My greatest fight was with the coffee machine, and the machine won, three to one on points."
    " No, I'm joking, it was a draw in the end.",
    NonStory.HYPOTHETICAL: "I would first talk to the developer and I would show him the bug. If that didn't help,"
    " I'd go to the manager, and I would wait with the release until it is fixed.",
    NonStory.HABIT: "I always start with a list. Usually I sort it by date, and I never leave before it is empty."
    " Every Monday I go through it with the team, and we normally finish by noon.",
    NonStory.OPINION: "In my opinion a good leader listens. I think people follow those who are honest with them,"
    " and for me that is the most important thing in any team.",
    NonStory.SCATTERED: "An old lady came to the counter, and the ferry was full, it was the holidays, and Jonas was away"
    " with his knee, which is another story, because of the goat, and the goat, well, anyway. So it was really busy. She"
    " had such a lovely coat, and she told me about the island and the parcel and the goat that she had as a girl. You"
    " meet so many people at a counter, that is what I like about ferries, every day is different.",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known(kind: NonStory) -> None:
    """Its wordings tell it."""
    assert non_story(Answer(plain(KINDS[kind]))) is kind


@pytest.mark.parametrize("kind", KINDS)
def test_no_part_of_a_story_is_reported_in_what_is_none(kind: NonStory) -> None:
    """Nothing is present, nothing has a share, and what only a story has gets no score."""
    found = examine(Answer(plain(KINDS[kind])))
    assert found.story is not None
    assert not any(found.story.present.values())
    assert found.story.word_share is None
    assert {sentence.part for sentence in found.story.sentences} == {"other"}
    assert not {"ownership", "metrics", "reflection"} & set(found.scores)


@pytest.mark.parametrize(
    "text",
    [
        "Honestly I would rather not talk about people who are not here. Can we move on to the next one?",
        "um i don't want to go into that one it is too personal can we skip it please",
        "That's confidential, and I'm not comfortable discussing it.",
    ],
)
def test_whoever_declines_is_not_told_to_remember(text: str) -> None:
    """Nothing was forgotten; a smaller case without names may help."""
    found = examine(Answer(plain(text))).findings
    remark = next(one for one in found if one.rule == "star.no-story")
    assert "leave this question out" in remark.message
    assert "name anybody" in remark.ask


def test_a_follow_up_that_is_refused_is_no_refusal_of_the_question() -> None:
    """The question was answered, with something else."""
    refused = Answer(
        plain(f"{LASAGNE} I would rather not talk about that."), replies=(len(LASAGNE.split()),)
    )
    assert non_story(refused) is non_story(Answer(plain(LASAGNE))) is NonStory.HABIT


def test_the_refusing_words_are_the_quote() -> None:
    """What is called a refusal is shown where it was said, not at the start."""
    told = Answer(plain("I have been here for nine years now. I would rather not talk about that."))
    remark = next(one for one in examine(told).findings if one.rule == "star.no-story")
    assert [told.quote(span) for span in remark.evidence] == ["I would rather not talk about that."]


@pytest.mark.parametrize(
    "text",
    [
        "Why did the chicken cross the road? To get to the other side. That is how we settled it too.",
        "What did the database say to the developer? You have no idea what I am querying.",
        "A query walks into a bar, goes up to two tables and asks: can I join you?",
    ],
)
def test_the_question_in_a_joke_asks_nobody_back(text: str) -> None:
    """A riddle needs no reply of the interviewer."""
    assert non_story(Answer(plain(text))) is NonStory.JOKE


def test_a_question_that_is_answered_at_once_asks_nobody_back() -> None:
    """Whoever says why, says it to the listener."""
    text = "Why is listening important? Because people follow those who hear them out, I think, in any team."
    assert non_story(Answer(plain(text))) is not NonStory.QUESTION


def test_had_is_not_would() -> None:
    """Who says "I'd told them" did it."""
    told = "They overruled me, as I'd told them they'd done before. I'd seen the plan, I'd been there, I'd found the hole."
    assert non_story(Answer(plain(told))) is not NonStory.HYPOTHETICAL
