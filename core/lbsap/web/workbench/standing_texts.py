"""Standing texts that administrators keep for all cities: the guiding thought, dated, with the document it follows."""

from __future__ import annotations

from functools import partial

from flask import url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.cities.standing import GUIDING_THOUGHT, save_guiding_thought, standing_texts
from lbsap.steps.cities.parts import cells_of
from lbsap.steps.cities.singles import GUIDING
from lbsap.steps.common.stamp import stamp
from lbsap.web.city.saving import TextPage, text_page
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import gettext as _
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine


@workbench.route("/admin/standing-texts", methods=["GET", "POST"])
def standing() -> ResponseReturnValue:
    """The guiding thought that plans print where a city has none of its own."""

    def now() -> tuple[str, dict[str, str]]:
        text = standing_texts(engine())[GUIDING_THOUGHT]
        return stamp(text), cells_of(GUIDING, text)

    return text_page(
        TextPage(
            _("Standing text: guiding thought"),
            _(
                "Plans print it where a city has no text of its own. When the official wording changes, change it here."
            ),
            _("Administration"),
            url_for("workbench.administration"),
            FieldsForm(GUIDING.fields),
            now,
            partial(save_guiding_thought, actor(), engine()),
            template="workbench/standing_text.html",
        )
    )
