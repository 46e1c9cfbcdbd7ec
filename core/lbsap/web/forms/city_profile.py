"""Forms of the pages on profile, departments, further plans and the workbook; they hold what was sent."""

from __future__ import annotations

from wtforms import FileField, Form

from lbsap.web.forms.fields import AnyOf
from lbsap.web.language import lazy_gettext as _l


class SuggestionsForm(Form):
    """Which of the suggested departments to take over."""

    chosen = AnyOf(_l("Which departments are there at your level?"))


class FrameworkForm(Form):
    """A plan in a workbook."""

    file = FileField(_l("Workbook of the plan"), description=_l("An .xlsx file made from the template."))


class WorkbookForm(Form):
    """A workbook that comes back."""

    file = FileField(_l("Workbook filled in"), description=_l("The .xlsx file that you downloaded here."))
