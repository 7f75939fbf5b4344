"""What a reply to a follow-up gives is settled: credited, not denied, not asked for again. A dodge settles nothing."""

from dataclasses import replace

import pytest

from interviewer.answer import plain
from interviewer.answer.settling_replies import settled
from interviewer.answer.story import story
from interviewer.checks.follow_up import follow_up
from interviewer.checks.turn import answer_of, scored
from interviewer.model import FollowUp, InterviewerManner, Kind, Part, Reply, Turn, Verdict
from tests.support.examples import question, turn

PIPELINE = (
    "So we had this project where the pipeline was really slow, like super slow, and everybody was complaining about it."
    " We talked about it in the team a lot and we decided to look at caching. We set up the caching, and we also split"
    " up the jobs. It was a lot of work and there was some resistance but we kept going. In the end it was a lot faster"
    " and everybody was happy. I think it shows that teamwork is important."
)
KITCHEN = (
    "So our kitchen was always behind on Friday nights and the guests were complaining about it. We talked about it after"
    " service and we decided to change the prep. We moved the sauces to the morning, and we also made a new list for the"
    " stations. In the end we were a lot faster and everybody was happy."
)
TEACHER = (
    "Two years ago half of my maths class did not hand in their homework, and the head asked me to find out why. I read"
    " what they did hand in, I asked six pupils one by one, and I found that they did it on the bus. So I cut the"
    " homework to one sheet and I started it in class. In the end a lot more pupils handed it in. Since then I always"
    " start the homework in class."
)
STAIRS = (
    "last spring i had to build a stair for an old couple in ghent and the wall turned out to be crooked it was my job to"
    " get it in before they moved i measured every step again and i made a new template from cardboard and i cut the"
    " strings a second time because the first ones did not fit"
)
LIBRARY = (
    "Last year hardly anybody used the reading room of our library, and I was asked to change that. I moved the newspapers"
    " to the front, I turned the desks to the window, and I put the sockets where the desks are. In the end visits went"
    " from 40 to 110 a day."
)
FARM = (
    "Three years ago a drought hit our valley and my task was to keep the herd alive until October. I decided to dry off"
    " forty cows early. I moved them to the upper pasture and I rang the dairy the same day. In the end all of them lived,"
    " and we lost eight percent of the milk that year. I learned to watch the well and not the weather."
)
GARAGE = (
    "In March our garage kept cars for days, and the owner asked me to get them out sooner. I wrote down for a week where"
    " each car stood waiting, I found that we ordered parts only after lunch, and I moved the order to seven in the"
    " morning. In the end the cars left much faster and it was also much cheaper for the customers. Since then I order"
    " before I open the door."
)
BAKERY = (
    "Last autumn our oven broke down every week and my job was to keep the bread coming. I logged every failure, I found"
    " the worn relay, and I replaced it with a spare from the old oven. In the end the waiting time came down to seven"
    " minutes. I learned to log first."
)


def talk(said: str, *exchanges: tuple[str, str]) -> Turn:
    """An answer, and what was replied to follow-ups about these gaps."""
    replies = tuple(
        Reply(FollowUp(f"About {gap}, {number}?", gap), plain(words), None)
        for number, (gap, words) in enumerate(exchanges)
    )
    return scored(turn(transcript=plain(said), follow_ups=replies))


def denied(answered: Turn) -> set[str]:
    """The rules of every remark that holds something against an answer."""
    return {one.rule for one in answered.findings if one.verdict in {Verdict.FIX, Verdict.ASK}}


def asked_next(answered: Turn) -> FollowUp | None:
    """What would be asked after the last reply."""
    asked = [reply.follow_up for reply in answered.follow_ups]
    return follow_up(question(), answer_of(answered), answered.findings, asked=asked)


