"""``lbsap plan draft --all``: the plans of every city of the database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import click
from click.core import ParameterSource

from lbsap.cli.base import FINDINGS, Session, print_json, warn
from lbsap.cli.shapes import problem_shape
from lbsap.model.draft import DocumentKind
from lbsap.model.text import LANGS, Lang, Text

if TYPE_CHECKING:
    from lbsap.actions.drafting_all import Made

F = TypeVar("F", bound=Callable[..., Any])
BOTH: Final = "both"
_OF_ONE_CITY: Final = ("index", "variant", "outline", "stage", "department")
"""Options of a draft from a file; a city of the database has settings of its own."""
_DONE: Final = Text("{n}/{all} {city}：{files}，待补充 {gaps} 处", "{n}/{all} {city}: {files}; {gaps} gaps")
_FAILED: Final = Text("{n}/{all} {city}：未能起草", "{n}/{all} {city}: not drafted")
_SUM: Final = Text(
    "已起草 {made} 个市县，{failed} 个未能起草。文件在 {folder}。",
    "{made} cities drafted, {failed} not. The files are in {folder}.",
)


def all_cities(command: F) -> F:
    """The options by which ``lbsap plan draft`` drafts every city of the database."""
    for option in (
        click.option(
            "--scheduler",
            default="",
            metavar="ADDRESS",
            help="Use the workers of this Dask scheduler (--all).",
        ),
        click.option(
            "--processes", type=click.IntRange(1), help="Processes; by default one for each core (--all)."
        ),
        click.option("--all", "all_", is_flag=True, help="Draft every city of the database into a folder."),
    ):
        command = option(command)
    return command


def draft_every_city(
    context: click.Context, lang: str | None, out: Path, kind: DocumentKind, json_: bool, **chosen: Any
) -> None:
    """Draft every city, telling each on standard error as it is done; exit code 1 where one has failed."""
    from lbsap.actions.drafting_all import Batch, draft_all
    from lbsap.store.engine import make_engine

    given = [
        name for name in _OF_ONE_CITY if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.UsageError(f"--{given[0]} does not go with --all: each city has settings of its own.")
    session: Session = context.obj
    settings = session.settings
    batch = Batch(
        out,
        kind,
        LANGS if lang == BOTH else (cast(Lang, lang),) if lang else (),
        chosen["processes"] or 0,
        chosen["scheduler"],
        tuple(settings.plugins_off),
        settings.definitions,
    )
    engine = make_engine(settings.database_url)
    try:
        made = draft_all(session.actor, engine, session.registry, batch, _Telling(session.lang))
    finally:
        engine.dispose()
    _tell_sum(session, out, made, json_)


class _Telling:
    """Tells of each city as it is done."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._n = 0

    def __call__(self, made: Made, known: int) -> None:
        self._n += 1
        words = _FAILED if made.problems else _DONE
        files = ", ".join(made.files)
        told = words.format(n=self._n, all=known, city=made.name, files=files, gaps=made.gaps)
        click.echo(told.plain(self._lang), err=True)
        for one in made.problems:
            warn(one)


def _tell_sum(session: Session, folder: Path, made: tuple[Made, ...], json_: bool) -> None:
    failed = [one for one in made if one.problems]
    if json_:
        shapes = [asdict(one) | _words(one, session.lang) for one in made]
        print_json({"folder": str(folder), "cities": shapes})
    else:
        told = _SUM.format(made=len(made) - len(failed), failed=len(failed), folder=folder)
        click.echo(told.plain(session.lang))
    if failed:
        sys.exit(FINDINGS)


def _words(made: Made, lang: Lang) -> dict[str, Any]:
    return {"name": made.name.plain(lang), "problems": [problem_shape(one, lang) for one in made.problems]}
