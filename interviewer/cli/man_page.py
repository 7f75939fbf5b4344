"""The manual page, made from the commands themselves, so that it is never out of date."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader

from interviewer import __version__


def man_page(root: Any) -> str:
    """The page in roff (section 1) of a command line made with typer; `man -l` shows it."""
    environment = Environment(  # noqa: S701 - roff, no HTML  # nosec B701
        loader=PackageLoader("interviewer.cli", ""), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["roff"] = _roff
    return environment.get_template("man.roff").render(root=root, version=__version__)


def _roff(text: str) -> str:
    """A text in which nothing is syntax: roff reads backslashes, hyphens and dots at the start of a line."""
    escaped = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
