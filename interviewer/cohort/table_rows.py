"""One scored answer -> a flat row, and a row for each finding: the same columns whatever the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from interviewer.checks import CHECKS
from interviewer.debrief.score_file import ScoredAnswer
from interviewer.model import STAR

TEXT, NUMBER, COUNT, FLAG, TEXTS = "string", "double", "int64", "bool", "list<string>"
SCORES = ("overall", *(check.name for check in CHECKS if check.score))
"""Every score that there can be; each has a column `score_…`."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    form: str
    """One of the types above, as Arrow calls them."""


GIVEN = tuple(
    Column(name, TEXTS if name == "rubrics" else TEXT)
    for name in "id source candidate group phase question principle kind rubrics".split()
)
"""What the sources say of a file."""

MEASURED = (
    *(Column(name, TEXT) for name in ("status", "error", "key", "sha256")),
    Column("bytes", COUNT),
    Column("duration_s", NUMBER),
    Column("words", COUNT),
    Column("text", TEXT),
    *(Column(f"score_{name}", NUMBER) for name in SCORES),
    Column("is_story", FLAG),
    *(Column(f"has_{part}", FLAG) for part in STAR),
    *(Column(f"share_{part}", NUMBER) for part in STAR),
    Column("shares_by", TEXT),
    *(Column(name, COUNT) for name in ("metrics", "metrics_with_baseline", "metrics_in_result")),
    *(Column(name, COUNT) for name in ("ownership_i", "ownership_we")),
    Column("ownership", TEXT),
    Column("words_per_minute", NUMBER),
    Column("fillers", COUNT),
    Column("fillers_per_minute", NUMBER),
    Column("pauses", COUNT),
    Column("longest_pause_s", NUMBER),
    Column("first_word_s", NUMBER),
    *(Column(f"coverage_{name}", TEXTS) for name in ("covered", "missing", "wrong")),
    Column("findings", COUNT),
    Column("fixes", TEXTS),
    *(Column(name, TEXT) for name in ("follow_up", "follow_up_gap", "speaker", "english")),
    Column("notes", TEXTS),
    *(Column(name, TEXT) for name in ("engine", "model", "weights", "version", "rules")),
)
"""What was found in it."""

ANSWERS = (*GIVEN, *MEASURED)
"""The table with a row for each file."""

FINDINGS = (
    Column("id", TEXT),
    Column("number", COUNT),
    *(Column(name, TEXT) for name in ("rule", "family", "verdict", "message", "advice", "quote")),
    *(Column(name, NUMBER) for name in ("start_s", "value", "gain", "sure")),
    Column("shown", FLAG),
)
"""The table with a row for each finding; `shown`: it is one of the few that the person is told."""


def answer_row(scored: ScoredAnswer) -> dict[str, Any]:
    """The measured part of an answer's row; what is not measured is None."""
    report = scored.report
    return {
        "status": "scored",
        "duration_s": report["duration_s"],
        "words": len(scored.answer.words),
        "text": report["text"],
        **{f"score_{name}": report["scores"].get(name) for name in SCORES},
        **_story(report["star"]),
        **_metrics(report["metrics"]),
        **_ownership(report["ownership"]),
        **_delivery(report["delivery"]),
        **_coverage(report["coverage"]),
        "findings": len(report["findings"]),
        "fixes": [finding["rule"] for finding in report["fixes"]],
        "follow_up": report["follow_up"],
        "follow_up_gap": report["follow_up_gap"],
        "speaker": report.get("speaker"),
        "english": report["english"],
        "notes": report.get("notes", []),
        "engine": report["engine"],
        "model": report["model"] or None,
    }


def finding_rows(scored: ScoredAnswer) -> Iterator[dict[str, Any]]:
    """A row for each finding, in the order of the report."""
    report = scored.report
    shown_fixes = list(report["fixes"])
    for number, finding in enumerate(report["findings"], 1):
        shown = finding in shown_fixes
        if shown:
            shown_fixes.remove(finding)
        yield {
            "number": number,
            **{name: finding[name] for name in ("rule", "verdict", "message", "advice", "quote")},
            "family": finding["rule"].partition(".")[0],
            **{name: finding[name] for name in ("start_s", "value", "gain", "sure")},
            "shown": shown,
        }


def _story(star: Mapping[str, Any] | None) -> dict[str, Any]:
    if star is None:
        return {}
    timed = star["time_share"] is not None
    shares = (star["time_share"] if timed else star["word_share"]) or {}
    by = "time" if timed else "words" if shares else None
    return {
        "is_story": star["is_story"],
        **{f"has_{part}": star["present"].get(part) for part in STAR},
        **{f"share_{part}": shares.get(part) for part in STAR},
        "shares_by": by,
    }


def _metrics(metrics: list[dict[str, Any]] | None) -> dict[str, Any]:
    if metrics is None:
        return {}
    return {
        "metrics": len(metrics),
        "metrics_with_baseline": sum(metric["before"] is not None for metric in metrics),
        "metrics_in_result": sum(metric["in_part"] == "result" for metric in metrics),
    }


def _ownership(ownership: Mapping[str, Any] | None) -> dict[str, Any]:
    if ownership is None:
        return {}
    return {
        "ownership_i": ownership["i"],
        "ownership_we": ownership["we"],
        "ownership": ownership["verdict"],
    }


def _delivery(delivery: Mapping[str, Any] | None) -> dict[str, Any]:
    if delivery is None:
        return {}
    pauses = [pause["length_s"] for pause in delivery["pauses"]]
    return {
        "words_per_minute": delivery["words_per_minute"],
        "fillers": len(delivery["fillers"]),
        "fillers_per_minute": delivery["fillers_per_minute"],
        "pauses": len(pauses),
        "longest_pause_s": max(pauses, default=None),
        "first_word_s": delivery["first_word_s"],
    }


def _coverage(coverage: Mapping[str, Any] | None) -> dict[str, Any]:
    found = coverage or {}
    return {
        f"coverage_{state}": [
            f"{rubric}.{concept}" for rubric, covered in found.items() for concept in covered[state]
        ]
        for state in ("covered", "missing", "wrong")
    }
