"""`cohort`: the answers of many candidates, on one machine or a cluster; resumable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewer.cli import completion
from interviewer.cli.common import (
    EngineOption,
    Json,
    ModelOption,
    SpeaksOption,
    grouped,
    option,
    print_json,
    say,
    show,
)
from interviewer.cli.help_page import Commands, PageGroup
from interviewer.errors import UsageError
from interviewer.output.formatting import plural

if TYPE_CHECKING:
    from interviewer.cohort.cohort_run import RunSummary, Survey, Workers
    from interviewer.cohort.scoring import ScoringSetup

commands = Commands("Score recordings and texts")


class _Helpful(PageGroup):
    """Explains itself when nothing is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Ask for help where nothing else is asked for."""
        return super().parse_args(ctx, args or ["--help"])


class _RunsByDefault(_Helpful):
    """`cohort SOURCE…` is `cohort run SOURCE…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command in front where it was left out."""
        named = not args or args[0] in {*self.commands, "--help", "-h"}
        return super().parse_args(ctx, args if named else ["run", *args])


cohort_app = Commands(
    cls=_RunsByDefault,
    help="Score the answers of many candidates: `interviewer cohort SOURCE… --out DIR`.",
)
commands.add_typer(cohort_app, name="cohort")

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The results: --out of the run.")]


@cohort_app.command()
@grouped
def run(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="Folders, patterns, or tables (csv, jsonl, parquet) with the columns file, id, candidate,"
            " group, phase, question, kind, rubric, consent, speaker, english; addresses where fsspec is installed.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")],
    jobs: int | None = option("Processes; as many as cores and memory allow if not given.", min=1),
    scheduler: str = option(
        "A Dask scheduler (tcp://host:8786), or local for a cluster on this machine.", default=""
    ),
    kind: str = option("Kind of the answers whose table names none.", default="behavioral"),
    rubric: list[str] | None = option(
        "Rubric of the answers whose table names none; repeatable.",
        autocompletion=completion.rubrics,
    ),
    question: str = option(
        "Question of the answers whose table names none: its id or its words.",
        default="",
        autocompletion=completion.questions,
    ),
    speaker: SpeaksOption = "",
    model: ModelOption = None,
    engine: EngineOption = None,
    as_json: Json = False,
) -> None:
    """Score every answer and write tables; what is done already is not done again."""
    from interviewer.cli.cohort_progress import progress
    from interviewer.cohort.cohort_run import CohortRun
    from interviewer.cohort.extras import library
    from interviewer.cohort.scoring_jobs import Defaults
    from interviewer.packs.scored_by import kind_of

    library("pyarrow")  # what is missing is said before hours of work
    defaults = Defaults(kind_of(kind), tuple(rubric or ()), question, speaker)
    run_ = CohortRun(sources, out, defaults)
    survey = run_.survey()
    _note(sources, survey)
    setup = _setup(survey, engine, model)
    workers = _workers(survey, setup, jobs, scheduler)
    try:
        with run_.begun() as log, progress(survey.files) as advance:
            summary = run_.run(log, workers, setup, survey, advance)
    except KeyboardInterrupt:
        say("What is done is saved; run the same command again to go on.", err=True)
        raise typer.Abort from None
    _finish(summary, out, as_json=as_json)


def _note(sources: list[str], survey: Survey) -> None:
    from interviewer.cohort.manifest import unknown_columns

    if odd := unknown_columns(sources):
        say(f"Columns that mean nothing here: {', '.join(odd)}.", err=True)
    if survey.no_consent:
        say(f"Left out: {plural(survey.no_consent, 'file')} without consent.", err=True)


def _setup(survey: Survey, engine: str | None, model: str | None) -> ScoringSetup:
    from interviewer.cohort.scoring import ScoringSetup
    from interviewer.cohort.versions import installed
    from interviewer.settings import user_settings

    chosen = user_settings.load(engine=engine, model=model)
    versions = installed(chosen.engine, chosen.model, transcribing=survey.transcribed > 0)
    return ScoringSetup(versions, chosen.engine, chosen.model)


def _workers(survey: Survey, setup: ScoringSetup, jobs: int | None, scheduler: str) -> Workers:
    from interviewer.cohort import pool

    if jobs and scheduler and scheduler != "local":
        raise UsageError("--jobs is of no use with --scheduler", "The cluster has its own workers.")
    processes = jobs or pool.jobs_for_machine(transcribing=survey.transcribed > 0)
    if scheduler:
        from interviewer.cohort.cluster import Cluster

        return Cluster(scheduler, setup, processes)
    return pool.Pool(processes, setup)


def _finish(summary: RunSummary, out: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(summary)
    else:
        failed = f", {plural(summary.errors, 'error')}" if summary.errors else ""
        typer.echo(
            f"{plural(summary.scored, 'answer')} scored{failed}, {summary.new} of them now: {out}"
        )
    if summary.errors:
        raise typer.Exit(2)


@cohort_app.command()
@grouped
def report(
    folder: Folder,
    title: str = option("Heading of the page.", default=""),
    names: bool = option("Show candidates and their words as they are.", default=False),
    debriefs: int = option(
        "How many answers get a debrief of their own: first those that the page names.",
        default=25,
        min=0,
    ),
    open_page: bool = option("Open it in the browser.", "--open", default=False),
    as_json: Json = False,
) -> None:
    """Write one page of everybody's answers, and CSV files of everything."""
    import webbrowser

    from interviewer.cohort import report as reports
    from interviewer.cohort.figures import cohort_figures

    found = cohort_figures(folder, names=names)
    if as_json:
        print_json(found)
        return
    path = reports.write(folder, found, title, names=names, debriefs=debriefs)
    typer.echo(f"Wrote {path}.")
    if open_page and not webbrowser.open(path.absolute().as_uri()):
        say("No browser could be started; open that file yourself.", err=True)


rate_app = Commands(cls=_Helpful, help="Let people rate answers, and see who agrees.")
cohort_app.add_typer(rate_app, name="rate")


@rate_app.command("export")
@grouped
def rate_export(
    folder: Folder,
    sample: int = option("Answers to be rated, drawn by chance.", default=100, min=1),
    seed: int = option("Draws the same answers again.", default=0),
    names: bool = option("Leave names in the texts.", default=False),
) -> None:
    """Write tasks for Label Studio: sound, transcript, and the scale of every score."""
    from interviewer.cohort import ratings

    written = ratings.export(folder, sample, seed, names=names)
    typer.echo(
        f"Wrote {plural(written.tasks, 'task')} ({written.audio} with sound):"
        f" import {written.folder}/tasks.json, with labelling.xml as the labelling interface."
    )
    if written.audio:
        typer.echo(
            f"For the sound, start it with LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED=true and"
            f" LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT={written.folder.absolute()}.",
            err=True,
        )


@rate_app.command("import")
def rate_import(
    folder: Folder,
    exports: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Exports of Label Studio (JSON).")
    ],
    as_json: Json = False,
) -> None:
    """Read what raters said: their agreement with each other and with every check."""
    from interviewer.cohort import ratings
    from interviewer.cohort.terminal_agreement import agreement_table

    found = ratings.take(folder, exports)
    show(found, agreement_table(found), as_json=as_json)


@cohort_app.command()
def textgrid(folder: Folder) -> None:
    """Write a TextGrid for each answer with times: words, sentences, parts and findings (Praat, ELAN)."""
    from interviewer.cohort import textgrid_files

    count, skipped = textgrid_files.write(folder)
    without = f"; {plural(skipped, 'answer')} without times left out" if skipped else ""
    typer.echo(f"Wrote {plural(count, 'TextGrid')} to {folder / textgrid_files.FOLDER}{without}.")
