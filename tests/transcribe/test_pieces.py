"""Where recordings are cut, and what the frames of a sound say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from interviewer.audio.sound import RATE
from interviewer.audio.voice_activity import FRAME
from interviewer.model import Word
from interviewer.transcribe import pieces
from interviewer.transcribe.pieces import FRAMES_PER_SECOND, Frames


def frames(*parts: tuple[float, bool]) -> Frames:
    """Stretches of so many seconds, spoken or not."""
    speaks = np.concatenate(
        [np.full(round(seconds * FRAMES_PER_SECOND), voice) for seconds, voice in parts]
    )
    probability = np.where(speaks, 0.9, 0.05).astype(np.float32)
    return Frames(probability, np.where(speaks, -20.0, -60.0).astype(np.float32))


def seconds(frame: int | None) -> float | None:
    """When a frame starts."""
    return None if frame is None else frame / FRAMES_PER_SECOND


speech = st.lists(st.tuples(st.floats(0.1, 20), st.booleans()), min_size=1, max_size=12)


class Known(pieces.Activity):
    """Hears frames that are known beforehand."""

    def __init__(self, whole: Frames) -> None:
        super().__init__()
        self._whole, self._known = whole, 0

    def feed(self, block: NDArray[np.int16] | NDArray[np.float32]) -> bool:
        """Count the samples."""
        self._known += len(block)
        return False

    def since(self, first: int) -> Frames:
        """The frames of what came in."""
        return self._whole[first : self._known // FRAME]


def streamed(whole: Frames, block_s: float) -> list[pieces.Piece]:
    """The pieces of a sound with these frames, which comes in blocks of that length."""
    samples = np.arange(len(whole) * FRAME, dtype=np.float32)
    size = max(1, round(block_s * RATE))
    blocks = (samples[start : start + size] for start in range(0, len(samples), size))
    return list(pieces.stream(blocks, activity=Known(whole)))


@settings(deadline=None)
@given(speech, st.floats(0.03, 40))
def test_pieces_are_contiguous_and_fit(parts: list[tuple[float, bool]], block_s: float) -> None:
    """Nothing is lost or heard twice, and no piece is longer than Whisper's window."""
    whole = frames(*parts)
    cuts = streamed(whole, block_s)
    heard = np.concatenate([np.zeros(0, np.float32), *(piece.samples for piece in cuts)])
    np.testing.assert_array_equal(heard, np.arange(len(whole) * FRAME, dtype=np.float32))
    assert [piece.start for piece in cuts] == [int(piece.samples[0]) for piece in cuts]
    assert all(len(piece.samples) <= pieces.LONGEST_S * RATE + FRAME for piece in cuts)
    assert all(len(piece.frames) == len(piece.samples) // FRAME for piece in cuts)


@settings(deadline=None)
@given(speech, st.floats(0.03, 40))
def test_how_a_sound_comes_in_does_not_matter(
    parts: list[tuple[float, bool]], block_s: float
) -> None:
    """A file read in blocks is cut where it is cut as a whole."""
    whole = frames(*parts)
    assert [piece.start for piece in streamed(whole, block_s)] == [
        piece.start for piece in streamed(whole, 1000)
    ]


def test_a_whole_recording_is_cut_in_its_longest_pause() -> None:
    """Of the pauses between 20 s and 28 s the longest is taken, in its middle."""
    whole = frames((21, True), (0.5, False), (2, True), (1, False), (20, True))
    assert [piece.start_s for piece in streamed(whole, 1)] == pytest.approx([0, 24], abs=0.1)


def test_a_live_answer_is_cut_at_the_first_pause_that_will_do() -> None:
    """Nothing happens before a pause of 0.4 s whose middle lies after the shortest piece."""
    assert pieces.eager_cut(frames((3, True), (1, False), (6, True)), 8) is None
    assert pieces.eager_cut(frames((9, True), (0.3, False)), 8) is None
    at = pieces.eager_cut(frames((9, True), (0.45, False)), 8)
    assert seconds(at) == pytest.approx(9.2, abs=0.1)


def test_speech_without_a_pause_is_cut_where_it_is_calmest() -> None:
    """At 28 s there is no more room: the least speech-like place after 8 s is taken."""
    whole = frames((28.2, True))
    whole.probability[500:510] = 0.5
    at = pieces.eager_cut(whole, 8)
    assert at == pytest.approx(505, abs=2)


def test_a_distant_voice_is_no_pause() -> None:
    """Where the detector hears nobody but the sound is loud, nothing is cut."""
    whole = frames((10, True), (1, False), (2, True))
    whole.level[:] = -20
    whole.level[100:140] = -60
    assert pieces.eager_cut(whole, 8) is None


@pytest.mark.parametrize("parts", [(), ((3.0, False),)])
def test_silence_holds_no_speech(parts: tuple[tuple[float, bool], ...]) -> None:
    """No frames, or none with a voice."""
    assert not (frames(*parts) if parts else frames((0, False))).voiced


def test_faint_speech_is_speech() -> None:
    """A third of a second over 0.2 will do, or one frame over 0.5; a cough's worth will not."""
    faint = frames((5, False))
    faint.probability[10:18] = 0.35
    assert not faint.voiced
    faint.probability[10:23] = 0.25
    assert faint.voiced
    single = frames((5, False))
    single.probability[10] = 0.6
    assert single.voiced


def test_words_in_silence_are_believed_only_when_sure() -> None:
    """In a pause a sure word may stand; outside all speech none may."""
    heard = frames((2, False), (2, True), (2, False), (2, True), (2, False))
    heard.level[130:160] = -42
    sure, guess = 0.9, 0.2
    assert heard.may_hold(Word("said", 2.5, 3, guess))
    assert heard.may_hold(Word("quiet", 4.5, 5, sure))
    assert not heard.may_hold(Word("noise", 4.5, 5, guess))
    assert not heard.may_hold(Word("Thanks", 9, 9.5, sure))
    assert not heard.may_hold(Word("Yeah", 0.5, 1, sure))


def test_speech_without_words_is_measured() -> None:
    """Two seconds of voice, half of them covered by a word."""
    heard = frames((1, False), (2, True), (1, False))
    assert heard.voice_without_words_s([Word("half", 1.1, 1.9)]) == pytest.approx(1, abs=0.1)
    assert heard.voice_without_words_s([]) == pytest.approx(2, abs=0.1)


def test_faint_words_are_those_of_others() -> None:
    """A voice more than 25 dB below the candidate's is somebody else at the far end of the room."""
    heard = frames((2, True), (1, False), (5, True))
    heard.level[:60] = -50
    assert not heard.may_hold(Word("bystander", 0.5, 1, 0.9))
    assert heard.may_hold(Word("candidate", 4, 4.5, 0.1))


def test_voices_between_words_are_found() -> None:
    """A stretch with a voice and no word is a gap; a shorter one is not."""
    heard = frames((4, True))
    words = [Word("one", 0.1, 1.0), Word("two", 1.4, 2.0), Word("three", 3.0, 4.0)]
    ((first, last),) = heard.gaps(words, 0.5)
    assert (seconds(first), seconds(last)) == pytest.approx((2.1, 2.9), abs=0.07)
    assert heard[first:last].voice_s == pytest.approx(0.8, abs=0.07)


def noise(length_s: float) -> NDArray[np.float32]:
    """Quiet white noise."""
    return np.random.default_rng(1).normal(0, 0.001, round(length_s * RATE)).astype(np.float32)


def test_frames_do_not_depend_on_how_the_sound_came_in() -> None:
    """Blocks of any length give what the whole sound gives."""
    sound = noise(2)
    activity = pieces.Activity()
    for start in range(0, len(sound), 700):
        activity.feed(sound[start : start + 700])
    at_once = pieces.Activity()
    at_once.feed(sound)
    whole, live = at_once.since(0), activity.since(0)
    np.testing.assert_allclose(live.probability, whole.probability[: len(live)], atol=1e-4)
    np.testing.assert_allclose(live.level, whole.level[: len(live)], atol=1e-4)
    assert len(activity.since(40)) == len(live) - 40


@pytest.mark.parametrize(
    ("before", "after", "first", "last"),
    [(10.0, 12.0, 9.0, 14.0), (2.0, 2.5, 0.0, 7.5), (10.0, 0.0, 9.0, 13.0), (0.5, 9.0, 0.0, 4.5)],
)
def test_long_silence_at_the_edges_is_left_out(
    before: float, after: float, first: float, last: float
) -> None:
    """A second of it stays; short silence stays as it is, and so does all that sounds."""
    (piece,) = streamed(frames((before, False), (3.0, True), (after, False)), 1.0)
    trimmed = piece.trimmed()
    assert trimmed.start_s == pytest.approx(first, abs=0.1)
    assert trimmed.start_s + len(trimmed.samples) / RATE == pytest.approx(last, abs=0.1)
    assert len(trimmed.frames) == len(trimmed.samples) // FRAME


def test_nothing_but_silence_is_not_trimmed() -> None:
    """There is no voice to be near."""
    (piece,) = streamed(frames((10.0, False)), 1.0)
    assert len(piece.trimmed().samples) > 0
