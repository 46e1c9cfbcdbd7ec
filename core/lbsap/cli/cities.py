"""``lbsap import``, ``lbsap align``, ``lbsap plan check`` and ``lbsap plan draft``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast, get_args

import click

from lbsap.cli.base import FINDINGS, Session, as_json, database, print_json, print_table, warn
from lbsap.cli.drafting import BOTH, all_cities, draft_every_city
from lbsap.cli.shapes import problem_shape, proposal_shape
from lbsap.cli.words import say
from lbsap.model.draft import USUAL, DocumentKind, DraftSettings, Stage
from lbsap.model.problems import Problem
from lbsap.model.text import LANGS, Lang


@click.command("import")
@click.argument("importer", metavar="FORMAT")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="CITY.yaml", help="Write a city's file.")
@click.option("--city", "number", type=int, metavar="NUMBER", help="Join a city of the database.")
@as_json
@click.pass_obj
def import_(
    session: Session, importer: str, source: Path, out: Path | None, number: int | None, json_: bool
) -> None:
    """Read a city's data from FILE (FORMAT: citieswithnature): write CITY.yaml, or join a city of the database.

    What stands in the database stays; the problems name what was not taken over."""
    if (out is None) == (number is None):
        raise click.UsageError("Give either --out CITY.yaml or --city NUMBER.")
    counts, problems = _imported(session, importer, source, out, number)
    if json_:
        print_json({**counts, "problems": [problem_shape(one, session.lang) for one in problems]})
    else:
        for one in problems:
            warn(one)
        click.echo(", ".join(f"{name}: {count}" for name, count in counts.items()) + f" -> {out or number}")
    if any(one.severity != "info" for one in problems):
        sys.exit(FINDINGS)


def _imported(
    session: Session, importer: str, source: Path, out: Path | None, number: int | None
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    from lbsap.actions.cities.filing import import_into_city
    from lbsap.actions.city_files import import_city

    if out is not None:
        return import_city(session.actor, session.registry, importer, source, out)
    with database(session) as engine:
        return import_into_city(session.actor, engine, session.registry, importer, source, number or 0)


@click.command()
@click.option("--framework", required=True, metavar="ID|FILE", help="Policy framework to align with.")
@click.option("--top", default=5, show_default=True, type=click.IntRange(1, 50), help="Proposals per text.")
@click.option(
    "--city", type=click.Path(path_type=Path), metavar="CITY.yaml", help="Align every action of a city."
)
@click.argument("text", required=False)
@as_json
@click.pass_obj
def align(
    session: Session, framework: str, top: int, city: Path | None, text: str | None, json_: bool
) -> None:
    """Propose framework targets that TEXT, or each action of a city, serves. A person confirms."""
    from lbsap.actions.alignment import align_city, align_text

    if (city is None) == (text is None):
        raise click.UsageError("Give either TEXT or --city CITY.yaml.")
    if city is not None:
        found = align_city(session.actor, session.registry, framework, city, top)
        actions = [
            (name, [proposal_shape(one, session.lang) for one in made]) for name, made in found.items()
        ]
        if json_:
            print_json({"actions": [{"id": name, "proposals": made} for name, made in actions]})
        else:
            _print_proposals(session, [(name, one) for name, made in actions for one in made])
        return
    proposals = [
        proposal_shape(one, session.lang)
        for one in align_text(session.actor, session.registry, framework, text or "", top)
    ]
    if json_:
        print_json({"proposals": proposals})
    else:
        _print_proposals(session, [("", one) for one in proposals])


def _print_proposals(session: Session, lines: list[tuple[str, dict[str, Any]]]) -> None:
    head = ("行动", "目标", "名称", "相似度", "依据") if session.lang == "zh" else (
        "action", "target", "title", "score", "because",
    )  # fmt: skip
    print_table(
        head,
        ((name, p["target"], p["title"], f"{p['score']:.2f}", ", ".join(p["because"])) for name, p in lines),
    )


@click.group()
def plan() -> None:
    """Check a city's plan data and write its draft plan."""


_index = click.option("--index", default=USUAL.index, show_default=True, metavar="ID|FILE")
_variant = click.option("--variant", default=USUAL.variant, show_default=True, metavar="ID")


@plan.command()
@click.argument("city", metavar="CITY.yaml", type=click.Path(path_type=Path))
@_index
@_variant
@as_json
@click.pass_obj
def check(session: Session, city: Path, index: str, variant: str, json_: bool) -> None:
    """List what a plan still lacks or gets wrong; exit code 1 from warnings up."""
    from lbsap.actions.plans import check_plan

    findings = check_plan(session.actor, session.registry, city, index, variant)
    if json_:
        print_json({"findings": [problem_shape(one, session.lang, severity=True) for one in findings]})
    else:
        head = ("程度", "位置", "说明") if session.lang == "zh" else ("severity", "where", "message")
        print_table(
            head,
            (
                (say(one.severity, session.lang), one.where, one.message.plain(session.lang))
                for one in findings
            ),
        )
    if any(one.severity != "info" for one in findings):
        sys.exit(FINDINGS)


@plan.command()
@click.argument("city", metavar="[CITY.yaml]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--lang",
    type=click.Choice([*LANGS, BOTH]),
    help="Language. With --all also both; there the default is what each city has chosen.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.docx|FOLDER")
@all_cities
@click.option(
    "--document",
    "kind",
    default="plan",
    show_default=True,
    type=click.Choice(get_args(DocumentKind)),
    help="Which file: plan text, research report, drafting note, notice, letter, data request, summary.",
)
@click.option("--department", default="", metavar="ID|NAME", help="Whom a data request is for.")
@click.option(
    "--stage",
    default="working",
    show_default=True,
    type=click.Choice(get_args(Stage)),
    help="working marks gaps in place; submission writes around them.",
)
@_index
@_variant
@click.option("--outline", default="lbsap-framework", show_default=True, metavar="ID|FILE")
@as_json
@click.pass_context
def draft(
    context: click.Context,
    /,
    city: Path | None,
    lang: str | None,
    out: Path,
    kind: DocumentKind,
    department: str,
    json_: bool,
    all_: bool,
    processes: int | None,
    scheduler: str,
    **chosen: Any,
) -> None:
    """Write a document of a city's plan as a Word file; gaps are marked or listed apart."""
    from lbsap.actions.plans import draft_plan

    if all_ == (city is not None):
        raise click.UsageError("Give either CITY.yaml or --all.")
    if all_:
        draft_every_city(context, lang, out, kind, json_, processes=processes, scheduler=scheduler)
        return
    if city is None or lang not in ("zh", "en"):
        raise click.UsageError("Give --lang zh or --lang en.")
    session: Session = context.obj
    settings = DraftSettings(**chosen)
    made = draft_plan(
        session.actor,
        session.registry,
        city,
        cast(Lang, lang),
        out,
        kind=kind,
        department=department,
        settings=settings,
    )
    if json_:
        gaps = [
            {"part": key, "name": gap.name.plain(session.lang), "where": gap.where} for key, gap in made.gaps
        ]
        print_json({"out": str(out), "lang": lang, "parts": len(made.document.parts), "gaps": gaps})
        return
    click.echo(out)
    click.echo(f"待补充 {len(made.gaps)} 处" if session.lang == "zh" else f"{len(made.gaps)} gaps to fill")