SETTLE = [
    (KITCHEN, "ownership.we", "i wrote the new prep list and i rang the two suppliers"),
    (KITCHEN, "ownership.we", "The list for the stations."),
    (KITCHEN, "ownership.we", "I don't know about the others, but I made the list and I tried it first."),
    (KITCHEN, "star.no-task", "um the cold station i had to keep it ahead of the orders"),
    (KITCHEN, "star.no-task", "Getting the starters out within ten minutes."),
    (KITCHEN, "star.no-task", "well keeping it under ten minutes"),
    (TEACHER, "metrics.vague", "about a third more"),
    (GARAGE, "metrics.none", "They stood four days before and one day after."),
    (KITCHEN, "metrics.vague", "I can't say exactly, maybe half."),
    (BAKERY, "metrics.no-baseline", "Forty."),
    (STAIRS, "star.no-result", "the stair was signed off on the friday and they paid the same week"),
    (LIBRARY, "reflection.none", "ask the readers first before moving a single shelf"),
    (FARM, "alternatives.none", "Sell half of the herd, and lose the licence with them."),
    (FARM, "deeper", "selling half of them but then we lose the licence"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "gap", "words"), SETTLE)
def test_a_reply_that_gives_what_was_asked_for_settles_it(said: str, gap: str, words: str) -> None:
    """No remark denies it, nobody asks again, and it costs no points."""
    gap_found = "alternatives.none" if gap == "deeper" else gap
    before, after = talk(said), talk(said, (gap, words))
    assert gap_found in denied(before)
    assert gap_found not in denied(after)
    assert after.scores["overall"] >= before.scores["overall"]
    following = asked_next(talk(said, ("always", "Go on."), (gap, words)))
    assert following is None or following.gap != gap_found


DODGE = [
    (KITCHEN, "ownership.we", "we all did it together really as a team"),
    (KITCHEN, "ownership.we", "I don't know, everybody did their bit."),
    (KITCHEN, "ownership.we", "Mostly my colleague Ana."),
    (KITCHEN, "ownership.we", "I helped wherever it was needed."),
    (KITCHEN, "star.no-task", "good question it's hard to say we were all in it"),
    (KITCHEN, "metrics.vague", "No idea, nobody counted."),
    (BAKERY, "metrics.no-baseline", "i can't remember that"),
    (STAIRS, "star.no-result", "I don't really remember how that went."),
    (LIBRARY, "reflection.none", "nothing i'd do the same again"),
    (FARM, "alternatives.none", "I don't know, really."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "gap", "words"), DODGE)
def test_a_reply_that_dodges_settles_nothing(said: str, gap: str, words: str) -> None:
    """The remark stays, and a dodge is no look back either, although it stands last."""
    before, after = talk(said), talk(said, (gap, words))
    assert gap not in answer_of(after).once(settled)
    assert gap in denied(after)
    assert after.scores["reflection"] <= before.scores["reflection"] + 5


def test_what_was_given_unasked_is_not_asked_for() -> None:
    """A reply to one question that plainly answers another settles that one."""
    figures = "It went from 40 minutes to 9 minutes, measured on our dashboard."
    part = "I wrote the cache key and I split the jobs; Tom reviewed it."
    asked = talk(PIPELINE, ("ownership.we", figures))
    assert not {"metrics.vague", "metrics.none"} & denied(asked)
    assert "ownership.we" in denied(asked)
    following = asked_next(asked)
    assert following is None or not following.gap.startswith("metrics.")
    both = talk(PIPELINE, ("metrics.vague", f"{figures} {part}"))
    assert not {"metrics.vague", "ownership.we"} & denied(both)


def test_one_conversation_settles_all_that_was_asked() -> None:
    """Own part, task and size, each said in a reply only."""
    whole = talk(
        PIPELINE,
        ("metrics.vague", "It went from 40 minutes to 9 minutes."),
        ("ownership.we", "As I said, from 40 to 9 minutes, and I split the jobs."),
        ("star.no-task", "My own task was to get the build under ten minutes."),
    )
    assert not {"metrics.vague", "ownership.we", "star.no-task"} & denied(whole)
    assert whole.scores["ownership"] >= 50
    assert whole.scores["star"] > talk(PIPELINE).scores["star"]
    parts = [one.part for one in answer_of(whole).once(story).sentences[-3:]]
    assert parts == [Part.RESULT, Part.ACTION, Part.TASK]


def test_a_figure_of_another_kind_leaves_a_claim_open() -> None:
    """Days say how much faster, and not how much cheaper."""
    after = talk(GARAGE, ("ownership.we", "from four days to one"))
    following = asked_next(after)
    assert following is not None
    assert "much cheaper" in following.text


