"""Plugins are admitted whole or quarantined whole, with the reason; the rest goes on working."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from lbsap import hooks
from lbsap import registry as registry_module
from lbsap.hooks import hookimpl
from lbsap.model.blocks import Paragraph
from lbsap.model.consultation import ConsensusRule, Counts, Tally, Verdict
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.plugin_items import Imported, Importer, PlanSection
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.registry import KINDS, Candidate, Plugin, Registry, files, from_modules, installed, load
from lbsap.testing import samples

TALLY = Tally("item", Counts(keep=3))


def always(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    return Verdict("keep", Text("保留", "keep"))


def rule(name: str, judge: Callable[..., Any] = always, title: Text = Text("规则", "rule")) -> ConsensusRule:
    return ConsensusRule(name, "1", title, ("verdict",), Text("专家", "experts"), judge)


def plugin_with(*values: Any, hook: str = "consensus_rules", api: object = hooks.API) -> SimpleNamespace:
    """A plugin module whose one hook gives these values."""

    def implementation() -> list[Any]:
        return list(values)

    implementation.__name__ = hook
    return SimpleNamespace(LBSAP_API=api, **{hook: hookimpl(implementation)})


def admit(registry: Registry, name: str, module: SimpleNamespace, *, own: bool = False) -> Plugin:
    (candidate,) = from_modules([(name, module)], own)
    return registry.admit(candidate)


@pytest.fixture
def registry() -> Registry:
    """A registry that holds the plugin `good` with the rule `good.rule`."""
    registry = Registry()
    admit(registry, "good", plugin_with(rule("good.rule")))
    return registry


# --- at load -----------------------------------------------------------------------------------------------------


@hookimpl
def consensus_rules(extra: str) -> list[ConsensusRule]:
    return []


@hookimpl
def consensus_rulez() -> list[ConsensusRule]:
    return []


def raising() -> SimpleNamespace:
    @hookimpl
    def catalogues() -> list[Any]:
        raise RuntimeError("no disk")

    module = plugin_with(rule("bad.fine"))
    module.catalogues = catalogues
    return module


def leaving() -> SimpleNamespace:
    raise SystemExit(3)


BROKEN: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a missing import": (lambda: import_module("lbsap_no_such"), "plugin_raised", "No module named 'lbsap_no_such'"),
    "an import that ends the program": (leaving, "plugin_raised", "SystemExit: 3"),
    "an old API": (lambda: plugin_with(api=0), "plugin_api", "LBSAP_API = 0; this program supports 1"),
    "no API": (lambda: SimpleNamespace(), "plugin_api", "LBSAP_API = None"),
    "an unknown hook": (
        lambda: SimpleNamespace(LBSAP_API=hooks.API, consensus_rulez=consensus_rulez),
        "plugin_raised",
        "unknown hook 'consensus_rulez'",
    ),
    "an unknown argument": (
        lambda: SimpleNamespace(LBSAP_API=hooks.API, consensus_rules=consensus_rules),
        "plugin_raised",
        "extra",
    ),
    "an id that is taken": (
        lambda: plugin_with(rule("bad.one"), rule("bad.one")), "plugin_id_taken", "“bad.one” is already taken by the plugin bad"
    ),
    "a hook that raises": (raising, "plugin_raised", "RuntimeError: no disk"),
    "a value of the wrong type": (lambda: plugin_with("a rule"), "plugin_type", "The hook consensus_rules gave something it must not: str"),
    "a value of another hook's type": (
        lambda: plugin_with(rule("bad.rule"), hook="scoring_variants"), "plugin_type", "scoring_variants"
    ),
    "a judge that cannot be called": (lambda: plugin_with(rule("bad.rule", judge=0)), "plugin_type", "bad.rule.judge"),  # type: ignore[arg-type]
    "a missing prefix": (lambda: plugin_with(rule("two-thirds")), "plugin_prefix", "“two-thirds” must begin with “bad.”"),
    "an id that is not allowed": (lambda: plugin_with(rule("bad.Two Thirds")), "id_form", "bad.Two Thirds"),
    "a value that is no value": (
        lambda: plugin_with(replace(samples.index(), id="bad.index", items=()), hook="catalogues"),
        "value_missing",
        "items",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_quarantined_with_its_reason_while_the_rest_works(
    registry: Registry, case: str
) -> None:
    load, code, words = BROKEN[case]
    state = registry.admit(Candidate("bad", load))
    after = admit(registry, "later", plugin_with(rule("later.rule")))
    assert state.status == "quarantined"
    assert state.reason is not None
    assert (state.reason.code, state.reason.where.startswith("bad")) == (code, True)
    assert words in state.reason.message.en
    assert state.reason.message.zh
    assert after.status == "ok"
    assert [one.id for one in registry.all(ConsensusRule)] == ["good.rule", "later.rule"]
    assert registry.call(registry.get(ConsensusRule, "good.rule"), TALLY, {}).verdict == "keep"


def test_of_a_plugin_with_one_bad_item_nothing_is_admitted(registry: Registry) -> None:
    admit(registry, "half", plugin_with(rule("half.fine"), rule("unprefixed")))
    with pytest.raises(NotFound):
        registry.get(ConsensusRule, "half.fine")


def test_the_second_to_claim_an_id_is_told_who_has_it() -> None:
    registry = Registry()
    admit(registry, "first", plugin_with(rule("majority")), own=True)
    state = admit(registry, "second", plugin_with(rule("majority")), own=True)
    assert state.reason is not None
    assert state.reason.message.en == "The id “majority” is already taken by the plugin first."


def test_one_id_may_stand_for_things_of_two_kinds(registry: Registry) -> None:
    section = PlanSection("good.rule", Text("章节", "section"), lambda context: ())
    assert admit(registry, "good2", plugin_with(section, hook="plan_sections"), own=True).status == "ok"


def test_a_missing_language_is_a_warning_and_no_more(registry: Registry) -> None:
    state = admit(registry, "mono", plugin_with(rule("mono.rule", title=Text(en="rule"))))
    assert state.status == "ok"
    (warning,) = state.warnings
    assert (warning.code, warning.where, warning.severity) == (
        "language_missing",
        "mono.rule.title",
        "warning",
    )


def test_a_keyboard_interrupt_is_not_taken_for_a_broken_plugin(registry: Registry) -> None:
    def load() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        registry.admit(Candidate("bad", load))


def test_every_hook_of_the_door_has_a_kind() -> None:
    specified = [name for name, value in vars(hooks).items() if hasattr(value, "lbsap_spec")]
    assert [kind.hook for kind in KINDS] == specified


# --- finding -----------------------------------------------------------------------------------------------------


@dataclass
class Point:
    """An entry point as the installed distributions give it."""

    name: str
    distribution: str

    @property
    def dist(self) -> SimpleNamespace:
        return SimpleNamespace(name=self.distribution)

    def load(self) -> SimpleNamespace:
        return plugin_with(rule(f"{self.name}.rule"))


@pytest.fixture
def points(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of our plugins and two strangers' are installed."""
    found = [
        Point("zoo", "lbsap-zoo"),
        Point("scoring", "lbsap"),
        Point("acme", "lbsap-acme"),
        Point("cbi", "lbsap"),
    ]
    monkeypatch.setattr(registry_module, "entry_points", lambda group: found if group == "lbsap" else [])


