"""Is the answer as long as the question wants, and is the time spent where it counts?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewer.answer import Answer
from interviewer.answer.speech_measures import own_s
from interviewer.answer.story import story
from interviewer.answer.substance import is_hollow
from interviewer.checks import norms
from interviewer.checks.fragment import (
    far_too_short,
    is_fragment,
    spoken_words,
    target_s,
)
from interviewer.checks.rule import Check, ramp
from interviewer.checks.rule_files import with_page
from interviewer.checks.sureness import DOUBT, signals, sure, verdict
from interviewer.model import STAR, Finding, Kind, Part, Span, Verdict
from interviewer.output.formatting import length_text, rounded_length


@dataclass(frozen=True, slots=True)
class Timing:
    """When things were said; seconds, None where unknown."""

    duration_s: float | None
    """Of the answer itself, from its first to its last word; replies to follow-ups left out."""
    target_s: tuple[float, float]
    first_action_s: float | None
    result_s: float | None
    """Start of the first result sentence."""
    shares: Mapping[Part, float] | None
    """Each part's share of the time spent on the four; None without word times or a story."""
    result_first: bool | None
    """Whether the result is told before the first action: front-loaded, as many interviewers like it.

    None where either is missing."""


SAY_MORE: Mapping[Kind, str] = {
    Kind.BEHAVIORAL: "Describe the steps you took, why you took them, and how it ended.",
    Kind.WARM_UP: "Say what you work on, one thing you are proud of, and why you are here.",
    Kind.CANDIDATE_QUESTIONS: "Prepare two or three questions that only an insider can answer.",
}
"""What a short answer lacks, by kind; exercises lack depth."""
CUT: Mapping[Kind, str] = {
    Kind.BEHAVIORAL: "Cut the background to two sentences and start with what went wrong.",
}


def measure(answer: Answer) -> Timing:
    """Measure when things were said."""
    target = target_s(answer)
    if not answer.timed or answer.kind is not Kind.BEHAVIORAL:
        return Timing(own_s(answer), target, None, None, None, None)
    firsts: dict[Part, float | None] = {}
    spent = dict.fromkeys(STAR, 0.0)
    read = answer.once(story)
    for sentence in read.sentences:
        start, end = answer.start(sentence.span) or 0.0, answer.end(sentence.span) or 0.0
        firsts.setdefault(sentence.part, start)
        if sentence.part in spent:
            spent[sentence.part] += max(end - start, 0.0)
    total = sum(spent.values())
    shares = {part: round(time / total, 3) for part, time in spent.items()} if total else None
    action, result = firsts.get(Part.ACTION), firsts.get(Part.RESULT)
    early = None if action is None or result is None else result < action
    return Timing(own_s(answer), target, action, result, shares if read.is_story else None, early)


def score(answer: Answer) -> float | None:
    """0–100, or None without a duration.

    100 within the target, 50 at half its lower end, 20 at twice its upper end. For a story with word times
    a fifth of it goes by the share of the action: none at 10 %, full from 40 % on.
    """
    clock = answer.once(measure)
    if not clock.duration_s or clock.duration_s <= 0:
        return None
    return _by_length(clock, clock.duration_s) * _by_action(clock)


def _by_length(clock: Timing, spoken: float) -> float:
    """0–100, by the target."""
    low, high = clock.target_s
    return ramp(
        spoken, ((0.0, 0.0), (low / 2, 50.0), (low, 100.0), (high, 100.0), (2 * high, 20.0))
    )


def _by_action(clock: Timing) -> float:
    """0.8–1, by the share of the action; 1 where it is unknown."""
    if clock.shares is None:
        return 1.0
    return 0.8 + 0.2 * ramp(clock.shares[Part.ACTION], ((0.1, 0.0), (norms.LEAST_ACTION, 1.0)))


def sounds(answer: Answer, score: float) -> str:
    """What a score means in this answer: too short or too long, never either; empty without a duration."""
    clock = answer.once(measure)
    if not clock.duration_s:
        return ""
    low, high = clock.target_s
    action = None if clock.shares is None else clock.shares[Part.ACTION]
    little = (
        "little time for what you did" if action is not None and action < norms.LEAST_ACTION else ""
    )
    if low <= clock.duration_s <= high:
        return f"Within the target, but {little}." if little else "Within the target."
    how = "Far too" if score < 35 else "Much too" if score < 65 else "A little"
    length = f"{how} {'short' if clock.duration_s < low else 'long'}"
    return f"{length}, and {little}." if little else f"{length}."


