"""The checks together: honest on any input, and never swung by little."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interviewer import checks
from interviewer.answer import Answer, paced, plain
from interviewer.answer.story import story
from interviewer.checks import Examination, examine, overall, timing
from interviewer.checks.delivery import Delivery
from interviewer.checks.family_weights import WEIGHTS
from interviewer.checks.star_score import WORTH
from interviewer.checks.timing import Timing
from interviewer.model import Kind, Part, Question, Span, Transcript, Word
from tests.support.stories import ACTION, BEGUN, HOLLOW, RESULTS, SPOKEN, STORY, UNENDED

TIMES = st.one_of(st.none(), st.floats(-10, 1000, allow_nan=False))
TIMED = st.lists(st.builds(Word, st.text(max_size=8), TIMES, TIMES, st.none()), max_size=80)
STRIPPED = "".join(letter for letter in STORY if letter.isalnum() or letter == " ").lower()


def sound(answer: Answer, examination: Examination) -> None:
    """Scores are within 0 to 100, and evidence lies within the words."""
    assert all(0 <= score <= 100 for score in examination.scores.values())
    for finding in examination.findings:
        assert finding.message
        assert finding.gain >= 0
        for span in finding.evidence:
            assert 0 <= span.first < span.last <= len(answer.words)
            assert isinstance(span, Span)


@settings(max_examples=80)
@given(SPOKEN, st.sampled_from(list(Kind)))
def test_any_text_is_examined_honestly(text: str, kind: Kind) -> None:
    """Empty, one word, emoji, control characters: no crash, and evidence that exists."""
    answer = Answer(plain(text), kind=kind)
    sound(answer, examine(answer))


@settings(max_examples=80)
@given(TIMED, st.one_of(st.none(), st.floats(0, 2000)))
def test_any_word_times_are_examined_honestly(words: list[Word], duration: float | None) -> None:
    """Overlapping, backward, negative and missing times."""
    answer = Answer(Transcript(tuple(words), duration=duration))
    sound(answer, examine(answer))


@pytest.mark.slow
def test_fifty_thousand_words_are_examined() -> None:
    """With punctuation and without."""
    many = 50_000 // len(STORY.split()) + 1
    for text in (STORY, STRIPPED):
        answer = Answer(paced(" ".join([text] * many)))
        assert len(answer.words) >= 50_000
        sound(answer, examine(answer))


@pytest.mark.parametrize("text", ["", "   ", "-- …", "🙂 🎉"])
def test_silence_gets_no_score(text: str) -> None:
    """Nothing was said, so nothing is scored, and the finding says so."""
    found = examine(Answer(plain(text)))
    assert [finding.rule for finding in found.findings] == ["language.none"]
    assert (found.scores, found.story, found.manner) == ({}, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Letztes Jahr hatten wir ein Problem mit der Datenbank, und ich habe es dann gelöst.",
        "L'année dernière nous avons eu un problème avec la base de données et je l'ai réglé.",
        "去年 我们 的 数据库 有 一个 很大 的 问题 我 最后 解决了 它",
        "No ano passado tivemos um grande problema com a base de dados e eu resolvi a situação.",
        "في العام الماضي كان لدينا مشكلة كبيرة في قاعدة البيانات",
        "בשנה שעברה הייתה לנו בעיה",
        "wir haben dann ein Threat Model gemacht und den Scanner in die Pipeline eingebaut",
        "W zeszłym roku mieliśmy duży problem z bazą danych i sam go potem rozwiązałem",
    ],
)
def test_other_languages_are_told_and_not_scored(text: str) -> None:
    """The cues are English; a score would be made up."""
    found = examine(Answer(plain(text)))
    assert [finding.rule for finding in found.findings] == ["language.other"]
    assert found.scores == {}


def test_a_good_story_beats_its_parts() -> None:
    """Structure, numbers and learning all count."""
    whole = examine(Answer(plain(STORY))).scores["overall"]
    assert whole > 80
    assert examine(Answer(plain(UNENDED))).scores["overall"] < whole - 20


@pytest.mark.parametrize("text", HOLLOW)
def test_stuffed_and_hollow_answers_score_low(text: str) -> None:
    """Words that interviews like are no story, and neither is the past tense with nothing in it."""
    found = examine(Answer(plain(text)))
    assert found.scores["star"] <= 20
    assert found.scores["overall"] <= 25
    assert any(one.rule in {"star.hollow", "star.no-story"} for one in found.findings)


@settings(max_examples=60)
@given(st.sampled_from(BEGUN), st.sampled_from(RESULTS))
def test_a_true_result_never_lowers_the_structure(begun: str, result: str) -> None:
    """Telling how it ended helps, whatever was told before."""
    before = examine(Answer(plain(begun))).scores["star"]
    assert examine(Answer(plain(f"{begun} {result}"))).scores["star"] >= before - 0.5


@settings(max_examples=60)
@given(st.sampled_from(BEGUN), st.lists(st.sampled_from(RESULTS), min_size=2, max_size=2))
def test_a_second_result_costs_nothing(begun: str, results: list[str]) -> None:
    """More of the same moves the reading of its neighbours a little, and the score by no more."""
    first, second = results
    before = examine(Answer(plain(f"{begun} {first}"))).scores["star"]
    assert examine(Answer(plain(f"{begun} {first} {second}"))).scores["star"] >= before - 3


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["um", "uh", "er"])), max_size=12))
def test_more_fillers_never_raise_delivery(fillers: list[tuple[int, str]]) -> None:
    """The same recording with fillers in its gaps sounds no better."""
    words = list(paced(STORY, 140).words)
    before = examine(Answer(Transcript(tuple(words), duration=40.0))).scores["delivery"]
    for place, sound_ in fillers:
        after = words[min(place, len(words) - 1)]
        assume(after.end is not None)
        words.append(Word(sound_, after.end, (after.end or 0) + 0.02))
    words.sort(key=lambda word: word.start or 0.0)
    assert examine(Answer(Transcript(tuple(words), duration=40.0))).scores["delivery"] <= before


@settings(max_examples=60)
@given(st.integers(0, len(STORY.split()) - 1))
def test_one_word_less_swings_little(place: int) -> None:
    """No word carries more than the part it ends: one that takes a full stop along joins two parts."""
    words = STORY.split()
    whole = examine(Answer(plain(STORY))).scores
    less = examine(Answer(plain(" ".join(words[:place] + words[place + 1 :])))).scores
    within = words[place][-1] != "."
    assert abs(whole["star"] - less["star"]) <= (15 if within else WORTH[Part.RESULT])
    assert abs(whole["overall"] - less["overall"]) <= 20


@settings(max_examples=60)
@given(st.integers(0, len(ACTION.split()) - 6), st.integers(2, 5))
def test_half_a_sentence_less_costs_no_other_part(place: int, size: int) -> None:
    """Words lost from what was done leave the other parts where they were."""
    words = ACTION.split()
    rest = " ".join(words[:place] + words[place + size :])
    less = story(Answer(plain(STORY.replace(ACTION, rest))))
    assert less.is_story
    assert all(less.present[part] for part in (Part.SITUATION, Part.TASK, Part.RESULT))


@settings(max_examples=40)
@given(st.sampled_from([STORY, *BEGUN]), st.floats(20, 400))
def test_text_without_word_times_invents_none(text: str, seconds: float) -> None:
    """A duration alone gives pace and fillers a minute; places and shares stay unknown."""
    bare = examine(Answer(plain(text)))
    assert not {"timing", "delivery"} & set(bare.scores)
    timed = examine(Answer(plain(text, duration=seconds)))
    assert {"timing", "delivery"} <= set(timed.scores)
    heard, clock = timed.manner, timed.timing
    assert isinstance(heard, Delivery)
    assert isinstance(clock, Timing)
    assert heard.words_per_minute == pytest.approx(
        60 * len(text.split()) / seconds, abs=0.051
    )  # to a tenth
    assert (heard.pauses, heard.first_word_s, heard.pace_by_quarter) == ((), None, ())
    assert (clock.shares, clock.first_action_s, clock.result_s) == (None, None, None)


def test_the_overall_score_is_the_stated_weighting() -> None:
    """Families without a score leave their share to the others."""
    scores = {"star": 50.0, "metrics": 100.0}
    assert overall(Kind.BEHAVIORAL, scores) == round((40 * 50 + 15 * 100) / 55, 1)
    assert set(WEIGHTS) == set(Kind)


def test_gains_are_in_points_of_the_overall_score() -> None:
    """Fixing everything cannot bring more than is missing in that family's share."""
    found = examine(Answer(plain(UNENDED)))
    result = next(finding for finding in found.findings if finding.rule == "star.no-result")
    assert 0 < result.gain <= 100 - found.scores["overall"]


