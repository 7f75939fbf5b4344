"""The package is laid out as its pages say, and its words keep to the style."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "interviewer"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ENTRIES = sorted(
    path.stem
    for path in PACKAGE.iterdir()
    if not path.name.startswith(("_", ".")) and (path.is_dir() or path.suffix == ".py")
)

OUT = {
    r"\b(?:words|seconds?|fillers?|objects?|lines?) an? (?:minute|second|file|question)\b": "per",
    r"\bis no (?:valid|name|time|age|YAML|number|date)\b": "is not a valid …",
    r"\b[Mm]end(?:s|ed|ing)?\b": "fix",
    r"\b[Ll]et us\b": "let's",
    r"\d:\d\d minutes": "1 min 39 s",
    r"\bin your stead\b": "instead of you",
    r"\bso many (?:minutes|seconds)\b": "this many",
    r"\bfor good and all\b": "permanently",
}
"""Patterns that are out, and what to write instead."""


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """Texts of a module that somebody may read on a screen: not docstrings, not keys."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        if isinstance(node.value, str) and " " in node.value:
            yield node.lineno, node.value


def _read() -> Iterator[tuple[str, str]]:
    """Every text that a user may read, with where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "answer") or path.stem == "commands":
            continue  # what candidates say, to be recognised
        for number, text in _strings(path):
            yield f"{path.relative_to(ROOT)}:{number}", text
    pages = (*PACKAGE.rglob("*.html"), *PACKAGE.rglob("debrief.md"), *PACKAGE.rglob("phrases.toml"))
    for path in (ROOT / "README.md", ROOT / "docs" / "packs.md", *pages):
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", text


def test_the_package_fits_on_one_screen() -> None:
    """Every entry is a stage that a newcomer can name."""
    assert len(ENTRIES) <= 16


def test_every_package_is_explained() -> None:
    """With what it promises."""
    for entry in ENTRIES:
        assert re.search(rf"^\| `{entry}` \|", ARCHITECTURE, re.MULTILINE), entry


def test_what_the_page_names_exists() -> None:
    """Modules and folders in the instructions."""
    for path in re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", ARCHITECTURE):
        assert (PACKAGE / path).exists() or (ROOT / path).exists(), path


def test_file_names_are_unique() -> None:
    """A name leads to one file."""
    names = Counter(path.name for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_class_names_are_unique() -> None:
    """A type name has one meaning."""
    names = Counter(
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("pattern", OUT, ids=OUT.values())
def test_words_that_are_out_stay_out(pattern: str) -> None:
    """On screen and in the pages for users."""
    found = [
        f"{where}: {match.group()} → {OUT[pattern]}"
        for where, text in _read()
        if not text.startswith("|") and (match := re.search(pattern, text))
    ]
    assert found == []


def test_tests_import_only_from_support() -> None:
    """Not from each other, and not from scripts."""
    for path in (ROOT / "tests").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            for name in names:
                package = name.split(".")[0]
                assert package != "scripts", f"{path}: {name}"
                assert package != "tests" or name.startswith("tests.support"), f"{path}: {name}"
