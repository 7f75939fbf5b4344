"""A fainter voice in the room is somebody else's; a candidate who trails off stays the candidate."""

from __future__ import annotations

from interviewer.audio.bystanders import LOUD_S, Room, VoicedInterval, nearest, parted


def said(*parts: tuple[float, float, float]) -> list[VoicedInterval]:
    """Passages: start, length and level."""
    return [VoicedInterval(start, start + length, level) for start, length, level in parts]


TALK = ((0.0, 1.0, -20.0), (1.0, 1.0, -22.0), (2.2, 1.0, -24.0), (3.5, 1.0, -21.0))


def test_a_faint_utterance_by_itself_is_somebody_elses() -> None:
    """Whether it comes after the candidate or, as is known later, before."""
    passages = said(*TALK, (8.0, 1.0, -41.0), (9.0, 0.6, -43.0))
    own, others = parted(passages, nearest(passages))
    assert own == passages[:4]
    assert others == passages[4:]
    before = said((-5.0, 1.0, -41.0), *TALK)
    assert parted(before, nearest(before))[1] == before[:1]


def test_soft_last_words_are_the_candidates() -> None:
    """After a pause they are no fainter than people get, and right after a word they may be."""
    for soft in ((5.6, 0.7, -33.0), (4.8, 0.7, -40.0), (4.5, 1.0, -39.0)):
        passages = said(*TALK, soft)
        assert parted(passages, nearest(passages)) == (passages, [])


def test_whoever_goes_on_faintly_after_the_last_word_is_somebody_else() -> None:
    """A television leaves no silence."""
    passages = said(*TALK, (4.6, 1.0, -42.0), (5.6, 1.0, -40.0), (6.6, 0.4, -44.0))
    assert parted(passages, nearest(passages)) == (passages[:4], passages[4:])


def test_a_voice_heard_for_a_moment_is_nobody_elses() -> None:
    """Until three seconds were said, nobody knows how loud the candidate is."""
    passages = said((0.0, 1.0, -20.0), (3.0, 1.0, -45.0))
    assert parted(passages, nearest(passages)) == (passages, [])
    assert sum(item.length for item in passages) < LOUD_S
    assert parted([], nearest([])) == ([], [])


def test_how_loud_the_candidate_was_counts_until_there_is_enough() -> None:
    """So that somebody who speaks before the first word of an answer is told apart as well."""
    room = Room(-22.0)
    assert room.parted(said((0.0, 1.0, -42.0))) == ([], said((0.0, 1.0, -42.0)))
    assert room.parted(said((0.0, 1.0, -30.0))) is None
    softer = [(float(second), 1.0, -40.0) for second in range(4)]
    room.add(said(*softer))
    assert room.parted([]) is None
    assert room.near_db() == -40.0


def test_others_who_say_more_do_not_become_the_candidate() -> None:
    """The loudest seconds count, not the most."""
    passages = said(*TALK, *((10.0 + second, 1.0, -42.0) for second in range(60)))
    assert nearest(passages) == -22.0
    assert len(parted(passages, nearest(passages))[0]) == 4
