"""What does not fit the question is asked about; a question for no story is scored as talk."""

import re
from pathlib import Path

import pytest
import yaml

from interviewer.answer import Answer, plain
from interviewer.answer.question_fit import TELLING, asked_by
from interviewer.audio.recorded_candidate import shipped
from interviewer.checks import examine, rule
from interviewer.checks.advice import fixes
from interviewer.checks.follow_up import follow_up
from interviewer.model import Kind, Question, Verdict
from interviewer.packs import catalogue

ON_THE_QUESTION = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "on_the_question.yaml").read_text("utf-8")
)
OFF = "relevance.off-question"


def answer(text: str, asked: str) -> Answer:
    """Words as an answer to a question."""
    return Answer(plain(text), Question("", Kind.BEHAVIORAL, asked))


def test_the_remark_comes_first_and_is_the_follow_up() -> None:
    """Whoever missed the question first hears that, as a question."""
    page = rule("relevance.off-question")
    assert page is not None
    missed = next(example for example, flagged in page.examples if flagged)
    asked = answer(missed.text, missed.question)
    findings = examine(asked).findings
    remark, *_ = fixes(findings)
    assert remark.rule == "relevance.off-question"
    assert remark.verdict is Verdict.ASK
    assert remark.message.endswith("?")
    probe = follow_up(asked.question, asked, findings)
    assert probe is not None
    assert probe.gap == "relevance.off-question"


def test_talk_is_not_scored_as_a_story() -> None:
    """Nothing of a story is missed, and without times nothing is scored at all."""
    told = answer(
        "I am Ana, I have been a nurse for six years, and I am here because your ward is the first near me.",
        "Tell me a little about yourself.",
    )
    found = examine(told)
    assert found.scores == {}
    assert found.story is None
    rules = {one.rule for one in found.findings if one.rule.startswith(("star", "metrics"))}
    assert rules == {"star.no-story"}  # asked, not scored: one example would help
    assert all(one.verdict is not Verdict.FIX for one in found.findings)


def remark(told: Answer) -> str:
    """What is said of the fit; empty when nothing is."""
    return next((one.message for one in examine(told).findings if one.rule == OFF), "")


def test_every_question_that_names_what_it_asks_for_has_a_fitting_answer() -> None:
    """And none repeats what its words say anyway."""
    named = {name: one for name, one in catalogue.load().questions.items() if one.asks}
    telling = {name for name, one in named.items() if set(one.asks) & set(TELLING)}
    assert telling
    assert telling <= set(ON_THE_QUESTION)
    assert all(set(one.asks) != asked_by(one.text) for one in named.values())


@pytest.mark.parametrize("name", ON_THE_QUESTION)
def test_a_fitting_answer_is_not_called_off_the_question(name: str) -> None:
    """Nor is it said to blame anybody."""
    question = catalogue.load().questions[name]
    findings = examine(Answer(plain(ON_THE_QUESTION[name]), question)).findings
    assert not [one.rule for one in findings if one.rule.startswith("relevance")]


@pytest.mark.parametrize("name", ["deliver-setback", "curious-beyond-the-ticket"])
def test_words_that_would_be_misread_are_overruled(name: str) -> None:
    """A result in spite of a setback is no failure; what curiosity led to need not be a lesson."""
    question = catalogue.load().questions[name]
    assert asked_by(question.text) & set(TELLING)
    assert not set(question.asks) & set(TELLING)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("strong/earn-trust-mistake", ""),
        ("strong/dive-deep-root-cause", ""),
        ("weak/earn-trust-mistake", "I heard a mistake of somebody else"),  # "wasn't our fault"
        ("weak/dive-deep-root-cause", ""),
    ],
)
def test_what_is_said_of_the_recorded_candidates_is_true(name: str, said: str) -> None:
    """The strong one answers what was asked; the weak one lays the mistake on a ticket."""
    who, _, question = name.partition("/")
    text = re.sub(r"\[pause [0-9.]+\]", " ", (shipped(who) / f"{question}.txt").read_text())
    found = remark(Answer(plain(text), catalogue.load().questions[question]))
    assert said in found
    assert bool(said) == bool(found)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Was there a situation where two people did not get along?",
            "I ran the garden section of a store, and two of my men would not speak to each other, over a forklift."
            " I took one to the break room and let him say his piece, then the other. Then I put both on one truck.",
        ),
        (
            "Can you think of a goal you missed?",
            "I bake for a hotel, and for Christmas I promised a thousand boxes without doing the sum. On the nineteenth I"
            " had three hundred. I went up to the sales office that morning and said that six hundred is all they get."
            " The promise was the mistake, not the oven. Now I take what I can do and leave out one day in five.",
        ),
    ],
)
def test_an_answer_in_other_words_fits_too(asked: str, told: str) -> None:
    """A quarrel without the word, and a mistake without the word."""
    assert not remark(answer(told, asked))


def test_no_success_is_claimed_to_have_been_heard() -> None:
    """An answer without a mistake may be somebody else's mistake as well."""
    told = (
        "Our archivist was to clear the old orders. The delete had the wrong date in it, and on a Friday evening a"
        " whole year of orders was gone. He sat there for two nights and brought them back from tape, all but forty."
    )
    assert "success" not in remark(answer(told, "Describe an error you made."))


