"""The pages of rules: `rules/<family>.toml` -> what a check's rules are for, with their examples.

    formula = "…"                  # how the family's score is made
    source = "…"                   # of every rule that names none of its own
    [anchors]
    20 = "…"                       # what a score sounds like
    [texts]
    story = "…"                    # stands for {story} in the examples
    [examples]
    kind = "code-review"           # fields of every example that does not set them itself
    [materials.code]               # what an example with material = "code" is about, as in a pack
    [rules.no-result]              # the page of `family.no-result`
    why, good, weak, source = "…"
    praise = true                  # for what an answer does well
    flags = ["…", { text = "{story}", pace = 140, times = 3 }]
    passes = ["…"]

An example is words, or an `Example` field by field; `times` repeats its text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from interviewer.checks.rule import Anchor, Check, Example, Rule
from interviewer.model import Flaw, Kind, Material, Severity


def with_page(check: Check) -> Check:
    """The check with the rules, anchors and formula of `rules/<its name>.toml`."""
    path = files("interviewer.checks") / "rules" / f"{check.name}.toml"
    page = tomllib.loads(path.read_text("utf-8"))
    texts: dict[str, str] = {}
    for name, text in page.get("texts", {}).items():
        texts[name] = text.format_map(texts)
    return replace(
        check,
        rules=tuple(
            _rules(check.name, page, Reader(texts, _materials(page), page.get("examples", {})))
        ),
        anchors=tuple(
            Anchor(int(score), sounds) for score, sounds in page.get("anchors", {}).items()
        ),
        formula=page.get("formula", ""),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the examples of a page."""

    texts: Mapping[str, str]
    materials: Mapping[str, Material]
    shared: Mapping[str, Any]
    """Fields of every example that does not set them itself."""

    def example(self, item: str | Mapping[str, Any]) -> Example:
        """An example from its words, or from its fields."""
        own = {"text": item} if isinstance(item, str) else item
        fields: dict[str, Any] = {**self.shared, **own}
        text: str = fields.pop("text").format_map(self.texts)
        times: int = fields.pop("times", 1)
        if "kind" in fields:
            fields["kind"] = Kind(fields["kind"])
        if "rubrics" in fields:
            fields["rubrics"] = tuple(fields["rubrics"])
        if "material" in fields:
            fields["material"] = self.materials[fields["material"]]
        return Example(" ".join([text] * times), **fields)


def _rules(family: str, page: Mapping[str, Any], reader: Reader) -> Iterator[Rule]:
    shared = {"source": page["source"]} if "source" in page else {}
    for name, fields in page["rules"].items():
        examples = {key: tuple(map(reader.example, fields[key])) for key in ("flags", "passes")}
        yield Rule(name=f"{family}.{name}", **{**shared, **fields, **examples})


def _materials(page: Mapping[str, Any]) -> dict[str, Material]:
    """The materials that examples are about, by name."""
    return {
        name: Material(**{**fields, "flaws": tuple(map(_flaw, fields.get("flaws", ())))})
        for name, fields in page.get("materials", {}).items()
    }


def _flaw(fields: Mapping[str, Any]) -> Flaw:
    several = {key: tuple(fields.get(key, ())) for key in ("at", "lines", "says")}
    return Flaw(**{**fields, **several, "severity": Severity(fields["severity"])})
