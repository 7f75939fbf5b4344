"""TextGrids of a cohort, read by this project's own reader."""

from __future__ import annotations

from pathlib import Path

from interviewer.answer import Answer, paced
from interviewer.checks import examine
from interviewer.cohort import textgrid_files
from interviewer.transcribe import transcript_files
from interviewer.transcribe.transcript_export import to_textgrid
from tests.support.cohorts import answers, over
from tests.support.stories import STORY


def test_every_answer_with_times_has_a_textgrid(results: Path) -> None:
    """Under its pseudonym; its words are read back."""
    assert textgrid_files.write(results) == (32, 0)
    path = results / "textgrids" / "P001-1.TextGrid"
    text = path.read_text("utf-8")
    for name in ("words", "sentences", "parts", "gaps", "strengths"):
        assert f'name = "{name}"' in text
    assert "Kestrel" in transcript_files.read(path, "").transcript.text


def test_answers_without_times_are_counted(tmp_path: Path) -> None:
    """No times are made up."""
    over(answers(tmp_path / "in", 2), out=tmp_path / "out")
    assert textgrid_files.write(tmp_path / "out") == (0, 2)


def test_parts_and_findings_stand_where_they_are_said() -> None:
    """On tiers without overlaps, from the first second to the last."""
    answer = Answer(paced(STORY))
    grid = to_textgrid(answer.transcript, textgrid_files.tiers(answer, examine(answer).findings))
    tiers = grid.split("    item [")[1:]
    assert len(tiers) == 5
    assert '"situation"' in tiers[2]
    assert '"result"' in tiers[2]
    for tier in tiers:
        edges = [
            float(line.rpartition("=")[2])
            for line in tier.splitlines()
            if line.startswith("            xm")
        ]
        assert edges == sorted(edges)
        assert edges[1:-1:2] == edges[2::2]
