"""YAML file -> validated dataclass, with file and line of every mistake.

A document is never read with YAML's own typing: every scalar is text, and the
type of the field it fills decides what it means (so `no` is not False, and `1:30` is not 90).
Anchors, aliases and tags are refused, which leaves nothing for a YAML bomb to be made of; size and
depth are limited. What a file may contain is exactly what the fields of its dataclass say.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from interviewer.errors import PackError
from interviewer.output.sanitize import printable
from interviewer.settings import paths, private

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")
Place = tuple[str | int, ...]
"""Where something stands in a document: keys and list positions from the top."""

MAX_BYTES = 1_000_000
"""The largest shipped file has under 100 kB; a pack of a thousand questions would have 600 kB."""
MAX_DEPTH = 12
"""The deepest shipped file has 7 levels."""
TOO_DEEP = f"this is nested more than {MAX_DEPTH} levels deep; flatten it"
MAX_MISTAKES = 50
"""A file with more mistakes than this was meant for something else."""


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A validated file that still knows where everything stood."""

    value: T
    path: Path
    lines: Mapping[Place, int]

    def has(self, *place: str | int) -> bool:
        """Whether the file itself says something there."""
        return place in self.lines

    def mistake(self, place: Place, what: str) -> str:
        """`file:line: what`, at the line of `place` or of the nearest thing around it."""
        return _mistake(self.path, self.lines, place, what)


def load(path: Path, type_: type[T]) -> T:
    """The file's value.

    Raises:
        PackError: with every mistake as `file:line: what; remedy`.
    """
    return read(path, type_).value


def read(path: Path, type_: type[T]) -> Document[T]:
    """The file's value, and the line of each of its parts.

    Raises:
        PackError: as `load`.
    """
    content, lines = _parsed(path)
    mistakes = list(islice(_unknown(content, type_, ()), MAX_MISTAKES + 1))
    value = _validated(content, type_, mistakes)
    if mistakes:
        ordered = sorted((_line(lines, place), place, what) for place, what in mistakes)
        raise _error(path, [_mistake(path, lines, place, what) for _, place, what in ordered])
    return Document(value, path, lines)


def _error(path: Path, mistakes: list[str]) -> PackError:
    many = len(mistakes) > MAX_MISTAKES
    count = f"more than {MAX_MISTAKES}" if many else str(len(mistakes))
    problem = f"{path.name} has {count} mistake{'' if len(mistakes) == 1 else 's'}"
    return PackError(problem, few(path, mistakes))


def _stop(path: Path, line: int, what: str) -> PackError:
    return _error(path, [f"{path}:{line}: {what}"])


def few(path: Path, mistakes: Sequence[str]) -> tuple[str, ...]:
    """As many mistakes of a file as somebody would read."""
    more = (f"{path}: and more",) if len(mistakes) > MAX_MISTAKES else ()
    return (*mistakes[:MAX_MISTAKES], *more)


def _mistake(path: Path, lines: Mapping[Place, int], place: Place, what: str) -> str:
    return f"{path}:{_line(lines, place)}: {what}"


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


# --- reading ------------------------------------------------------------------------------------


def _parsed(path: Path) -> tuple[object, dict[Place, int]]:
    """Nested dicts, lists and strings, and the line on which each starts."""
    import yaml

    text = _text(path)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse(path, yaml.parse(text, Loader=loader))
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = f"this is not valid YAML ({error.problem}); check the indentation, and put text that"
        what += " holds ': ' or ' #' in quotes"
        if "nesting depth" in str(error.problem):  # PyYAML from 6.0.4 on has a limit of its own
            what = TOO_DEEP
        raise _stop(path, line, what) from error
    except yaml.YAMLError as error:
        what = "this is not valid YAML (a control character?); write it as plain UTF-8 text"
        raise _stop(path, 1, what) from error
    if root is None:
        raise _stop(path, 1, "the file is empty; delete it or write a pack")
    content = _Content(path)
    value = content.of(root, ())
    if content.mistakes:
        raise _error(path, content.mistakes)
    return value, content.lines


