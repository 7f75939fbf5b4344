"""What the story checks say, family by family."""

from __future__ import annotations

import itertools

import pytest

from interviewer.answer import Answer, paced, plain
from interviewer.answer.actors import actors
from interviewer.checks import (
    advice,
    alternatives,
    examine,
    metrics,
    ownership,
    reflection,
    star,
    timing,
)
from interviewer.model import Finding, Kind, Part, Question, Verdict
from tests.support.stories import ACTION, HEADLINE, LESSON, RESULT, SITUATION, STORY, TASK, UNENDED

ASKED = Question(
    "q", Kind.BEHAVIORAL, "Tell me about a time.", target_s=(60.0, 120.0), limit_s=180.0
)


def rules(findings: list[Finding]) -> set[str]:
    """Names of the rules."""
    return {finding.rule for finding in findings}


def test_star_tells_shares_of_time_only_when_there_are_times() -> None:
    """Shares of the four parts add up to one; text has none, but shares of words."""
    timed = star.measure(Answer(paced(STORY)))
    assert timed.time_share is not None
    assert sum(timed.time_share.values()) == pytest.approx(1.0, abs=0.01)
    untimed = star.measure(Answer(plain(STORY)))
    assert untimed.time_share is None
    assert untimed.word_share is not None
    assert sum(untimed.word_share.values()) == pytest.approx(1.0, abs=0.01)
    assert untimed.sentences[0].start_s is None


def test_star_points_at_the_end_when_the_result_is_missing() -> None:
    """The quote is where a result belongs."""
    answer = Answer(plain(UNENDED))
    finding = next(item for item in star.run(answer) if item.rule == "star.no-result")
    assert answer.quote(finding.evidence[0]) == ACTION.split(". ")[1]
    assert "before" in finding.advice.lower()


def test_star_never_denies_a_step_that_was_told() -> None:
    """Where little was done, the step that was told is quoted and asked about."""
    told = Answer(
        plain(
            "Our sign-up form had 64 fields. Drop-off was 38 per cent. I deleted 45 of them."
            " Drop-off fell to 21 per cent within a month, and support calls halved."
        ),
        ASKED,
    )
    remark = next(one for one in star.run(told) if one.rule == "star.no-action")
    assert "“I deleted 45 of them”" in remark.message
    assert remark.verdict is Verdict.ASK


def test_star_praises_a_complete_story() -> None:
    """Strengths are findings too."""
    found = list(star.run(Answer(plain(STORY))))
    assert [finding.verdict for finding in found] == [Verdict.GOOD]


def test_metrics_stand_in_their_part() -> None:
    """The figure, its baseline, and where it was said."""
    found = metrics.measure(Answer(plain(STORY)))
    assert (found[0].value, found[0].before, found[0].in_part) == (0.0, 30.0, Part.RESULT)
    assert found[0].text == "from thirty a week to zero" or found[0].text == "thirty a week to zero"


def test_a_baseline_may_be_told_in_the_background() -> None:
    """The same unit, first in the situation and then in the result."""
    told = (
        "At my old company code reviews took four days on average, and nobody liked that."
        f" {TASK} {ACTION} As a result a review took one and a half days in the end."
    )
    assert "metrics.no-baseline" not in rules(list(metrics.run(Answer(plain(told)))))


def test_metrics_score_rises_with_outcomes_and_their_baselines() -> None:
    """None, one, and one with what it was before."""
    scores = [
        metrics.score(Answer(plain(f"{UNENDED} {end}")))
        for end in ("It was faster.", "As a result it was forty percent faster.", RESULT)
    ]
    assert scores == sorted(scores)
    assert round(scores[0]) == 0 < scores[1] < scores[2]


def test_ownership_counts_only_where_things_are_done() -> None:
    """The word "we" in the background is no fault."""
    ours = SITUATION.replace("I worked", "we all worked")
    who = actors(Answer(plain(f"{ours} {TASK} {ACTION} {RESULT}")))
    assert (who.verdict, who.we) == ("i", 0)
    assert who.i >= 3


def test_ownership_quotes_what_we_did() -> None:
    """The finding asks for the speaker's own part of the quoted sentence."""
    told = (
        "Last spring our nightly build kept failing, and we were told to stop that before May. So we read the logs."
        " Then we wrote a job that sends again, and we moved the report to a copy. Since then it has not failed."
    )
    answer = Answer(plain(told))
    found = [item for item in ownership.run(answer) if item.rule == "ownership.we"]
    assert len(found) == 1
    assert answer.quote(found[0].evidence[0]) in found[0].message


