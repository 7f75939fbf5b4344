"""The README names every command and setting, and nothing that does not exist."""

import re
from dataclasses import fields
from pathlib import Path

import typer.main

from interviewer.cli import app
from interviewer.settings.user_settings import Settings

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_every_command_is_explained() -> None:
    """A command nobody reads about is a command nobody uses."""
    commands = typer.main.get_group(app).commands
    for name in commands:
        assert f"`interviewer {name}" in README, name
    mentioned = set(re.findall(r"`interviewer ([a-z]+(?:-[a-z]+)*)", README))
    assert mentioned == set(commands)


def test_every_setting_is_explained() -> None:
    """The table of settings is complete."""
    for field in fields(Settings):
        assert f"`{field.name}`" in README, field.name


def test_files_that_the_readme_points_to_exist() -> None:
    """No dead links inside the project."""
    root = Path(__file__).parents[2]
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    for link in (*links, "scripts/run", "scripts/check", "scripts/benchmark"):
        assert (root / link).exists(), link
