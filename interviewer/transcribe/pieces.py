"""Where to cut speech into pieces for Whisper: in pauses, losing nothing.

Voice activity only chooses the places. It never decides what is dropped: it was measured to miss
nearly all of the speech of a hoarse or distant speaker (half of such words were lost).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interviewer.audio.sound import RATE
from interviewer.audio.voice_activity import FRAME, OPENS, VoiceActivity
from interviewer.model import Word

FRAMES_PER_SECOND = RATE / FRAME

PAUSE_S = 0.4
"""Shortest pause to cut in."""
LONGEST_S = 28.0
"""Whisper hears 30 s at once; two are left for the padding of the detector."""
SHORTEST_LIVE_S = 8.0
"""Shortest piece of an answer as it is given. With 4 s Whisper misses context, with 15 s the last one takes too long."""
SHORTEST_WHOLE_S = 20.0
"""Shortest piece of a whole recording: Whisper wants context."""

SURE = 0.5
"""Probability from which a word is believed although no voice was detected."""
FAINT_DB = 25.0
"""How far below the loud frames words are those of others. A whisper is 15 to 20 dB down."""
NEAR = 12
"""Frames (0.4 s) that a word's time may be wrong by."""
LONG_SILENCE, BESIDE = 94, 31
"""Frames of silence (3 s) that are too long at the edge of a piece, and how many of them stay (1 s)."""
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

    @property
    def voice_s(self) -> float:
        """Seconds in which a voice was detected."""
        return float(np.sum(self.probability > OPENS) / FRAMES_PER_SECOND)

    def may_hold(self, word: Word) -> bool:
        """Whether somebody may have said this word at its time.

        Not in silence (no voice detected, and nothing near the louder half), unless the recogniser
        is sure of it: detectors miss quiet voices. Before the first and after the last voice not
        even then, since that is where Whisper makes up words it is sure of ("Thank you."). And never
        where it is so faint that somebody else is speaking at the far end of the room.
        """
        start = int(((word.start or 0.0) - 0.05) * FRAMES_PER_SECOND)
        end = int(((word.end or 0.0) + 0.05) * FRAMES_PER_SECOND) + 1
        voice = np.flatnonzero(self.probability >= _QUIET)
        if not len(voice) or start > voice[-1] or end < voice[0]:
            return False
        part = self[max(start, 0) : end]
        around = self.level[max(start - NEAR, 0) : end + NEAR]  # its time may be wrong
        if around.max(initial=-100.0) < np.percentile(self.level, 95) - FAINT_DB:
            return False
        if (word.probability or 0.0) >= SURE:
            return True
        middle = float(np.mean(np.percentile(self.level, (5, 95))))
        return bool(np.any((part.probability >= _QUIET) | (part.level >= middle)))

    def voice_without_words_s(self, words: Sequence[Word]) -> float:
        """Seconds in which a voice was detected and no word (give or take 0.1 s) was heard."""
        return float(np.sum((self.probability > OPENS) & ~self._covered(words)) / FRAMES_PER_SECOND)

    def gaps(self, words: Sequence[Word], voice_s: float) -> Iterator[tuple[int, int]]:
        """First and last+1 frame of each stretch between words with so many seconds of voice."""
        position = 0
        for covered, run in groupby(self._covered(words)):
            first, position = position, position + len(list(run))
            if not covered and self[first:position].voice_s >= voice_s:
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
    power = np.var(frames, axis=1, dtype=np.float64)  # a constant offset is no sound
    return np.asarray(10 * np.log10(power + 1e-10), dtype=np.float32)


class Activity(VoiceActivity):
    """Voice activity that also keeps each frame, for choosing where to cut."""

    def __init__(self) -> None:
        super().__init__()
        self._frames: list[Frames] = []

    def _speech_probability(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        probability = super()._speech_probability(frames)
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


def pauses(frames: Frames) -> Iterator[tuple[int, int]]:
    """First and last+1 frame of each stretch long enough to cut in."""
    position = 0
    for quiet, run in groupby(frames.quiet):
        length = len(list(run))
        if quiet and length >= PAUSE_S * FRAMES_PER_SECOND:
            yield position, position + length
        position += length


def eager_cut(frames: Frames, shortest_s: float = SHORTEST_LIVE_S) -> int | None:
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


def patient_cut(frames: Frames) -> int | None:
    """The frame to cut a recording at, or None when what is there fits into one piece."""
    if len(frames) <= LONGEST_S * FRAMES_PER_SECOND:
        return None
    return best_cut(frames, SHORTEST_WHOLE_S)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of sound fit for Whisper."""

    start: int
    """Its first sample in the whole."""
    samples: NDArray[np.float32]
    frames: Frames
    """What is known of its whole frames."""

    @property
    def start_s(self) -> float:
        """When it starts, seconds."""
        return self.start / RATE

    def part(self, first: int, last: int) -> Piece:
        """Some of its frames, as a piece."""
        samples = self.samples[first * FRAME : last * FRAME]
        return Piece(self.start + first * FRAME, samples, self.frames[first:last])

    def trimmed(self) -> Piece:
        """The same without long silence at its edges, in which Whisper makes up whole sentences."""
        sounding = np.flatnonzero(~self.frames.quiet)
        if not len(sounding):
            return self
        before, after = int(sounding[0]), len(self.frames) - 1 - int(sounding[-1])
        first = before - BESIDE if before >= LONG_SILENCE else 0
        last = len(self.frames) - (after - BESIDE if after >= LONG_SILENCE else 0)
        return self if (first, last) == (0, len(self.frames)) else self.part(first, last)


def stream(
    blocks: Iterable[NDArray[np.float32]],
    choose: Callable[[Frames], int | None] = patient_cut,
    activity: Activity | None = None,
    meanwhile: Callable[[Piece], None] = lambda _piece: None,
) -> Iterator[Piece]:
    """Contiguous pieces of sound, each as soon as it is known where it ends.

    Args:
        blocks: 16 kHz sound as it comes; no more of it is kept than makes up a piece.
        choose: given the frames waiting, where to cut, or None to wait for more.
        activity: hears all of it, for whoever wants to know where a voice was.
        meanwhile: shown what waits to be cut, after each block.
    """
    activity = activity or Activity()
    waiting, start = np.zeros(0, np.float32), 0  # `start` counts frames
    for block in blocks:
        waiting = np.concatenate((waiting, block))
        activity.feed(block)
        while (at := choose(activity.since(start))) is not None:
            yield Piece(start * FRAME, waiting[: at * FRAME], activity.since(start)[:at])
            waiting, start = waiting[at * FRAME :], start + at
        meanwhile(Piece(start * FRAME, waiting, activity.since(start)))
    if len(waiting):
        yield Piece(start * FRAME, waiting, activity.since(start))
