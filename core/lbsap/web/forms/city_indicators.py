"""Forms of indicator data: they hold what was sent; what it means is read by ``steps.scoring.observation_form``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wtforms import BooleanField, Form, HiddenField, StringField, TextAreaField
from wtforms.form import BaseForm

from lbsap.model.catalogue import Indicator, Input
from lbsap.model.unit_words import unit_text
from lbsap.steps.common.formula import symbols
from lbsap.steps.common.item_words import band_text
from lbsap.steps.scoring.observation_form import (
    ABSENCES,
    FIGURES,
    INPUT,
    form_inputs,
    offers_value,
    unit_choices,
)
from lbsap.web.forms.fields import AnyOf, OneOf, Pairs, words_of
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

_HIDDEN: Final = ("seen", "asked")


class IndicatorForm(BaseForm):
    """What a city says of one indicator. ``hints`` are what earlier years say, by field name.

    ``seen`` is the stamp of the observation that the page showed, ``asked`` that of the doubts it asked about, and
    ``sure`` the box that sets these aside.
    """

    def __init__(
        self, settings: Indicator, present_unit: str = "", hints: Mapping[str, str] | None = None
    ) -> None:
        self.settings = settings
        self.hints = hints or {}
        units = [(unit, title.show(lang())) for unit, title in unit_choices(settings, present_unit)]
        fields: dict[str, Any] = {"answer": OneOf(_("What can you report?"), _answers())}
        if settings.methods:
            methods = [(one.id, one.title.show(lang())) for one in settings.methods]
            fields["method"] = OneOf(_("Which method was used?"), methods)
        for one in form_inputs(settings):
            fields[INPUT + one.symbol] = self._input(one)
        if settings.kind == "ordinal":
            levels = [
                (str(band.score), f"{band.score}　{band_text(band).show(lang())}") for band in settings.bands
            ]
            fields["level"] = OneOf(_("Which description fits?"), levels)
        if offers_value(settings):
            fields["value"] = StringField(_("Result in %(unit)s", unit=unit_text(settings.unit).show(lang())))
        if units:
            fields["unit"] = OneOf(
                _("The figures are given in"), [("", _("The unit named at each figure")), *units]
            )
        super().__init__(fields | self._about())

    def _input(self, one: Input) -> Any:
        label = one.meaning.show(lang())
        label = label[:1].upper() + label[1:]
        if one.optional:
            label = _("%(field)s (optional)", field=label)
        unit = unit_text(one.unit).show(lang())
        told = [
            _("Unit: %(unit)s. Symbol: %(symbol)s.", unit=unit, symbol=one.symbol),
            self._methods(one),
            _("One figure a line, or parted by semicolons.") if one.many else "",
            self.hints.get(INPUT + one.symbol, ""),
        ]
        kind = TextAreaField if one.many else StringField
        return kind(label, description=(" " if lang() == "en" else "").join(part for part in told if part))

    def _methods(self, one: Input) -> str:
        """Which of several methods need this figure; empty where all do."""
        wanted = [
            method.title.show(lang())
            for method in self.settings.methods
            if one.symbol in symbols(method.formula)
        ]
        if not wanted or len(wanted) == len(self.settings.methods):
            return ""
        return _("For method %(methods)s.", methods=_(", ").join(wanted))

    def _about(self) -> dict[str, Any]:
        error = {
            "error": StringField(
                _("Error of the figures, plus or minus percent (optional)"),
                description=_("Such as 5. It shows whether the score is firm."),
            )
        }
        return {
            "year": StringField(_("Year of the figures")),
            "source": StringField(
                _("Source of the figures"),
                description=self.hints.get("source")
                or _("Such as a yearbook, survey or report, with its year."),
            ),
            **({} if self.settings.kind == "ordinal" else error),
            "note": TextAreaField(
                _("Note (optional)"),
                description=_("What a reader must know: extent, method, anything unusual."),
            ),
            "reason_zh": StringField(_("Why there is none, or when a survey is planned (Chinese)")),
            "reason_en": StringField(_("The same in English")),
            "sure": BooleanField(_("I have checked these figures; they are right")),
            **{name: HiddenField() for name in _HIDDEN},
        }

    @property
    def cells(self) -> dict[str, str]:
        """The words of every field that says something of the indicator."""
        return {one.short_name: words_of(one) for one in self if one.short_name not in (*_HIDDEN, "sure")}

    @property
    def labels(self) -> dict[str, str]:
        """What each field asks, by name."""
        return {one.short_name: str(one.label.text) for one in self}

    @property
    def inputs(self) -> list[Any]:
        """The fields of the inputs."""
        return [one for one in self if one.short_name.startswith(INPUT)]


class ReportingForm(Form):
    """Under which index version, for which year, and whether for the first time."""

    index = OneOf(_l("Version of the index"))
    year = StringField(
        _l("Reporting year"), description=_l("The year you report for, such as 2026. Figures may be older.")
    )
    first_application = OneOf(
        _l("Is this the city’s first application of the index?"),
        description=_l("Indicators that compare with an earlier survey cannot be scored the first time."),
    )
    seen = HiddenField()

    def offer(self, versions: Pairs) -> ReportingForm:
        """Fill in what can be chosen."""
        self.index.choices = versions
        self.first_application.choices = [("yes", _("Yes")), ("no", _("No"))]
        return self


class NewYearForm(Form):
    """The year that begins."""

    year = StringField(_l("New reporting year"))
    seen = HiddenField()


class VariantsForm(Form):
    """The scoring variants that are open to people of cities beside the handbook's; ``seen`` is the stamp of those that
    were open when the page was made."""

    chosen = AnyOf(_l("Also open to people of cities"))
    seen = HiddenField()


def _answers() -> list[tuple[str, str]]:
    return [
        (FIGURES, _("Figures as below")),
        *((name, title.show(lang())) for name, title in ABSENCES.items()),
    ]
