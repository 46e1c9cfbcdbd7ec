"""Forms by which editors invite: people to add or correct, whom to send to and how, and the texts of messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import FileField, Form, StringField, TextAreaField

from lbsap.model.panel import Person
from lbsap.model.text import LANGS, Text
from lbsap.steps.editing.messages import USUAL
from lbsap.web.forms.fields import OneOf, Pairs
from lbsap.web.language import lazy_gettext as _l


class PeopleForm(Form):
    """A list of people, pasted or in a file."""

    pasted = TextAreaField(
        _l("Paste the list"),
        description=_l(
            "One person a line: name, institution, e-mail, stratum, language. Copied cells of a spreadsheet will do, "
            "with or without headings."
        ),
    )
    file = FileField(
        _l("Or choose a file"), description=_l("XLSX, or CSV in UTF-8 or GB18030, with headings.")
    )


class PersonForm(Form):
    """One person on the panel."""

    name = StringField(_l("Name"))
    institution = StringField(_l("Institution"))
    email = StringField(
        _l("E-mail address"), description=_l("Without one, hand the link out by file or page.")
    )
    stratum = OneOf(_l("Stratum"), description=_l("Counts until the person fills in the profile."))
    language = OneOf(_l("Language of messages"))

    def person(self) -> Person:
        """The person as typed."""
        return Person(*(one.data or "" for one in self))


class SendForm(Form):
    """To whom, and how."""

    to = OneOf(_l("To whom?"))
    by = OneOf(_l("How?"))


class TextsForm(Form):
    """The texts of messages in both languages."""

    def texts(self) -> dict[str, Text]:
        """The texts as typed, by name."""
        return {name: Text(*(self[field_name(name, lang)].data or "" for lang in LANGS)) for name in USUAL}


def field_name(name: str, lang: str) -> str:
    """The field that holds a text of messages in a language."""
    return f"{name.replace('.', '_')}_{lang}"


def texts_form(labels: Mapping[str, str]) -> type[TextsForm]:
    """The form, with a label for each field."""
    fields: dict[str, Any] = {
        name: StringField(label) if "_subject_" in name else TextAreaField(label)
        for name, label in labels.items()
    }
    return type("LabelledTextsForm", (TextsForm,), fields)


def offer(form: PersonForm, strata: Iterable[tuple[str, str]], languages: Pairs) -> PersonForm:
    """The form with what can be chosen."""
    form.stratum.choices, form.language.choices = list(strata), list(languages)
    return form
