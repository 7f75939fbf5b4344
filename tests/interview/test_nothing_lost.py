"""Twenty interviews are killed at random moments, and everything that was said is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from interviewer.audio.sound import read, write
from interviewer.history import store
from interviewer.interview.resume import find
from tests.support.soundcard import SoundCard, chirp, soundcard

__all__ = ["soundcard"]

KILLS = 20
AT_ONCE = 5
"""Interviews that run at the same time; two processors start no more in reasonable time."""


def interview(root: Path, card: SoundCard, *more: str) -> subprocess.Popen[str]:
    """Start an interview in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.killing", "default", str(root), *more],
        env={**os.environ, **card.env},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )


def killed(root: Path, card: SoundCard, moments: Iterator[float]) -> list[str]:
    """Start some interviews, kill each at its moment, and give back what each had printed."""
    with ExitStack() as stack:
        running = [
            stack.enter_context(interview(root / str(number), card)) for number in range(AT_ONCE)
        ]
        due = []
        for process in running:
            assert process.stdout
            first = process.stdout.readline()  # it listens
            due.append((time.monotonic() + next(moments), process, first))
        printed = []
        for at, process, first in sorted(due, key=lambda item: item[0]):
            time.sleep(max(0.0, at - time.monotonic()))
            process.kill()
            assert process.stdout
            printed.append((running.index(process), first + process.stdout.read()))
    return [text for _, text in sorted(printed)]


@pytest.mark.sound
def test_a_killing_leaves_every_answer(soundcard: SoundCard, tmp_path: Path) -> None:
    """Finished ones are whole, and of the unfinished one at most the last second is missing."""
    write(tmp_path / "voice.wav", chirp(60.0))
    chance = random.Random(11)
    moments = iter([chance.uniform(0.0, 3.5) for _ in range(KILLS)])
    voice = soundcard.say_into_microphone(tmp_path / "voice.wav")
    broken_off = 0
    for batch in range(KILLS // AT_ONCE):
        root = tmp_path / str(batch)
        for number, printed in enumerate(killed(root, soundcard, moments)):
            lines = printed.splitlines()
            finished = sum(line.startswith("finished") for line in lines)
            left = find(root=root / str(number))
            assert len(left.session.turns) in {finished, finished + 1}  # saved, and then printed
            for turn in left.session.turns:
                assert turn.audio
                assert read(left.folder.audio(turn.audio)).duration > 1.0
            heard = [
                line.split()
                for line in lines
                if line[0].isdigit() and line.endswith(tuple("0123456789"))
            ]
            last, seconds = heard[-1]
            if int(last) > len(left.session.turns):
                assert left.answer
                assert left.seconds >= float(seconds) - 1.0
                broken_off += 1
    assert broken_off >= KILLS // 2

    again = interview(root / "0", soundcard, "resume")
    again.communicate(timeout=300)
    assert again.returncode == 0
    (folder,) = store.folders(root / "0")
    session = folder.load()
    assert session.finished
    assert [turn.question.id for turn in session.turns] == ["one", "two", "three"]
    voice.kill()
    voice.wait()
