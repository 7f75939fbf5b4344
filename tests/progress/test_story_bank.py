"""One story is known again in other words; two stories are not taken for one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from interviewer.answer import Answer, plain
from interviewer.history.answer_figures import content_stems
from interviewer.progress.story_bank import SAME, likeness, repeats, stories, weights_of
from tests.support.examples import STORY
from tests.support.histories import AGAIN, OTHER, answered, entries, entry, kept
from tests.support.retold import RETOLD


def bank(root: Path, *texts: str, questions: bool = True) -> list[list[int]]:
    """Which of these answers, numbered from 0, are one story."""
    for number, text in enumerate(texts):
        kept(root, answered(text, f"question-{number if questions else 0}"), days=number)
    found = entries(root)
    assert len(found) == len(texts)
    assert all(item.keys for item in found)
    groups = [[found.index(told) for told in story.tellings] for story in stories(found)]
    return sorted(groups)


def test_a_story_is_known_in_other_words(tmp_path: Path) -> None:
    """Told for another question, half a year later."""
    assert bank(tmp_path, STORY, OTHER, AGAIN) == [[0, 2], [1]]


@pytest.mark.parametrize("pair", RETOLD[:4])
def test_a_retelling_is_found_among_others(tmp_path: Path, pair: tuple[str, str]) -> None:
    """Other stories stand between."""
    assert bank(tmp_path, pair[0], OTHER, STORY, pair[1]) == [[0, 3], [1], [2]]


def test_different_stories_are_kept_apart(tmp_path: Path) -> None:
    """Even as answers to one question."""
    texts = (STORY, OTHER, *(first for first, _ in RETOLD[:4]))
    assert bank(tmp_path, *texts, questions=False) == [[number] for number in range(len(texts))]


def test_most_retellings_are_known_and_no_two_stories_are_taken_for_one() -> None:
    """Nine of ten, whatever a judge says of the answers; nothing else comes near."""
    told = [[content_stems(Answer(plain(text))) for text in pair] for pair in RETOLD]
    weights = weights_of([keys for pair in told for keys in pair])
    assert sum(likeness(one, again, weights) >= SAME for one, again in told) >= 8
    strangers = combinations(told, 2)
    assert max(likeness(a, b, weights) for one, two in strangers for a in one for b in two) < SAME


def test_answers_that_tell_no_story_are_left_out() -> None:
    """Opinions and exercises have no keys."""
    assert stories([entry(keys=""), entry(keys="walrus anvil")])[0].tellings[0].keys
    assert stories([]) == ()


def test_a_story_knows_its_best_telling_and_what_it_serves() -> None:
    """The latest story comes first; competencies it was told for come before those it touches."""
    first = entry("a", keys="walrus anvil", score=60, competency="ownership", also=("frugality",))
    again = entry("b", keys="walrus anvil", score=80, competency="dive-deep", days=1)
    third = entry("c", keys="walrus anvil", score=None, competency="dive-deep", days=2)
    other = entry("d", keys="teapot", days=3)
    newest, story = stories([first, again, third, other])
    assert (newest.number, newest.tellings) == (1, (other,))
    assert story.tellings == (first, again, third)
    assert story.best == again
    assert story.last_telling_at == third.attempt.started
    assert story.serves == ("dive-deep", "ownership", "frugality")
    assert story.questions == ("a", "b", "c")


@pytest.mark.parametrize(
    ("names", "seeds", "noticed"),
    [
        (("onsite-1", "onsite-3"), (7, 7), True),
        (("onsite-1", "onsite-3"), (7, 8), False),
        (("onsite-1", "phone-screen"), (7, 7), False),
        (("phone-screen", "phone-screen"), (7, 7), False),
        (("drill", "drill"), (7, 7), False),
    ],
)
def test_a_story_told_twice_in_one_loop_is_noticed(
    names: tuple[str, str], seeds: tuple[int, int], noticed: bool
) -> None:
    """Sittings of one seed are one loop; other sessions are interviews of their own."""
    told = [
        entry(f"q{n}", keys="walrus anvil", name=name, seed=seed, days=n)
        for n, (name, seed) in enumerate(zip(names, seeds, strict=True))
    ]
    assert bool(repeats(stories(told))) is noticed


def test_another_try_at_the_same_question_is_no_repeat() -> None:
    """Two questions of one session are."""
    one = entry("a", keys="walrus", number=1)
    again = entry("a", keys="walrus", number=2)
    other = entry("b", keys="walrus", number=3)
    assert repeats(stories([one, again])) == ()
    (repeat,) = repeats(stories([one, again, other]))
    assert repeat.tellings == (one, other)