@pytest.mark.parametrize(
    "line",
    [
        "I migrated our auth service to a new library. It took two months and it went well.",
        "Last year I moved the clinic to the new forms. It was done by June and all were pleased.",
    ],
)
def test_one_deed_is_no_evidence_of_ownership(line: str) -> None:
    """Too little to tell is not scored; it is never full marks."""
    assert "ownership" not in examine(Answer(plain(line))).scores


def test_whoever_lays_all_on_others_owns_nothing() -> None:
    """However often "I" is said."""
    told = (
        "A mistake that I made. We had an outage because operations had rotated the certificate without telling anybody,"
        " and the documentation that they gave me was wrong. I opened a ticket, I rang their lead and I wrote a long mail."
        " I told them that it was their process. I learned that you can't rely on other teams."
    )
    found = examine(Answer(plain(told)))
    assert found.scores["ownership"] <= 20
    assert "ownership.i" not in {one.rule for one in found.findings}


def test_thinking_aloud_is_no_deed() -> None:
    """Saying "I think we fixed it" is still "we"."""
    told = STORY.replace(ACTION, "So I think we read the logs. Then I guess we wrote a job for it.")
    assert actors(Answer(plain(told))).verdict == "we"


def test_timing_tells_when_things_were_said() -> None:
    """Seconds to the first action and to the result, and whether the result came first."""
    clock = timing.measure(Answer(paced(STORY), ASKED))
    assert clock.first_action_s is not None
    assert clock.result_s is not None
    assert clock.first_action_s < clock.result_s
    assert clock.result_first is False
    first = timing.measure(Answer(paced(f"{HEADLINE} {SITUATION} {TASK} {ACTION}"), ASKED))
    assert first.result_first is True
    assert timing.measure(Answer(plain(STORY))).first_action_s is None


def test_timing_is_full_within_the_target_and_falls_off_smoothly() -> None:
    """Longer and shorter both cost, never by a jump."""
    scores = [
        timing.score(Answer(paced(STORY, pace), ASKED, Kind.WARM_UP)) or 0.0
        for pace in range(20, 140, 2)
    ]
    assert max(scores) == 100.0
    assert max(abs(one - other) for one, other in itertools.pairwise(scores)) < 20
    assert timing.score(Answer(plain(STORY))) is None


def test_a_learning_is_heard() -> None:
    """And asked for when it is not there."""
    assert "reflection.none" not in rules(list(reflection.run(Answer(plain(STORY)))))
    without = STORY.replace(LESSON, "")
    assert "reflection.none" in rules(list(reflection.run(Answer(plain(without)))))


@pytest.mark.parametrize(
    "end",
    [
        "I learned to trust the almanac and not the landlord.",
        "looking back the ladder should have come first",
        "If I did it again I'd ask the children before I asked the council.",
    ],
)
def test_a_lesson_that_is_plainly_told_is_never_missed(end: str) -> None:
    """However little else there is, who says what was learned need not hear that nothing was."""
    told = (
        "We keep an orchard near the river, and my grandfather planted it. There are old trees and young ones, the"
        " ladders are from before the war, and the road is bad in winter. In that year the frost came late. I lit"
        f" the stoves. The blossom stayed on. {end}"
    )
    assert "reflection.none" not in rules(list(reflection.run(Answer(plain(told)))))


def test_other_ways_are_asked_for() -> None:
    """Where a choice is told without a reason: a question at the very most, and after all else."""
    bare = f"{SITUATION} {TASK} {ACTION} Then I decided to move the report. In the end it worked."
    (gap,) = alternatives.run(Answer(plain(bare)))
    assert gap.verdict is Verdict.ASK
    assert gap.sure == advice.SHOWN
    told = STORY.replace(
        ACTION, f"{ACTION} Then I decided to move the report, because it was cheaper."
    )
    assert "alternatives.none" not in rules(list(alternatives.run(Answer(plain(told)))))


@pytest.mark.parametrize(
    "deed",
    [
        "I decided to restore it from the backup.",
        "We decided to call the customer the same evening.",
        "I restored it from the backup.",
    ],
)
def test_no_other_way_is_asked_for_where_nobody_would_weigh_one(deed: str) -> None:
    """Putting right what broke, and telling whom it concerns, are no choices."""
    told = f"{SITUATION} {TASK} {ACTION} {deed} In the end it worked."
    assert not list(alternatives.run(Answer(plain(told))))


