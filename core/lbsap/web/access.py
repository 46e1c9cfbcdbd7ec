"""Who may open which page: one table, read before every request. A route that stands not in it stops the start."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.model.actor import Role
from lbsap.web.desk import require_desk
from lbsap.web.review.desk import require_review
from lbsap.web.security import signed_in

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a route: anyone, whoever is not signed in to an account, invited experts with an open visit,
    reviewers of a draft with an open link, or accounts with one of ``roles``.

    A rule with none of them lets nobody in: a page of a library that this program does not offer.
    """

    public: bool = False
    stranger: bool = False
    expert: bool = False
    reviewer: bool = False
    roles: frozenset[Role] = frozenset()


PUBLIC: Final = Access(public=True)
STRANGER: Final = Access(stranger=True)
EXPERT: Final = Access(expert=True)
REVIEWER: Final = Access(reviewer=True)
NOBODY: Final = Access()


def roles(*names: Role) -> Access:
    """For accounts that hold one of these roles."""
    return Access(roles=frozenset(names))


ACCOUNT: Final = roles("administrator", "editor", "viewer", "city")
READERS: Final = roles("administrator", "editor", "viewer")
EDITORS: Final = roles("administrator", "editor")
ADMINISTRATORS: Final = roles("administrator")
CITIES: Final = roles("administrator", "editor", "city")
"""For the pages of cities. Which cities an account works for is checked by the actions: any other is not found."""

