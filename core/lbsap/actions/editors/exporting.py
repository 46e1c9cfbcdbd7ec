"""Files to take away: the report, tallies, decisions, the codebook, answers and, by right alone, contact data.

What holds answers is for editors, contact data for administrators who say on what ground; each is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal

from sqlalchemy import Engine

from lbsap import __version__
from lbsap.actions.consultations import tally_round
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.reporting import consultation_report
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.cells import Cell, csv_lines
from lbsap.model.codec import to_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Exporter, Sheets
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.steps.editing.export_answers import AnswerTable, answer_of
from lbsap.steps.editing.export_tables import CODEBOOK_HEADS, DECISION_HEADS, codebook_rows, decision_rows
from lbsap.steps.reports.report import make_report
from lbsap.store.answer_stream import stream_answers, stream_made
from lbsap.store.audit import record
from lbsap.store.columns import now
from lbsap.store.consents import agreed_to_be_named
from lbsap.store.consultations import Round
from lbsap.store.counts import count_respondents
from lbsap.store.decisions import KeptDecision, decisions_in, decisions_on
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.invitations import invited
from lbsap.store.proposals import proposals_in
from lbsap.store.remarks import remarks_in

Form = Literal["csv", "xlsx"]
Shape = Literal["long", "wide"]
MOST_XLSX_ROWS: Final = 100_000
"""A workbook is made in memory: more rows than this are for CSV, which is streamed."""
CONTACT_HEADS: Final = (
    "name 姓名", "institution 单位", "email 电子邮箱", "stratum 专家类别", "language 语言", "expires 链接有效期至",
    "begun 已打开", "revoked 已撤销", "may_be_named 同意公布姓名",
)  # fmt: skip
_CSV: Final = "text/csv"


@allowed_to("administrator", "editor", "viewer")
def report_file(actor: Actor, engine: Engine, registry: Registry, folder: Folder, lang: Lang) -> File:
    """The report in Word. Raises ``BadInput`` where no round has closed yet."""
    document = make_report(consultation_report(actor, engine, registry, folder.consultation.id))
    return written("consultation", document, f"{_name(folder)}-report-{lang}", lang, registry)


@allowed_to("administrator", "editor", "viewer")
def tallies_file(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, number: int, form: Form, lang: Lang
) -> File:
    """The tallies of a round; groups of fewer than five experts are put together in it."""
    of = _round(folder, number)
    tallies = tally_round(actor, engine, registry, of.id).tallies
    exporter = registry.get(Exporter, f"tallies-{form}")
    content: bytes = registry.call(exporter, tallies, lang)
    return File(f"{_name(folder)}-round-{number}-tallies.{form}", exporter.media_type, content)


@allowed_to("administrator", "editor", "viewer")
def decisions_file(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, form: Form, lang: Lang
) -> File:
    """Every decision ever taken, without who took it."""
    made = [(kept.decision, kept.number, kept.decided_at) for kept in _decisions(engine, folder)]
    rows = decision_rows(made, folder.consultation.catalogue)
    return _table(
        registry, folder, "decisions", Text("处理结果", "Decisions"), DECISION_HEADS, rows, form, lang
    )


@allowed_to("administrator", "editor", "viewer")
def codebook_file(actor: Actor, registry: Registry, folder: Folder, form: Form, lang: Lang) -> File:
    """What each column and code of the exported tables means."""
    rows = codebook_rows(folder.consultation.questionnaire, folder.consultation.catalogue)
    return _table(
        registry, folder, "codebook", Text("编码手册", "Codebook"), CODEBOOK_HEADS, rows, form, lang
    )


@allowed_to("administrator", "editor")
def answers_csv(
    actor: Actor, engine: Engine, folder: Folder, number: int, shape: Shape
) -> tuple[str, Iterator[bytes]]:
    """The name of the file, and its bytes in chunks: some hundred experts are in memory at a time."""
    of = _round(folder, number)
    table = _answers(folder, of)
    _recorded(actor, engine, folder, f"answers-{shape}", number)
    return f"{_name(folder)}-round-{number}-answers-{shape}.csv", _csv(engine, folder, of, table, shape)


@allowed_to("administrator", "editor")
def answers_xlsx(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, number: int, shape: Shape, lang: Lang
) -> File:
    """The same rows as a workbook. Raises ``BadInput`` where they are too many for one."""
    of = _round(folder, number)
    table = _answers(folder, of)
    with session_scope(engine, write=False) as session:
        experts = sum(count_respondents(session, of.id).values())
    most = experts * (len(table.items) if shape == "long" else 1)
    if most > MOST_XLSX_ROWS:
        raise BadInput([problem("rows_too_many", rows=most, most=MOST_XLSX_ROWS)])
    _recorded(actor, engine, folder, f"answers-{shape}", number)
    heads, rows = _rows(engine, folder, of, table, shape)
    title = f"{folder.consultation.title.plain(lang)} {number}"
    sheets = Sheets(title, {f"answers-{shape}": (heads, tuple(rows))})
    return written("sheets", sheets, f"{_name(folder)}-round-{number}-answers-{shape}", lang, registry)


@allowed_to("administrator", "editor")
def everything_json(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder
) -> tuple[str, Iterator[bytes]]:
    """All that is kept of a consultation except contact data: the file's name, and its bytes in chunks."""
    _recorded(actor, engine, folder, "everything", None)
    return f"{_name(folder)}.json", _json(engine, folder, _head(actor, engine, registry, folder))


