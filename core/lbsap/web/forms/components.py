"""The components (or chapters) that an expert can judge, as boxes; the first time none is ticked."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Form

from lbsap.actions.experts.desk import Desk
from lbsap.model.problems import Problem
from lbsap.web.forms.fields import AnyOf
from lbsap.web.language import gettext as _
from lbsap.web.language import lang, ngettext


class ComponentsForm(Form):
    """The groups of a questionnaire's items."""

    components = AnyOf()

    @classmethod
    def of(cls, desk: Desk) -> ComponentsForm:
        """The form with the groups of a desk; ticked are those chosen before."""
        form = cls(data={"components": list(desk.judged_groups or ())})
        outline = desk.consultation.catalogue.kind == "outline"
        form.components.label.text = (
            _("Which chapters can you judge?") if outline else _("Which components can you judge?")
        )
        form.components.choices = [
            (
                group.id,
                _(
                    "%(group)s (%(items)s)",
                    group=group.label.show(lang()),
                    items=_items(len(group.items), outline),
                ),
            )
            for group in desk.groups
        ]
        return form

    def ask_for_one(self) -> ComponentsForm:
        """Tell that nothing is ticked."""
        self.components.errors = [_("Select at least one.")]
        return self

    def place(self, problems: Iterable[Problem]) -> ComponentsForm:
        """Tell what else is wrong."""
        self.components.errors = [one.message.show(lang()) for one in problems]
        return self


def _items(count: int, outline: bool) -> str:
    if outline:
        return ngettext("%(num)s section", "%(num)s sections", count)
    return ngettext("%(num)s indicator", "%(num)s indicators", count)
