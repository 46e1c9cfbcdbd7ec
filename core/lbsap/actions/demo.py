"""The main job on sample data: from experts' answers to published revisions, new scores and draft plans in Word.

Every name and answer in it is sample data; only the facts on Congjiang County are real and public.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from lbsap.actions.catalogues import read_decisions
from lbsap.actions.consultations import (
    close_round,
    decide_items,
    enter_answers,
    open_consultation,
    publish_revision,
    tally_round,
)
from lbsap.actions.demo_cities import CITIES, SAMPLE, add_sample_city, run_review, sample_city
from lbsap.actions.demo_inputs import CONSULTATIONS, HOST, sample_answers, sample_basis
from lbsap.actions.demo_pages import SampleLink, run_live
from lbsap.actions.editors.reporting import DEMONSTRATION, consultation_report
from lbsap.actions.panel import Tallied
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import Material, export, make_document, plan_scorecard
from lbsap.actions.resolve import resolve
from lbsap.data import shipped, write_bytes, write_value
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.consultation import ConsensusRule
from lbsap.model.draft import USUAL, DraftSettings
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.report import ConsultationReport
from lbsap.model.scoring import Scorecard
from lbsap.model.text import LANGS, Lang, Text
from lbsap.registry import Registry
from lbsap.steps.common.report_words import SAMPLE_DATA
from lbsap.steps.reports.report import make_report
from lbsap.store import schema
from lbsap.store.consultations import Consultation
from lbsap.store.engine import make_engine
from lbsap.store.respondents import Respondent

DATABASE: Final = "demo.db"
INPUTS: Final = "inputs"
_LANGUAGE: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
_WORDS: Final = {
    "database": Text("建立数据库 {path}", "Making the database {path}"),
    "consult": Text("进行“{title}”", "Running the “{title}”"),
    "live": Text("准备进行中的咨询，供工作台查看", "Preparing consultations under way, for the workbench"),
    "inputs": Text("本次演示的输入，可用命令逐步重做", "what went in, to be tried step by step"),
    "round": Text("“{title}”：{n} 位样本专家，本轮截止", "“{title}”: {n} sample experts, round closed"),
    "published": Text(
        "已发布 {reference}：{items} 项（更名 {renamed}、调整 {settings}、合并拆分 {moved}、删除 {dropped}、新增 {new}）",
        "Published {reference}: {items} items (renamed {renamed}, settings {settings}, merged or split {moved}, "
        "dropped {dropped}, new {new})",
    ),
    "score": Text(
        "{city}：{index} {score} / 可评满分 {attainable} / 满分 {maximum}{mark}",
        "{city}: {index} {score} of an attainable {attainable} (maximum {maximum}){mark}",
    ),
    "provisional": Text("（暂定）", ", provisional"),
    "drafts": Text("撰写 {city} 计划文本", "Writing the plan of {city}"),
    "look": Text("建议先看：", "What to look at first:"),
    "gaps": Text(
        "{file}：待补充 {n} 处，均以【待补充】标出", "{file}: {n} gaps, each marked “To be completed”"
    ),
}


@dataclass(slots=True)
class Demo:
    """What the demo made, in order: files with what they are, lines for a person to read, links of sample experts."""

    folder: Path
    files: list[tuple[str, Text]] = field(default_factory=list)
    lines: list[Text] = field(default_factory=list)
    links: list[SampleLink] = field(default_factory=list)

    @property
    def database_url(self) -> str:
        """The address of the demo's database."""
        return f"sqlite:///{self.folder / DATABASE}"

    def add(self, name: str, what: Text) -> Path:
        """Note a file of the demo; returns where to write it."""
        self.files.append((name, what))
        return self.folder / name

    def shape(self, lang: Lang) -> dict[str, Any]:
        """The result as plain data."""
        files = [{"file": name, "what": what.plain(lang)} for name, what in self.files]
        return {
            "folder": str(self.folder),
            "files": files,
            "lines": [line.plain(lang) for line in self.lines],
        }

    def summary(self, lang: Lang) -> str:
        """The result in words: what came of it, then the files worth a look."""
        files = [f"  {self.folder / name}  {what.plain(lang)}" for name, what in self.files]
        return "\n".join([*(line.plain(lang) for line in self.lines), "", _WORDS["look"].plain(lang), *files])


@dataclass(frozen=True, slots=True)
class _Run:
    """What every step of the demo needs."""

    actor: Actor
    registry: Registry
    engine: Engine
    made: Demo
    tell: Callable[[Text], None]

    def say(self, key: str, **values: object) -> None:
        """Tell what is being done."""
        self.tell(_WORDS[key].format(**values))

    def note(self, key: str, **values: object) -> None:
        """Note what came of it."""
        self.made.lines.append(_WORDS[key].format(**values))


@allowed_to("administrator")
def run_demo(actor: Actor, registry: Registry, folder: Path, tell: Callable[[Text], None]) -> Demo:
    """Run the whole chain into ``folder`` (files of an earlier demo there are made anew) and say what came of it."""
    database = folder / DATABASE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(f"{DATABASE}*"):
            path.unlink()
    except OSError as error:
        raise BadInput([problem("file_unwritable", str(folder), reason=error.strerror or error)]) from None
    made = Demo(folder)
    _copy_inputs(made)
    tell(_WORDS["database"].format(path=database))
    schema.upgrade(made.database_url)
    engine = make_engine(made.database_url)
    try:
        run = _Run(actor, registry, engine, made, tell)
        index, outline = (_consult(run, questionnaire, name) for questionnaire, name in CONSULTATIONS)
        for name in CITIES:
            _city(run, name, index, outline)
        run.say("live")
        made.links.extend(run_live(actor, registry=registry, engine=engine))
    finally:
        engine.dispose()
    made.files.append((INPUTS, _WORDS["inputs"]))
    return made


