"""Where to cut speech into pieces for Whisper: in pauses, losing nothing.

Voice activity only chooses the places. It never decides what is dropped: it was measured to miss
nearly all of the speech of a hoarse or distant speaker (half of such words were lost).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interviewer.listen import FRAME, OPENS, VoiceActivity
from interviewer.model import Word
from interviewer.sound import RATE

FRAMES_PER_SECOND = RATE / FRAME

PAUSE_S = 0.4
"""Shortest pause to cut in."""
LONGEST_S = 28.0
"""Whisper hears 30 s at once; two are left for the padding of the detector."""

SURE = 0.5
"""Probability from which a word is believed although no voice was detected."""
_QUIET = 0.3
"""Speech probability below which a frame may belong to a pause."""
_QUIET_SHARE = 0.35
"""How far up from the noise floor to the loud frames (in dB) a frame of a pause may reach."""


@dataclass(frozen=True, slots=True)
class Frames:
    """What is known of consecutive frames of sound."""

    probability: NDArray[np.float32]
    """That somebody speaks, one value a frame."""
    level: NDArray[np.float32]
    """dB below full scale, one value a frame."""

    def __len__(self) -> int:
        return len(self.probability)

    def __getitem__(self, which: slice) -> Frames:
        return Frames(self.probability[which], self.level[which])

    @property
    def voiced(self) -> bool:
        """Whether anybody may be speaking.

        Noise, hum, typing and silence stay below 0.2, one made-up cough reached 0.35 for 0.25 s,
        and the faintest speech that Whisper understands has a frame over 0.5 or a long stretch
        over 0.2.
        """
        if not len(self):
            return False
        runs = (len(list(run)) for high, run in groupby(self.probability >= 0.2) if high)
        return bool(self.probability.max() >= 0.5) or max(runs, default=0) >= 12

    def may_hold(self, word: Word) -> bool:
        """Whether somebody may have said this word at its time.

        Not in silence (no voice detected, and nothing near the louder half), unless the recogniser
        is sure of it: detectors miss quiet voices. Before the first and after the last voice not
        even then, since that is where Whisper makes up words it is sure of ("Thank you.").
        """
        start = int(((word.start or 0.0) - 0.05) * FRAMES_PER_SECOND)
        end = int(((word.end or 0.0) + 0.05) * FRAMES_PER_SECOND) + 1
        voice = np.flatnonzero(self.probability >= _QUIET)
        if not len(voice) or start > voice[-1] or end < voice[0]:
            return False
        if (word.probability or 0.0) >= SURE:
            return True
        part = self[max(start, 0) : end]
        middle = float(np.mean(np.percentile(self.level, (5, 95))))
        return bool(np.any((part.probability >= _QUIET) | (part.level >= middle)))

    def unheard_s(self, words: Sequence[Word]) -> float:
        """Seconds in which a voice was detected and no word (give or take 0.1 s) was heard."""
        return float(np.sum((self.probability > OPENS) & ~self._covered(words)) / FRAMES_PER_SECOND)

    def gaps(self, words: Sequence[Word], voice_s: float) -> Iterator[tuple[int, int]]:
        """First and last+1 frame of each stretch between words with so many seconds of voice."""
        position = 0
        for covered, run in groupby(self._covered(words)):
            first, position = position, position + len(list(run))
            voiced = np.flatnonzero(self.probability[first:position] > OPENS)
            if not covered and len(voiced) >= voice_s * FRAMES_PER_SECOND:
                yield first, position

    def _covered(self, words: Sequence[Word]) -> NDArray[np.bool_]:
        """Frames in which a word was heard, give or take 0.1 s."""
        covered = np.zeros(len(self), bool)
        for word in words:
            first = max(int(((word.start or 0.0) - 0.1) * FRAMES_PER_SECOND), 0)
            covered[first : int(((word.end or 0.0) + 0.1) * FRAMES_PER_SECOND) + 1] = True
        return covered

    @property
    def quiet(self) -> NDArray[np.bool_]:
        """Frames that may belong to a pause: no voice, and little sound for this recording."""
        if not len(self):
            return np.zeros(0, bool)
        floor, loud = np.percentile(self.level, (5, 95))
        low = self.level <= floor + _QUIET_SHARE * (loud - floor)
        return np.asarray((self.probability < _QUIET) & low)


def levels(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """Loudness of each row of samples in dB of full scale."""
    power = np.mean(np.square(frames, dtype=np.float64), axis=1)
    return np.asarray(10 * np.log10(power + 1e-10), dtype=np.float32)


class Activity(VoiceActivity):
    """Voice activity that also keeps each frame, for choosing where to cut."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: list[Frames] = []

    def _judge(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        probability = super()._judge(frames)
        self._frames.append(Frames(probability, levels(frames)))
        return probability

    def since(self, first: int) -> Frames:
        """What is known of all whole frames from `first` on."""
        whole = self._frames or [Frames(np.zeros(0, np.float32), np.zeros(0, np.float32))]
        if len(whole) > 1:
            whole = [
                Frames(
                    np.concatenate([part.probability for part in whole]),
                    np.concatenate([part.level for part in whole]),
                )
            ]
            self._frames = whole
        return whole[0][first:]


def listen(samples: NDArray[np.float32]) -> Frames:
    """The frames of a whole sound; a last part of a frame counts as one."""
    activity = Activity()
    activity.feed(np.pad(samples, (0, -len(samples) % FRAME)))
    return activity.since(0)


def pauses(frames: Frames) -> Iterator[tuple[int, int]]:
    """First and last+1 frame of each stretch long enough to cut in."""
    position = 0
    for quiet, run in groupby(frames.quiet):
        length = len(list(run))
        if quiet and length >= PAUSE_S * FRAMES_PER_SECOND:
            yield position, position + length
        position += length


def eager_cut(frames: Frames, shortest_s: float) -> int | None:
    """The frame to cut at as soon as there is a pause, or None to wait for more sound.

    Used while somebody speaks: the first pause after `shortest_s`, at its middle, else the least
    speech-like place once the longest piece is full.
    """
    shortest = int(shortest_s * FRAMES_PER_SECOND)
    for first, last in pauses(frames):
        middle = (first + last) // 2
        if middle >= shortest:
            return middle
    if len(frames) >= int(LONGEST_S * FRAMES_PER_SECOND):
        return _calmest(frames, shortest)
    return None


def best_cut(frames: Frames, shortest_s: float) -> int:
    """The frame to cut at when more than a piece of sound is there: the longest pause in reach."""
    shortest = int(shortest_s * FRAMES_PER_SECOND)
    reach = frames[: int(LONGEST_S * FRAMES_PER_SECOND)]
    found = [span for span in pauses(reach) if sum(span) // 2 >= shortest]
    if found:
        first, last = max(found, key=lambda span: span[1] - span[0])
        return (first + last) // 2
    return _calmest(reach, shortest)


def _calmest(frames: Frames, shortest: int) -> int:
    """The middle of the 0.3 s with the least voice and sound, not before `shortest`."""
    width = 10
    spread = max(float(np.ptp(frames.level)), 1.0)
    activity = frames.probability + (frames.level - frames.level.min()) / spread
    smooth = np.convolve(activity, np.full(width, 1 / width), mode="valid")[shortest:]
    return shortest + int(np.argmin(smooth)) + width // 2


def pieces(frames: Frames, shortest_s: float) -> Iterator[tuple[int, int]]:
    """First and last+1 frame of contiguous pieces of a whole sound, each fit for Whisper."""
    start = 0
    while len(frames) - start > LONGEST_S * FRAMES_PER_SECOND:
        cut = start + best_cut(frames[start:], shortest_s)
        yield start, cut
        start = cut
    if start < len(frames):
        yield start, len(frames)
