"""Handing out links: to whom and how, a look at the message, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.actions.editors import inviting, mailing
from lbsap.actions.editors.mailing import Aim, Handed, Order
from lbsap.actions.editors.workbooks import write_workbook
from lbsap.model.cells import csv_lines
from lbsap.model.errors import BadInput
from lbsap.model.panel import Channel
from lbsap.model.plugin_items import Sheets
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.handing import GROUPS, PAUSE
from lbsap.steps.editing.messages import holds_link
from lbsap.store.columns import now
from lbsap.store.tokens import new_token
from lbsap.web.downloads import attachment, streamed
from lbsap.web.expert.frame import beijing
from lbsap.web.forms.panel import SendForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _
from lbsap.web.qr import qr_image
from lbsap.web.workbench import workbench
from lbsap.web.workbench.frame import actor, engine, folder, registry
from lbsap.web.workbench.panel_values import languages, mail_unset_words, message_row

TO: Final = {
    "waiting": N_("Those who have no link yet"),
    "failed": N_("Those whose last mail failed"),
    "reminder": N_("A reminder to those who have a link and have not submitted"),
}
FILES: Final = ("csv", "xlsx")
MERGE_HEADS: Final = (
    "姓名 name", "单位 institution", "电子邮箱 email", "语言 language", "链接 link", "链接有效期 valid until",
    "主题 subject", "正文 message",
)  # fmt: skip
BY: Final = {
    "mail": N_("Send by mail"),
    "csv": N_("A file for mail merge (CSV)"),
    "xlsx": N_("A file for mail merge (XLSX)"),
    "page": N_("A page of links and QR codes"),
}
"""The ways to hand out."""


@workbench.get("/c/<int:consultation_id>/panel/send")
def panel_send(consultation_id: int) -> ResponseReturnValue:
    """Choose whom and how; then look at the message before it goes."""
    folder(consultation_id)
    form = SendForm(request.args)
    form.to.choices, form.by.choices = _groups(consultation_id, form.to.data or ""), list(_ways())
    if not (form.to.data or form.by.data):
        return _choice(form)
    for field in (form.to, form.by):
        if field.data not in dict(field.choices):
            field.errors = [_("Choose one of the options.")]
    if form.errors:
        return _choice(form), 400
    try:
        aim = mailing.aim_at(actor(), engine(), consultation_id, form.to.data, now())
    except BadInput as error:
        form.to.errors = [one.message.show(lang()) for one in error.problems]
        return _choice(form), 400
    return _check(aim, form.to.data, form.by.data)


@workbench.post("/c/<int:consultation_id>/panel/send")
def panel_hand_out(consultation_id: int) -> ResponseReturnValue:
    """Hand out: send the mails, or show the links this once."""
    folder(consultation_id)
    given = request.form
    order = Order(given.get("to", ""), given.get("key", ""), whole_number(given.get("seen", "")) or 0)
    by = given.get("by", "")
    if by == "mail":
        return _mail(consultation_id, order)
    channel: Channel = "file" if by in FILES else "page"
    handed = mailing.hand_out(actor(), engine(), consultation_id, order, channel, _address, now())
    if by in FILES:
        return _merge_file(handed, by)
    return render_template("workbench/panel_links.html", links=[_link(one) for one in handed])


@workbench.get("/c/<int:consultation_id>/panel/sent")
def panel_sent(consultation_id: int) -> str:
    """What became of the messages after a given one."""
    folder(consultation_id)
    after, to = whole_number(request.args.get("after", "")) or 0, request.args.get("to", "")
    sent = mailing.see_sent(actor(), engine(), consultation_id, after)
    rows = [
        message_row(message)
        | {
            "name": one.person.name if one.person else _("Deleted"),
            "href": url_for(".panel_person", consultation_id=consultation_id, invitation_id=one.id),
        }
        for message, one in sent
    ]
    left = len(_aim(consultation_id, to).with_address) if to in GROUPS and to != "failed" else 0
    return render_template(
        "workbench/panel_sent.html", rows=rows, failed=sum(row["failed"] for row in rows), left=left, to=to
    )


def _mail(consultation_id: int, order: Order) -> ResponseReturnValue:
    server = current_app.extensions["lbsap_mail"]
    try:
        mailing.send_mails(actor(), engine(), server, consultation_id, order, _address, now())
    except BadInput as error:
        form = SendForm(request.form)
        form.to.choices, form.by.choices = _groups(consultation_id, order.to), list(_ways())
        form.by.errors = [one.message.show(lang()) for one in error.problems]
        return _choice(form), 400
    return redirect(
        url_for(".panel_sent", consultation_id=consultation_id, after=order.seen, to=order.to), 303
    )


def _aim(consultation_id: int, to: str) -> Aim:
    """Whom a group holds now; nobody, for a reminder while the round is not open."""
    try:
        return mailing.aim_at(actor(), engine(), consultation_id, to, now())
    except BadInput:
        return Aim(inviting.open_panel(actor(), engine(), consultation_id), None, ())


def _groups(consultation_id: int, chosen: str) -> list[tuple[str, str]]:
    """The groups with their numbers; and the one person that a link to this page named."""
    groups = [
        (to, _("%(words)s (%(number)s)", words=_(words), number=len(_aim(consultation_id, to).people)))
        for to, words in TO.items()
    ]
    if chosen and chosen not in TO:
        (one,) = mailing.aim_at(actor(), engine(), consultation_id, chosen, now()).people or (None,)
        if one and one.person:
            return [(chosen, one.person.name)]
    return groups


def _ways() -> Iterable[tuple[str, str]]:
    return ((by, _(words)) for by, words in BY.items())


def _choice(form: SendForm) -> str:
    no_mail = "" if current_app.extensions["lbsap_mail"] else mail_unset_words()
    return render_template(
        "workbench/panel_send.html", form=form, no_mail=no_mail, has_errors=bool(form.errors)
    )


def _check(aim: Aim, to: str, by: str) -> str:
    people = aim.with_address if by == "mail" else aim.people
    asked = aim.panel.consultation
    link = _address("-").removesuffix("-") + _("(a link of their own)")
    first = {one.person.language: one.person for one in reversed(people) if one.person}
    names = dict(languages())
    return render_template(
        "workbench/panel_check.html",
        to=to,
        by=by,
        way=_(BY[by]),
        people=[one.person for one in people],
        without=len(aim.people) - len(people),
        spared=aim.spared,
        pause=int(PAUSE.total_seconds() // 3600),
        ending=aim.follows_links and (by != "mail" or holds_link(asked.words, aim.text)),
        anonymous=asked.anonymity == "anonymous" and to == "reminder",
        letters=[
            {"to": one.name, "language": names[language], "letter": aim.letter_to(one, link)}
            for language, one in sorted(first.items(), key=lambda pair: list(names).index(pair[0]))
        ],
        key=new_token(),
        seen=aim.panel.seen,
    )


def _address(token: str) -> str:
    """The address of a link: by the configured base address alone, whatever host a request names."""
    return f"{current_app.config['LBSAP_BASE_URL']}{url_for('expert.entry', token=token)}"


def _merge_file(handed: Iterable[Handed], by: str) -> Response:
    name, rows = _("links for mail merge"), list(_merge_rows(handed))
    if by == "csv":
        return streamed(f"{name}.csv", csv_lines([MERGE_HEADS, *rows]), "text/csv")
    made = write_workbook(actor(), registry(), Sheets(name, {name: (MERGE_HEADS, rows)}), lang())
    return attachment(made.name, made.content, made.media_type)


@dataclass(frozen=True, slots=True)
class _Link:
    name: str
    institution: str
    link: str
    image: str
    expires: str


def _link(one: Handed) -> _Link:
    person = one.person
    return _Link(person.name, person.institution, one.link, qr_image(one.link), beijing(one.expires_at))


def _merge_rows(handed: Iterable[Handed]) -> Iterator[tuple[str, ...]]:
    for one in handed:
        person, letter = one.person, one.letter
        yield (
            person.name, person.institution, person.email, person.language, one.link, beijing(one.expires_at),
            letter.subject, letter.body,
        )  # fmt: skip
