"""Pages that need nothing but themselves: templates, the look, and what a page may do.

A page opens from disk, in a mail attachment or on a phone. Style and script stand in it, allowed by
their hashes; nothing else may run and nothing may be fetched. Whatever is printed into it is
escaped by Jinja, and control characters, which could reorder the text around them, are taken out.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interviewer import __version__
from interviewer.debrief import charts

STYLE = "style.css"


def render(template: str, *, styles: tuple[str, ...] = (), script: str = "", **values: Any) -> str:
    """A page of `pages/`, with the common look, further style sheets and a script.

    Raises:
        jinja2.UndefinedError: the template needs a value that was not given.
    """
    style = "\n".join(_file(name) for name in (STYLE, *styles))
    code = _file(script) if script else ""
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            style=Markup(style),  # noqa: S704 - files of this package
            script=Markup(code),  # noqa: S704
            policy=policy(style, code),
            version=__version__,
            charts=charts,
        )
    )


def policy(style: str, script: str) -> str:
    """The content security policy: this style, this script, sound and pictures inside the page."""
    parts = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script) if script else "'none'",
        "media-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def clean(value: object) -> object:
    """Text without characters that no font shows but that change what stands around them.

    Taken out are controls, marks of writing direction, and halves of characters (which no file can
    hold); tabs and line ends stay, and markup made by this package is passed as it is.
    """
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if value.isascii() and value.isprintable():
        return value
    return "".join(char for char in value if char in "\n\t" or _shown(char))


def _shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"} or char in _JOINERS


_JOINERS = "\u200c\u200d\u00ad"
"""Formatting characters that scripts and emoji need, and the soft hyphen."""


def day(moment: datetime) -> str:
    """`4 May 2026, 9:30`."""
    return f"{moment.day} {moment:%B %Y}, {moment.hour}:{moment:%M}"


def name(identifier: str) -> str:
    """`dive-deep` as `Dive deep`."""
    return identifier.replace("-", " ").capitalize()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("interviewer.debrief", "pages"),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clock": charts.clock, "day": day, "name": name}
    return environment


@cache
def _file(name: str) -> str:
    return (files("interviewer.debrief") / "pages" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
