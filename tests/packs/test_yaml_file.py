"""YAML files become values, or a list of mistakes with file and line."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import PackError
from interviewer.packs import yaml_file


class Colour(StrEnum):
    """Colours of a leaf."""

    GREEN = "green"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf in the example."""

    name: str
    size: float = 1.0
    colour: Colour = Colour.GREEN


@dataclass(frozen=True, slots=True)
class Tree:
    """The example: a tree with leaves."""

    title: str
    leaves: tuple[Leaf, ...] = ()
    nests: Mapping[str, str] = field(default_factory=dict)
    crown: Leaf | None = None
    evergreen: bool = False


Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and give its path."""

    def _write(text: str | bytes) -> Path:
        path = tmp_path / "tree.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _write


def mistakes(path: Path, type_: type = Tree) -> list[str]:
    """The mistakes of a file, without its name."""
    with pytest.raises(PackError) as caught:
        yaml_file.load(path, type_)
    assert all(mistake.startswith(f"{path}:") for mistake in caught.value.mistakes)
    return [mistake.removeprefix(f"{path}:") for mistake in caught.value.mistakes]


def test_a_file_becomes_its_dataclass(write: Write) -> None:
    """Fields, lists, groups and optional parts arrive typed."""
    path = write(
        "title: Oak\nleaves:\n  - name: one\n    size: 2.5\n  - {name: two, colour: red}\n"
        "nests: {owl: top}\ncrown:\n  name: tip\nevergreen: true\n"
    )
    one, two = Leaf("one", 2.5), Leaf("two", colour=Colour.RED)
    assert yaml_file.load(path, Tree) == Tree("Oak", (one, two), {"owl": "top"}, Leaf("tip"), True)


def test_text_stays_text(write: Write) -> None:
    """What YAML takes for a truth value, a time or a number is text where text is wanted."""
    path = write(
        "title: no\nnests:\n  clock: 12:30\n  version: 1.10\n  day: 2024-01-01\n  off: on\n"
    )
    tree = yaml_file.load(path, Tree)
    assert tree.title == "no"
    assert tree.nests == {
        "clock": "12:30",
        "version": "1.10",
        "day": "2024-01-01",
        "off": "on",
    }


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines(write: Write) -> None:
    """Unknown keys, wrong values, missing and misplaced things, each with what to do."""
    path = write(
        "titel: Oak\nleaves:\n  - size: large\n    name: one\n  - colour: blue\n    nmae: two\n"
        "nests: top\ncrown: [1]\nevergreen: perhaps\n"
    )
    assert mistakes(path) == [
        "1: 'titel' is not known here; did you mean 'title'?",
        "1: title is missing; add it",
        "3: size must be a number, and not 'large'",
        "5: colour must be 'green' or 'red', and not 'blue'",
        "5: name is missing; add it",
        "6: 'nmae' is not known here; did you mean 'name'?",
        "7: nests must be a group of keys with values",
        "8: crown must be a group of keys with values",
        "9: evergreen must be true or false, and not 'perhaps'",
    ]


def test_unknown_keys_without_a_likeness_get_the_list(write: Write) -> None:
    """Somebody who guesses is told what there is."""
    assert mistakes(write("title: Oak\nrubbish: 1\n")) == [
        "2: 'rubbish' is not known here; known are title, leaves, nests, crown, evergreen"
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: a: b\n", 1, "this is not valid YAML"),
        ("title: [\n", 2, "this is not valid YAML"),
        ("title: Oak\n\tsize: 1\n", 2, "this is not valid YAML"),
        ("title: Oak\nleaves:\n", 2, "there is no value here"),
        ("title: Oak\ntitle: Elm\n", 2, "'title' appears twice (first on line 1)"),
        ("title: Oak\n---\ntitle: Elm\n", 2, "a file holds one document"),
        ("[title]: Oak\n", 1, "a key must be a word"),
        ("", 1, "the file is empty"),
        ("# nothing but a remark\n", 1, "the file is empty"),
        ("- title\n", 1, "the file must be a group of keys"),
        (b"title: \xff\n", 1, "this is not UTF-8"),
        (b"a: b\nc: d\ntitle: \xe4\n", 3, "this is not UTF-8"),
        (b"title: a\x00b\n", 1, "this is not valid YAML"),
        ("title: !!python/object/apply:os.system [id]\n", 1, "the tag"),
        ("title: !!str Oak\n", 1, "the tag"),
        ("title: &name Oak\n", 1, "anchors and aliases"),
        ("title: *name\n", 1, "anchors and aliases"),
    ],
)
def test_files_that_are_no_plain_yaml_are_refused(
    write: Write, text: str | bytes, line: int, says: str
) -> None:
    """Each with its line and a reason."""
    found = mistakes(write(text))
    assert any(item.startswith(f"{line}: {says}") for item in found), found


def test_a_yaml_bomb_is_refused_at_its_first_anchor(write: Write) -> None:
    """Nothing is ever expanded."""
    rows = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    rows += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert mistakes(write("\n".join(rows))) == [
        "1: anchors and aliases are not allowed; write the text out"
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{b: " * 50_000, "- " * 200_000])
def test_bottomless_files_are_refused_without_falling_in(write: Write, text: str) -> None:
    """Depth is limited while reading, and not afterwards."""
    assert any("levels deep" in mistake for mistake in mistakes(write(text)))


def test_large_files_are_refused_unread(write: Write) -> None:
    """Ten megabytes are no pack."""
    assert mistakes(write("title: " + "x" * 10_000_000)) == [
        "1: the file is larger than 1000 kB; split it into several"
    ]


def test_a_file_with_too_many_mistakes_is_cut_short(write: Write) -> None:
    """Nobody reads two hundred lines of mistakes."""
    text = "title: Oak\n" + "".join(f"bad{number}: 1\n" for number in range(200))
    with pytest.raises(PackError) as caught:
        yaml_file.load(write(text), Tree)
    assert len(caught.value.mistakes) == yaml_file.MAX_MISTAKES + 1
    assert caught.value.mistakes[-1].endswith("and more")


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """A folder, and a file that is not there."""
    assert mistakes(tmp_path / "none.yaml") == ["1: no such file or directory"]
    assert mistakes(tmp_path) == ["1: is a directory"]


def test_a_document_knows_where_things_stand(write: Write) -> None:
    """Later mistakes can be told with the line, or with that of the nearest thing around."""
    document = yaml_file.read(write("title: Oak\nleaves:\n  - name: one\n"), Tree)
    assert document.has("leaves", 0, "name")
    assert not document.has("leaves", 0, "size")
    assert document.mistake(("leaves", 0, "name"), "odd") == f"{document.path}:3: odd"
    assert document.mistake(("leaves", 0, "size"), "odd") == f"{document.path}:3: odd"
    assert document.mistake(("crown", "name"), "odd") == f"{document.path}:1: odd"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_tree_or_a_list_of_mistakes(content: bytes) -> None:
    """Nothing else ever comes out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tree.yaml")
        path.write_bytes(content)
        try:
            assert isinstance(yaml_file.load(path, Tree), Tree)
        except PackError as error:
            assert error.mistakes  # noqa: PT017 - either way is right


WRITTEN = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1)


@given(st.dictionaries(WRITTEN, WRITTEN, max_size=5))
def test_quoted_text_arrives_as_it_was_written(nests: dict[str, str]) -> None:
    """Whatever the letters."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tree.yaml")
        path.write_text(json.dumps({"title": "t", "nests": nests}, ensure_ascii=False), "utf-8")
        assert yaml_file.load(path, Tree).nests == nests