def _copy_inputs(made: Demo) -> None:
    """Put the sample answers, decisions and city data beside the results."""
    source = shipped("templates", "demo")
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        target = made.folder / INPUTS / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path.read_bytes(), target)


def _consult(run: _Run, questionnaire_id: str, name: str) -> Catalogue:
    """One consultation from its opening to the published revision, with its tallies and report."""
    questionnaire, catalogue = sample_basis(run.registry, questionnaire_id)
    rule = run.registry.get(ConsensusRule, "majority")
    answers = sample_answers(run.registry, questionnaire, catalogue, name)
    run.say("consult", title=questionnaire.title)
    consultation = Consultation(
        questionnaire.title, questionnaire, catalogue, host=HOST, words={DEMONSTRATION: SAMPLE_DATA}
    )
    panel = {one.respondent: Respondent(one.respondent, one.stratum) for one in answers}
    consultation_id, round_id = open_consultation(run.actor, run.engine, consultation, rule, panel.values())
    enter_answers(run.actor, run.engine, round_id, answers)
    close_round(run.actor, run.engine, round_id)
    run.note("round", title=questionnaire.title, n=len(panel))
    tallied = tally_round(run.actor, run.engine, run.registry, round_id)
    decide_items(
        run.actor, run.engine, consultation_id, read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml")),
        tallied.tallies,
    )  # fmt: skip
    revised = publish_revision(run.actor, run.engine, round_id)
    _note_published(run, revised)
    report = consultation_report(run.actor, run.engine, run.registry, consultation_id)
    _write_round(run, name, tallied, revised, report)
    return revised


def _note_published(run: _Run, revised: Catalogue) -> None:
    kinds = [line.kind for line in revised.lineage]
    run.note(
        "published",
        reference=revised.reference,
        items=len(revised.items),
        renamed=kinds.count("renamed"),
        settings=kinds.count("settings"),
        moved=kinds.count("merged") + kinds.count("split"),
        dropped=kinds.count("dropped"),
        new=kinds.count("new"),
    )


def _write_round(
    run: _Run, name: str, tallied: Tallied, revised: Catalogue, report: ConsultationReport
) -> None:
    tallies = run.made.add(f"tallies-{name}.csv", Text("逐项统计表", "tallies of every item"))
    export("tallies", tallied.tallies, "en", tallies, run.registry)
    revision = Text("修订后的版本及版本沿革", "the revision and its lineage")
    write_value(revised, run.made.add(f"{revised.id}-revised.yaml", revision))
    document = make_report(report)
    for lang in LANGS:
        what = _in_language(lang, "专家咨询报告", "consultation report")
        path = run.made.add(f"consultation-report-{name}-{lang}.docx", what)
        export("consultation", document, lang, path, run.registry)


def _city(run: _Run, name: str, index: Catalogue, outline: Catalogue) -> None:
    """Score a city before and after the revision, and write its plan in both languages."""
    city, pictures = sample_city(name)
    earlier = _score(run, name, city, resolve(Catalogue, index.id, run.registry))
    _score(run, name, city, index)
    run.say("drafts", city=city.city)
    settings = DraftSettings(index.reference, outline=outline.reference)
    published = {index.reference: index, outline.reference: outline}.get
    material = Material(earlier=earlier, pictures=pictures, published=published)
    plan = make_document("plan", city, settings, run.registry, material=material)
    city_id, draft = add_sample_city(run.actor, run.engine, city, pictures, settings, plan)
    if name == SAMPLE:
        run_review(run.actor, run.engine, city_id, draft)
    for lang in LANGS:
        what = _in_language(lang, f"{city.city.zh}计划文本", f"plan of {city.city.en}")
        export("plan", plan.document, lang, run.made.add(f"{name}-{lang}.docx", what), run.registry)
    run.note("gaps", file=f"{name}-zh.docx, {name}-en.docx", n=len(plan.gaps))


def _score(run: _Run, name: str, city: CityData, index: Catalogue) -> Scorecard:
    """Score a city under one version of the index, keep the scorecard as a file and note the total."""
    card = plan_scorecard(city, index, USUAL.variant, run.registry)
    what = Text(
        f"{city.city.zh}评分结果表（{index.reference}）", f"scorecard of {city.city.en} ({index.reference})"
    )
    export("scorecard", card, "en", run.made.add(f"scorecard-{name}-{index.version}.csv", what), run.registry)
    total = card.total
    run.note(
        "score",
        city=city.city,
        index=index.reference,
        score="-" if total.score is None else f"{total.score:f}",
        attainable=f"{total.attainable:f}",
        maximum=f"{total.maximum:f}",
        mark=_WORDS["provisional"] if total.provisional else Text(),
    )
    return card


def _in_language(lang: Lang, zh: str, en: str) -> Text:
    return Text(f"{zh}（{_LANGUAGE[lang].zh}）", f"{en} ({_LANGUAGE[lang].en})")
