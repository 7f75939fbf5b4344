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


def test_every_link_between_the_pages_leads_somewhere() -> None:
    """From the README and from every page in docs; and every page can be reached from the README."""
    root = Path(__file__).parents[2]
    reached = set()
    for page in (root / "README.md", root / "CHANGELOG.md", *(root / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
            if page.name == "README.md":
                reached.add((page.parent / link).resolve())
    assert {path.resolve() for path in (root / "docs").glob("*.md")} <= reached


def test_scripts_that_the_readme_names_exist() -> None:
    """They can be typed as they stand."""
    root = Path(__file__).parents[2]
    measured = (root / "docs" / "measurements.md").read_text(encoding="utf-8")
    for script in set(re.findall(r"`(scripts/\w+)", README + measured)):
        assert (root / script).exists(), script
