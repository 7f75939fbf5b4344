"""Tables: Whisper's tsv (milliseconds), csv with a heading line, Audacity's labels, TextGrid."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator

from interviewer.transcribe.formats.json_shapes import TEXT
from interviewer.transcribe.formats.segment import Segment, seconds

_TEXT = {*TEXT, "transcription", "subtitle", "dialogue", "speech"}
_START = frozenset(
    "start start_time starttime begin from time timestamp in start_s start_ms".split()
) | {"start time", "start (s)"}
_END = frozenset("end end_time endtime to stop out end_s end_ms".split()) | {"end time", "end (s)"}
_SPEAKER = frozenset("speaker speaker_name name participant who speaker_label role".split()) | {
    "speaker name",
    "speaker label",
}
_LABEL = re.compile(r"(\d+(?:\.\d+)?)\t(\d+(?:\.\d+)?)\t(.*)")
_INTERVAL = re.compile(r'xmin\s*=\s*([\d.]+)\s+xmax\s*=\s*([\d.]+)\s+text\s*=\s*"((?:[^"]|"")*)"')
_TIER = re.compile(r'name\s*=\s*"((?:[^"]|"")*)"')


def rows(text: str) -> list[Segment] | None:
    """The rows of a table with a text column; None when it is not such a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return None
    if all(_LABEL.fullmatch(line) for line in lines):
        found = (_LABEL.fullmatch(line) for line in lines)
        return [Segment(row[3], float(row[1]), float(row[2])) for row in found if row]
    separator = next((mark for mark in "\t;," if mark in lines[0]), "")
    if not separator:
        return None
    head = [name.strip().strip('"').lower() for name in lines[0].split(separator)]
    if not _TEXT & set(head) or not (_START | _SPEAKER) & set(head):
        return None
    if separator == "\t" and text.count('"') % 2:  # a quotation mark is only a mark
        table = csv.reader(lines[1:], delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        table = csv.reader(lines[1:], delimiter=separator)
    return list(_read(head, table))


def _read(head: list[str], table: Iterator[list[str]]) -> Iterator[Segment]:
    def column(names: Collection[str]) -> int:
        return next((place for place, name in enumerate(head) if name in names), -1)

    text, start, end, speaker = (column(names) for names in (_TEXT, _START, _END, _SPEAKER))
    for row in table:
        cells = [*row, *[""] * (len(head) - len(row)), ""]
        if len(row) > len(head) and text == len(head) - 1:  # commas in a text without quotes
            cells[text] = ",".join(row[text:])
        yield Segment(
            cells[text], seconds(cells[start]), seconds(cells[end]), cells[speaker].strip()
        )


def intervals(text: str) -> list[Segment]:
    """The intervals of Praat's TextGrid (long form), a tier per speaker where there are several."""
    tiers = re.split(r"item\s*\[\d+\]\s*:", text)[1:]
    named = [(found[1] if (found := _TIER.search(tier)) else "", tier) for tier in tiers]
    return [
        Segment(
            found[3].replace('""', '"'),
            float(found[1]),
            float(found[2]),
            name if len(named) > 1 else "",
        )
        for name, tier in named
        for found in _INTERVAL.finditer(tier)
        if found[3].strip()
    ]