def _refuse(path: Path, events: Iterable[Any]) -> None:
    """Stop at what is YAML but has no place in a pack; composing would hide it.

    Raises:
        PackError: at the first of it.
    """
    depth = documents = 0
    for event in events:
        kind = type(event).__name__
        what = ""
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        documents += kind == "DocumentStartEvent"
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            what = "anchors and aliases are not allowed; write the text out"
        elif getattr(event, "tag", None):
            what = f"the tag {event.tag} is not allowed; leave it out"
        elif documents > 1:
            what = "a file holds one document; move what follows --- to another file"
        elif depth > MAX_DEPTH + 2:  # the stream and the document are levels too
            what = TOO_DEEP
        if what:
            raise _stop(path, event.start_mark.line + 1, what)


def _text(path: Path) -> str:
    try:
        with private.open_regular(path) as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise PackError(f"{path} cannot be read", (f"{path}:1: {why.lower()}",)) from error
    if len(content) > MAX_BYTES:
        raise _stop(
            path, 1, f"the file is larger than {MAX_BYTES // 1000} kB; split it into several"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _stop(path, line, "this is not UTF-8; save the file as UTF-8") from error


class _Content:
    """YAML nodes -> nested values, whose lines and mistakes are noted on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.mistakes: list[str] = []

    def of(self, node: Any, place: Place) -> object:
        """The value of the node at a place."""
        line = node.start_mark.line + 1
        self.lines.setdefault(place, line)  # the line of a key counts for its value
        if node.id == "mapping":
            return dict(self._item(key, value, place) for key, value in node.value)
        if node.id == "sequence":
            return [self.of(item, (*place, index)) for index, item in enumerate(node.value)]
        if not node.style and node.value in {"", "~", "null"}:
            self._note(line, "there is no value here; write one, or delete the line")
        if printable(node.value) != node.value:
            self._note(line, "a control character stands here, which no screen shows; delete it")
        return node.value

    def _item(self, key: Any, value: Any, place: Place) -> tuple[str, object]:
        line = key.start_mark.line + 1
        if key.id != "scalar":
            raise _stop(self.path, line, "a key must be a word; put the text in quotes")
        place = (*place, key.value)
        if place in self.lines:
            what = f"'{key.value}' appears twice (first on line {self.lines[place]})"
            self._note(line, f"{what}; keep one of them")
        self.lines[place] = line
        return key.value, self.of(value, place)

    def _note(self, line: int, what: str) -> None:
        self.mistakes.append(f"{self.path}:{line}: {what}")


# --- validating ---------------------------------------------------------------------------------


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    """The validator of a type, which takes longer to build than most files take to read."""
    from pydantic import TypeAdapter

    return TypeAdapter(type_)


def _validated(content: object, type_: type[T], mistakes: list[tuple[Place, str]]) -> T:
    """The value, or None with `mistakes` added to."""
    from pydantic import ValidationError

    try:
        value: T = _adapter(cast("Any", type_)).validate_python(content)
    except ValidationError as error:
        mistakes += [(_place(detail), _plainly(detail)) for detail in error.errors()]
        return None  # type: ignore[return-value]  # never leaves `read`, which raises
    return value


def _place(detail: ErrorDetails) -> Place:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _plainly(detail: ErrorDetails) -> str:
    place = _place(detail)
    name = next((part for part in reversed(place) if isinstance(part, str)), "the file")
    wording: str | None = paths.data("packs/mistakes.toml").get(detail["type"])
    if wording is None:
        return f"{name}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"
    expected = detail.get("ctx", {}).get("expected", "")
    return wording.format(name=name, expected=expected, input=str(detail["input"])[:40])


def _unknown(content: object, type_: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Keys that no field of the type stands for."""
    origin, inner = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        for option in inner:
            yield from _unknown(content, option, place) if is_dataclass(option) else ()
    elif is_dataclass(type_) and isinstance(content, dict):
        hints = _hints(cast("Any", type_))
        for key, value in content.items():
            if key in hints:
                yield from _unknown(value, hints[key], (*place, key))
            else:
                yield (*place, key), f"'{key}' is not known here; {_remedy(key, list(hints))}"
    elif isinstance(content, dict) and len(inner) == 2:
        for key, value in content.items():
            yield from _unknown(value, inner[1], (*place, key))
    elif isinstance(content, list) and inner:
        for index, value in enumerate(content):
            yield from _unknown(value, inner[0], (*place, index))


def _remedy(key: str, known: list[str]) -> str:
    if close := difflib.get_close_matches(key, known, 1):
        return f"did you mean '{close[0]}'?"
    return f"known are {', '.join(known)}"


@cache
def _hints(type_: Any) -> dict[str, Any]:
    hints = get_type_hints(type_)
    return {field.name: hints[field.name] for field in fields(type_)}