def hollow(text: str) -> Finding:
    """What is said of an answer that tells nothing."""
    return next(one for one in star.run(Answer(plain(text))) if one.rule == "star.hollow")


SYNERGIES = (
    "The task was to migrate our build. The action was that I migrated it. I worked hard with all the stakeholders and"
    " leveraged synergies. The result was that it was migrated and we saved a significant amount of money and time."
)


def test_a_hollow_answer_hears_only_what_it_said() -> None:
    """Who said nothing of what they are like is not told so."""
    assert "what you are like" not in hollow(SYNERGIES).message
    like = (
        "I am a proactive leader and I always take ownership. I am passionate about teamwork and communication and I"
        " strive for excellence with all stakeholders."
    )
    assert "said what you are like" in hollow(like).message
    assert "what came of it" not in hollow(like).message


def test_a_claimed_size_in_a_hollow_answer_is_asked_for() -> None:
    """In the remark and by the interviewer."""
    found = hollow(SYNERGIES)
    assert "“significant amount”: how much" in found.message
    assert found.ask.startswith('You said "significant amount". How much')


@pytest.mark.parametrize(
    "told",
    [
        # a ramble that trails off
        "Okay so a conflict, well, there was this guy, he had come from the other company, the one in Bremen, no wait,"
        " Hanover, anyway he used to put his bike in the hallway, which is another story, and we had this argument about"
        " the reports, because before that it was Sabine, she left because of her knee, and I said that I did it three"
        " times already, and where was I, yes, the contract, so our boss was on holiday, and so I just wrote them again,"
        " and then at some point he did one, and it was fine. We still have lunch sometimes.",
        # an ending that only says that there was one
        "We did a big migration of the data centre last year. It was a difficult project with many stakeholders. We"
        " planned it for a long time, and we moved all the servers in three weekends. There were some issues but we"
        " solved them as a team. In the end everything was moved and management was happy.",
        # an ending in which the others got what they deserved
        "A mistake that I made. We had an outage because operations had rotated the certificate without telling anybody,"
        " and the manual was wrong. The QA team didn't test it. I opened a ticket, I rang their lead, and I told them that"
        " it was their process. In the end they had to apologise.",
    ],
)
def test_no_ending_is_praised_that_nobody_would_nod_at(told: str) -> None:
    """Neither behind a lost thread nor where it tells nothing that changed."""
    assert "star.ending" not in praised(told)


def test_more_people_are_a_result() -> None:
    """It is heard in passing, and its size is asked for."""
    told = (
        "At my school a lot of parents never came to the evenings. I had to get more of them to come. I talked with some"
        " of them, I wrote shorter letters and I moved it to Saturday morning. I also asked older students to call at"
        " home. It was a lot of work but it went really well and many more parents came."
    )
    found = {one.rule: one for one in examine(Answer(plain(told))).findings}
    assert "star.no-result" not in found
    assert "many more parents" in found["metrics.vague"].message
    assert (
        "How many" in found["metrics.vague"].message
        or "By how much" in found["metrics.vague"].message
    )


FLORIST = (
    "um so last may i ran the flower stall at the station in Ghent and the cold box broke on the saturday before"
    " mothers day and it was up to me to save two hundred bunches so i told the owner we would sell outside and i"
    " borrowed two barrows and i moved the roses into the cellar of the bakery and my cousin she brought ice in the"
    " end not one bunch was thrown away looking back i should have asked for a key long before so now i keep one"
)


def praised(text: str) -> dict[str, str]:
    """Rule -> the words that it praises."""
    answer = Answer(plain(text))
    found = (*star.run(answer), *ownership.run(answer), *reflection.run(answer))
    return {
        item.rule: answer.quote(item.evidence[0]) if item.evidence else ""
        for item in found
        if item.verdict is Verdict.GOOD
    }


def test_a_praise_quotes_what_it_praises() -> None:
    """A step of one's own and the look back, each in whole words."""
    words = praised(FLORIST)
    assert words["ownership.i"] == "i moved the roses into the cellar of the bakery"
    assert words["star.complete"] == "in the end not one bunch was thrown away"
    assert words["reflection.told"] == "i should have asked for a key long before"


