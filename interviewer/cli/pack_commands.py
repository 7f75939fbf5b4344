"""Question packs: list, show, search, check, start, bring in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interviewer.cli import completion
from interviewer.cli.common import Json, console_for, print_json, say, show
from interviewer.cli.help_page import Commands
from interviewer.output.formatting import plural
from interviewer.output.suggest import require_known

commands = Commands("Prepare")
packs_app = Commands(
    invoke_without_command=True, help="List, show, check, start and add question packs."
)
commands.add_typer(packs_app, name="packs")

FolderOption = Annotated[Path | None, typer.Option(help="Where; your own folder if not given.")]
PackOption = Annotated[
    str | None, typer.Option(help="Questions of this pack.", autocompletion=completion.packs)
]


@packs_app.callback()
def packs(
    context: typer.Context,
    pack: Annotated[str | None, typer.Option(help="Just this pack.")] = None,
    as_json: Json = False,
) -> None:
    """List and check the question packs; mistakes are shown with file and line."""
    if context.invoked_subcommand:
        return
    from interviewer.packs import catalogue as library
    from interviewer.packs.terminal_packs import pack_list, packed

    packs_ = {pack: library.load(pack)} if pack else library.load_all(thorough=True)
    known = dict(sorted(packs_.items()))
    if as_json:
        print_json([library.summary(each) for each in known.values()])
    elif pack:
        console_for().print(packed(library.summary(known[pack])))
    else:
        console_for().print(pack_list(known.values(), library.usual_name()))
        typer.echo(
            "More of one: interviewer packs show NAME; its questions: packs questions --pack NAME"
        )


@packs_app.command("questions")
def packs_questions(
    topic: Annotated[
        str | None,
        typer.Argument(
            help="Only these: an id, a principle, a kind or a topic.",
            autocompletion=completion.topics,
        ),
    ] = None,
    pack: PackOption = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Questions of any pack with these words.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List questions with their ids, as `drill`, `--only` and `score --question` take them."""
    from interviewer.packs import catalogue
    from interviewer.packs.terminal_packs import question_list

    if search:
        packs = [catalogue.load(pack)] if pack else list(catalogue.load_all().values())
        questions = catalogue.search(search, packs)
    else:
        loaded = catalogue.load_with(topic or "", pack)
        questions = loaded.find(topic) if topic else tuple(loaded.questions.values())
    show(questions, question_list(questions), as_json=as_json)


@packs_app.command("list")
def packs_list(as_json: Json = False) -> None:
    """List the packs: name, title, number of questions."""
    from interviewer.packs import catalogue
    from interviewer.packs.terminal_packs import pack_list

    packs, usual = catalogue.load_all(), catalogue.usual_name()
    listed = [
        {
            "name": pack.name,
            "title": pack.title,
            "questions": len(pack.questions),
            "source": pack.source,
            "licence": pack.licence,
            "verified": pack.verified,
            "used": pack.name == usual,
        }
        for pack in packs.values()
    ]
    show(listed, pack_list(packs.values(), usual), as_json=as_json)


@packs_app.command("show")
def packs_show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="PACK|QUESTION",
            help="Name of a pack, or id of a question.",
            autocompletion=completion.packs_and_questions,
        ),
    ],
    as_json: Json = False,
) -> None:
    """Show a pack, or a question with its probes and what strong answers hold."""
    from interviewer.packs import catalogue
    from interviewer.packs.terminal_packs import packed, question_page

    packs = catalogue.load_all()
    if name in packs:
        summary = catalogue.summary(packs[name])
        show(summary, packed(summary), as_json=as_json)
        return
    questions = {id_: asked for pack in packs.values() for id_, asked in pack.questions.items()}
    require_known(
        name,
        [*packs, *questions],
        f"There is no pack or question '{name}'",
        "`interviewer packs list` lists the packs.",
    )
    show(questions[name], question_page(questions[name]), as_json=as_json)


@packs_app.command("schema")
def packs_schema() -> None:
    """Print the JSON Schema of a pack's file, for editors and other programs."""
    from interviewer.packs import authoring

    print_json(authoring.schema())


@packs_app.command("add")
def packs_add(
    source: Annotated[Path, typer.Argument(metavar="FOLDER|ZIP", help="A pack to copy.")],
) -> None:
    """Add a pack from a folder or a zip, after checking it."""
    from interviewer.packs import adding

    written = adding.add(source)
    typer.echo(f"Added {plural(len(written), 'file')}; `interviewer packs list` shows the pack.")


@packs_app.command("import")
def packs_import(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or Markdown file.")],
    name: Annotated[str, typer.Option(help="Name of the new pack: lower case, hyphens.")] = "mine",
    folder: FolderOption = None,
) -> None:
    """Make a pack from a CSV with a column "question", a Markdown list, or a DeepInterview playbook."""
    from interviewer.packs import catalogue, question_lists

    path, count = question_lists.import_list(source, name, folder)
    typer.echo(f"Wrote {path} with {plural(count, 'question')}.")
    for mistake in catalogue.check(path):
        typer.echo(mistake, err=True)


@packs_app.command("new")
def packs_new(
    name: Annotated[str, typer.Argument(help="Name of the pack: lower case, hyphens.")],
    folder: FolderOption = None,
) -> None:
    """Start a pack of your own from a commented example."""
    from interviewer.packs import authoring

    path = authoring.new(name, folder)
    typer.echo(f"Wrote {path}: edit it, then run `interviewer packs check {path}`.")


@packs_app.command("try")
def packs_try(
    task: Annotated[
        str, typer.Argument(help="An automation task: its name, or the id of its question.")
    ],
    program: Annotated[Path, typer.Argument(help="Your program.")],
    as_json: Json = False,
) -> None:
    """Run a program against the hidden cases of an automation task, without an interview."""
    from interviewer.packs import tasks
    from interviewer.packs.terminal_packs import program_report

    report = tasks.run(task, program)
    show(report, program_report(report), as_json=as_json)
    if report.passed < len(report.cases):
        raise typer.Exit(1)


@packs_app.command("check")
def packs_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pack files.")],
) -> None:
    """Check pack files and show every mistake with its line."""
    from interviewer.packs import catalogue as library

    mistakes = [mistake for file in files for mistake in library.check(file)]
    for mistake in mistakes:
        typer.echo(mistake, err=True)
    if mistakes:
        raise typer.Exit(2)
    for hint in (hint for file in files for hint in library.question_hints(file)):
        say(f"hint: {hint}", err=True)
    typer.echo(f"{plural(len(files), 'file')} without mistakes.")
