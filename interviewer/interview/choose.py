"""What is rehearsed, and who answers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from interviewer.audio import devices
from interviewer.audio import recorded_candidate as recorded
from interviewer.errors import AudioDeviceError, MissingDependencyError
from interviewer.history import index
from interviewer.model import Attempt, Plan
from interviewer.packs.catalogue import Pack
from interviewer.packs.plan import make_plan, make_plans
from interviewer.packs.wordings import worded
from interviewer.settings.user_settings import Settings, device


def choose_plan(
    pack: Pack,
    name: str,
    *,
    minutes: float | None = None,
    seed: int | None = None,
    only: frozenset[str] | None = None,
    topic: str = "",
    sitting: int | None = None,
) -> Plan:
    """The plan of a rehearsal, drawn with an eye on what was practised before.

    Without a seed a new one is drawn; the on-site loop goes on with the seed it began with.

    Raises:
        PlanError: there is no such format, topic or sitting.
    """
    with index.open_index() as past:
        practised = [session for session in past.sessions() if not session.problem]
        history = past.attempts()
    fresh = random.SystemRandom().randrange(10_000) if seed is None else seed
    if name == "onsite":
        plans = make_plans(name, pack, seed=fresh, minutes=minutes, history=history, only=only)
        if sitting is None:
            sitting, begun = _next_sitting(practised, len(plans))
            fresh = begun if seed is None and begun is not None else fresh
        name = f"{name}-{sitting}"
    elif name == "drill":
        ids = [question.id for question in (pack.find(topic) if topic else pack.questions.values())]
        ids = [id_ for id_ in ids if only is None or id_ in only] or ids
        answered = Counter(attempt.question for attempt in history)
        least = min(answered[id_] for id_ in ids)
        chosen = random.Random(fresh).choice(  # noqa: S311 - chance, not secrecy  # nosec B311
            [id_ for id_ in ids if answered[id_] == least]
        )
        only = frozenset({chosen})
    plan = make_plan(name, pack, minutes=minutes, seed=fresh, history=history, only=only)
    return _in_other_words(plan, history) if name == "drill" and seed is None else plan


def _in_other_words(plan: Plan, history: Sequence[Attempt]) -> Plan:
    """The plan, asking what earlier sessions asked in other words than the last of them."""
    sessions = Counter(question for question, _ in {(one.question, one.started) for one in history})
    return replace(
        plan,
        rounds=tuple(
            replace(
                stretch,
                questions=tuple(worded(one, sessions[one.id]) for one in stretch.questions),
            )
            for stretch in plan.rounds
        ),
    )


def _next_sitting(practised: list[index.SessionRow], sittings: int) -> tuple[int, int | None]:
    """The sitting after the last one held, and the seed of its loop; the first of a new one."""
    for session in reversed(practised):
        name, _, number = session.plan.rpartition("-")
        if name == "onsite" and number.isdecimal():
            held = int(number) if session.finished else int(number) - 1
            return (held + 1, session.seed) if held < sittings else (1, None)
    return 1, None


def choose_candidate(
    pack: Pack, settings: Settings, folder: Path | None, *, fall_back: bool, console: Console
) -> recorded.Candidate | None:
    """The recorded candidate that was asked for, or one in place of a missing microphone.

    Raises:
        AudioFileError: the folder holds no recordings.
        AudioDeviceError: there is no microphone, and nothing may take its place.
    """
    known = frozenset(pack.questions)
    if folder is not None:
        return recorded.Candidate(folder, known)
    try:
        devices.find(device(settings.microphone), "input")
    except (AudioDeviceError, MissingDependencyError) as error:
        if not fall_back:
            raise
        console.print(
            f"{error.problem}: a recorded candidate answers instead.",
            style="yellow",
            soft_wrap=True,
        )
        return recorded.Candidate(recorded.shipped(), known)
    return None
