"""What a city shows to the other cities, and its data in the shapes that others ask for."""

from __future__ import annotations

from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.exporting import city_exporters, city_file
from lbsap.actions.cities.sharing import SHAREABLE, share
from lbsap.model.city_plan import Shareable
from lbsap.model.errors import BadInput
from lbsap.steps.common.stamp import stamp
from lbsap.store.cities import KeptCity
from lbsap.web.city import city
from lbsap.web.city.frame import actor, engine, registry, workspace
from lbsap.web.downloads import attachment
from lbsap.web.forms.city_sharing import SharingForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

SHAREABLE_WORDS: Final[dict[Shareable, str]] = {
    "profile": N_("City profile"),
    "score": N_("Score"),
    "cases": N_("Case examples"),
}
_HINTS: Final[dict[Shareable, str]] = {
    "profile": N_("Level, province and prefecture, area, population, title and period of the plan. No reported figures."),
    "score": N_("Total and core components of the newest year. No values of single indicators."),
    "cases": N_("The cases you entered yourselves. Other cities may copy them into their plans."),
}  # fmt: skip


@city.route("/<int:city_id>/sharing", methods=["GET", "POST"])
def sharing(city_id: int) -> ResponseReturnValue:
    """What the other cities may see, and the files to take away."""
    opened = workspace(city_id)
    if request.method == "GET":
        shown = opened.data.sharing
        return _page(opened, SharingForm(data={"shareable": shown, "seen": stamp(shown)}))
    form = SharingForm(request.form)
    try:
        share(actor(), engine(), city_id, form.shareable.data, form.seen.data or "")
    except BadInput as error:
        return _page_again(workspace(city_id), form, error)
    return redirect(url_for("city.sharing", city_id=city_id, done="kept"), 303)


@city.get("/<int:city_id>/sharing/<exporter>")
def export(city_id: int, exporter: str) -> ResponseReturnValue:
    """The city's data as one exporter writes them."""
    made = city_file(actor(), engine(), registry(), city_id, exporter, lang())
    return attachment(made.name, made.content, made.media_type)


def shared_words(shares: frozenset[Shareable] | tuple[Shareable, ...]) -> list[str]:
    """What is shared, in the language of the page."""
    return [_(SHAREABLE_WORDS[one]) for one in SHAREABLE if one in shares]


def _page_again(opened: KeptCity, form: SharingForm, error: BadInput) -> ResponseReturnValue:
    """The page with what was chosen; where somebody changed it meanwhile, beside what stands there now."""
    form.shareable.errors = [one.message.show(lang()) for one in error.problems]
    changed = any(one.code == "part_changed" for one in error.problems)
    if changed:
        form.seen.data = stamp(opened.data.sharing)
    return _page(opened, form, 409 if changed else 400, changed=changed)


def _page(
    opened: KeptCity, form: SharingForm, code: int = 200, *, changed: bool = False
) -> ResponseReturnValue:
    form.shareable.choices = [(one, _(SHAREABLE_WORDS[one])) for one in SHAREABLE]
    standing = shared_words(opened.data.sharing)
    page = render_template(
        "city/sharing.html",
        form=form,
        hints={one: _(words) for one, words in _HINTS.items()},
        meanwhile=[(_("Shown to the other cities"), _(", ").join(standing) or _("Nothing"))]
        if changed
        else [],
        done=request.args.get("done") == "kept",
        files=[
            {"words": one.title.show(lang()), "suffix": one.suffix.removeprefix(".").upper(), "id": one.id}
            for one in city_exporters(actor(), registry())
        ],
        has_errors=code != 200,
    )
    return page, code
