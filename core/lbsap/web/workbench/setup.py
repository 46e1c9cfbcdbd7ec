"""Setting up a consultation: a new one, and the parts of its draft, one page each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from lbsap.actions.editors import setup
from lbsap.actions.editors.catalogues import list_versions, load_version
from lbsap.actions.editors.questionnaires import (
    questionnaire_file,
    questionnaire_form,
    questionnaires_about,
    read_questionnaire,
)
from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.report import LEAST_GROUP
from lbsap.model.text import Text
from lbsap.steps.asking.answers import Cells, cell
from lbsap.steps.asking.notice import ANONYMITY
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.questionnaire_making import make_questionnaire, strata_of, stratum_of
from lbsap.steps.editing.setup import (
    REPORT_WORDS,
    read_anonymity,
    read_notice,
    read_report_words,
    read_titles,
)
from lbsap.web.downloads import attachment
from lbsap.web.forms.setup import (
    AnonymityForm,
    CatalogueForm,
    NewForm,
    NoticeForm,
    SourceForm,
    StratumForm,
    TitlesForm,
    WordsForm,
    cells_of,
    notice_data,
    pair_data,
    place,
)
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.uploads import take_upload
from lbsap.web.workbench import workbench
from lbsap.web.workbench.drafting import draft_folder, overview_of, part_page
from lbsap.web.workbench.frame import actor, engine, folder, registry

MADE: Final = "made"
FILE: Final = "file"
OFFERED: Final = "offered:"
"""Where a questionnaire comes from: made from the catalogue, a file, or one on offer by its id."""
MOST_FAULTS: Final = 30
LEVELS: Final = {
    "anonymous": N_("Nobody"),
    "confidential": N_("Only the editors"),
    "named": N_("Held under names"),
}


@workbench.get("/new")
def new() -> str:
    """A new consultation: what it is about."""
    return _catalogue_page(url_for("workbench.new_consultation"), url_for("workbench.home"))


@workbench.route("/new/consultation", methods=["GET", "POST"])
def new_consultation() -> ResponseReturnValue:
    """A new consultation on the version that the address names (``?catalogue=``): title, host and questionnaire."""
    catalogue = _catalogue(request.args.get("catalogue", ""))
    form, told = NewForm(request.form if request.method == "POST" else None), []
    _offer(form, catalogue)
    if request.method == "POST":
        try:
            return redirect(overview_of(_start(form, catalogue)), 303)
        except BadInput as error:
            told = place(form, error.problems)
    sent = request.method == "POST"
    page = render_template(
        "workbench/setup_new.html",
        form=form,
        told=told,
        has_errors=sent,
        back=url_for("workbench.new"),
        **_about(catalogue),
    )
    return page, 400 if sent else 200


def _start(form: NewForm, catalogue: Catalogue) -> int:
    """Begin with what was sent; the faults of all fields are told at once."""
    cells = cells_of(form)
    faults = [*_faults_of(lambda: read_titles(cells)), *_faults_of(lambda: _questionnaire(cells, catalogue))]
    if faults:
        raise BadInput(faults)
    titles, questionnaire = read_titles(cells), _questionnaire(cells, catalogue)
    return setup.start_consultation(actor(), engine(), registry(), titles, catalogue, questionnaire)


def _faults_of(work: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        work()
    except BadInput as error:
        return error.problems
    return ()


@workbench.route("/c/<int:consultation_id>/setup/titles", methods=["GET", "POST"])
def setup_titles(consultation_id: int) -> ResponseReturnValue:
    """Title, host and contact."""
    kept = draft_folder(consultation_id).consultation
    stands = pair_data("title", kept.title) | pair_data("host", kept.host) | {"contact": kept.contact}

    def save(cells: Cells) -> None:
        setup.change_titles(actor(), engine(), consultation_id, read_titles(cells))

    return part_page(consultation_id, "workbench/setup_titles.html", TitlesForm, stands, save)


@workbench.get("/c/<int:consultation_id>/setup/catalogue")
def setup_catalogue(consultation_id: int) -> str:
    """Choose another version; the questionnaire is chosen for it next."""
    draft_folder(consultation_id)
    onward = url_for("workbench.setup_questionnaire", consultation_id=consultation_id)
    return _catalogue_page(onward, overview_of(consultation_id))


@workbench.route("/c/<int:consultation_id>/setup/questionnaire", methods=["GET", "POST"])
def setup_questionnaire(consultation_id: int) -> ResponseReturnValue:
    """The questionnaire; on another version of the catalogue where the address names one (``?catalogue=``)."""
    kept = draft_folder(consultation_id).consultation
    wanted = request.args.get("catalogue", kept.catalogue.reference)
    catalogue = kept.catalogue if wanted == kept.catalogue.reference else _catalogue(wanted)

    def make() -> SourceForm:
        form = SourceForm()
        _offer(form, catalogue)
        return form

    def save(cells: Cells) -> None:
        chosen = _questionnaire(cells, catalogue)
        setup.change_questionnaire(actor(), engine(), consultation_id, catalogue, chosen)

    more = _about(catalogue) | {"present": kept.questionnaire.title.show(lang())}
    return part_page(consultation_id, "workbench/setup_questionnaire.html", make, {}, save, **more)


@workbench.get("/c/<int:consultation_id>/questionnaire.yaml")
def questionnaire_yaml(consultation_id: int) -> Response:
    """The questionnaire as a file."""
    asked = folder(consultation_id).consultation.questionnaire
    return attachment(f"{asked.id}-{asked.version}.yaml", questionnaire_file(asked), "application/yaml")


@workbench.get("/c/<int:consultation_id>/questionnaire.xlsx")
def questionnaire_xlsform(consultation_id: int) -> Response:
    """The questionnaire as a form for KoboToolbox and ODK."""
    opened = folder(consultation_id).consultation
    made = questionnaire_form(actor(), registry(), opened.questionnaire, opened.catalogue, lang())
    return attachment(made.name, made.content, made.media_type)


@workbench.route("/c/<int:consultation_id>/setup/strata", methods=["GET", "POST"])
def setup_strata(consultation_id: int) -> ResponseReturnValue:
    """The question on the expert that gives the strata."""
    asked = draft_folder(consultation_id).consultation.questionnaire

    def make() -> StratumForm:
        form = StratumForm()
        form.stratum.choices = [(one.id, one.title.show(lang())) for one in strata_of(asked)] + [
            ("none", _("None: results are not broken down"))
        ]
        return form

    def save(cells: Cells) -> None:
        chosen = cell(cells, "stratum")
        if not chosen:
            raise BadInput([problem("choice_wanted", "stratum")])
        question = "" if chosen == "none" else chosen
        setup.change_stratum(actor(), engine(), consultation_id, question)

    groups = {one.id: _listed(choice.title for choice in one.choices) for one in strata_of(asked)}
    stands = {"stratum": stratum_of(asked) or "none"}
    return part_page(
        consultation_id, "workbench/setup_strata.html", make, stands, save, hints=groups, least=LEAST_GROUP
    )


@workbench.route("/c/<int:consultation_id>/setup/anonymity", methods=["GET", "POST"])
def setup_anonymity(consultation_id: int) -> ResponseReturnValue:
    """The level of anonymity, each with what experts are told."""
    kept = draft_folder(consultation_id).consultation

    def make() -> AnonymityForm:
        form = AnonymityForm()
        form.anonymity.choices = [(level, _(words)) for level, words in LEVELS.items()]
        return form

    def save(cells: Cells) -> None:
        setup.change_anonymity(actor(), engine(), consultation_id, read_anonymity(cells))

    told = {level: words.show(lang()) for level, words in ANONYMITY.items()}
    stands = {"anonymity": kept.anonymity}
    return part_page(consultation_id, "workbench/setup_anonymity.html", make, stands, save, hints=told)


@workbench.route("/c/<int:consultation_id>/setup/notice", methods=["GET", "POST"])
def setup_notice(consultation_id: int) -> ResponseReturnValue:
    """The parts of the notice."""
    kept = draft_folder(consultation_id).consultation

    def save(cells: Cells) -> None:
        setup.change_notice(actor(), engine(), consultation_id, read_notice(cells, kept.notice.version))

    stands = notice_data(kept.notice)
    template = "workbench/setup_notice.html"
    return part_page(consultation_id, template, NoticeForm.offered, stands, save, host=kept.host.show(lang()))


@workbench.route("/c/<int:consultation_id>/setup/words", methods=["GET", "POST"])
def setup_words(consultation_id: int) -> ResponseReturnValue:
    """The host's own words for the report."""
    kept = draft_folder(consultation_id).consultation
    stands: dict[str, Any] = {}
    for name in REPORT_WORDS:
        stands |= pair_data(name, kept.words.get(name, Text()))

    def save(cells: Cells) -> None:
        setup.change_report_words(actor(), engine(), consultation_id, read_report_words(cells))

    return part_page(consultation_id, "workbench/setup_words.html", WordsForm, stands, save)


