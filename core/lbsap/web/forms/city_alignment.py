"""The form by which a person decides on the links of an action. It only holds what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wtforms import HiddenField, StringField
from wtforms.form import BaseForm

from lbsap.actions.cities.alignment import Said
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text
from lbsap.steps.aligning.city_actions import CHOICES, Candidate, Choice
from lbsap.web.forms.fields import OneOf
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

CHOICE_WORDS: Final[dict[Choice, str]] = {
    "high": N_("High"),
    "medium": N_("Medium"),
    "low": N_("Low"),
    "rejected": N_("Not aligned"),
    "open": N_("Not decided yet"),
}
EXTENTS: Final[tuple[Choice, ...]] = ("high", "medium", "low")
LONGEST_NOTE: Final = 500


class AlignmentForm(BaseForm):
    """For each candidate a choice and a note in the language of the page; for each framework a target added by hand."""

    def __init__(self, shown: Sequence[Candidate], frameworks: Sequence[PolicyFramework]) -> None:
        self.shown, self.frameworks = shown, frameworks
        fields: dict[str, Any] = {"seen": HiddenField()}
        choices = [(one, _(CHOICE_WORDS[one])) for one in CHOICES]
        for one in shown:
            key = key_of(one.framework.id, one.target.id)
            fields[f"choice-{key}"] = OneOf(_("Degree to which this action serves it"), choices=choices)
            fields[f"note-{key}"] = StringField(_("Note (optional)"))
        taken = {key_of(one.framework.id, one.target.id) for one in shown}
        for framework in frameworks:
            rest = [one for one in framework.targets if key_of(framework.id, one.id) not in taken]
            targets = [(one.id, f"{one.number} {one.title.show(lang())}") for one in rest]
            label = _("Add from %(framework)s", framework=framework.short.show(lang()))
            fields[f"add-{framework.id}"] = OneOf(label, choices=[("", _("None")), *targets])
            extents = [("", "—"), *((one, _(CHOICE_WORDS[one])) for one in EXTENTS)]
            fields[f"extent-{framework.id}"] = OneOf(_("Degree"), choices=extents)
        super().__init__(fields)

    def show(self, seen: str) -> AlignmentForm:
        """The form with what stands."""
        data = {"seen": seen}
        for one in self.shown:
            key = key_of(one.framework.id, one.target.id)
            data[f"choice-{key}"] = one.choice or ""
            data[f"note-{key}"] = getattr(one.link.note, lang()) if one.link else ""
        self.process(data=data)
        return self

    def said(self) -> dict[tuple[str, str], Said]:
        """What was sent of each link, without those on which nothing was said. A target to be added needs a degree: where
        one of the two is missing, the field is marked (``whole`` tells)."""
        found = {}
        for one in self.shown:
            key = key_of(one.framework.id, one.target.id)
            choice = self[f"choice-{key}"].data
            if choice in CHOICES:
                before = one.link.note if one.link else Text()
                found[one.framework.id, one.target.id] = Said(
                    choice, _noted(before, self[f"note-{key}"].data)
                )
        for framework in self.frameworks:
            target, extent = self[f"add-{framework.id}"].data, self[f"extent-{framework.id}"].data
            if target and extent in EXTENTS:
                found[framework.id, target] = Said(extent)
        return found

    def whole(self) -> bool:
        """Whether each target added by hand has its degree, and no note is too long; else the fields say so."""
        for framework in self.frameworks:
            target, extent = self[f"add-{framework.id}"], self[f"extent-{framework.id}"]
            if target.data and not extent.data:
                extent.errors = [_("Say how far the action serves it: high, medium or low.")]
            if extent.data and not target.data:
                target.errors = [_("Choose what is to be added.")]
        for name, field in self._fields.items():
            if name.startswith("note-") and len(field.data or "") > LONGEST_NOTE:
                field.errors = [_("At most %(limit)s characters.", limit=LONGEST_NOTE)]
        return not any(field.errors for field in self)


def key_of(framework: str, target: str) -> str:
    """What the names of the fields of one link end with."""
    return f"{framework}-{target}"


def _noted(before: Text, words: str | None) -> Text:
    """A note with its words in the language of the page; what stands in the other language stays."""
    written = (words or "").strip()
    return Text(written, before.en) if lang() == "zh" else Text(before.zh, written)
