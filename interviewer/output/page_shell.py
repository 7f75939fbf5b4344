"""Pages that need nothing but themselves: templates, the look, and what a page may do.

A page opens from disk, in a mail attachment or on a phone. Style and script stand in it, allowed by
their hashes; nothing else may run and nothing may be fetched. Whatever is printed into it is
escaped by Jinja, and control characters, which could reorder the text around them, are taken out.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interviewer import __version__
from interviewer.model import STAR
from interviewer.output import svg
from interviewer.output.formatting import clock, plural
from interviewer.output.sanitize import printable
from interviewer.output.titles import question_title, title

STYLE = "style.css"


def render(
    template: str, *, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = (), **values: Any
) -> str:
    """A page of `pages/`, with the common look, further style sheets and scripts, in that order.

    Raises:
        jinja2.UndefinedError: the template needs a value that was not given.
    """
    style = "\n".join(_file(name) for name in (STYLE, *styles))
    code = "\n".join(map(_file, scripts))
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            style=Markup(style),  # noqa: S704 - files of this package  # nosec B704
            script=Markup(code),  # noqa: S704  # nosec B704
            policy=policy(style, code),
            version=__version__,
            charts=charts(),
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


def _shown(value: object) -> object:
    """What Jinja prints: nothing for None, and only printable text."""
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def day(moment: datetime) -> str:
    """`4 May 2026, 9:30`."""
    return f"{moment.day} {moment:%B %Y}, {moment.hour}:{moment:%M}"


def charts() -> Any:
    """The drawings of `pages/charts.html`, each a function that returns its markup."""
    return _environment().get_template("charts.html").module


def written(template: str, shown: Callable[[object], Markup], **values: Any) -> str:
    """A text of `pages/` that is no page; `shown` gives what is printed of a value."""
    return _environment(shown).get_template(template).render(**values)


@cache
def _environment(shown: Callable[[object], object] = _shown) -> Environment:
    environment = Environment(
        loader=PackageLoader("interviewer.output", "pages"),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clock": clock, "day": day, "name": title, "called": question_title}
    environment.filters |= {"plural": plural, "points": "{:.0f}".format, "s": "{:.3f}".format}
    environment.globals |= {"STAR": STAR, "min": min, "max": max}
    environment.globals |= {one.__name__: one for one in (svg.along, svg.place, svg.flag_rows)}
    return environment


@cache
def _file(name: str) -> str:
    return (files("interviewer.output") / "pages" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