def _catalogue_page(onward: str, back: str) -> str:
    form = CatalogueForm()
    versions = list_versions(actor(), engine(), registry())
    form.catalogue.choices = [
        (
            one.reference,
            _("%(title)s, version %(version)s", title=one.title.show(lang()), version=_version(one)),
        )
        for one in versions
    ]
    return render_template("workbench/setup_catalogue.html", form=form, onward=onward, back=back)


def _version(one: Any) -> str:
    return str(one.reference.partition("@")[2])


def _catalogue(reference: str) -> Catalogue:
    return load_version(actor(), engine(), registry(), reference)


def _about(catalogue: Catalogue) -> dict[str, Any]:
    title = catalogue.title.show(lang())
    return {
        "about": _("%(title)s, version %(version)s", title=title, version=catalogue.version),
        "reference": catalogue.reference,
        "hints": {
            MADE: _("In standard wording: verdicts, settings, troubles, ratings, questions on the expert."),
            FILE: _("Checked line by line; every text must stand in both languages."),
        },
    }


def _offer(form: Form, catalogue: Catalogue) -> None:
    """Put the questionnaires to choose from into a form."""
    offered = questionnaires_about(actor(), registry(), catalogue)
    form["source"].choices = [
        *(
            (
                f"{OFFERED}{one.id}",
                _("%(title)s, version %(version)s", title=one.title.show(lang()), version=one.version),
            )
            for one in offered
        ),
        (MADE, _("One made from this version")),
        (FILE, _("My own file")),
    ]


