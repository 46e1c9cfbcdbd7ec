"""The short profile, which gives the strata of the results."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from lbsap.actions.experts.profile import save_profile
from lbsap.model.errors import BadInput
from lbsap.store.columns import now
from lbsap.web.desk import desk
from lbsap.web.expert import expert
from lbsap.web.expert.saving import saved_words
from lbsap.web.expert.way import after_profile
from lbsap.web.forms.profile import ProfileForm
from lbsap.web.language import lang


@expert.route("/profile", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    """Show and keep the answers to the profile questions."""
    form = ProfileForm(desk().consultation.questionnaire, lang())
    if request.method == "GET":
        form.process(data=desk().respondent.profile)
        return render_template("expert/profile.html", form=form, saved=saved_words(desk()))
    form.process(request.form)
    try:
        save_profile(current_app.extensions["lbsap_engine"], desk(), form.chosen, now())
    except BadInput as error:
        form.place(error, lang())
        return render_template("expert/profile.html", form=form, has_errors=True), 400
    return redirect(after_profile(desk()), 303)