@allowed_to("administrator")
def contacts_csv(actor: Actor, engine: Engine, folder: Folder, ground: str) -> File:
    """Names, institutions and addresses of those invited, without anything that leads to an answer.

    ``ground`` is the legal ground and the use, kept in the audit trail. Raises ``BadInput`` where it is not said.
    """
    if not ground.strip():
        raise BadInput([problem("legal_ground_wanted", "ground")])
    consultation = folder.consultation
    with session_scope(engine) as session:
        people = invited(session, consultation.id, folder.latest.id)
        named = agreed_to_be_named(session, consultation.id)
        about = f"consultation {consultation.id}"
        record(session, actor.name, "contacts exported", about, ground=ground.strip(), people=len(people))
    known = sorted(
        (
            (one.person.name, one.person.institution, one.person.email, one.person.stratum, one.person.language,
             one.expires_at.date().isoformat(), one.begun, one.revoked, one.code in named)
            for one in people
            if one.person
        ),
    )  # fmt: skip
    return File(f"{_name(folder)}-contacts.csv", _CSV, b"".join(csv_lines([CONTACT_HEADS, *known])))


def _csv(engine: Engine, folder: Folder, of: Round, table: AnswerTable, shape: Shape) -> Iterator[bytes]:
    if shape == "wide":
        heads, rows = _rows(engine, folder, of, table, shape)
        yield from csv_lines(_with_heads(heads, rows))
        return
    yield next(csv_lines([table.long_heads]))
    for lines in stream_made(engine, folder.consultation.id, of.id, table.long_csv):
        yield b"".join(lines)


def _rows(
    engine: Engine, folder: Folder, of: Round, table: AnswerTable, shape: Shape
) -> tuple[Sequence[str], Iterator[Sequence[Cell]]]:
    speakers = stream_answers(engine, folder.consultation.id, of.id)
    if shape == "long":
        return table.long_heads, (row for part in speakers for row in table.long_rows(part))
    # In an anonymous consultation a profile could tell who it was.
    profile = folder.consultation.anonymity != "anonymous"
    rows = (row for part in speakers for row in table.wide_rows(part, profile=profile))
    return table.wide_heads(profile=profile), rows


def _with_heads(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield heads
    yield from rows


def _head(actor: Actor, engine: Engine, registry: Registry, folder: Folder) -> dict[str, Any]:
    """All but the answers, as plain data."""
    consultation = folder.consultation
    begun = [one for one in folder.rounds if one.state != "draft"]
    with session_scope(engine, write=False) as session:
        proposals = {one.number: proposals_in(session, one.id) for one in begun}
        remarks = {one.number: remarks_in(session, one.id) for one in begun}
    return {
        "software": f"lbsap {__version__}",
        "exported_at": now().isoformat(timespec="seconds"),
        "title": to_plain(consultation.title),
        "host": to_plain(consultation.host),
        "anonymity": consultation.anonymity,
        "questionnaire": to_plain(consultation.questionnaire),
        "catalogue": to_plain(consultation.catalogue),
        "rounds": [
            to_plain(one)
            | {
                "tallies": to_plain(tallied.tallies),
                "verdicts": to_plain(tallied.verdicts),
                "proposals": to_plain(proposals[one.number]),
                "remarks": [
                    {"question": question, "words": words} for question, words in remarks[one.number]
                ],
            }
            for one in begun
            for tallied in [tally_round(actor, engine, registry, one.id).tallies]
        ],
        "decisions": [
            {"number": kept.number, "decided_at": kept.decided_at.isoformat(), **to_plain(kept.decision)}
            for kept in _decisions(engine, folder)
        ],
    }


def _json(engine: Engine, folder: Folder, head: dict[str, Any]) -> Iterator[bytes]:
    """The head with the answers of all rounds as its last field, written respondent by respondent."""
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "answers": ['
    mark = b"\n"
    for of in folder.rounds:
        for speakers in stream_answers(engine, folder.consultation.id, of.id):
            for speaker in speakers:
                for said in speaker.answers:
                    answer = {"round": of.number, "language": said[8], **to_plain(answer_of(speaker, said))}
                    yield mark + json.dumps(answer, ensure_ascii=False).encode()
                    mark = b",\n"
    yield b"\n]}\n"


def _decisions(engine: Engine, folder: Folder) -> list[KeptDecision]:
    """Every decision, in the order of the items first decided on, the first one on each item first."""
    with session_scope(engine, write=False) as session:
        return [
            kept
            for standing in decisions_in(session, folder.consultation.id)
            for kept in decisions_on(session, folder.consultation.id, standing.decision.item)
        ]


def _table(
    registry: Registry,
    folder: Folder,
    what: str,
    title: Text,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    form: Form,
    lang: Lang,
) -> File:
    name = f"{_name(folder)}-{what}"
    if form == "csv":
        return File(f"{name}.csv", _CSV, b"".join(csv_lines(_with_heads(heads, rows))))
    sheets = Sheets(title.plain(lang), {what: (heads, tuple(rows))})
    return written("sheets", sheets, name, lang, registry)


def _answers(folder: Folder, of: Round) -> AnswerTable:
    return AnswerTable(folder.consultation.questionnaire, folder.consultation.catalogue, of.number)


def _recorded(actor: Actor, engine: Engine, folder: Folder, what: str, number: int | None) -> None:
    about = f"consultation {folder.consultation.id}"
    with session_scope(engine) as session:
        record(session, actor.name, "answers exported", about, file=what, round=number)


def _round(folder: Folder, number: int) -> Round:
    found = folder.round(number)
    if found is None or found.state == "draft":
        raise not_found(Text("轮次", "round"), number)
    return found


def _name(folder: Folder) -> str:
    consultation = folder.consultation
    return f"{consultation.catalogue.id}-consultation-{consultation.id}"