@pytest.mark.usefixtures("points")
def test_our_plugins_come_first_and_then_the_others_by_name() -> None:
    assert [(one.name, one.own) for one in installed()] == [
        ("cbi", True), ("scoring", True), ("acme", False), ("zoo", False)
    ]  # fmt: skip


@pytest.mark.usefixtures("points")
def test_plugins_that_are_switched_off_are_not_even_imported() -> None:
    assert [one.name for one in installed(off=["scoring", "acme"])] == ["cbi", "zoo"]


@pytest.mark.usefixtures("points")
def test_a_running_program_has_ours_then_the_files_then_strangers() -> None:
    assert [one.name for one in load().plugins] == ["cbi", "scoring", "files", "acme", "zoo"]


# --- looking up --------------------------------------------------------------------------------------------------


def test_an_item_is_found_by_the_only_id_that_begins_with_a_name() -> None:
    registry = Registry()
    admit(registry, "own", plugin_with(rule("comet-70-15"), rule("majority")), own=True)
    assert registry.get(ConsensusRule, "comet").id == "comet-70-15"


def test_a_name_that_fits_two_ids_is_refused_with_both() -> None:
    registry = Registry()
    admit(registry, "own", plugin_with(rule("cbi-2014"), rule("cbi-2021")), own=True)
    with pytest.raises(NotFound) as caught:
        registry.get(ConsensusRule, "cbi")
    assert (caught.value.problem.code, "cbi-2014, cbi-2021" in str(caught.value)) == ("ambiguous_id", True)


def test_an_unknown_id_is_refused_with_those_that_are_known(registry: Registry) -> None:
    with pytest.raises(NotFound) as caught:
        registry.get(ConsensusRule, "nothing")
    assert str(caught.value) == "There is no consensus rule “nothing”; known: good.rule."


