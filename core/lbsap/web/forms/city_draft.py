"""Forms of drafts: what the next one is made with, its sections, its name. They hold what was sent; a step judges it."""

from __future__ import annotations

from wtforms import HiddenField, StringField

from lbsap.model.city import CityData
from lbsap.model.draft import DraftSettings
from lbsap.steps.common.stamp import stamp
from lbsap.steps.planning.title_forms import OWN, form_of
from lbsap.web.forms.comment import Placing
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import lazy_gettext as _l


class SettingsForm(Placing):
    """What the next draft is made with; ``seen`` is the stamp of the settings shown."""

    form = OneOf(_l("Title of the plan"))
    title_zh = StringField(_l("Own title in Chinese"))
    title_en = StringField(_l("Own title in English"))
    stage = OneOf(_l("Stage"))
    langs = AnyOf(_l("Languages"))
    issuer_zh = StringField(_l("Issued by (Chinese)"))
    issuer_en = StringField(_l("Issued by (English)"))
    drafter_zh = StringField(_l("Drafted by (Chinese)"))
    drafter_en = StringField(_l("Drafted by (English)"))
    index = OneOf(_l("Index version"))
    variant = OneOf(_l("Scoring variant"))
    outline = OneOf(_l("Outline version"))
    seen = HiddenField()

    @classmethod
    def of(cls, settings: DraftSettings, city: CityData) -> SettingsForm:
        """The form with the settings as they stand."""
        form = form_of(city, settings.title)
        own = settings.title if form == OWN else type(settings.title)()
        return cls(
            data={
                "form": form,
                "title_zh": own.zh,
                "title_en": own.en,
                "stage": settings.stage,
                "langs": list(settings.langs),
                "issuer_zh": settings.issuer.zh,
                "issuer_en": settings.issuer.en,
                "drafter_zh": settings.drafter.zh,
                "drafter_en": settings.drafter.en,
                "index": settings.index,
                "variant": settings.variant,
                "outline": settings.outline,
                "seen": stamp(settings),
            }
        )


class SectionsForm(Placing):
    """The sections that are written, by their keys (``parts``); ``move`` says which goes up or down: ``up:status``."""

    parts = AnyOf()
    move = HiddenField()
    seen = HiddenField()


class KeepForm(Placing):
    """The name of a draft that is kept."""

    name = StringField(_l("What this draft is for (optional)"))
