"""The command line: a thin door to the actions. Commands load what they need when they run, not before."""

from __future__ import annotations

import sys

import click

from lbsap import __version__
from lbsap.cli.base import Door, Session
from lbsap.cli.catalogues import catalogue, catalogues, frameworks, revise
from lbsap.cli.cities import align, import_, plan
from lbsap.cli.database import db
from lbsap.cli.demo import demo
from lbsap.cli.panels import consensus, tally
from lbsap.cli.plugins import plugin, plugins
from lbsap.cli.questionnaires import questionnaire
from lbsap.cli.scores import score
from lbsap.cli.serve import serve
from lbsap.cli.users import init, user
from lbsap.cli.workspaces import city


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lbsap")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages and tables (LBSAP_LANG).")
@click.pass_context
def lbsap(context: click.Context, lang: str | None) -> None:
    """From experts' answers on biodiversity indicators to a city's draft plan."""
    context.obj = Session(lang)


for _command in (
    plugins, plugin, catalogues, catalogue, frameworks, questionnaire, score, tally, consensus, revise, import_, city, align,
    plan, db, demo, init, user, serve,
):  # fmt: skip
    lbsap.add_command(_command)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    lbsap()