def test_a_step_is_asked_about_once() -> None:
    """Whoever asks twice asks about another step, and not about the reasons just given."""
    manner = InterviewerManner("sceptic", probes=2)
    told = talk(FARM)
    first = follow_up(question(), answer_of(told), (), manner=manner)
    assert first is not None
    step = first.text.split(". ")[0]
    reply = Reply(first, plain("I chose that because the dairy paid for dry cows as well."), None)
    told = replace(told, follow_ups=(reply,))
    second = follow_up(question(), answer_of(told), (), asked=[first], manner=manner)
    assert second is not None
    assert not second.text.startswith((f"{step}. ", "You chose that"))


def test_the_last_words_are_no_look_back_by_their_place() -> None:
    """A reply that says where somebody was is not labelled as a lesson."""
    answered = talk(FARM, ("always", "I was in the kitchen at four in the afternoon when it rang."))
    assert answer_of(answered).once(story).sentences[-1].part is not Part.REFLECTION


LOGIN = (
    "We had an old login service. It was slow and people complained about it. So we looked into it together and we found"
    " some slow queries. We added an index and some caching. In the end it was a lot faster and everyone was happy."
)
GUILD = (
    "At my last company there was a security backlog that nobody wanted to own. We started a guild with people from"
    " different teams and we met every second week. We wrote some guidelines and we did some trainings. It went quite"
    " well."
)
ELSEWHERE = [
    (LOGIN, "reflection.none", "My own task was to get every login under ten milliseconds by June.", Part.TASK),
    (LOGIN, "star.no-result", "My own task was to get every login under ten milliseconds by June.", Part.TASK),
    (LOGIN, "reflection.none", "It went from forty milliseconds to nine.", Part.RESULT),
    (GUILD, "star.no-task", "Well, I was in the guild.", Part.OTHER),
    (GUILD, "reflection.none", "I think the teams were quite happy with it.", Part.OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("said", "gap", "words", "part"), ELSEWHERE)
def test_a_reply_is_called_what_it_says(said: str, gap: str, words: str, part: Part) -> None:
    """What was asked for names nothing that was not given."""
    after = talk(said, (gap, words))
    answer = answer_of(after)
    assert answer.once(story).sentences[-1].part is part
    assert gap not in answer.once(settled)
    assert after.scores["reflection"] < 15


EMPTY = (
    "It was really a team effort.",
    "That is hard to say.",
    "Well, I was in the guild.",
    "I was just there in the team.",
    "Honestly, I could not tell you.",
    "We were all in it together I guess.",
    "Everybody did their part.",
    "That's a good point.",
    "I'd have to look that up.",
    "It depends, I would have to look at it with the team.",
    "oh various things",
    "good question i don't know",
)
"""Replies that answer nothing, whatever was asked."""
QUESTIONS = (
    "star.no-task",
    "star.no-action",
    "ownership.we",
    "star.no-result",
    "reflection.none",
    "metrics.vague",
    "deeper",
)


@pytest.mark.parametrize("gap", QUESTIONS)
@pytest.mark.parametrize("words", EMPTY)
def test_an_empty_reply_tells_no_part_and_pays_for_none(gap: str, words: str) -> None:
    """As if it had not been said: no label of the part that was asked, no point more or less, the same remarks."""
    for said in (LOGIN, GUILD):
        before, after = talk(said), talk(said, (gap, words))
        read = answer_of(after).once(story)
        assert read.sentences[-1].part is Part.OTHER
        assert read.evidence == answer_of(before).once(story).evidence
        assert after.scores == before.scores
        assert denied(after) - {"delivery.trailing-off"} == denied(before)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("reflection.none", "Good question. Next time I would ring the supplier first."),
        ("star.no-task", "Hard to say. I had to get the first page under a second."),
        ("star.no-result", "I'm not sure about all of it. The queue was gone by the summer."),
    ],
)
def test_a_reply_that_hesitates_first_is_heard(gap: str, words: str) -> None:
    """What is told behind "good question" counts."""
    assert gap in answer_of(talk(GUILD, (gap, words))).once(settled)