CONFESSIONS = (
    "I give swimming lessons in Split. I put a boy of six into the deep group because his father insisted, and I knew"
    " he was not ready. He swallowed water and he did not come back. I told his parents that the decision had been mine."
    " They found another teacher, who started in the shallow end. Now the child shows me three things first.",
    "i was the archivist of our parish and we got those letters from a widow and i lent them to a student without a list"
    " and when they came back two were gone and she had to hear that from me i never asked for a receipt i never asked"
    " for anything she cried a bit and i still think about it since then nothing leaves the room",
    "In the brewery I set the timer for the mash and went home. I should have waited for the second reading. In the"
    " morning the whole batch was sour, four thousand litres, and we poured it away. I wrote down each step for the"
    " owner the same day. We now have two people for the mash.",
)


@pytest.mark.parametrize("told", CONFESSIONS)
def test_a_confession_is_never_called_off_the_question(told: str) -> None:
    """However much of it is about others."""
    assert not remark(answer(told, "Give me an example of a time you failed."))


@pytest.mark.parametrize(
    "told",
    [
        "My colleague on the ferry in Bari loaded the lorries on the wrong side, because he had misread the plan. I saw it"
        " from the bridge. I stopped the ramp, I called him up and I had two of them moved. We left twenty minutes late and"
        " the captain thanked me. My colleague learned to turn the plan round.",
        "so there was this new cashier in our cinema and she gave out the tickets for the wrong hall and three hundred"
        " people stood in the corridor i went out and i told them there is free popcorn and i opened both doors and in ten"
        " minutes everybody sat she got a warning from the boss and i was employee of the month",
    ],
)
def test_a_colleagues_mistake_is_no_mistake_of_ones_own(told: str) -> None:
    """Only what the colleague did went wrong."""
    said = remark(answer(told, "Tell me about a mistake you made and what you learned from it."))
    assert "I heard a mistake of somebody else" in said


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Tell me about a time you had to persuade someone to change their mind.",
            "As a tram driver in Lodz I was given the night line with one day of notice. I slept in the afternoon, I"
            " learned the stops from a film and I filled two flasks with tea. The first night went without a delay. Since"
            " then I keep a list of the bakeries that open at four.",
        ),
        (
            "Describe a time you received critical feedback.",
            "i had to talk to one of my cleaners about the smell of smoke i took her to the linen room so nobody hears and"
            " i said it's not about you it's about the guests and she cried and then she changed her coat before every"
            " shift and we're still good",
        ),
        (
            "Describe a conflict with a colleague.",
            "For the harvest fair I built an arch of four hundred pumpkins. I drew it first, I welded the frame with my"
            " cousin and I hung each one with wire. It stood for three weeks, and people came from the city to be married"
            " under it.",
        ),
    ],
)
def test_another_topic_is_noticed(asked: str, told: str) -> None:
    """A change of plan is no persuasion, giving feedback is not getting it, and a feat is no quarrel."""
    assert remark(answer(told, asked))


BLAME = "relevance.blame"


def test_sympathy_is_no_blame() -> None:
    """What a struggling colleague could not do yet is told with kindness."""
    told = (
        "Our new gardener was slow. He never found the valve, he just stood there, and they never explained it. He was"
        " ashamed, I could see that. So I walked the pipes with him before work and painted each valve. By June he was the"
        " one who showed them to the students."
    )
    question = "Tell me about a time you helped a colleague."
    assert BLAME not in {one.rule for one in examine(answer(told, question)).findings}
    bitter = told.replace("He was ashamed, I could see that. ", "").replace("he just", "he simply")
    assert BLAME in {one.rule for one in examine(answer(bitter, question)).findings}


def test_a_disagreement_is_missed_only_where_one_was_asked_for() -> None:
    """Somebody hard to work with, or rude, is described without two people who want different things."""
    named = re.compile(r"disagree|quarrel|conflict|differen|argued|convince")
    wrong = [
        question.id
        for pack in catalogue.load_all().values()
        for question in pack.questions.values()
        if "conflict" in question.asks and not named.search(question.text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Tell me about a disagreement at work.",
            "There was a row over the rota in the kitchen last May. Some wanted long shifts and fewer days, others"
            " wanted short ones. I put both on paper, everybody ticked one, and the short ones won nine to four.",
        ),
        (
            "Tell me about a disagreement with your manager.",
            "My manager wanted to drop the evening class because nobody came. I thought that the door was locked too"
            " early. He didn't believe me. I sat on the stairs for two evenings and counted thirty people who rattled at"
            " it. He gave me a month, and the class filled up.",
        ),
        (
            "Tell me about an argument that you lost.",
            "As the only gardener on the estate I was against paving the orchard. I offered to drain it first. The owner"
            " said that her guests came in heels, and she decided for stone. I told her that it was a mistake, and then"
            " I laid the stone on sand, with a gap round each of the nine trees. All nine bore fruit in the autumn.",
        ),
        (
            "Tell me about a time you worked to a tight deadline.",
            "I moved the whole archive in three days instead of ten. I packed at night and I drove by day, two hundred"
            " boxes, and my cousin carried with me. Nothing broke, and the landlord got his keys.",
        ),
    ],
)
def test_what_was_plainly_told_is_never_denied(asked: str, told: str) -> None:
    """Two sides that want different things are a disagreement, and a number of days is a limit."""
    assert OFF not in {one.rule for one in examine(answer(told, asked)).findings}


