"""People who rate a cohort's answers: tasks written for them, ratings read back, agreement kept beside the tables."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from interviewer.checks import rules
from interviewer.cohort import label_studio, locations
from interviewer.cohort.agreement import Rating, ScoredByChecks, agreement
from interviewer.cohort.agreement_values import Agreement
from interviewer.cohort.cohort_run import ANSWERS_TABLE
from interviewer.cohort.figures import summary_of
from interviewer.cohort.label_studio import LOCAL, RatingTask
from interviewer.cohort.pseudonyms import answer_labels
from interviewer.cohort.table_files import read_table
from interviewer.cohort.table_rows import SCORES
from interviewer.debrief.redact import without_names
from interviewer.errors import StoreError, UsageError, writing
from interviewer.output.plain_json import json_text, plainly
from interviewer.packs import catalogue
from interviewer.settings import atomic, private

FOLDER = "rating"
AGREEMENT, RATINGS = "agreement.json", "ratings.jsonl"
OFFERED = ("star", "metrics", "ownership", "reflection", "relevance", "delivery", "timing")
"""Families whose gaps raters of stories are always asked for, so that what no check told can be told too."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written for raters."""

    folder: Path
    tasks: int
    audio: int


def export(folder: Path, sample: int, seed: int, *, names: bool = False) -> Exported:
    """Write tasks for Label Studio into the folder `rating` of a run's results.

    Args:
        folder: the results.
        sample: answers that are drawn; all where there are no more.
        seed: draws the same answers again.
        names: leave names in the texts.

    Raises:
        StoreError: there are no results, or the disk is full.
    """
    rows = _scored_rows(folder)
    chosen = sorted(random.Random(seed).sample(range(len(rows)), min(sample, len(rows))))  # noqa: S311  # nosec B311
    labels = answer_labels([row["id"] for row in rows], [row["candidate"] for row in rows])
    to = folder / FOLDER
    questions = catalogue.load().questions

    def asked(name: str) -> str:
        return questions[name].text if name in questions else name

    with writing(to):
        private.make_folder(to)
        sounds = [_sound(rows[at], labels[at], to) for at in chosen]
        tasks = [
            RatingTask(
                rows[at]["key"],
                labels[at],
                asked(rows[at]["question"] or ""),
                rows[at]["text"] if names else without_names(rows[at]["text"], rows[at]["text"]),
                f"{LOCAL}{sound}" if sound else "",
            )
            for at, sound in zip(chosen, sounds, strict=True)
        ]
        scores = [
            name for name in SCORES if any(rows[at][f"score_{name}"] is not None for at in chosen)
        ]
        set_up = label_studio.labelling_set_up(
            scores, offered_rules(rows[at] for at in chosen), audio=bool(sounds) and all(sounds)
        )
        atomic.write_text(to / "tasks.json", label_studio.tasks_json(tasks))
        atomic.write_text(to / "labelling.xml", set_up)
    return Exported(to, len(tasks), sum(map(bool, sounds)))


def offered_rules(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Gaps that raters can tick: those of stories where there are any, and every one that somebody was told of."""
    listed = list(rows)
    stories = any(row["kind"] == "behavioral" for row in listed)
    flagged = {name for row in listed for name in row["fixes"]}
    return tuple(
        found.name
        for found in rules()
        if not found.praise
        and (found.name in flagged or (stories and found.name.partition(".")[0] in OFFERED))
    )


def take(folder: Path, exports: Sequence[Path]) -> Agreement:
    """Read what raters said, and keep it with its agreement beside the tables.

    Raises:
        TranscriptError: a file is not an export of Label Studio.
        UsageError: it rates answers that are not in these results.
        StoreError: there are no results, or the disk is full.
    """
    rows = {row["key"]: row for row in _scored_rows(folder)}
    ratings = [rating for path in exports for rating in label_studio.ratings(path)]
    mine = [rating for rating in ratings if rating.answer in rows]
    if not mine:
        raise UsageError(
            f"None of the {len(ratings)} ratings is of an answer in {folder}",
            "Name the results that the tasks were exported from.",
        )
    latest = list({(one.answer, one.rater): one for one in mine}.values())
    checks = {
        key: ScoredByChecks({name: row[f"score_{name}"] for name in SCORES}, row["fixes"])
        for key, row in rows.items()
    }
    rated = [rows[key] for key in dict.fromkeys(rating.answer for rating in latest)]
    found = agreement(latest, checks, offered_rules(rated))
    with writing(folder):
        lines = (json_text(_rating_json(rating), indent=None) for rating in latest)
        atomic.write_text(folder / RATINGS, "".join(f"{line}\n" for line in lines))
        atomic.write_text(folder / AGREEMENT, json_text(found) + "\n")
    return found


def agreement_of(folder: Path) -> Agreement | None:
    """The agreement that was kept; None where nobody has rated.

    Raises:
        StoreError: the file is damaged.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Agreement).validate_json((folder / AGREEMENT).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"{folder / AGREEMENT}: cannot be read ({type(error).__name__})",
            "Import the ratings again.",
        ) from None


def _rating_json(rating: Rating) -> Any:
    return plainly(rating) | {"gaps": None if rating.gaps is None else sorted(rating.gaps)}


def _scored_rows(folder: Path) -> list[dict[str, Any]]:
    """The scored answers, each content once."""
    summary_of(folder)
    columns = "id candidate source question kind text key fixes status".split()
    columns += [f"score_{name}" for name in SCORES]
    table = read_table(folder, ANSWERS_TABLE, columns, ("status", "=", "scored"))
    rows: list[dict[str, Any]] = table.to_pylist()
    return list({row["key"]: row for row in rows}.values())


def _sound(row: Mapping[str, Any], label: str, to: Path) -> str:
    """A copy of the answer's sound under its label, as a path below the folder; empty where there is none."""
    from interviewer.audio.recorded_candidate import SUFFIXES

    suffix = PurePosixPath(row["source"]).suffix.lower()
    if suffix not in SUFFIXES:
        return ""
    copy = to / "audio" / f"{label}{suffix}"
    private.make_folder(copy.parent)
    try:
        with locations.at_hand(row["source"]) as path:
            shutil.copyfile(path, copy)
    except FileNotFoundError:
        return ""
    return f"audio/{copy.name}"
