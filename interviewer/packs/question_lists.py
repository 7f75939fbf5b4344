"""Lists of questions -> a pack: CSV with a heading, the items of a Markdown page, or a playbook (`playbooks`)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer.errors import PackError
from interviewer.model import Kind
from interviewer.packs.authoring import checked_name, write_new
from interviewer.packs.playbooks import ITEM, Playbook, goes_wrong, playbook
from interviewer.packs.yaml_file import MAX_BYTES
from interviewer.settings import paths, private

TEXTS = ("question", "text", "prompt")
"""Headings under which a CSV may have its questions."""
INDENT = 2
"""Blanks before an item that belongs to the one above it."""
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$")
_MARKUP = re.compile(r"\*\*|__|[*_`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One row or item."""

    text: str
    topic: str = ""
    kind: str = Kind.BEHAVIORAL
    probes: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()


def import_list(source: Path, name: str, folder: Path | None = None) -> tuple[Path, int]:
    """Write a pack with the questions of a list; the file, and how many questions it has.

    Raises:
        PackError: the list cannot be read, holds no question, or the pack exists already.
    """
    text = _text(source)
    is_table = source.suffix.lower() in {".csv", ".tsv"}
    book = None if is_table else playbook(text)
    found = list(_rows(source, text) if is_table else _items(book.bank if book else text))
    if book and book.competencies:
        first = book.competencies[0]
        found = [replace(question, topic=question.topic or first) for question in found]
    unique = list({question.text: question for question in found}.values())
    if not unique:
        remedy = f"A CSV needs a column {' or '.join(TEXTS)}; Markdown needs list items."
        raise PackError(f"{source} holds no question", (), remedy)
    path = (folder or paths.user_prompts()) / f"{checked_name(name)}.yaml"
    write_new(path, _yaml(name, source, unique, book))
    return path, len(unique)


def _text(source: Path) -> str:
    try:
        content = private.read_regular(source, MAX_BYTES)
        if len(content) > MAX_BYTES:
            raise PackError(f"{source} is larger than a megabyte", (), "Split it.")
        return io.TextIOWrapper(io.BytesIO(content), "utf-8-sig").read()
    except OSError as error:
        raise PackError(f"{source}: {error.strerror}", (), "Check the name.") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{source} is not UTF-8", (), "Save it as UTF-8.") from error


def _rows(source: Path, text: str) -> Iterator[ListedQuestion]:
    try:
        delimiter = csv.Sniffer().sniff(text[:4000], ",;\t").delimiter
    except csv.Error:
        delimiter = ","
    try:
        for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
            cells = {
                (key or "").strip().lower(): str(value or "").strip() for key, value in row.items()
            }
            asked = next((cells[key] for key in TEXTS if cells.get(key)), "")
            if asked:
                yield ListedQuestion(
                    _sentence(asked),
                    cells.get("competency") or cells.get("topic") or cells.get("category") or "",
                    cells.get("kind") or Kind.BEHAVIORAL,
                    _parts(cells.get("follow_up") or cells.get("follow_ups") or ""),
                    _parts(cells.get("strong") or ""),
                )
    except csv.Error as error:
        raise PackError(
            f"{source} cannot be read as CSV ({error})", (), "Save it again."
        ) from error


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _items(text: str) -> Iterator[ListedQuestion]:
    """Items below their headings; what is indented below an item asks further."""
    topic = ""
    question: ListedQuestion | None = None
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            topic = _MARKUP.sub(r"\1", heading["text"])
        elif item := ITEM.match(line):
            said = _sentence(_MARKUP.sub(r"\1", item["text"]))
            if question and len(item["indent"].expandtabs(4)) >= INDENT:
                question = replace(question, probes=(*question.probes, said))
                continue
            if question:
                yield question
            question = ListedQuestion(said, topic)
    if question:
        yield question


def _sentence(text: str) -> str:
    """The text with an end that a voice can hear."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:6])[:40].strip("-")


def _yaml(
    name: str, source: Path, questions: list[ListedQuestion], book: Playbook | None = None
) -> str:
    """The pack as a file that can be edited by hand."""
    import yaml

    topics = {_slug(question.topic): question.topic for question in questions if question.topic}
    taken: set[str] = set()
    rows: list[dict[str, object]] = []
    for question in questions:
        row: dict[str, object] = {
            "id": _id(f"{name}-{_slug(question.text)}", taken),
            "kind": str(question.kind),
            "text": question.text,
        }
        if question.topic:
            row["competency"] = _slug(question.topic)
        if question.probes:
            row["follow_ups"] = [{"text": probe} for probe in question.probes]
        if question.strong:
            row["strong"] = list(question.strong)
        rows.append(row)
    document: dict[str, object] = {
        "pack": name,
        "title": name.replace("-", " ").capitalize(),
        "extends": "common",
        "source": f"Imported from {source.name}",
    }
    if book:
        document |= {"title": book.title, "source": book.source}
        document |= {"verified": book.verified} if book.verified else {}
        topics |= {
            _slug(topic): topic.replace("-", " ").capitalize() for topic in book.competencies
        }
    if topics:
        document["competencies"] = {
            key: {"title": title, **_known_of(book)} for key, title in topics.items() if key
        }
    document["questions"] = rows
    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=96))


def _known_of(book: Playbook | None) -> dict[str, object]:
    """What a playbook says of its competencies."""
    if book is None:
        return {}
    wrong = goes_wrong(book.pitfalls)
    return {
        **({"about": wrong} if wrong else {}),
        **({"listens_for": list(book.signals)} if book.signals else {}),
    }


def _id(wanted: str, taken: set[str]) -> str:
    wanted = wanted[:55].strip("-")
    number = 1
    found = wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found
