"""The score bands of an indicator as a part of a form (``components/bands_editor.html``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import BooleanField, StringField
from wtforms.form import BaseForm

from lbsap.model.catalogue import Band, Indicator
from lbsap.model.problems import Problem
from lbsap.steps.catalogues.band_rows import band_cells, band_rows, read_bands, rows_in
from lbsap.web.forms.fields import OneOf, words_of
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

_FLAGS: Final = ("lower_inclusive", "upper_inclusive")


class BandsForm(BaseForm):
    """A row of fields for each score, whether the bands were checked against the published text, and which text.

    ``errors_of_all`` are what is wrong with the bands together; ``data`` is keyed ``SCORE-CELL``.
    """

    def __init__(self, indicator: Indicator, prefix: str, points: int) -> None:
        self.indicator = indicator
        self.ordinal = indicator.kind == "ordinal"
        self.errors_of_all: list[str] = []
        self._points = points
        self._rows = band_rows(indicator, points)
        labels = _labels()
        fields: dict[str, Any] = {
            f"{score}-{cell}": (BooleanField if cell in _FLAGS else StringField)(labels[cell])
            for score, row in self._rows.items()
            for cell in row
        }
        fields["checked"] = OneOf(_("Have these bands been compared with the published text?"), _choices())
        fields["source"] = StringField(
            _("Edition and page"),
            description=_("Needed where the bands were compared, such as “Handbook, 2021 edition, page 34”."),
        )
        super().__init__(fields, prefix=prefix)

    @classmethod
    def of(cls, indicator: Indicator, prefix: str = "bands", points: int = 4, source: str = "") -> BandsForm:
        """The form filled with the bands as they stand; ``points`` is the index's highest score."""
        form = cls(indicator, prefix, points)
        form.process(data=band_cells(indicator, points) | {"checked": "no", "source": source})
        return form

    @classmethod
    def sent(
        cls, indicator: Indicator, sent: Mapping[str, str], prefix: str = "bands", points: int = 4
    ) -> BandsForm:
        """The form as it was sent (``request.form``)."""
        form = cls(indicator, prefix, points)
        form.process(sent)
        return form

    def read(self) -> tuple[tuple[Band, ...], tuple[Problem, ...]]:
        """The bands, and what is wrong; nothing may be saved while there are problems.

        The source of a checked band stands in ``sources`` in words; ``steps.catalogues.sources.named_sources`` makes
        it a source of the catalogue. A form in which no row was sent leaves the bands as they are.
        """
        if not any(field.raw_data for field in self):
            return self.indicator.bands, ()
        cells = self.cells
        return read_bands(
            rows_in(cells, self.indicator, self._points),
            self.indicator,
            checked=cells["checked"] == "yes",
            source=cells["source"],
        )

    @property
    def cells(self) -> dict[str, str]:
        """The words of every field."""
        return {field.short_name: words_of(field) for field in self}

    def place(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; what concerns all of them goes to ``errors_of_all``."""
        for one in problems:
            words = one.message.show(lang())
            if one.where in self:
                self[one.where].errors = [*self[one.where].errors, words]
            else:
                self.errors_of_all.append(words)

    @property
    def id(self) -> str:
        """The id of the group, for links of the error summary."""
        return f"{self._prefix}rows"

    @property
    def told(self) -> list[tuple[str, str]]:
        """What concerns all bands, as the error summary takes it."""
        return [(self.id, words) for words in self.errors_of_all]

    @property
    def rows(self) -> list[tuple[int, dict[str, Any]]]:
        """The fields of each score, by cell."""
        return [(score, {cell: self[f"{score}-{cell}"] for cell in row}) for score, row in self._rows.items()]


def _choices() -> list[tuple[str, str]]:
    return [
        ("no", _("Not now: bands I change are marked provisional, the others keep their mark")),
        ("yes", _("Yes, all of them: mark them as checked by an editor")),
    ]


def _labels() -> dict[str, str]:
    return {
        "printed": _("As printed"),
        "lower": _("From"),
        "lower_inclusive": _("Lower end included"),
        "upper": _("Up to"),
        "upper_inclusive": _("Upper end included"),
        "meaning_zh": _("In words (Chinese)"),
        "meaning_en": _("In words (English)"),
    }
