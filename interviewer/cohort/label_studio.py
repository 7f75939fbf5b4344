"""Label Studio: tasks for raters with the scale of every score, and what they said in its export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from interviewer.checks import anchors, rule
from interviewer.cohort.agreement import SCALE, Rating
from interviewer.cohort.table_rows import SCORES
from interviewer.errors import TranscriptError
from interviewer.output.sanitize import printable
from interviewer.output.titles import score_title
from interviewer.settings import private

GAPS = "gaps"
"""Name of the list of gaps in the labelling set-up."""
TEXT, AUDIO, ANSWER = "text", "audio", "answer"
"""Fields of a task."""
LOCAL = "/data/local-files/?d="
"""Address under which Label Studio serves files below LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT."""


LARGEST_BYTES = 500_000_000
"""Of an export: a rating is less than a kilobyte."""


@dataclass(frozen=True, slots=True)
class RatingTask:
    """An answer to be rated."""

    answer: str
    """Its key."""
    label: str
    question: str
    text: str
    audio: str = ""
    """Address of its sound."""


def tasks_json(tasks: Sequence[RatingTask]) -> str:
    """Tasks in the form that Label Studio imports."""
    listed = []
    for task in tasks:
        data = {
            ANSWER: task.answer,
            "label": task.label,
            "question": task.question or "(not known)",
            TEXT: task.text,
        }
        listed.append({"data": data | ({AUDIO: task.audio} if task.audio else {})})
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def labelling_set_up(scores: Sequence[str], rules: Sequence[str], *, audio: bool) -> str:
    """The page that raters see, as Label Studio's XML: five stars for each score, a box for each gap."""
    view = Element("View")
    SubElement(view, "Header", value="$question")
    if audio:
        SubElement(view, "Audio", name=AUDIO, value=f"${AUDIO}")
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    for name in scores:
        SubElement(view, "Header", value=score_title(name), size="4")
        for stars, sounds in scale(name).items():
            words = f"{stars} {'star' if stars == 1 else 'stars'}: {sounds}"
            SubElement(view, "Header", value=words, size="6")
        SubElement(
            view,
            "Rating",
            name=name,
            toName=TEXT,
            maxRating=str(SCALE),
            required="true" if name == "overall" else "false",
        )
    if rules:
        SubElement(view, "Header", value="Which of these are true of the answer?", size="4")
        choices = SubElement(view, "Choices", name=GAPS, toName=TEXT, choice="multiple")
        for name in rules:
            known = rule(name)
            hint = " ".join(known.weak.split()) if known else ""
            SubElement(choices, "Choice", value=name, hint=hint)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def scale(name: str) -> dict[int, str]:
    """Stars of a score -> what so many sound like, from the score's own anchors; the higher one of two."""
    return {round(1 + (SCALE - 1) * one.score / 100): one.sounds for one in anchors(name)}


def ratings(export: Path) -> tuple[Rating, ...]:
    """What raters said, from an export as JSON or JSON-MIN; cancelled annotations are left out.

    Raises:
        TranscriptError: it is not such an export.
    """
    try:
        tasks = json.loads(private.read_regular(export, LARGEST_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise TranscriptError(f"{export}: cannot be read ({error.strerror})", "") from None
    except (ValueError, RecursionError) as error:
        raise _odd(export, str(error)) from None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise _odd(export, "no list of tasks")
    try:
        found = tuple(rating for task in tasks for rating in _of_task(task))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _odd(export, f"{type(error).__name__}: {error}") from None
    if not found:
        raise _odd(export, "no annotation of a task that `cohort rate export` wrote")
    return found


def _of_task(task: Mapping[str, Any]) -> Iterator[Rating]:
    if "annotations" not in task:
        yield from _of_minimal(task)
        return
    answer = task["data"].get(ANSWER)
    if not answer:
        return
    for annotation in task["annotations"]:
        if annotation.get("was_cancelled") or not annotation.get("result"):
            continue
        scores: dict[str, int] = {}
        gaps: set[str] = set()
        for item in annotation["result"]:
            if item.get("type") == "rating":
                scores[str(item["from_name"])] = _stars(item["value"]["rating"])
            elif item.get("type") == "choices" and item["from_name"] == GAPS:
                gaps.update(map(str, item["value"]["choices"]))
        yield Rating(str(answer), _rater(annotation.get("completed_by")), scores, frozenset(gaps))


def _of_minimal(task: Mapping[str, Any]) -> Iterator[Rating]:
    """JSON-MIN: one object for each annotation, with the names of the set-up as keys."""
    if ANSWER not in task:
        return
    gaps = task.get(GAPS, ())
    if isinstance(gaps, Mapping):
        gaps = gaps["choices"]
    scores = {name: _stars(task[name]) for name in SCORES if name in task}
    ticked = {gaps} if isinstance(gaps, str) else set(map(str, gaps))
    yield Rating(str(task[ANSWER]), _rater(task.get("annotator")), scores, frozenset(ticked))


def _stars(value: object) -> int:
    stars = int(str(value))
    if not 1 <= stars <= SCALE:
        raise ValueError(f"a rating of {stars}, not 1 to {SCALE}")
    return stars


def _rater(who: object) -> str:
    """Who rated: a number, or an object with one and an address of mail, of which the number is taken."""
    if isinstance(who, Mapping):
        who = who.get("id") or who.get("email")
    return printable(str(who)) if who is not None else "unknown"


def _odd(export: Path, why: str) -> TranscriptError:
    return TranscriptError(
        f"{export}: not an export of Label Studio ({why})", "Export it as JSON or JSON-MIN."
    )
