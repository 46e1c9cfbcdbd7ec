"""The CitiesWithNature Action Platform: its catalogue as a policy framework, reader and writer of city profiles."""

from __future__ import annotations

from lbsap.hooks import hookimpl
from lbsap.model.plugin_items import Exporter, Importer
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text
from lbsap_cwn.catalogue import framework
from lbsap_cwn.export import write
from lbsap_cwn.profile import read

LBSAP_API = 1


@hookimpl
def policy_frameworks() -> list[PolicyFramework]:
    """The platform's action areas, themes and actions, with the steps of the Nature Pathway."""
    return [framework()]


@hookimpl
def importers() -> list[Importer]:
    """The reader of a profile's text export."""
    title = Text("“城市与自然”平台城市档案（文本）", "CitiesWithNature profile (text)")
    return [Importer("citieswithnature", title, "city", (".txt",), read)]


@hookimpl
def exporters() -> list[Exporter]:
    """The writer of a profile in the same layout."""
    title = Text("“城市与自然”平台城市档案", "CitiesWithNature profile")
    return [Exporter("citieswithnature", title, "city", ".txt", "text/plain; charset=utf-8", write)]
