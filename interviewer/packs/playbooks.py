"""Company playbooks -> what a pack is made of: Markdown with a heading in YAML, as DeepInterview keeps them in `skills/`.

Their form, by its published schema: keys `id`, `company`, `role`, `level`, `competency` (one or several), `version`,
`source_runs`, `confidence`, `last_verified` and `status`; then the sections *Round structure*, *Question bank*,
*Signals* and *Pitfalls*. The question bank becomes questions, the signals what an interviewer listens for, the pitfalls
part of what a competency is about. Rounds stay behind: they are prose, and a pack's formats say how long each takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interviewer.errors import PackError

KEYS = frozenset(
    "id company role level competency version source_runs confidence last_verified status".split()
)
TELLING = frozenset(("company", "role", "competency", "level"))
"""One of these, and an `id`, make a Markdown page with a heading a playbook."""
BANK, SIGNALS, PITFALLS = "question bank", "signals", "pitfalls"
MOST_KEYS = 100
_FRONT = re.compile(r"\A---[ \t]*\n(?P<keys>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SECTION = re.compile(r"^##?\s+(?P<title>.+?)\s*#*$")
ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+(?P<text>\S.*)$")
"""An item of a list in Markdown."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """A playbook, as far as a pack can hold it."""

    title: str
    source: str
    """Where it comes from, in one line."""
    verified: str
    """Day on which somebody last checked it; empty where nobody says."""
    competencies: tuple[str, ...]
    bank: str
    """Its questions, as Markdown."""
    signals: tuple[str, ...]
    pitfalls: tuple[str, ...]


def playbook(text: str) -> Playbook | None:
    """The playbook in a Markdown page; None where it is an ordinary one.

    Raises:
        PackError: its heading is not valid YAML, or it has no question bank.
    """
    front = _FRONT.match(text.replace("\r\n", "\n"))
    if front is None:
        return None
    keys = _keys(front["keys"])
    if "id" not in keys or not TELLING & keys.keys():
        return None
    sections = _sections(text.replace("\r\n", "\n")[front.end() :])
    if not sections.get(BANK, "").strip():
        raise PackError(
            "This playbook has no questions", (), "They stand below a heading '## Question bank'."
        )
    return Playbook(
        _title(keys),
        _source(keys),
        _text(keys, "last_verified"),
        _texts(keys, "competency"),
        sections[BANK],
        _items(sections.get(SIGNALS, "")),
        _items(sections.get(PITFALLS, "")),
    )


def _keys(text: str) -> Mapping[str, object]:
    """The keys of the heading; every scalar is text."""
    import yaml

    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - knows text, lists and mappings only  # nosec B506
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise PackError(
            f"The heading of this playbook is not valid YAML{line}", (), "Fix it."
        ) from None
    if not isinstance(found, dict) or len(found) > MOST_KEYS:
        return {}
    return found


def _text(keys: Mapping[str, object], name: str) -> str:
    value = keys.get(name)
    return " ".join(value.split())[:80] if isinstance(value, str) else ""


def _texts(keys: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = keys.get(name)
    listed = value if isinstance(value, list) else [value]
    return tuple(one.strip()[:60] for one in listed if isinstance(one, str) and one.strip())


def _title(keys: Mapping[str, object]) -> str:
    """`Globex: backend engineer, senior`; a company called `generic` is none."""
    company = _text(keys, "company")
    role = _text(keys, "role").replace("-", " ")
    named = ", ".join(filter(None, (role, _text(keys, "level")))) or _text(keys, "id")
    return f"{company}: {named}" if company and company != "generic" else named.capitalize()


def _source(keys: Mapping[str, object]) -> str:
    parts = [f"DeepInterview playbook {_text(keys, 'id')}"]
    for name, words in (
        ("version", "version {}"), ("source_runs", "from {} interviews"), ("confidence", "confidence {}"), ("status", "{}"),
    ):  # fmt: skip
        if value := _text(keys, name):
            parts.append(words.format(value))
    return ", ".join(parts)


def _sections(body: str) -> Mapping[str, str]:
    """The body's sections by their titles in small letters; deeper headings stay in them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in body.splitlines():
        if heading := _SECTION.match(line):
            lines = found.setdefault(heading["title"].strip("*_ ").lower(), [])
        else:
            lines.append(line)
    return {title: "\n".join(lines) for title, lines in found.items()}


def _items(text: str) -> tuple[str, ...]:
    return tuple(
        " ".join(item["text"].split()) for item in map(ITEM.match, text.splitlines()) if item
    )


def goes_wrong(pitfalls: Sequence[str]) -> str:
    """What a competency is about, as far as pitfalls say it."""
    return (
        f"What goes wrong: {'; '.join(pitfall.rstrip('.') for pitfall in pitfalls)}."
        if pitfalls
        else ""
    )
