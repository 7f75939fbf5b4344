"""`interviewer settings words`: the candidate's own vocabulary."""

from __future__ import annotations

from typing import Annotated

import typer

from interviewer.cli.common import Json, print_json
from interviewer.cli.help_page import Commands
from interviewer.errors import UsageError

settings_app = Commands(help="Your settings, and your own vocabulary.")
words_app = Commands(
    help="Names, products and employers that the recogniser should know.",
    invoke_without_command=True,
)
settings_app.add_typer(words_app, name="words")

Words = Annotated[
    list[str], typer.Argument(metavar="WORD", help="Words or names; quote those with a space.")
]


@words_app.callback()
def words(context: typer.Context, as_json: Json = False) -> None:
    """List your words, the latest first."""
    from interviewer.settings import own_words

    if context.invoked_subcommand is None:
        _show(own_words.load(), as_json=as_json)


@words_app.command()
def add(new: Words, as_json: Json = False) -> None:
    """Add words or names."""
    from interviewer.settings import own_words

    _show(own_words.add(new), as_json=as_json)


@words_app.command()
def remove(gone: Words, as_json: Json = False) -> None:
    """Remove words or names."""
    from interviewer.output.suggest import did_you_mean
    from interviewer.settings import own_words

    known = own_words.load()
    for word in gone:
        if word.casefold() not in map(str.casefold, known):
            remedy = did_you_mean(word, known, "`interviewer settings words` lists them.")
            raise UsageError(f"'{word}' is not among your words", remedy)
    _show(own_words.remove(gone), as_json=as_json)


def _show(all_words: tuple[str, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(all_words)
    else:
        typer.echo("\n".join(all_words) or "No words yet: interviewer settings words add NAME")
