"""The pages of rules: `rules/<family>.toml` -> what a check's rules are for, with their examples.

    formula = "…"                  # how the family's score is made
    source = "…"                   # of every rule that names none of its own
    [anchors]
    20 = "…"                       # what a score sounds like
    [texts]
    story = "…"                    # stands for {story} in the examples
    [rules.no-result]              # the page of `family.no-result`
    why, good, weak, source = "…"
    praise = true                  # for what an answer does well
    flags = ["…", { text = "{story}", pace = 140, times = 3 }]
    passes = ["…"]

An example is words, or an `Example` field by field; `times` repeats its text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from interviewer.checks.rule import Anchor, Check, Example, Rule


def with_page(check: Check) -> Check:
    """The check with the rules, anchors and formula of `rules/<its name>.toml`."""
    path = files("interviewer.checks") / "rules" / f"{check.name}.toml"
    page = tomllib.loads(path.read_text("utf-8"))
    texts: dict[str, str] = {}
    for name, text in page.get("texts", {}).items():
        texts[name] = text.format_map(texts)
    return replace(
        check,
        rules=tuple(_rules(check.name, page, texts)),
        anchors=tuple(
            Anchor(int(score), sounds) for score, sounds in page.get("anchors", {}).items()
        ),
        formula=page.get("formula", ""),
    )


def _rules(family: str, page: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Rule]:
    shared = {"source": page["source"]} if "source" in page else {}
    for name, fields in page["rules"].items():
        examples = {key: tuple(_examples(fields[key], texts)) for key in ("flags", "passes")}
        yield Rule(name=f"{family}.{name}", **{**shared, **fields, **examples})


def _examples(
    items: Iterable[str | Mapping[str, Any]], texts: Mapping[str, str]
) -> Iterator[Example]:
    for item in items:
        fields: dict[str, Any] = {"text": item} if isinstance(item, str) else dict(item)
        text: str = fields.pop("text").format_map(texts)
        times: int = fields.pop("times", 1)
        yield Example(" ".join([text] * times), **fields)
