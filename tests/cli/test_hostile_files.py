"""Files that others wrote are read or refused in one line, whatever is in them; `scripts/fuzz` tries more of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support import hostile_files

KEPT = sorted(hostile_files.CORPUS.glob("*/*"))
FEW = 60
"""Changed files for each parser."""
NAMES = "transcripts sessions packs rubrics tasks questions postings manifests ratings settings words audio keys".split()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
def test_changed_files_break_nothing(name: str, tmp_path: Path) -> None:
    """No traceback, no hang, no memory without end; and what is in order is read."""
    known = hostile_files.parsers(tmp_path)
    if name not in known:
        pytest.skip("its library is not installed")
    parser, dice = known[name], random.Random(name)
    for file, content in parser.seeds.items():
        (tmp_path / file).write_bytes(content)
        parser.parse(tmp_path / file)
    files = sorted(parser.seeds.items())
    for _ in range(FEW):
        file, content = dice.choice(files)
        (tmp_path / file).write_bytes(hostile_files.mutated(content, dice))
        assert hostile_files.fault(parser.parse, tmp_path / file) == ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kept", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_a_parser_does_so_no_more(kept: Path, tmp_path: Path) -> None:
    """Every file of the corpus."""
    known = hostile_files.parsers(tmp_path)
    if kept.parent.name not in known:
        pytest.skip("its library is not installed")
    (tmp_path / kept.name).write_bytes(kept.read_bytes())
    assert hostile_files.fault(known[kept.parent.name].parse, tmp_path / kept.name) == ""
