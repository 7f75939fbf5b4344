"""Starting a pack of one's own, and what editors know of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interviewer.errors import PackError
from interviewer.packs import authoring, catalogue
from interviewer.settings import paths


def test_a_new_pack_can_be_used_at_once() -> None:
    """The commented example has no mistakes, and a phone screen can be held with it."""
    path = authoring.new("globex-sre")
    assert path == paths.user_prompts() / "globex-sre.yaml"
    assert catalogue.check(path) == ()
    pack = catalogue.load("globex-sre")
    assert {"globex-sre-proud", "warm-up-introduction"} <= set(pack.questions)
    assert "phone-screen" in pack.formats


def test_a_new_pack_overwrites_nothing(tmp_path: Path) -> None:
    """Names that cannot be used, files that exist, and places that cannot be written."""
    authoring.new("globex", tmp_path)
    with pytest.raises(PackError, match="exists already"):
        authoring.new("globex", tmp_path)
    with pytest.raises(PackError, match="not a valid pack name"):
        authoring.new("../globex")
    with pytest.raises(PackError, match="cannot be written"):
        authoring.new("globex", tmp_path / "globex.yaml" / "below")


def test_editors_find_the_schema_of_a_new_pack() -> None:
    """Its first line names the file that stands beside it."""
    path = authoring.new("globex")
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={authoring.SCHEMA_FILE}"
    assert (
        json.loads(path.with_name(authoring.SCHEMA_FILE).read_text("utf-8")) == authoring.schema()
    )


def test_the_schema_knows_every_key_and_no_other() -> None:
    """Of files and of questions; kinds are a closed list."""
    found = authoring.schema()
    assert {"pack", "questions", "formats", "milestones", "licence"} <= set(found["properties"])
    question = found["$defs"]["Question"]
    assert {"id", "kind", "text", "asks", "follow_ups"} <= set(question["properties"])
    assert question["additionalProperties"] is False
    assert "technical" in found["$defs"]["Kind"]["enum"]
