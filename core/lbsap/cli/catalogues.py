"""``lbsap catalogues``, ``catalogue show``, ``catalogue import``, ``catalogue guide``, ``frameworks``, ``revise``."""

from __future__ import annotations

from pathlib import Path

import click

from lbsap.cli.base import Session, as_json, print_json, print_table, warn
from lbsap.cli.words import say
from lbsap.model.text import Lang


@click.command()
@as_json
@click.pass_obj
def catalogues(session: Session, json_: bool) -> None:
    """List indices and LBSAP outlines."""
    from lbsap.actions.catalogues import list_catalogues

    found = list_catalogues(session.actor, session.registry)
    if json_:
        lines = [
            {"id": c.id, "version": c.version, "kind": c.kind, "items": len(c.items), "maximum": c.maximum,
             "title": {"zh": c.title.zh, "en": c.title.en}} for c in found
        ]  # fmt: skip
        print_json({"catalogues": lines})
        return
    head = ("编号", "版本", "类型", "条目", "满分", "名称") if session.lang == "zh" else (
        "id", "version", "kind", "items", "maximum", "title",
    )  # fmt: skip
    print_table(
        head,
        (
            (
                c.id,
                c.version,
                say(c.kind, session.lang),
                len(c.items),
                c.maximum or "-",
                c.title.show(session.lang),
            )
            for c in found
        ),
    )


@click.command()
@as_json
@click.pass_obj
def frameworks(session: Session, json_: bool) -> None:
    """List the policy frameworks a city can align with."""
    from lbsap.model.policy import PolicyFramework

    found = session.registry.all(PolicyFramework)
    if json_:
        lines = [
            {"id": f.id, "version": f.version, "layer": f.layer, "targets": len(f.targets),
             "title": {"zh": f.title.zh, "en": f.title.en}} for f in found
        ]  # fmt: skip
        print_json({"frameworks": lines})
        return
    head = ("编号", "层级", "目标", "名称") if session.lang == "zh" else ("id", "layer", "targets", "title")
    print_table(
        head, ((f.id, say(f.layer, session.lang), len(f.targets), f.title.show(session.lang)) for f in found)
    )


@click.group()
def catalogue() -> None:
    """Look at a catalogue, bring one in from a spreadsheet, or write its guide."""


@catalogue.command()
@click.argument("name", metavar="ID")
@as_json
@click.pass_obj
def show(session: Session, name: str, json_: bool) -> None:
    """Show the catalogue ID (an id, id@version or a file)."""
    from lbsap.actions.catalogues import show_catalogue
    from lbsap.model.codec import digest, to_plain

    found = show_catalogue(session.actor, session.registry, name)
    if json_:
        print_json({**to_plain(found), "digest": digest(found)})
        return
    click.echo(f"{found.title.show(session.lang)}  {found.reference}")
    head = ("序号", "编号", "名称") if session.lang == "zh" else ("number", "id", "title")
    print_table(head, ((item.number, item.id, item.title.show(session.lang)) for item in found.items))


@catalogue.command("import")
@click.argument("source", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="YAML file to write.")
@as_json
@click.pass_obj
def import_(session: Session, source: Path, out: Path, json_: bool) -> None:
    """Read a catalogue from FILE.xlsx and write it as YAML."""
    from lbsap.actions.catalogues import import_catalogue

    found, problems = import_catalogue(session.actor, session.registry, source, out)
    for one in problems:
        warn(one)
    if json_:
        print_json({"catalogue": found.reference, "items": len(found.items), "warnings": len(problems)})
    else:
        click.echo(f"{found.reference}: {len(found.items)} -> {out}")


@catalogue.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="XLSX file to write.")
@click.option("--of", "name", default="", help="Fill the template with this catalogue (id or file).")
@click.pass_obj
def template(session: Session, out: Path, name: str) -> None:
    """Write the XLSX template a catalogue is brought in with."""
    from lbsap.actions.catalogues import write_template

    write_template(session.actor, session.registry, out, session.lang, name)
    click.echo(out)


@catalogue.command()
@click.argument("name", metavar="ID")
@click.option(
    "--lang", "lang", required=True, type=click.Choice(["zh", "en"]), help="Language of the document."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.docx")
@as_json
@click.pass_obj
def guide(session: Session, name: str, lang: Lang, out: Path, json_: bool) -> None:
    """Write the evaluation guide of the index ID, or the guidelines of the framework ID."""
    from lbsap.actions.catalogues import write_guide

    found = write_guide(session.actor, session.registry, name, lang, out)
    if json_:
        print_json({"catalogue": found.reference, "lang": lang, "out": str(out)})
    else:
        click.echo(f"{found.reference} -> {out}")


@click.command()
@click.option("--catalogue", "name", required=True, metavar="ID|FILE", help="Catalogue to revise.")
@click.option("--decisions", required=True, type=click.Path(path_type=Path), metavar="DECISIONS.yaml")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="NEW.yaml")
@click.option("--version", default="", help="Version of the new catalogue; by default counted on.")
@as_json
@click.pass_obj
def revise(session: Session, name: str, decisions: Path, out: Path, version: str, json_: bool) -> None:
    """Make the next version of a catalogue by editors' decisions."""
    from lbsap.actions.catalogues import revise_catalogue
    from lbsap.model.codec import digest, to_plain

    revised, open_items = revise_catalogue(session.actor, session.registry, name, decisions, out, version)
    if json_:
        lines = [to_plain(line) for line in revised.lineage]
        print_json(
            {"catalogue": revised.id, "version": revised.version, "previous": revised.previous, "items": len(revised.items),
             "maximum": revised.maximum, "digest": digest(revised), "undecided": list(open_items), "lineage": lines}
        )  # fmt: skip
        return
    head = (
        ("变化", "条目", "原名称", "现名称")
        if session.lang == "zh"
        else ("change", "item", "before", "after")
    )
    print_table(
        head,
        (
            (
                say(line.kind, session.lang),
                line.item or ", ".join(line.into),
                line.before.plain(session.lang),
                line.after.plain(session.lang),
            )
            for line in revised.lineage
            if line.kind != "kept"
        ),
    )
    click.echo(f"{revised.reference}: {len(revised.items)} -> {out}")
