"""What every command shares: the session, how faults are told, and how results are printed."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import click

from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed, NotFound, PluginFailed
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Lang

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lbsap.registry import Registry
    from lbsap.settings import Settings

FINDINGS = 1
BAD_INPUT = 2

as_json = click.option("--json", "json_", is_flag=True, help="Print the result as JSON.")


class Session:
    """One run of the command line: who acts, the settings, the registry (loaded on first use)."""

    def __init__(self, lang: str | None = None) -> None:
        self._lang = lang
        self.actor = Actor.local()

    @cached_property
    def settings(self) -> Settings:
        """The settings in force; logging is set up by them."""
        from lbsap import logs
        from lbsap.settings import load_settings

        settings = load_settings()
        logs.set_up(settings.log_level, settings.log_json)
        return settings

    @cached_property
    def registry(self) -> Registry:
        """Every admitted plugin."""
        from lbsap import registry

        return registry.load(self.settings.plugins_off, self.settings.definitions)

    @property
    def lang(self) -> Lang:
        """The language asked for, or the one of the settings."""
        return cast(Lang, self._lang or self.settings.lang)


@contextmanager
def database(session: Session) -> Iterator[Engine]:
    """The database of the settings. Raises ``BadInput`` for any schema but ours, with the command that mends it."""
    from lbsap.store.engine import make_engine
    from lbsap.store.schema import require_current

    engine = make_engine(session.settings.database_url)
    try:
        require_current(engine)
        yield engine
    finally:
        engine.dispose()


class Door(click.Group):
    """The group of all commands: faults that a person can mend are told on standard error, with the exit code."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command; never a traceback for what a person can mend."""
        try:
            return super().invoke(context)
        except BadInput as fault:
            problems: Iterable[Problem] = fault.problems
        except NotFound as missing:
            problems = [missing.problem]
        except PluginFailed as failed:
            problems = [failure(failed)]
        except NotAllowed as refused:
            problems = [problem("not_allowed", action=refused)]
        for one in dict.fromkeys(problems):
            warn(one)
        sys.exit(BAD_INPUT)


def failure(failed: PluginFailed) -> Problem:
    """The failure of a plugin, in the words of the catalogue."""
    return problem("plugin_failed", plugin=failed.plugin, item=failed.item, cause=failed.cause)


def warn(one: Problem) -> None:
    """One problem on standard error, in the session's language."""
    session = click.get_current_context().find_object(Session)
    where = f"{one.where}: " if one.where else ""
    click.echo(_printable(where + one.message.plain(_lang_of(session))), err=True)


def _printable(words: str) -> str:
    """Words without the control characters that a file may carry into a message, and so into a terminal."""
    return "".join(repr(c)[1:-1] if unicodedata.category(c) == "Cc" and c != "\n" else c for c in words)


def _lang_of(session: Session | None) -> Lang:
    try:
        return session.lang if session else "en"
    except BadInput:  # the settings themselves are what is wrong
        return "en"


def print_json(data: Any) -> None:
    """Data as JSON; exact decimals become numbers."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_number))


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table in columns; a Chinese character takes two places."""
    lines = [
        list(head),
        *(
            [("" if cell is None else _printable(" ".join(str(cell).splitlines()))) for cell in row]
            for row in rows
        ),
    ]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        click.echo(
            "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(line, widths, strict=True)).rstrip()
        )


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)