def test_no_gain_is_more_than_the_family_has_left() -> None:
    """Fixing one thing cannot lift a family above 100."""
    for check in (*checks.STORY, *checks.MANNER):
        for rule in check.rules:
            for example, _ in rule.examples:
                answer = example.answer(frozenset({Kind.BEHAVIORAL}))
                points = (check.score(answer) if check.score else None) or 0.0
                for finding in check.run(answer):
                    assert 0 <= finding.gain <= 100 - points + 1e-6, (finding, points)


def test_a_longer_answer_gains_what_its_finding_promised() -> None:
    """The gain of a short answer is what the right length is worth, whatever its shares."""
    short = Answer(paced(STORY, 140))
    (finding,) = (item for item in timing.run(short) if item.rule == "timing.too-short")
    asked = Question("q", Kind.BEHAVIORAL, "", target_s=(5.0, 240.0))
    gained = (timing.score(replace(short, question=asked)) or 0) - (timing.score(short) or 0)
    assert finding.gain == pytest.approx(gained)


def test_the_same_answer_gives_the_same_findings() -> None:
    """To the byte."""
    assert examine(Answer(plain(STORY))) == examine(Answer(plain(STORY)))


def test_families_say_how_they_score_and_what_it_sounds_like() -> None:
    """A formula, and 20, 50, 80 and 95 in words."""
    for name in ("star", "metrics", "ownership", "timing", "delivery"):
        family = checks.family(name)
        assert family is not None
        assert [anchor.score for anchor in family.anchors] == [20, 50, 80, 95]
        assert family.formula
        assert WEIGHTS[Kind.BEHAVIORAL][name] > 0
    assert checks.family("unknown") is None


def test_a_rule_is_found_by_its_name() -> None:
    """And an unknown name gives None."""
    found = checks.rule("star.no-result")
    assert found is not None
    assert found.name == "star.no-result"
    assert checks.rule("star.nothing") is None


def test_a_length_that_misses_by_a_second_is_not_worth_a_word() -> None:
    """Neither criticised nor praised: nobody speaks by the second."""
    spoken = timing.measure(Answer(paced(STORY, 140))).duration_s or 0.0
    for target in ((spoken + 1.0, 240.0), (5.0, spoken - 1.0)):
        asked = Question("q", Kind.BEHAVIORAL, "", target_s=target)
        rules = {
            item.rule for item in timing.run(replace(Answer(paced(STORY, 140)), question=asked))
        }
        assert not rules & {"timing.too-short", "timing.too-long", "timing.good"}
