"""Sample pages made of all components, in both languages: what the tests of the look open. No page of the product."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import segno
from flask import Blueprint, Flask, Response, jsonify, render_template, request
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from lbsap.data import shipped
from lbsap.model.catalogue import Band, Indicator
from lbsap.web import headers, language, static
from lbsap.web.forms.bands import BandsForm

PAGES: Final = ("item", "tasks", "feedback", "review", "errors")
_SCORED: Final = Indicator(
    "native_biodiversity",
    "ratio",
    "percent",
    bands=(Band(0, "< 10%", upper=Decimal(10)), Band(4, ">= 10%", Decimal(10), lower_inclusive=True)),
)
LINK: Final = "https://consultation.example.org/e/i/Qm9sZC1hbmQtc2hvcnQ"


def make_gallery() -> Flask:
    """An application of the sample pages: ``/<page>?lang=zh`` or ``en``; it keeps autosaved forms in ``.saved``."""
    app = Flask("gallery", static_folder=None)
    app.config.update(SECRET_KEY=secrets.token_hex(), WTF_CSRF_TIME_LIMIT=None)
    app.jinja_env.loader = ChoiceLoader(
        [FileSystemLoader(shipped("templates", "web")), FileSystemLoader(Path(__file__).parent / "samples")]
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["saved"] = []
    language.install(app, "zh")
    headers.install(app, https=False)
    static.install(app)
    CSRFProtect(app)
    app.register_blueprint(_base())
    app.register_blueprint(_expert())
    return app


def _base() -> Blueprint:
    base = Blueprint("base", "base")

    @base.get("/")
    def home() -> str:
        return _page("tasks")

    @base.post("/lang")
    def switch_language() -> Response:
        language.choose(request.form["lang"])
        return Response(status=303, headers={"Location": request.form["next"]})

    return base


def _expert() -> Blueprint:
    expert = Blueprint("expert", "expert")
    expert.add_url_rule(
        "/<any(item, tasks, feedback, review, errors):name>", "page", _page, methods=["GET", "POST"]
    )
    expert.add_url_rule("/data", "data", lambda: "", methods=["GET"])
    expert.add_url_rule("/leave", "leave", lambda: "", methods=["POST"])
    expert.add_url_rule("/save", "save", _save, methods=["POST"])
    return expert


def _page(name: str) -> str:
    zh = language.lang() == "zh"

    def t(chinese: str, english: str) -> str:
        return chinese if zh else english

    shown = {
        "head": _head(t),
        "field": field,
        "link": LINK,
        "qr_image": _qr(),
        "bands": BandsForm.of(_SCORED),
    }
    return render_template(f"{name}.html", t=t, **shown)


def _save() -> tuple[Response, int]:
    from flask import current_app

    given = request.form.to_dict(flat=False)
    kept: list[Mapping[str, Any]] = current_app.extensions["saved"]
    standing = int(kept[-1]["revision"][0]) + 1 if kept else 0
    if int(given["revision"][0]) < standing:
        answer = {key: value for key, value in kept[-1].items() if key not in ("revision", "csrf_token")}
        return jsonify(state="newer", standing={"revision": standing}, time="14:30", answer=answer), 409
    kept.append(given)
    revisions = {"revision": int(given["revision"][0]) + 1}
    return jsonify(state="saved", revisions=revisions, time="14:32", note=""), 200


def field(name: str, label: str, **more: Any) -> dict[str, Any]:
    """A field as the macros take it."""
    return {"id": name, "name": name, "label": label} | more


def _head(t: Any) -> dict[str, Any]:
    return {
        "title": t(
            "城市生物多样性指数（中国版）修订专家咨询",
            "Expert consultation on the City Biodiversity Index (Chinese version)",
        ),
        "host": t("示例环境科学研究院", "Sample Institute of Environmental Science"),
        "round": t("第一轮", "Round 1"),
        "deadline": t("2026年12月20日 18:00", "20 December 2026, 18:00"),
        "person": t("李*，您好", "Professor L*"),
        "home": "/tasks",
    }


def _qr() -> str:
    return segno.make(LINK, error="m").svg_data_uri(border=4, light="white")
