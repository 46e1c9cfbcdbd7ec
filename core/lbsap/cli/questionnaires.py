"""``lbsap questionnaire export`` and ``lbsap questionnaire import``."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, print_json, warn


@click.group()
def questionnaire() -> None:
    """Take a questionnaire to KoboToolbox or ODK as an XLSForm, or bring one back."""


@questionnaire.command()
@click.argument("name", metavar="ID")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="XLSForm to write.")
@as_json
@click.pass_obj
def export(session: Session, name: str, out: Path, json_: bool) -> None:
    """Write the questionnaire ID (an id or a YAML file) as an XLSForm, in both languages."""
    from lbsap.actions.questionnaires import export_questionnaire

    form = export_questionnaire(session.actor, session.registry, name, out, session.lang)
    asked = form.questionnaire
    if json_:
        items = sum(len(group.items) for group in form.groups)
        print_json(
            {"questionnaire": f"{asked.id}@{asked.version}", "catalogue": form.catalogue, "items": items, "out": str(out)}
        )  # fmt: skip
    else:
        click.echo(f"{asked.id}@{asked.version} -> {out}")


@questionnaire.command("import")
@click.argument("source", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="YAML file to write.")
@as_json
@click.pass_obj
def import_(session: Session, source: Path, out: Path, json_: bool) -> None:
    """Read a questionnaire from the XLSForm FILE.xlsx and write it as YAML."""
    from lbsap.actions.questionnaires import import_questionnaire

    found, problems = import_questionnaire(session.actor, session.registry, source, out)
    for one in problems:
        warn(one)
    if json_:
        print_json(
            {"questionnaire": f"{found.id}@{found.version}", "about": found.about, "warnings": len(problems)}
        )
    else:
        click.echo(f"{found.id}@{found.version} -> {out}")