SAID = [
    ("star.no-result", "I was responsible for the cache, and I had to get it under ten milliseconds by June.", Part.TASK),
    ("reflection.none", "It was my job to keep the list short.", Part.TASK),
    ("reflection.none", "We finished the trainings in June.", Part.RESULT),
    ("reflection.none", "The customers were calmer and the tickets went down.", Part.RESULT),
    ("star.no-task", "It went from forty findings to nine.", Part.RESULT),
]  # fmt: skip


@pytest.mark.parametrize(("gap", "words", "part"), SAID)
def test_a_reply_to_another_question_is_labelled_by_what_it_says(
    gap: str, words: str, part: Part
) -> None:
    """And what was asked for stays open."""
    answer = answer_of(talk(GUILD, (gap, words)))
    assert answer.once(story).sentences[-1].part is part
    assert gap not in answer.once(settled)


@pytest.mark.parametrize(
    "words",
    [
        "Ask the teams first, before writing anything.",
        "I waited too long with the trainings.",
        "I trusted the numbers without looking at the tickets.",
        "We should have started with one team.",
        "More time for the first month.",
    ],
)
def test_a_regret_is_a_look_back(words: str) -> None:
    """In the past tense, or in a bare word."""
    assert "reflection.none" in answer_of(talk(GUILD, ("reflection.none", words))).once(settled)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("star.no-task", "I was in the guild to bring the old findings under a hundred."),
        ("reflection.none", "Call the teams first, they were happy with it."),
        ("reflection.none", "My own task was too big, so next time I would ask for a second person."),
        ("star.no-result", "My task was to get it under a hundred, and we got it to forty."),
    ],
)  # fmt: skip
def test_a_reply_that_gives_it_in_passing_gives_it(gap: str, words: str) -> None:
    """Neither a name of the task nor a happy end beside it takes away what was asked for and given."""
    assert gap in answer_of(talk(GUILD, (gap, words))).once(settled)


def test_all_four_parts_are_praised_only_where_they_are_told() -> None:
    """The praise says which of them came only when asked for."""
    task = "My own task was to get every login under ten milliseconds by June."
    told = {one.rule: one.message for one in talk(LOGIN, ("star.no-task", task)).findings}
    assert told["star.complete"].endswith("result; the task only when asked.")
    for gap, words in (
        ("star.no-task", "No comment."),
        ("star.no-task", "Well, I was in the team."),
        ("star.no-task", "It was really a team effort."),
    ):
        assert "star.complete" not in {one.rule for one in talk(LOGIN, (gap, words)).findings}
    ducked = talk(
        GUILD,
        ("star.no-task", "Well, I was in the guild."),
        ("reflection.none", "I think the teams were quite happy with it."),
    )
    assert not {"star.complete", "reflection.told"} & {one.rule for one in ducked.findings}


SHELF = (
    "The shelf over the nursery door hung by one screw, and I saw it on a Sunday. Nobody there had a key to the tools. I"
    " took it down with a kitchen knife. I laid the books along the wall by size."
)


def test_what_the_bar_shows_of_the_first_telling_was_not_only_told_when_asked() -> None:
    """However little evidence there is of it."""
    answered = talk(
        SHELF, ("star.no-result", "On Monday the carpenter hung a new one, and no child was hurt.")
    )
    first = answer_of(replace(answered, follow_ups=())).once(story)
    assert Part.ACTION in {sentence.part for sentence in first.sentences}
    for finding in answered.findings:
        if finding.rule == "star.complete":
            assert "the action" not in finding.message.partition(";")[2]


def test_a_refused_reply_is_no_figure_and_no_part() -> None:
    """It adds nothing to what was told before."""
    refused = talk(LIBRARY, ("reflection.none", "No comment."))
    before = talk(LIBRARY)
    assert answer_of(refused).once(story).sentences[-1].part is Part.OTHER
    assert refused.scores["metrics"] == before.scores["metrics"]


def not_answered(answered: Turn) -> list[str]:
    """What the debrief says of follow-ups that were not answered."""
    return [one.message for one in answered.findings if one.rule == "relevance.dodged"]