ACCESS: Final[dict[str, Access]] = {
    "base.home": PUBLIC,
    "base.switch_language": PUBLIC,
    "base.healthz": PUBLIC,
    "base.readyz": PUBLIC,
    "static": PUBLIC,
    # accounts; the library itself checks how far a sign-in has come, and whoever is signed in is done with it
    "account.overview": ACCOUNT,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.two_factor_setup": PUBLIC,
    "security.two_factor_token_validation": STRANGER,
    "security.mf_recovery": STRANGER,
    "security.two_factor_setup_validate": ACCOUNT,
    "security.mf_recovery_codes": ACCOUNT,
    "security.change_password": ACCOUNT,
    "security.verify": ACCOUNT,
    "security.two_factor_rescue": NOBODY,
    "security.tf_select": NOBODY,
    "security.static": NOBODY,
    # experts, before a visit has begun
    "expert.entry": PUBLIC,
    "expert.begin": PUBLIC,
    "expert.public": PUBLIC,
    "expert.resume": PUBLIC,
    "expert.not_me": PUBLIC,
    # experts, during a visit
    "expert.code": EXPERT,
    "expert.consent": EXPERT,
    "expert.profile": EXPERT,
    "expert.components": EXPERT,
    "expert.tasks": EXPERT,
    "expert.item": EXPERT,
    "expert.save_item": EXPERT,
    "expert.compact": EXPERT,
    "expert.save_group": EXPERT,
    "expert.feedback": EXPERT,
    "expert.confirm": EXPERT,
    "expert.proposals": EXPERT,
    "expert.closing": EXPERT,
    "expert.save_one_proposal": EXPERT,
    "expert.save_closing_words": EXPERT,
    "expert.review": EXPERT,
    "expert.submit": EXPERT,
    "expert.done": EXPERT,
    "expert.copy": EXPERT,
    "expert.copy_docx": EXPERT,
    "expert.data": EXPERT,
    "expert.download": EXPERT,
    "expert.consent_apart": EXPERT,
    "expert.contact": EXPERT,
    "expert.withdraw": EXPERT,
    "expert.delete": EXPERT,
    "expert.leave": EXPERT,
    # the workbench
    "workbench.home": READERS,
    # the workbench: indices and frameworks
    "workbench.catalogues": READERS,
    "workbench.catalogue": READERS,
    "workbench.catalogue_file": READERS,
    "workbench.catalogue_template": READERS,
    "workbench.catalogue_new": EDITORS,
    "workbench.catalogue_upload": EDITORS,
    "workbench.draft": READERS,
    "workbench.draft_download": READERS,
    "workbench.draft_bands": READERS,
    "workbench.draft_head": EDITORS,
    "workbench.draft_item": EDITORS,
    "workbench.draft_new_item": EDITORS,
    "workbench.draft_item_bands": EDITORS,
    "workbench.draft_order": EDITORS,
    "workbench.draft_remove": EDITORS,
    "workbench.draft_delete": EDITORS,
    "workbench.draft_freeze": EDITORS,
    # the workbench: setting up, rounds, preview
    "workbench.consultation": READERS,
    "workbench.questionnaire_yaml": READERS,
    "workbench.questionnaire_xlsform": READERS,
    "workbench.preview": READERS,
    "workbench.round_items": READERS,
    "workbench.new": EDITORS,
    "workbench.new_consultation": EDITORS,
    "workbench.setup_titles": EDITORS,
    "workbench.setup_catalogue": EDITORS,
    "workbench.setup_questionnaire": EDITORS,
    "workbench.setup_strata": EDITORS,
    "workbench.setup_anonymity": EDITORS,
    "workbench.setup_notice": EDITORS,
    "workbench.setup_words": EDITORS,
    "workbench.round_rule": EDITORS,
    "workbench.round_dates": EDITORS,
    "workbench.round_deadline": EDITORS,
    "workbench.open_round": EDITORS,
    "workbench.close_round": EDITORS,
    "workbench.next_round": EDITORS,
    "workbench.ask_again": EDITORS,
    "workbench.public_link": EDITORS,
    # the workbench: panel and responses
    "workbench.panel": READERS,
    "workbench.panel_log": READERS,
    "workbench.panel_add": EDITORS,
    "workbench.panel_template": EDITORS,
    "workbench.panel_person": EDITORS,
    "workbench.panel_end": EDITORS,
    "workbench.panel_send": EDITORS,
    "workbench.panel_hand_out": EDITORS,
    "workbench.panel_sent": EDITORS,
    "workbench.panel_texts": EDITORS,
    "workbench.progress": READERS,
    # the workbench: results
    "workbench.results": READERS,
    "workbench.result": READERS,
    "workbench.result_csv": READERS,
    "workbench.reasons": READERS,
    "workbench.tag": EDITORS,
    "workbench.group": EDITORS,
    "workbench.tell_apart": EDITORS,
    "workbench.part": EDITORS,
    "workbench.stability": READERS,
    "workbench.stability_csv": READERS,
    "workbench.proposed_items": READERS,
    "workbench.closing_remarks": READERS,
    # the workbench: decisions and comments
    "workbench.decisions": READERS,
    "workbench.decision_history": READERS,
    "workbench.decide": READERS,
    "workbench.keep_decision": EDITORS,
    "workbench.decide_new": READERS,
    "workbench.keep_new": EDITORS,
    "workbench.comments": READERS,
    "workbench.answer": EDITORS,
    "workbench.comment": READERS,
    "workbench.answer_one": EDITORS,
    "workbench.correct_comment": EDITORS,
    "workbench.keep_correction": EDITORS,
    "workbench.take_over": EDITORS,
    "workbench.comment_new": EDITORS,
    "workbench.keep_comment": EDITORS,
    "workbench.comment_table": EDITORS,
    "workbench.bring_comment_table": EDITORS,
    "workbench.matrix": READERS,
    "workbench.elsewhere": READERS,
    "workbench.bring_table": EDITORS,
    "workbench.spoken_new": EDITORS,
    "workbench.keep_spoken": EDITORS,
    "workbench.take_out_answers": EDITORS,
    # the workbench: publication
    "workbench.publication": READERS,
    "workbench.publication_confirm": EDITORS,
    "workbench.publish_version": EDITORS,
    "workbench.publication_effects": EDITORS,
    "workbench.publication_word": READERS,
    "workbench.guide": READERS,
    "workbench.guide_changes": READERS,
    # the workbench: reports and data
    "workbench.reports": READERS,
    "workbench.report_file": READERS,
    "workbench.tallies_file": READERS,
    "workbench.table_file": READERS,
    "workbench.answers_file": EDITORS,
    "workbench.everything_file": EDITORS,
    "workbench.statements": EDITORS,
    "workbench.contacts_file": ADMINISTRATORS,
    # the workbench: administration
    "workbench.administration": ADMINISTRATORS,
    "workbench.people": ADMINISTRATORS,
    "workbench.person": ADMINISTRATORS,
    "workbench.data_protection": ADMINISTRATORS,
    "workbench.trail": ADMINISTRATORS,
    "workbench.plugins": ADMINISTRATORS,
    "workbench.variants": ADMINISTRATORS,
    "workbench.standing": ADMINISTRATORS,
    # the pages of cities
    "city.home": CITIES,
    "city.overview": CITIES,
    "city.add": EDITORS,
    "city.profile": CITIES,
    "city.edit_profile": CITIES,
    "city.new_fact": CITIES,
    "city.fact": CITIES,
    "city.remove_reported_fact": CITIES,
    "city.departments": CITIES,
    "city.new_department": CITIES,
    "city.department": CITIES,
    "city.remove_department": CITIES,
    "city.frameworks": CITIES,
    "city.framework_form": CITIES,
    "city.framework": CITIES,
    "city.framework_workbook": CITIES,
    "city.drop_framework": CITIES,
    "city.import_profile": CITIES,
    "city.import_reading": CITIES,
    "city.import_effect": CITIES,
    "city.import_drop": CITIES,
    "city.spreadsheet": CITIES,
    "city.spreadsheet_file": CITIES,
    # the pages of cities: indicator data and score
    "city.indicators": CITIES,
    "city.reporting": CITIES,
    "city.new_year": CITIES,
    "city.new_year_back": CITIES,
    "city.indicator": CITIES,
    "city.score": CITIES,
    "city.score_robustness": CITIES,
    "city.score_revision": CITIES,
    "city.score_file": CITIES,
    "city.score_csv": CITIES,
    "city.plan_data": CITIES,
    "city.entries": CITIES,
    "city.order_entries": CITIES,
    "city.new_entry": CITIES,
    "city.entry": CITIES,
    "city.remove": CITIES,
    "city.take_areas": CITIES,
    "city.guiding": CITIES,
    "city.vision": CITIES,
    "city.wordings": CITIES,
    "city.wording": CITIES,
    "city.needs": CITIES,
    "city.section_needs": CITIES,
    "city.new_picture": CITIES,
    "city.picture": CITIES,
    "city.picture_bytes": CITIES,
    "city.formulation": CITIES,
    "city.financing": CITIES,
    "city.case_library": CITIES,
    "city.sharing": CITIES,
    "city.export": CITIES,
    "city.others": CITIES,
    "city.other": CITIES,
    # the pages of cities: drafts
    "city.draft": CITIES,
    "city.keep_draft": CITIES,
    "city.draft_settings": CITIES,
    "city.draft_sections": CITIES,
    "city.draft_missing": CITIES,
    "city.draft_preview": CITIES,
    "city.kept_draft": CITIES,
    "city.read_draft": CITIES,
    "city.kept_picture": CITIES,
    "city.draft_file": CITIES,
    "city.department_file": CITIES,
    "city.department_sheet": CITIES,
    "city.draft_zip": CITIES,
    "city.compare_two": CITIES,
    # the pages of cities: comments on drafts
    "city.review": CITIES,
    "city.review_new": CITIES,
    "city.review_one": CITIES,
    "city.review_ask": CITIES,
    "city.review_link_new": CITIES,
    "city.review_link_end": CITIES,
    "city.review_last_day": CITIES,
    "city.review_close": CITIES,
    "city.review_comment_new": CITIES,
    "city.review_comments": CITIES,
    "city.review_answer": CITIES,
    # whoever was sent a link to comment on a draft
    "reviewer.entry": PUBLIC,
    "reviewer.begin": PUBLIC,
    "reviewer.leave": PUBLIC,
    "reviewer.draft": REVIEWER,
    "reviewer.whole": REVIEWER,
    "reviewer.section": REVIEWER,
    "reviewer.comment": REVIEWER,
    "reviewer.done": REVIEWER,
    "reviewer.picture": REVIEWER,
    "city.alignment": CITIES,
    "city.align_action": CITIES,
    "city.alignment_matrix": CITIES,
    "city.alignment_gaps": CITIES,
}
"""The permission table: the rule of each endpoint."""


class RouteWithoutRule(RuntimeError):
    """A route was registered that the permission table does not name."""


def guard(app: Flask) -> None:
    """Guard every request by the table, before its form is looked at."""
    app.before_request(_guard)


def require_rules(app: Flask) -> None:
    """Raises ``RouteWithoutRule`` where the table lacks a route: then the application must not start."""
    unruled = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - ACCESS.keys())
    if unruled:
        raise RouteWithoutRule(f"no access rule for: {', '.join(unruled)}")


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:  # no such page: the error page follows
        return None
    rule = ACCESS[request.endpoint]
    if rule.public:
        return None
    if rule.stranger:
        return redirect(url_for("account.overview")) if signed_in() else None
    if rule.expert:
        require_desk()
        return None
    if rule.reviewer:
        require_review()
        return None
    return _guard_account(rule)


def _guard_account(rule: Access) -> ResponseReturnValue | None:
    if not rule.roles:
        abort(404)
    actor = signed_in()
    if actor is None:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    if not actor.roles & rule.roles:
        _log.warning("refused %s to %s", request.endpoint, actor.name)
        abort(403)
    return None
