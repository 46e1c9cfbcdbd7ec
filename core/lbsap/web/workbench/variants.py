"""Which scoring variants the people of cities may use."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.variants import ALWAYS_OPEN, enable_variants, enabled_variants
from lbsap.model.scoring import ScoringVariant
from lbsap.web.forms.city_indicators import VariantsForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, registry


@workbench.route("/admin/variants", methods=["GET", "POST"])
def variants() -> ResponseReturnValue:
    """Every variant with what it does; those ticked are open to cities beside the handbook's."""
    if request.method == "POST":
        chosen = VariantsForm(request.form).chosen.data
        enable_variants(actor(), engine(), registry(), chosen)
        return redirect(url_for("workbench.variants", done="kept"), 303)
    offered = registry().all(ScoringVariant)
    form = VariantsForm(data={"chosen": sorted(enabled_variants(actor(), engine(), registry()))})
    others = [one for one in offered if one.id != ALWAYS_OPEN]
    form.chosen.choices = [(one.id, one.title.show(lang())) for one in others]
    return render_template(
        "workbench/variants.html",
        form=form,
        hints={one.id: _about(one) for one in others},
        always=[one.title.show(lang()) for one in offered if one.id == ALWAYS_OPEN],
        done="done" in request.args,
    )


def _about(one: ScoringVariant) -> str:
    mark = _("The handbook's own method.") if one.official else _("Not the handbook's own method.")
    return mark + (" " if lang() == "en" else "") + one.description.show(lang())
