"""The language of a page: asked for in the address, chosen before, wished by the browser, or the deployment's."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request, session
from flask_babel import Babel, get_translations, lazy_gettext
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from lbsap.model.text import LANGS, Lang

__all__ = ["N_", "choose", "gettext", "html_lang", "install", "lang", "lazy_gettext", "ngettext"]

LOCALES: Final[dict[Lang, str]] = {"zh": "zh_Hans", "en": "en"}
HTML: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}
CHOSEN: Final = "lang"
"""Where the session keeps the language chosen."""
TRANSLATIONS: Final = Path(__file__).parent / "translations"


def install(app: Flask, default: Lang) -> None:
    """Translate pages; ``default`` is the language where nothing else says one."""
    app.config["LBSAP_LANG"] = default
    Babel(
        app,
        default_locale=LOCALES[default],
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: LOCALES[lang()],
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda words: _catalogue().ugettext(words),
        lambda one, more, number: _catalogue().ungettext(one, more, number),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = (
        _said  # Jinja's own looks itself up, three calls deep, for each word of a page
    )
    app.context_processor(lambda: {"lang": lang(), "html_lang": html_lang()})


def lang() -> Lang:
    """The language of this page, as data names it: ``zh`` or ``en``."""
    if not has_app_context():
        return "en"
    kept: Lang | None = g.get("lang")
    if kept is None:
        kept = g.lang = _find()
    return kept


def html_lang() -> str:
    """The language of this page as HTML names it."""
    return HTML[lang()]


def choose(wanted: str) -> None:
    """Keep the language a person chose. Raises ``ValueError`` for any but ours."""
    if wanted not in LANGS:
        raise ValueError(wanted)
    session[CHOSEN] = wanted


def gettext(words: str, /, **values: object) -> str:
    """Words in the language of the page, with values in their places."""
    said = _catalogue().ugettext(words)
    return said % values if values else said


def _said(words: str, /, **values: object) -> Markup:
    """``_`` in templates: words in the language of the page, with values, which are escaped, in their places."""
    return Markup(_catalogue().ugettext(words)) % values  # noqa: S704 - the interface's own words


def ngettext(one: str, more: str, number: int, /, **values: object) -> str:
    """Words in the language of the page, for this number of things (``%(num)s``)."""
    return _catalogue().ungettext(one, more, number) % ({"num": number} | values)


def _catalogue() -> Translations | NullTranslations:
    """The translations of this page. Flask-Babel looks them up anew for each of a page's hundred words."""
    kept: Translations | NullTranslations | None = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = get_translations()
    return kept


def _find() -> Lang:
    if has_request_context():
        for said in (request.args.get("lang"), session.get(CHOSEN)):
            for known in LANGS:
                if said == known:
                    return known
        wished = _wished(request.headers.get("Accept-Language", ""))
        if wished:
            return wished
    return _default()


@lru_cache(maxsize=256)  # browsers send few different ones, with each request
def _wished(header: str) -> Lang | None:
    """The language that a browser wishes most of those we have."""
    known = ["zh", "zh-Hans", "zh-CN", "zh-SG", "zh-TW", "zh-HK", "en"]
    found = parse_accept_header(header, LanguageAccept).best_match(known)
    return None if found is None else "en" if found == "en" else "zh"


def _default() -> Lang:
    return "zh" if current_app.config["LBSAP_LANG"] == "zh" else "en"


def N_(words: str) -> str:  # noqa: N802 - the name by which Babel finds words to translate
    """Words that are translated later, when they are shown."""
    return words
