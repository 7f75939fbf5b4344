"""A score -> what it is made of in this answer, in words: what was measured, and nothing that was not.

The bands of a rule's page say what such scores sound like in general; of one answer they would claim too much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from interviewer.answer import Answer
from interviewer.checks import REMARKS, Examination, timing
from interviewer.debrief import select_findings
from interviewer.model import STAR, Finding, Part, Verdict
from interviewer.output.formatting import listed, plural

OVERALL = "Weighted mean of the other scores."
PROGRAM = "Share of the hidden cases that your program passed."
REFLECTION = "How clearly you said what you learned."
OFF = "Lowered, because the answer tells something else than was asked for."
"""What the score for structure says of an answer off the question, whose parts may all be there."""
GOOD = 88.0
"""Score from which a story with all its parts is not said to have thin ones."""


def meaning(
    family: str, value: float, answer: Answer, findings: Iterable[Finding], found: Examination
) -> str:
    """What a score of a family means here; empty where nothing was measured.

    `findings` are those of the answer, of which a few are shown with it; `found` is what today's checks measure.
    """
    if family == "timing":
        return timing.sounds(answer, value)
    if family == "star":
        return _structure(value, tuple(findings), found)
    says = _SAYS.get(family)
    return says(found) if says else ""


def _structure(value: float, findings: tuple[Finding, ...], found: Examination) -> str:
    if any(one.rule == "relevance.off-question" for one in findings):
        return OFF
    if found.story is None:
        return ""
    if not found.story.is_story:
        return "Not told as one past episode."
    shown = select_findings(findings)
    asked = {one.rule for one in shown if one.verdict in {Verdict.FIX, Verdict.ASK}}
    told = {sentence.part for sentence in found.story.sentences}
    there = [part for part in STAR if part in told and f"star.no-{part}" not in asked]
    unsure = [part for part in STAR if part in told and part not in there]
    absent = [part for part in STAR if part not in told]
    if not there:
        return "No part of it is plain."
    if unsure or absent:
        ends = [f"the {listed(unsure)} not plain"] if unsure else []
        ends += [f"no {listed(absent, 'or')} noticed"] if absent else []
        return _sentence("; ".join((_parts(there), *ends)))
    return (
        "Situation, task, action and result are all there."
        if value >= GOOD
        else "All four parts are there, not all of them told fully."
    )


def _parts(parts: Iterable[Part]) -> str:
    return listed([part.value for part in parts])


def _numbers(found: Examination) -> str:
    every = found.quantities or ()
    figures = [one for one in every if not one.none_or_all]
    ends = "; an end told as none or all" if len(figures) < len(every) else ""
    if not figures:
        return f"No figure{ends}."
    compared = sum(figure.before is not None for figure in figures)
    of_them = "" if compared == len(figures) else f" {compared} of them"
    beside = f",{of_them} beside what it was before" if compared else ""
    return f"{plural(len(figures), 'figure')}{beside}{ends}."


def _ownership(found: Examination) -> str:
    who = found.ownership
    if who is None:
        return ""
    if any(one.rule == "relevance.blame" and one.verdict in REMARKS for one in found.findings):
        return "Every cause that you name lies with others."
    deeds = {
        "“I”": who.i,
        "“we”": who.we,
        "others": who.they,
        "nobody (“it was fixed”)": who.passive,
    }
    told = [f"{count} by {name}" for name, count in deeds.items() if count]
    return f"Deeds: {', '.join(told)}." if told else ""


def _coverage(found: Examination) -> str:
    every = (found.coverage or {}).values()
    covered = sum(len(one.covered) for one in every)
    total = covered + sum(len(one.missing) for one in every)
    wrong = sum(len(one.wrong) for one in every)
    also = f", and {plural(wrong, 'wrong claim')}" if wrong else ""
    return (
        f"{covered} of {plural(total, 'point')}{also}; essential ones count most." if total else ""
    )


def _review(found: Examination) -> str:
    review = found.code_review
    if review is None or not review.flaws:
        return ""
    seen = [flaw for flaw in review.flaws if flaw.found]
    impact, fix = sum(flaw.impact for flaw in seen), sum(flaw.fix for flaw in seen)
    first = ", worst first" if review.by_severity and len(seen) > 1 else ""
    told = f" ({impact} with the impact, {fix} with a fix)" if seen else ""
    alarms = f", and {plural(len(review.alarms), 'false alarm')}" if review.alarms else ""
    return f"{len(seen)} of {plural(len(review.flaws), 'flaw')}{first}{told}{alarms}."


def _exercise(found: Examination) -> str:
    shape = found.threat_model
    if shape is None:
        return ""
    shown = {
        "questions before the first threat": shape.asked_first,
        "an order": shape.ranked,
        "what risk is left": shape.residual,
    }
    there = [name for name, said in shown.items() if said]
    absent = [name for name, said in shown.items() if not said]
    tied = f"{shape.controls_tied} of {plural(shape.controls, 'control')} near a threat"
    unseen = f"; not noticed: {listed(absent, 'or')}" if absent else ""
    return _sentence(f"{', '.join((*there, tied))}{unseen}")


def _clarity(found: Examination) -> str:
    clear = found.clarity
    if clear is None:
        return ""
    terms = sum(not term.glossed for term in clear.jargon)
    told = [
        "no conclusion noticed" if clear.bottom_line_s is None else "a conclusion",
        f"{plural(terms, 'technical term')} without an explanation",
    ]
    if clear.words_per_sentence is not None:
        told.append(f"{clear.words_per_sentence:.0f} words per sentence")
    return _sentence(", ".join(told))


def _delivery(found: Examination) -> str:
    marks = found.manner.marks if found.manner else {}
    told = ", ".join(f"{name} {mark:.0f}" for name, mark in marks.items())
    return f"Marks: {told}." if told else ""


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


_SAYS: Mapping[str, Callable[[Examination], str]] = {
    "overall": lambda _: OVERALL,
    "program": lambda _: PROGRAM,
    "reflection": lambda _: REFLECTION,
    "metrics": _numbers,
    "ownership": _ownership,
    "coverage": _coverage,
    "review": _review,
    "exercise": _exercise,
    "clarity": _clarity,
    "delivery": _delivery,
}