def test_a_success_is_no_failure_because_it_repeats_the_question() -> None:
    """An opening that only takes up the question confesses nothing."""
    told = (
        "Um, a time I failed, okay. I sold phone plans in a kiosk in my second summer, and the target was sixty. I moved"
        " out from behind the counter, I asked everybody how old their phone was, and I sold seventy four. They gave me"
        " a gift card, and my boss put my photo up on the wall."
    )
    assert OFF in {
        one.rule for one in examine(answer(told, "Tell me about a time you failed.")).findings
    }


def test_whoever_passes_the_blame_on_is_asked_for_the_own_part() -> None:
    """Once, first, and without a praise of the lesson."""
    page = rule("relevance.blame")
    assert page is not None
    for example, flagged in page.examples:
        told = answer(example.text, example.question)
        findings = examine(told).findings
        laid = [one for one in fixes(findings) if "lies with others" in one.message]
        if flagged and any(one.rule == "relevance.blame" and one.ask for one in findings):
            assert laid == [fixes(findings)[0]]
            assert laid[0].message.endswith("What was your own part in it?")
            assert "reflection.told" not in {one.rule for one in findings}
            probe = follow_up(told.question, told, findings)
            assert probe is not None
            assert "own part" in probe.text
        else:
            assert not laid


def test_a_lesson_about_others_earns_little() -> None:
    """And a lesson of one's own all."""
    told = (
        "A mistake of mine was the move of our surgery last June. The agency didn't label one box, and the old landlord"
        " never gave us the second key. I rang both of them and we opened two days late. I learned that"
    )
    others = examine(answer(f"{told} you can't rely on other people.", "")).scores
    own = examine(answer(f"{told} I have to ask for both keys a week before.", "")).scores
    assert others["reflection"] < 40 < own["reflection"]
    assert others["overall"] < own["overall"] - 10


PASSED_ON = (
    "The release failed because QA did not test it, and operations gave me the wrong certificate. I told them it was"
    " their process. I learned that you can't rely on other teams so I check it myself."
)


@pytest.mark.parametrize(
    "question", ["Tell me about a mistake.", "Tell me about a failure of yours.", ""]
)
@pytest.mark.parametrize(
    "told",
    [
        PASSED_ON,
        "A mistake of mine, well. The courier forgot the box and the office never told us. They never listen, he just"
        " shrugged, and she didn't even call. So the clinic had no vaccine for two days, and I said so to the boss. I"
        " learned that people just don't do their job.",
    ],
)
def test_the_same_words_are_held_against_nobody_twice(told: str, question: str) -> None:
    """Who lays every cause on others hears it in one finding, whatever was asked."""
    rules = [one.rule for one in examine(answer(told, question)).findings]
    assert [rule for rule in rules if rule.startswith("relevance.")] == [BLAME]


def test_blame_is_named_beside_a_far_too_short_answer() -> None:
    """A line is enough to hear it; what else is missing goes without saying."""
    said = [
        one.rule for one in fixes(examine(answer(PASSED_ON, "Tell me about a mistake.")).findings)
    ]
    assert said == ["timing.fragment", BLAME]


def test_a_remark_on_blame_leaves_the_words_to_its_quote() -> None:
    """They are shown once, whole."""
    remarks = examine(answer(PASSED_ON, "Tell me about a mistake.")).findings
    laid = next(one for one in remarks if one.rule == BLAME)
    assert "“" not in laid.message
    assert laid.evidence


OWNED = (
    "In my second year on the stroke ward I gave a man his blood thinner two hours after it had been paused. I had read the"
    " chart at seven and not again at nine. He could have bled. I told the doctor right away and I sat down with his"
    " daughter and told her what I had done. Since then our ward reads the chart aloud in pairs.",
    "We launched a loyalty programme in 2023 and it failed. I was the product manager. I think the main reason was that we"
    " built it for six months without showing it to customers. I ran eleven interviews after the launch and I proposed to"
    " drop the points. Members went up to six thousand by the end of the year.",
    "I made a rota for the lifeguards in March and put two new people on the deep pool. The incident report I filled in"
    " against myself, and I named nobody else. We reported it against myself at the club as well. Two girls were pulled out"
    " by a guest. Now a new one stands beside an old one for a month.",
)


@pytest.mark.parametrize("told", OWNED)
def test_an_own_part_in_other_words_is_heard(told: str) -> None:
    """Who told the people concerned, named the cause as "we", or blamed nobody else has owned up."""
    for asked in ("Tell me about a mistake.", "Tell me about a time you failed."):
        assert not remark(answer(told, asked))