def run(answer: Answer) -> Iterator[Finding]:
    """Findings on time."""
    clock = answer.once(measure)
    if answer.kind is Kind.BEHAVIORAL and answer.once(story).is_story:
        yield from _runway(answer, clock)
    if is_fragment(answer) and (answer.once(story).is_story or is_hollow(answer)):
        yield _fragment(answer, clock)
        return  # of what is no story at all, `star.no-story` says so
    if clock.duration_s and clock.duration_s > 0:
        yield from _length(answer, clock, clock.duration_s)
        if clock.shares is not None and clock.duration_s >= norms.SHARES_FROM_S:
            yield from _shares(answer, clock, clock.shares)
        if clock.shares is not None and clock.result_first:
            yield Finding(
                "timing.result-first",
                Verdict.GOOD,
                "You gave the result before the steps.",
                "Keep that headline, and come back to it at the end with the figures.",
                _of(answer, Part.RESULT),
                clock.result_s,
            )


def _fragment(answer: Answer, clock: Timing) -> Finding:
    """A line where a story was asked for."""
    return Finding(
        "timing.fragment",
        Verdict.FIX,
        f"{far_too_short(answer)}.",
        "Tell it in full: where it was, what your task was, each step that you took and why, and how it ended.",
        value=float(spoken_words(answer)),
        gain=100.0 - (score(answer) or 0.0) if clock.duration_s else 0.0,
    )


def _runway(answer: Answer, clock: Timing) -> Iterator[Finding]:
    """Background that crowds out what was done."""
    chance = sure(answer, "timing.runway")
    shares = answer.once(signals)
    runway = shares["share situation"] + shares["share task"]
    if runway <= norms.MOST_BACKGROUND or chance < DOUBT:
        return
    began = clock.first_action_s
    after = (
        f"Your first action came after {length_text(began)}; background" if began else "Background"
    )
    yield Finding(
        "timing.runway",
        verdict(chance),
        f"{after} took {runway:.0%} of your answer.",
        "Two sentences of background, then: 'So I …'.",
        _of(answer, Part.SITUATION),
        round(runway, 2),
        _by_length(clock, clock.duration_s or 0.0) * (1.0 - _by_action(clock)),
        chance,
    )


def _length(answer: Answer, clock: Timing, spoken: float) -> Iterator[Finding]:
    low, high = clock.target_s
    gain = (100.0 - _by_length(clock, spoken)) * _by_action(clock)
    if spoken < low * (1 - norms.LENGTH_SLACK):
        yield Finding(
            "timing.too-short",
            Verdict.FIX,
            f"You spoke for {length_text(spoken)}; aim for at least {length_text(rounded_length(low))} on this question.",
            SAY_MORE.get(
                answer.kind, "Go one step further on each point: why it matters, and what follows."
            ),
            value=spoken,
            gain=gain,
        )
    elif spoken > high * (1 + norms.LENGTH_SLACK):
        yield Finding(
            "timing.too-long",
            Verdict.FIX,
            f"You spoke for {length_text(spoken)}; keep this answer under {length_text(rounded_length(high))}.",
            CUT.get(
                answer.kind, "Say what matters most first, and leave the rest to their questions."
            ),
            value=spoken,
            gain=gain,
        )
    elif low <= spoken <= high and spoken >= norms.SHARES_FROM_S:
        yield Finding(
            "timing.good",
            Verdict.GOOD,
            f"You spoke for {length_text(spoken)}: enough detail, still easy to follow.",
            "Keep to that length.",
            value=spoken,
        )


def _shares(answer: Answer, clock: Timing, shares: Mapping[Part, float]) -> Iterator[Finding]:
    """Too little of what was done or of how it ended."""
    gain = _by_length(clock, clock.duration_s or 0.0) * (1.0 - _by_action(clock))
    if 0 < shares[Part.ACTION] < norms.SHORT_ACTION:
        yield Finding(
            "timing.short-action",
            Verdict.ASK,
            f"Only {shares[Part.ACTION]:.0%} of your answer is about what you did.",
            "Spend about half of the time on your own steps, one by one.",
            _of(answer, Part.ACTION),
            round(shares[Part.ACTION], 2),
            gain,
        )
    if 0 < shares[Part.RESULT] < norms.LEAST_RESULT:
        yield Finding(
            "timing.short-result",
            Verdict.ASK,
            f"The result took only {shares[Part.RESULT]:.0%} of your answer.",
            "Give it two sentences: what changed, and who noticed.",
            _of(answer, Part.RESULT),
            round(shares[Part.RESULT], 2),
        )


def _of(answer: Answer, part: Part) -> tuple[Span, ...]:
    """The first sentence of a part that says something ("yeah, okay" does not)."""
    spans = [item.span for item in answer.once(story).sentences if item.part is part]
    return tuple(sorted(spans, key=lambda span: span.last - span.first < 5)[:1])


CHECK = with_page(Check("timing", run, measure=measure, score=score))
