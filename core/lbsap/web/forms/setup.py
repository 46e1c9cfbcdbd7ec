"""Forms by which editors set up a consultation. They hold what was sent; ``steps.editing.setup`` judges it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, FileField, Form, StringField, TextAreaField
from wtforms.form import BaseForm

from lbsap.model.consultation import ConsensusRule
from lbsap.model.notice import Abroad, Notice
from lbsap.model.problems import Problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.answers import Cells
from lbsap.steps.common.printed import figure
from lbsap.web.forms.fields import OneOf
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l


def cells_of(form: BaseForm) -> Cells:
    """What was sent, by field."""
    return {one.short_name: one.raw_data or [] for one in form}


def place(form: BaseForm, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Put each problem at its field, with the field's name. Returns the others, as the error summary takes them."""
    told = []
    for one in problems:
        words = one.message.show(lang())
        if one.where in form:
            form[one.where].errors = [*form[one.where].errors, _named(str(form[one.where].label.text), words)]
        else:
            told.append(("main", words))
    return told


def _named(asked: str, words: str) -> str:
    """A fault with the name of its field; what asks a question is no name."""
    if asked.endswith(("?", "？")):
        return words
    return str(_("%(field)s: %(fault)s", field=asked, fault=words))


def pair_data(name: str, text: Text) -> dict[str, str]:
    """A text in both languages as the two fields that hold it."""
    return {f"{name}_{one}": getattr(text, one) for one in LANGS}


class TitlesForm(Form):
    """The head of a consultation."""

    title_zh = StringField(_l("Title in Chinese"))
    title_en = StringField(_l("Title in English"))
    host_zh = StringField(_l("Host in Chinese"))
    host_en = StringField(_l("Host in English"))
    contact = StringField(
        _l("Contact for experts"), description=_l("An e-mail address or telephone number. Experts see it.")
    )


class SourceForm(Form):
    """The catalogue version, and where the questionnaire comes from."""

    source = OneOf(_l("Which questionnaire?"))
    file = FileField(
        _l("Questionnaire file"),
        description=_l("Only if you bring your own: a YAML file or an XLSForm in both languages."),
    )
    lossy = BooleanField(
        _l("Take it over without these words"),
        description=_l("Choose the file once more; all else in it is kept."),
    )


class NewForm(TitlesForm, SourceForm):
    """All that a new consultation begins with."""


class CatalogueForm(Form):
    """The version of an index or outline that is consulted on."""

    catalogue = OneOf(_l("What is it about?"))


class AnonymityForm(Form):
    """The level of anonymity."""

    anonymity = OneOf(_l("Who can link answers and persons?"))


class StratumForm(Form):
    """The question that gives the strata."""

    stratum = OneOf(_l("Which question gives the groups of experts?"))


class NoticeForm(Form):
    """The parts of the notice."""

    controller_zh = StringField(_l("Who handles the data, in Chinese"))
    controller_en = StringField(_l("Who handles the data, in English"))
    purpose_zh = TextAreaField(_l("Purpose in Chinese"))
    purpose_en = TextAreaField(_l("Purpose in English"))
    kinds_zh = TextAreaField(_l("Kinds of data in Chinese"))
    kinds_en = TextAreaField(_l("Kinds of data in English"))
    kept_until = StringField(_l("Kept until"), description=_l("The last day, such as 2027-12-31."))
    place_zh = StringField(_l("Where they are kept, in Chinese"))
    place_en = StringField(_l("Where they are kept, in English"))
    rights_contact = StringField(
        _l("Whom to ask about one's rights"), description=_l("Empty: the contact of the consultation.")
    )
    abroad = OneOf(_l("Are personal data provided to anyone abroad?"))
    abroad_recipient_zh = StringField(_l("Recipient abroad, in Chinese"))
    abroad_recipient_en = StringField(_l("Recipient abroad, in English"))
    abroad_contact = StringField(_l("How to reach the recipient"))
    abroad_purpose_zh = TextAreaField(_l("Purpose there, in Chinese"))
    abroad_purpose_en = TextAreaField(_l("Purpose there, in English"))
    abroad_means_zh = TextAreaField(_l("Means, in Chinese"))
    abroad_means_en = TextAreaField(_l("Means, in English"))
    abroad_kinds_zh = TextAreaField(_l("Kinds of data provided, in Chinese"))
    abroad_kinds_en = TextAreaField(_l("Kinds of data provided, in English"))

    @classmethod
    def offered(cls) -> NoticeForm:
        """The form with the two answers about a transfer."""
        form = cls()
        form.abroad.choices = [("no", _("No")), ("yes", _("Yes, as stated here"))]
        return form


def notice_data(notice: Notice) -> dict[str, Any]:
    """A notice by fields; the question on a transfer abroad is open until the notice has been filled in."""
    data: dict[str, Any] = {
        "kept_until": notice.kept_until.isoformat() if notice.kept_until else "",
        "rights_contact": notice.rights_contact,
        "abroad": "yes" if notice.abroad else "no" if notice.kept_until else None,
    }
    for name in ("controller", "purpose", "kinds", "place"):
        data |= pair_data(name, getattr(notice, name))
    return data | (_abroad_data(notice.abroad) if notice.abroad else {})


def _abroad_data(abroad: Abroad) -> dict[str, str]:
    data = {"abroad_contact": abroad.contact}
    for name in ("recipient", "purpose", "means", "kinds"):
        data |= pair_data(f"abroad_{name}", getattr(abroad, name))
    return data


class WordsForm(Form):
    """The host's own words for the report."""

    selection_zh = TextAreaField(_l("How the experts were chosen, in Chinese"))
    selection_en = TextAreaField(_l("How the experts were chosen, in English"))
    stopping_zh = TextAreaField(_l("When the rounds end, in Chinese"))
    stopping_en = TextAreaField(_l("When the rounds end, in English"))
    funding_zh = TextAreaField(_l("Who pays for it, in Chinese"))
    funding_en = TextAreaField(_l("Who pays for it, in English"))


class DatesForm(Form):
    """When a round opens and closes."""

    opens_at = StringField(
        _l("Opens (Beijing time)"),
        description=_l("Such as 2026-12-01 09:00. Empty: as soon as you open the round."),
    )
    closes_at = StringField(
        _l("Closes (Beijing time)"), description=_l("Such as 2026-12-31 18:00. A day alone means 23:59.")
    )


class DeadlineForm(Form):
    """A later deadline."""

    closes_at = StringField(
        _l("New deadline (Beijing time)"),
        description=_l("Such as 2026-12-31 18:00. A day alone means 23:59."),
    )


class ReasonForm(Form):
    """Why an editor does something out of the ordinary."""

    reason = TextAreaField(_l("Reason"))


class RuleForm(BaseForm):
    """The rules on offer, and a field for each of their parameters (``RULE.PARAMETER``)."""

    def __init__(self, rules: Iterable[ConsensusRule]) -> None:
        self.rules = tuple(rules)
        fields: dict[str, Any] = {
            "rule": OneOf(
                _l("Which rule decides that there is consensus?"),
                choices=[(one.id, one.title.show(lang())) for one in self.rules],
            )
        }
        for rule in self.rules:
            for one in rule.parameters:
                fields[f"{rule.id}.{one.id}"] = StringField(
                    one.title.show(lang()), description=_bounds(one.low, one.high, one.default)
                )
        super().__init__(fields)


def _bounds(low: float, high: float, default: float) -> str:
    values = {"low": figure(low, 3), "high": figure(high, 3), "usual": figure(default, 3)}
    return str(_("From %(low)s to %(high)s; usual: %(usual)s.", **values))