def _questionnaire(cells: Cells, catalogue: Catalogue) -> Questionnaire:
    """The questionnaire chosen. Raises ``BadInput`` placed at the field."""
    source = cell(cells, "source")
    if source == MADE:
        made = make_questionnaire(catalogue)
        asked_items(made, catalogue)
        return made
    if source == FILE:
        return _uploaded(catalogue, lossy=bool(cell(cells, "lossy")))
    offered = {f"{OFFERED}{one.id}": one for one in questionnaires_about(actor(), registry(), catalogue)}
    if source not in offered:
        raise BadInput([problem("choice_wanted", "source")])
    return offered[source]


def _uploaded(catalogue: Catalogue, *, lossy: bool) -> Questionnaire:
    sent = take_upload("file")
    if sent is None:
        raise BadInput([problem("field_wanted", "file")])
    try:
        return read_questionnaire(actor(), registry(), sent.name, sent.content, catalogue, lossy=lossy)
    except BadInput as error:
        faults = [_at_the_file(one) for one in error.problems[:MOST_FAULTS]]
        if all(one.severity == "warning" for one in error.problems):
            faults.append(problem("form_lossy", "lossy"))
        raise BadInput(faults) from None


def _at_the_file(fault: Problem) -> Problem:
    """A fault in a file, placed at the field by which it was sent."""
    message = Text(f"{fault.where}：{fault.message.zh}", f"{fault.where}: {fault.message.en}")
    return replace(fault, where="file", message=message)


def _listed(texts: Any) -> str:
    return ("、" if lang() == "zh" else "; ").join(one.show(lang()) for one in texts)