def test_a_praise_quotes_no_clause_that_hangs_on_another() -> None:
    """A recogniser cuts behind "each time": what follows is no step."""
    told = (
        "i work in home care and two families had said i am always in a hurry so i asked my manager to come with me for one"
        " day and she wrote down each time i started to do something without saying it and it was thirty one times so i"
        " put a sticker on my watch and i started to say each step before i do it and after three months both were happy"
    )
    assert "without saying it" not in praised(told).get("ownership.i", "")


def test_a_lesson_anybody_could_draw_is_not_praised() -> None:
    """Words that fit every story look back on none."""
    told = STORY.replace(LESSON, "Looking back, I learned the importance of good communication.")
    assert "reflection.told" not in praised(told)


def test_the_we_that_is_asked_about_is_a_clause_of_its_own() -> None:
    """What somebody else did is not asked for."""
    answer = Answer(
        plain(
            "In June the choir in Split lost its hall a week before the concert and we had to find another. The"
            " mayor was away, so we asked the monks, and they said yes. We carried the benches through the snow and the"
            " organist he tuned the old piano. Three hundred people came."
        )
    )
    (asked,) = (item for item in ownership.run(answer) if item.rule == "ownership.we")
    assert answer.quote(asked.evidence[0]) == "We carried the benches through the snow"


@pytest.mark.parametrize(
    "end",
    [
        "From then on the two of us shared the cart.",
        "so the puppets they danced and the children went home singing",
        "The matinee sold out.",
    ],
)
def test_no_number_is_missed_where_no_size_is_claimed(end: str) -> None:
    """An outcome that is plain as it is told needs no figure; one whose size is claimed does."""
    told = (
        "Last winter our puppet theatre lost its strings man. I was asked to keep the show. I rang my old teacher,"
        " I practised with the marionettes every night, and I put tape on the crosses."
    )
    found = metrics.run(Answer(plain(f"{told} {end}")))
    assert all(one.sure < advice.SHOWN for one in found if one.rule == "metrics.none")


def test_a_cause_is_not_shown_as_the_task() -> None:
    """What had been left undone sets the scene."""
    told = (
        "Three years ago I built a small robot for our bakery, and it packed the rolls by itself. I recommended it to"
        " two other shops. Three weeks later the shop in Ghent called me on a Friday, because forty boxes were"
        " one roll short. My tests did not cover the long rolls at all, so the robot had counted them twice. I"
        " stopped the robot in all shops, I wrote to each of them, and I taught it the long rolls. In the end every"
        " box was paid back, and in the year after that not one came short."
    )
    shown = star.measure(Answer(plain(told))).sentences
    assert next(one for one in shown if "did not cover" in one.text).part is Part.SITUATION


def test_a_scene_told_in_a_reply_is_no_look_back() -> None:
    """It only stands last because somebody asked."""
    words = len(STORY.split())
    told = plain(f"{STORY} I was in the kitchen at about four in the afternoon when Ines rang.")
    shown = star.measure(Answer(told, replies=(words,))).sentences
    assert shown[-1].part is not Part.REFLECTION
    assert shown[-2].part is Part.REFLECTION


def test_a_regret_in_other_words_is_praised() -> None:
    """What one would have done, however the sentence is turned."""
    for end in (
        "Had I rung the mill on Monday, the flour would have been there.",
        "Were I to bake it again, I'd have weighed the eggs first.",
        "If I had a second try I'd begin with the cellar and not with the roof.",
        "I'd ask the millers much earlier, before the harvest is in.",
        "Next time I'd have the second oven warm before we begin.",
    ):
        found = {
            one.rule: one
            for one in examine(Answer(plain(f"{STORY.replace(LESSON, end)}"))).findings
        }
        assert "reflection.told" in found, end


def test_a_decision_is_no_ending_to_praise() -> None:
    """What was meant to be done says nothing of what came of it."""
    told = (
        "Last year the dairy lost milk at every transfer. I was asked to look into it. I stood at the pumps for two nights"
        " and I drew up three ways to seal them. In the end we decided to go for a new valve."
    )
    assert "star.ending" not in {one.rule for one in examine(Answer(plain(told))).findings}


def test_two_events_in_a_row_are_no_before_and_after() -> None:
    """When something happened says nothing of what it was before."""
    told = (
        "In May a climber fell at our wall and said that he was fine. I laid him down and I called the rescue. He was in"
        " the scanner thirty minutes later with a cracked spine. He walked out after nine days."
    )
    assert "metrics.baseline" not in {one.rule for one in examine(Answer(plain(told))).findings}
