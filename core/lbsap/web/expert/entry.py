"""The way in and out: the personal link, the public link, the code to resume, leaving."""

from __future__ import annotations

from typing import Final

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from lbsap.actions.experts import link, public
from lbsap.actions.experts.link import Begun, LinkState
from lbsap.model.errors import BadInput, NotFound
from lbsap.steps.asking.notice import ANONYMITY
from lbsap.store.columns import now
from lbsap.web.desk import desk, end_visit, find_desk, keep_visit, visit
from lbsap.web.expert import expert
from lbsap.web.expert.frame import beijing, closed_words, head_of_link, strangers_head
from lbsap.web.expert.way import keep_to_several, next_page
from lbsap.web.forms.entry import ResumeForm
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

CODE: Final = "code"
"""Where the session keeps a new code to resume until its owner has noted it."""
LONGEST_TOKEN: Final = 200


@expert.get("/i/<token>")
def entry(token: str) -> ResponseReturnValue:
    """The page of a personal link. Opening it changes nothing: messengers and scanners open links ahead of people."""
    return _link_page(link.open_link(_engine(), _sound(token), now()), token)


@expert.post("/i/<token>")
def begin(token: str) -> ResponseReturnValue:
    """Begin a visit by a personal link."""
    try:
        begun = link.begin(_engine(), _sound(token), now(), request.user_agent.string)
    except NotFound:
        return _unknown()
    except BadInput as error:
        return redirect(_instead(error, url_for("expert.entry", token=token)), 303)
    return _into_visit(begun)


@expert.route("/p/<token>", methods=["GET", "POST"], endpoint="public")
def public_page(token: str) -> ResponseReturnValue:
    """The page of a public link; its button begins as a new respondent."""
    if request.method == "GET":
        return _link_page(public.open_public(_engine(), _sound(token), now()), token, public=True)
    try:
        begun = public.begin_public(_engine(), _sound(token), now(), request.user_agent.string)
    except NotFound:
        return _unknown()
    except BadInput as error:
        return redirect(_instead(error, url_for("expert.public", token=token)), 303)
    return _into_visit(begun)


@expert.route("/code", methods=["GET", "POST"])
def code() -> ResponseReturnValue:
    """Show the code to resume until it is noted; then it is forgotten here, and cannot be had again."""
    if request.method == "POST":
        session.pop(CODE, None)
        return redirect(next_page(desk()), 303)
    if CODE not in session:
        return redirect(next_page(desk()), 303)
    return render_template("expert/code.html", code=session[CODE])


@expert.route("/resume", methods=["GET", "POST"])
def resume() -> ResponseReturnValue:
    """Come back to one's answers by the code."""
    form = ResumeForm(request.form)
    if request.method == "POST" and form.validate():
        found = public.resume(_engine(), form.code.data or "", now(), request.user_agent.string)
        if found:
            return _into_visit(Begun(found))
        form.code.errors = [_("This code is not known. Check it against what you noted.")]
    page = render_template(
        "expert/resume.html", form=form, has_errors=bool(form.errors), head=strangers_head()
    )
    return page, 400 if form.errors else 200


@expert.post("/not-me")
def not_me() -> ResponseReturnValue:
    """The person greeted is somebody else: end the visit and let editors know."""
    link.not_me(_engine(), _sound(request.form.get("token", "")) or visit(), now(), request.user_agent.string)
    end_visit()
    return render_template("expert/not_me.html", head=strangers_head())


@expert.post("/leave")
def leave() -> ResponseReturnValue:
    """End the visit on this browser; all answers are kept."""
    end_own_visit()
    return render_template("expert/left.html", head=strangers_head())


def end_own_visit() -> None:
    """End this browser's visit, on the server too."""
    link.leave(_engine(), visit(), now())
    session.pop(CODE, None)
    end_visit()


def _into_visit(begun: Begun) -> ResponseReturnValue:
    """Into the visit under a new identifier: a cookie or form from before is good for nothing, nor is its visit.

    The box ``several`` leads to the pages of many items at once.
    """
    if visit():
        link.leave(_engine(), visit(), now())
    session.pop("csrf_token", None)
    session.pop(CODE, None)
    keep_visit(begun.visit)
    keep_to_several(bool(request.form.get("several")))
    if begun.code:
        session[CODE] = begun.code
        return redirect(url_for("expert.code"), 303)
    opened = find_desk()
    if opened is None:
        abort(401)
    return redirect(next_page(opened), 303)


def _link_page(state: LinkState, token: str, *, public: bool = False) -> ResponseReturnValue:
    if state.state == "unknown":
        return _unknown()
    return render_template(
        f"expert/link_{state.state}.html",
        link=state,
        token=token,
        public=public,
        anonymity=ANONYMITY[state.anonymity].show(lang()),
        opens=beijing(state.opens_at) if state.opens_at else "",
        closes=beijing(state.closes_at) if state.closes_at else "",
        closed_words=closed_words(state.closes_at, state.contact or state.host.plain(lang())),
        head=head_of_link(state),
    )


def _unknown() -> ResponseReturnValue:
    """One page for links that never were, have been revoked or have expired: which of them is nobody's business."""
    return render_template("expert/link_unknown.html", head=strangers_head()), 404


def _instead(error: BadInput, page: str) -> str:
    """Where to go if no visit can begin: to the code, or back to the page that says why."""
    return url_for("expert.resume") if any(one.code == "code_needed" for one in error.problems) else page


def _sound(token: str) -> str:
    """A token that may be one; anything else is looked up as the empty one, which is nobody's."""
    return token if len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable() else ""


def _engine() -> Engine:
    engine: Engine = current_app.extensions["lbsap_engine"]
    return engine
