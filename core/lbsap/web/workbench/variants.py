"""Which scoring variants the people of cities may use."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.variants import ALWAYS_OPEN, enable_variants, enabled_variants
from lbsap.model.errors import BadInput
from lbsap.model.scoring import ScoringVariant
from lbsap.steps.common.stamp import stamp
from lbsap.web.forms.city_indicators import VariantsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, registry


@workbench.route("/admin/variants", methods=["GET", "POST"])
def variants() -> ResponseReturnValue:
    """Every variant with what it does; those ticked are open to cities beside the handbook's."""
    if request.method == "GET":
        return _page(VariantsForm(data={"chosen": enabled_variants(actor(), engine())}))
    form = VariantsForm(request.form)
    try:
        enable_variants(actor(), engine(), registry(), form.chosen.data, form.seen.data or "")
    except BadInput as error:  # somebody else has saved meanwhile: there is nothing else that can be wrong
        return _page(form, [(one.where, one.message.show(lang())) for one in error.problems]), 409
    return redirect(url_for("workbench.variants", done="kept"), 303)


def _page(form: VariantsForm, told: Sequence[tuple[str, str]] = ()) -> str:
    offered, enabled = registry().all(ScoringVariant), enabled_variants(actor(), engine())
    others = [one for one in offered if one.id != ALWAYS_OPEN]
    form.chosen.choices = [(one.id, one.title.show(lang())) for one in others]
    form.seen.data = stamp(enabled)
    standing = [one.title.show(lang()) for one in others if one.id in enabled]
    return render_template(
        "workbench/variants.html",
        form=form,
        told=told,
        newer=[(_("Also open to people of cities"), _(", ").join(standing))] if told else [],
        hints={one.id: _about(one) for one in others},
        always=[one.title.show(lang()) for one in offered if one.id == ALWAYS_OPEN],
        done="done" in request.args,
        has_errors=bool(told),
    )


def _about(one: ScoringVariant) -> str:
    mark = _("The handbook's own method.") if one.official else _("Not the handbook's own method.")
    return mark + (" " if lang() == "en" else "") + one.description.show(lang())
