"""One story is known again in other words; two stories are not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.progress.stories import repeats, stories
from tests.examples import STORY
from tests.histories import AGAIN, OTHER, answered, entries, entry, kept

RETOLD = (
    (
        "In my second year at the bank I found that our payment exports held card numbers in plain text. I was the"
        " one who owned the export. I wrote a masking step, ran it beside the old job for two weeks, and compared the"
        " files. We went from twelve thousand exposed cards to none, and the auditor closed the finding.",
        "At the bank, about two years in, the export of payments still had plain card numbers in it, and the export"
        " was mine. So I built a step that masks them. I let both jobs run next to each other for two weeks and"
        " compared what came out. Twelve thousand cards were exposed before, none after, and audit was satisfied.",
    ),
    (
        "A vendor wanted administrator rights on our build servers by Friday. My director had already said yes. I"
        " showed him the three credentials on those servers, proposed a jump host with session recording, and set it"
        " up in two days. The vendor delivered on Friday, with no administrator rights at all.",
        "My director had promised a vendor administrator access to the build servers before the week was over. I went"
        " to him with a list of the credentials that sat there, and offered a jump host that records sessions. Two"
        " days later it stood. The vendor made the Friday date and never needed to be administrator.",
    ),
    (
        "Support tickets about locked accounts took our team six hours a week. I measured which rule locked them, saw"
        " that nine of ten were roaming phones, and changed the rule to look at the device. Tickets dropped from"
        " eighty to seven a week.",
        "We lost six hours every week to people whose account was locked. So I counted the rules behind it: roaming"
        " phones, nine times out of ten. I made the rule look at devices, and the tickets went from eighty a week to"
        " seven.",
    ),
    (
        "A new colleague from operations wanted to move into security. I gave her an hour every Thursday for half a"
        " year, let her lead two reviews, and sat silent in the second one. She passed the internal exam in March and"
        " now runs the review rota.",
        "Someone in operations asked me how to get into security. For six months we met on Thursdays for an hour. She"
        " led two reviews and in the second I only listened. In March she passed the exam, and today the review rota"
        " is hers.",
    ),
)
"""Stories told twice, in other words."""


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


@pytest.mark.parametrize("pair", RETOLD)
def test_a_retelling_is_found_among_others(tmp_path: Path, pair: tuple[str, str]) -> None:
    """Other stories stand between."""
    assert bank(tmp_path, pair[0], OTHER, STORY, pair[1]) == [[0, 3], [1], [2]]


def test_different_stories_are_kept_apart(tmp_path: Path) -> None:
    """Even as answers to one question."""
    texts = (STORY, OTHER, *(first for first, _ in RETOLD))
    assert bank(tmp_path, *texts, questions=False) == [[number] for number in range(len(texts))]


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
    assert story.last_told == third.attempt.started
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
