"""The page about many candidates names only what there is, and its files can be read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import typer.main
import yaml

from interviewer.cli.cohort import cohort_app
from interviewer.cohort.manifest import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_every_command_is_explained() -> None:
    """And none is that does not exist."""
    commands = typer.main.get_group(cohort_app).commands
    named = set(re.findall(r"interviewer cohort (report|rate|textgrid|run)\b", PAGE))
    assert named | {"run"} == set(commands)


def test_every_column_of_a_table_is_explained() -> None:
    """As it is spelled; `rubrics` is another spelling."""
    assert {f"`{column}`" for column in COLUMNS - {"rubrics"}} <= set(re.findall(r"`\w+`", PAGE))


def test_the_files_for_clusters_can_be_read() -> None:
    """One thread for each worker, and a scheduler whose port is the one that is written down."""
    (slurm,) = _blocks("python")
    assert ast.parse(slurm)
    assert "cores=16" in slurm
    assert "processes=16" in slurm
    (text,) = _blocks("yaml")
    cluster = yaml.safe_load(text)
    worker = cluster["spec"]["worker"]["spec"]["containers"][0]
    scheduler = cluster["spec"]["scheduler"]
    assert worker["args"][worker["args"].index("--nthreads") + 1] == "1"
    assert worker["image"] == scheduler["spec"]["containers"][0]["image"]
    assert scheduler["service"]["ports"][0]["port"] == 8786