def test_the_registry_says_whose_an_item_is(registry: Registry) -> None:
    assert registry.plugin_of(registry.get(ConsensusRule, "good.rule")) == "good"


# --- at work -----------------------------------------------------------------------------------------------------


def failure_of(item: Any, hook: str, *arguments: Any) -> PluginFailed:
    registry = Registry()
    assert admit(registry, "acme", plugin_with(item, hook=hook)).status == "ok"
    with pytest.raises(PluginFailed) as caught:
        registry.call(item, *arguments)
    return caught.value


def test_a_failure_at_work_names_plugin_item_and_cause() -> None:
    def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
        raise ZeroDivisionError("division by zero")

    failed = failure_of(rule("acme.rule", judge), "consensus_rules", TALLY, {})
    assert (failed.plugin, failed.item, failed.cause) == (
        "acme",
        "acme.rule",
        "ZeroDivisionError: division by zero",
    )


def test_a_result_of_the_wrong_type_is_a_failure() -> None:
    failed = failure_of(rule("acme.rule", lambda tally, parameters: "keep"), "consensus_rules", TALLY, {})
    assert failed.cause == "returned str"


def test_a_section_that_fails_while_its_blocks_are_read_is_a_failure() -> None:
    def write(context: Any) -> Iterable[Any]:
        yield from ()
        raise KeyError("wetland")

    section = PlanSection("acme.section", Text("章节", "section"), write)
    assert failure_of(section, "plan_sections", None).cause == "KeyError: 'wetland'"


def test_a_section_that_writes_something_other_than_blocks_is_a_failure() -> None:
    section = PlanSection("acme.section", Text("章节", "section"), lambda context: ["words"])  # type: ignore[list-item]
    assert failure_of(section, "plan_sections", None).cause == "returned str"


def test_bad_input_told_by_an_importer_is_passed_on_as_such() -> None:
    def read(stream: Any, name: str) -> Imported:
        raise BadInput([problem("file_encoding", name)])

    importer = Importer("acme.reader", Text("格式", "format"), "city", (".txt",), read)
    registry = Registry()
    admit(registry, "acme", plugin_with(importer, hook="importers"))
    with pytest.raises(BadInput):
        registry.call(importer, None, "a.txt")


# --- questionnaires in files -------------------------------------------------------------------------------------


def test_a_broken_questionnaire_file_quarantines_the_files_and_says_where(tmp_path: Any) -> None:
    room = tmp_path / "questionnaires"
    room.mkdir()
    (room / "ours.yaml").write_text("id: ours\nversion: '1'\ntitle: 问卷\n", encoding="utf-8")
    state = Registry().admit(files(tmp_path))
    assert state.status == "quarantined"
    assert state.reason is not None
    assert "ours.yaml" in state.reason.where


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (rule("acme.rule", title="Rule"), "consensus_rules acme.rule.title"),  # type: ignore[arg-type]
        (replace(rule("acme.rule"), id=5), "consensus_rules 5.id"),  # type: ignore[arg-type]
        (replace(rule("acme.rule"), parameters=(1,)), "consensus_rules acme.rule.parameters[0]"),  # type: ignore[arg-type]
        (replace(rule("acme.rule"), percentile="cubic"), "consensus_rules acme.rule.percentile"),  # type: ignore[arg-type]
    ],
)
def test_a_field_of_the_wrong_type_quarantines_its_plugin_and_is_named(
    bad: ConsensusRule, field: str
) -> None:
    registry = Registry()
    state = admit(registry, "acme", plugin_with(bad))
    assert state.status == "quarantined"
    assert state.reason is not None
    assert state.reason.where == f"acme: {field}"
    assert registry.all(ConsensusRule) == ()


def test_a_list_in_the_place_of_a_tuple_is_taken() -> None:
    lenient = replace(rule("acme.rule"), reads=["verdict"])  # type: ignore[arg-type]
    assert admit(Registry(), "acme", plugin_with(lenient)).status == "ok"


def test_a_verdict_with_a_word_that_is_none_is_a_failure() -> None:
    wrong = Verdict("maybe", Text("理由", "reason"))  # type: ignore[arg-type]
    failed = failure_of(rule("acme.rule", lambda tally, parameters: wrong), "consensus_rules", TALLY, {})
    assert failed.plugin == "acme"
    assert failed.cause.startswith("Verdict.verdict: ")


def test_a_block_of_plain_words_is_the_sections_failure_and_not_the_writers() -> None:
    plain = Paragraph("words")  # type: ignore[arg-type]
    section = PlanSection("acme.section", Text("章节", "section"), lambda context: [plain])
    assert failure_of(section, "plan_sections", None).cause.startswith("Paragraph.content: ")
