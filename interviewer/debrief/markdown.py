"""SessionDebrief -> Markdown: a debrief to keep in notes, with the transcript.

What people said is escaped, so that a viewer shows it and never follows it as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.debrief.build import SessionDebrief
from interviewer.debrief.values import AnswerDebrief, Checklist, NumberedFinding, TakePosition
from interviewer.model import Fix, Session, Verdict
from interviewer.output.formatting import clock, plural
from interviewer.output.page_shell import day
from interviewer.output.titles import question_title, title

SIGNS = {
    Verdict.FIX: "change",
    Verdict.ASK: "question",
    Verdict.GOOD: "keep",
    Verdict.NOTE: "note",
}

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#!|~$>])|^([-+=])|(?<=^\d)([.)])")
_NAMED = {"&": "&amp;", "<": "&lt;"}


def markdown(debrief: SessionDebrief) -> str:
    """The whole debrief as one document."""
    return "\n".join(_lines(debrief)).rstrip() + "\n"


def text(words: str) -> str:
    """Words as Markdown that shows exactly these words, on one line."""
    plain = " ".join(words.split())
    plain = "".join(_NAMED.get(char, char) for char in plain)
    return _SPECIAL.sub(r"\\\g<0>", plain)


def _lines(debrief: SessionDebrief) -> Iterator[str]:
    session = debrief.session
    yield f"# {text(session.plan.title or title(session.plan.name))}"
    yield ""
    count = len(debrief.answers)
    yield f"{day(session.started)}, {plural(count, 'answer')}."
    yield ""
    if scores := debrief.scores:
        rest = ", ".join(f"{text(score.title.lower())} {score.value:.0f}" for score in scores[1:])
        yield f"Practice score **{scores[0].value:.0f}** of 100{': ' + rest if rest else ''}."
    else:
        yield "No scored question was answered."
    yield ""
    if debrief.bands:
        yield debrief.bands
        yield ""
    for heading, items in (
        ("To change", debrief.summary.fixes),
        ("Keep", debrief.summary.strengths),
    ):
        if items:
            yield f"## {heading}"
            yield ""
            yield from (_fix(debrief.answers[item.turn], item) for item in items)
            yield ""
    yield from _notes(session, None)
    for answer in debrief.answers:
        yield from _answer(answer)
        yield from _notes(session, answer.number - 1)


def _notes(session: Session, turn: int | None) -> Iterator[str]:
    """What the candidate wrote down about an answer, or about the whole session."""
    for note in session.notes:
        if note.turn == turn:
            yield f"*Note, {day(note.written)}:* {text(note.text)}"
            yield ""


def _fix(answer: AnswerDebrief, item: Fix) -> str:
    advice = f" {text(item.finding.advice)}" if item.finding.advice else ""
    return (
        f"1. **{text(item.finding.message)}**{advice}{_quote(item.quote, answer.where(item))}"
        f" (answer {answer.number})"
    )


def _quote(words: str, place: TakePosition | None) -> str:
    if not words:
        return ""
    follow_up = ", follow-up" if place and place.take else ""
    at = f" ({clock(place.start)}{follow_up})" if place and place.start is not None else ""
    return f" “{text(words)}”{at}"


def _answer(answer: AnswerDebrief) -> Iterator[str]:
    question = answer.turn.question
    length = f", {clock(answer.seconds)}" if answer.seconds else ""
    yield f"## {answer.number}. {text(question_title(question))}{length}"
    yield ""
    yield f"> {text(question.text)}"
    yield ""
    if answer.scores:
        yield "| score | | sounds like |"
        yield "|---|--:|---|"
        for score in answer.scores:
            yield f"| {text(score.title)} | {score.value:.0f} | {text(score.sounds)} |"
        yield ""
    if answer.earlier:
        yield (
            "The same question before: "
            + ", ".join(
                f"{day(past.session.started)}"
                + (f" {past.turn.scores['overall']:.0f}" if "overall" in past.turn.scores else "")
                for past in answer.earlier
            )
            + "."
        )
        yield ""
    for index, take in enumerate(answer.takes):
        if index:
            yield f"> {text(take.asked)}"
            yield ""
        for passage in take.passages:
            start = f"{clock(passage.start)} " if passage.start is not None else ""
            part = f"{passage.part} " if passage.part and passage.part != "other" else ""
            label = f"*{start}{part}*".replace(" *", "*") + " " if start or part else ""
            yield label + text(" ".join(piece.text for piece in passage.pieces))
            yield ""
    yield from (_point(point) for point in answer.points)
    yield ""
    for checklist in answer.checklists:
        yield from _checklist(checklist)
    yield from _flaws(answer)


def _point(point: NumberedFinding) -> str:
    finding = point.finding
    advice = f" {text(finding.advice)}" if finding.verdict in {Verdict.FIX, Verdict.ASK} else ""
    words = _quote(point.quote, point.place)
    return f"- {SIGNS[finding.verdict]}: {text(finding.message)}{words}{advice}".rstrip()


def _checklist(checklist: Checklist) -> Iterator[str]:
    total = len(checklist.covered) + len(checklist.missing)
    yield f"### {text(checklist.title)}: {len(checklist.covered)} of {total}"
    yield ""
    for tick in checklist.wrong:
        yield f"- wrong: {text(tick.says)}{_quote(tick.quote, tick.place)} {text(tick.why)}"
    for tick in checklist.covered:
        yield f"- [x] {text(tick.says)}{_quote(tick.quote, tick.place)}"
    for tick in checklist.missing:
        yield f"- [ ] {text(tick.says)}"
    yield ""


def _flaws(answer: AnswerDebrief) -> Iterator[str]:
    if not answer.flaws:
        return
    yield f"### The code: {sum(flaw.found for flaw in answer.flaws)} of {len(answer.flaws)} flaws"
    yield ""
    for flaw in answer.flaws:
        lines = f", line {', '.join(map(str, flaw.lines))}" if flaw.lines else ""
        words = _quote(flaw.quote, flaw.place)
        mark = "x" if flaw.found else " "
        yield (
            f"- [{mark}] **{text(flaw.name)}** ({flaw.severity}{lines}){words}"
            f" {text(flaw.why)} {text(flaw.fix)}"
        )
    yield ""
