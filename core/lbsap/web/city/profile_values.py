"""What the page on a city's profile shows: values in the language of the page."""

from __future__ import annotations

from typing import Any, Final

from flask import request, url_for

from lbsap.model.city import CityData, Level
from lbsap.model.levels import LEVEL_WORDS
from lbsap.steps.cities.parts import PARTS, cell_names
from lbsap.steps.cities.profile import NAME, PROFILE, head_cells
from lbsap.store.cities import KeptCity
from lbsap.web.language import N_, lang, ngettext
from lbsap.web.language import gettext as _

WORDING: Final = ("whole", "territory", "government", "departments", "below")
"""What is shown of the words that follow the level."""
_DONE: Final = {
    "added": N_("The city was added. Fill in its profile, then give people the account that they work with."),
    "kept": N_("Saved."),
    "removed": N_("Removed."),
    "imported": N_("What was read has been taken over. It stands in the profile and in the plan data now."),
    "workbook": N_("What the workbook changes has been saved."),
}


def done_words() -> str:
    """What is told on the page after something was done."""
    words = _DONE.get(request.args.get("done", ""))
    return _(words) if words else ""


def profile_rows(data: CityData) -> list[dict[str, Any]]:
    """Every field with what stands in it; what is empty says so."""
    cells = head_cells(data)
    rows = []
    for field in (NAME, *PROFILE.fields):
        words = [cells[name] for name in cell_names(field)]
        if field.kind == "span":
            lines = ["—".join(words)] if any(words) else []
        elif field.kind == "choice":
            lines = [dict(field.choices)[word].show(lang()) for word in words if word]
        elif field.kind == "yesno":
            lines = [_("Yes") if words[0] else _("No")]
        else:
            lines = [_figure(word) if field.kind == "number" else word for word in words if word]
        unit = f" {field.unit.show(lang())}" if field.unit and lines else ""
        rows.append(
            {
                "key": field.label.show(lang()),
                "lines": [f"{one}{unit}" for one in lines] or [_("Not filled in")],
            }
        )
    return rows


def wording_rows(level: Level) -> list[dict[str, Any]]:
    """The words that a plan of this level uses, with those of its departments as an example."""
    words = LEVEL_WORDS[level]
    return [{"words": words[name].show(lang())} for name in WORDING]


def doors(opened: KeptCity) -> list[dict[str, Any]]:
    """The other pages of this tab, with what stands there."""
    data = opened.data
    departments = len(data.departments)
    layers = len(data.frameworks)
    told = [
        (
            "departments",
            PARTS["departments"].title.show(lang()),
            ngettext("%(num)s department", "%(num)s departments", departments)
            if departments
            else _("Nothing yet"),
            _("Who leads and who takes part. Names are suggested for your level."),
        ),
        (
            "frameworks",
            _("Provincial and prefectural plans"),
            ngettext("%(num)s plan", "%(num)s plans", layers) if layers else _("Nothing yet"),
            _("Load the plans above yours, so that your actions can be aligned with them too."),
        ),
        (
            "import_profile",
            _("Import a CitiesWithNature profile"),
            "",
            _("Take over what you report on the platform."),
        ),
        (
            "spreadsheet",
            _("Fill in a workbook"),
            "",
            _("Download everything as one spreadsheet, fill it in with colleagues, and upload it."),
        ),
    ]
    return [
        {
            "href": url_for(f"city.{endpoint}", city_id=opened.id),
            "title": title,
            "state": state,
            "about": about,
        }
        for endpoint, title, state, about in told
    ]


def _figure(word: str) -> str:
    whole, point, rest = word.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isascii() and whole.isdigit() else word