DUCKED = [
    ("ownership.we", "It was really a team effort."),
    ("ownership.we", "we all did it together really as a team"),
    ("metrics.vague", "That is hard to say."),
    ("metrics.vague", "No idea, nobody counted."),
    ("star.no-task", "Well, I was in the team."),
    ("star.no-result", "I don't really remember how that went."),
    ("alternatives.none", "That's a good question, I don't know, really."),
    ("always", "That is hard to say."),
    ("deeper", "No comment."),
    ("reflection.none", "I just told you. Next question."),
    ("star.no-result", "I don't want to go over that again."),
]


@pytest.mark.parametrize(("gap", "words"), DUCKED)
def test_a_follow_up_that_was_ducked_is_named(gap: str, words: str) -> None:
    """In the words in which it was asked."""
    assert not_answered(talk(LOGIN, (gap, words))) == [f"You did not answer: About {gap}, 0?"]


GIVEN = [
    *((gap, words) for _, gap, words in SETTLE),
    ("metrics.vague", "I don't know exactly, about a third."),
    ("metrics.vague", "Hard to say, it depends on the time of the day."),
    ("ownership.we", "It was a team effort, but I wrote the index."),
    ("ownership.we", "I helped with the index."),
    ("ownership.we", "Mostly my colleague Ana."),
    ("reflection.none", "Nothing, I'd do the same again."),
    ("reflection.none", "I think the teams were quite happy with it."),
    ("star.no-result", "Nothing changed, really."),
]


@pytest.mark.parametrize(("gap", "words"), GIVEN)
def test_a_reply_that_says_anything_is_not_called_a_dodge(gap: str, words: str) -> None:
    """However poor: nothing, somebody else, or half of it."""
    assert not not_answered(talk(LOGIN, (gap, words)))


IDOR = (
    "Ada reads Ben's invoice because the server loads it by the number in the path alone. I would add the customer of"
    " the session to the query and answer 404 where nothing is found."
)


def technical(reply: str, gap: str = "idor.automated-test") -> Turn:
    """An answer on a flaw, with a reply to one follow-up."""
    asked = replace(question(), kind=Kind.VULNERABILITY, rubrics=("idor",), competency="")
    probe = FollowUp("How would you make sure that it does not come back?", gap)
    replies = (Reply(probe, plain(reply), None),)
    return scored(replace(turn(transcript=plain(IDOR), follow_ups=replies), question=asked))


@pytest.mark.parametrize("gap", ["idor.automated-test", "twist", "always"])
@pytest.mark.parametrize(
    "words",
    [
        "It depends, I would have to look at it with the team.",
        "That's a good question, I don't know.",
        "Um, no idea, really.",
        "Hard to say. I'd need to think about that first.",
    ],
)
def test_a_technical_follow_up_that_was_put_off_is_named(gap: str, words: str) -> None:
    """Whatever it asked about, and once."""
    said = not_answered(technical(words, gap))
    assert said == ["You did not answer: How would you make sure that it does not come back?"]


@pytest.mark.parametrize(
    "words",
    [
        "It depends on the framework: with a shared query I'd test that alone.",
        "I don't know the number, but I would replay Ben's ids with Ada's session.",
        "I'd have to check the logs for other customers first.",
        "As I said, the query takes the customer from the session.",
        "I already said that.",
        "Random ids fix nothing.",
        "With a test as two users.",
        "We'd need to talk to the legal department before we tell the customers.",
    ],
)
def test_a_technical_reply_that_says_anything_is_an_answer(words: str) -> None:
    """To point at what was said before is one, too: the interviewer may have missed it."""
    assert not not_answered(technical(words))


def test_one_ducked_follow_up_is_named_by_its_question() -> None:
    """The first of them, without the words that were quoted before the question."""
    asked = FollowUp("You said “a lot faster”. By how much?", "metrics.vague")
    other = FollowUp("Which part of that was yours?", "ownership.we")
    replies = (
        Reply(asked, plain("That is hard to say."), None),
        Reply(other, plain("It was really a team effort."), None),
    )
    after = scored(turn(transcript=plain(LOGIN), follow_ups=replies))
    assert not_answered(after) == ["You did not answer: By how much?"]
