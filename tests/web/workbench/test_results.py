"""The pages of results: the finding first, the very figures of the tally, and forms of editors."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.actions.consultations import tally_round
from lbsap.actions.editors.elsewhere import bring_answer
from lbsap.model.consultation import Answer, ConsensusRule, Tally, Verdict
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.printed import interval, share
from lbsap.steps.reports.results import retained
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.proposals import keep_proposal
from lbsap.store.remarks import keep_remarks
from lbsap.store.respondents import panel as panel_of
from tests.actions.editors.several_rounds import EDITOR, several_rounds
from tests.services.statements import sent_to
from tests.web.conftest import Client, Sample

NAMED, SPLIT = "cbi2021_08", "cbi2021_06"


@pytest.fixture
def base(answered: Sample) -> str:
    """The address of the results of a closed round."""
    return f"/w/c/{answered.consultation}/results"


@pytest.fixture
def two_rounds(engine: Engine, own_registry: Registry) -> str:
    """The address of the results of two rounds that have closed."""
    return f"/w/c/{several_rounds(engine, own_registry).consultation}/results"


def rows(client: Client) -> list[list[str]]:
    """The rows of the table of all items, cell by cell."""
    assert client.page is not None
    found = client.page.xpath("//table[contains(@class, 'lbsap-results')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def numbers(client: Client) -> list[str]:
    """The numbers of the items in the order of the page."""
    return [row[0].split()[0] for row in rows(client)]


def links(client: Client, words: str) -> list[str]:
    """Where the links with these words lead."""
    assert client.page is not None
    return [str(one.get("href")) for one in client.page.xpath("//main//a") if words in one.text_content()]


def test_every_row_says_how_many_retain_with_the_figures_of_the_tally(
    engine: Engine, own_registry: Registry, answered: Sample, base: str, signed_in: Callable[..., Client]
) -> None:
    tallies = tally_round(EDITOR, engine, own_registry, answered.round).tallies
    for lang in ("zh", "en"):
        client = signed_in("viewer", lang)
        client.get(base)
        for row, tally in zip(rows(client), tallies.tallies, strict=True):
            counts = tally.counts
            assert row[1].startswith(getattr(retained(counts), lang))
            assert row[2] == getattr(interval(counts), lang)
    assert rows(client)[7][1] == "30 of 36 retain (83.3%) Keep 16 · Rename 14 · Drop 6"
    assert rows(client)[7][3] == "Keep ✓ met ✓ robust"
    assert rows(client)[5][3] == "Undecided ✗ not met ✗ not robust Contested"


def test_items_are_sorted_by_what_an_editor_looks_for_and_by_nothing_else(editor: Client, base: str) -> None:
    editor.get(f"{base}?sort=contested")
    assert numbers(editor)[:3] == ["6", "18", "24"]
    editor.get(f"{base}?sort=undecided")
    assert numbers(editor)[:3] == ["6", "18", "24"]
    for sort in ("number", "changed", "id; drop table answer", ""):
        editor.get(base, query_string={"sort": sort})
        assert numbers(editor) == [str(number) for number in range(1, 29)], sort


def test_settled_items_stand_with_their_round_and_others_beside_the_round_before(
    editor: Client, two_rounds: str
) -> None:
    editor.get(f"{two_rounds}?round=2&sort=changed")
    first, settled = rows(editor)[0], rows(editor)[-1]
    assert "Settled in round 1" in settled[3]
    assert settled[4] == "—"
    assert "points" in first[4]
    assert "Changed most first" in editor.text()
    editor.get(f"{two_rounds}?round=1")
    assert "Changed most first" not in editor.text()
    assert "Round before" not in editor.text()


@pytest.mark.parametrize("round_", ["3", "0", "-1", "x", "99999999999", ""])
def test_a_round_that_is_not_there_is_not_found(editor: Client, base: str, round_: str) -> None:
    editor.get(f"{base}?round={round_}", 404)


def test_an_open_round_says_that_its_figures_change(editor: Client, sample: Sample) -> None:
    editor.get(f"/w/c/{sample.consultation}/results")
    assert "Round 1 is still open" in editor.text()
    assert "nobody judged" in editor.text()
    editor.get(f"/w/c/{sample.consultation}/results/items/{NAMED}")
    assert "Nobody gave a reason" in editor.text()


def test_a_consultation_that_has_not_opened_says_what_comes_next(
    editor: Client, engine: Engine, sample: Sample
) -> None:
    with session_scope(engine) as session:
        session.connection().exec_driver_sql("update round set state = 'draft'")
    editor.get(f"/w/c/{sample.consultation}/results")
    assert "No round has opened yet" in editor.text()
    editor.get(f"/w/c/{sample.consultation}/results/items/{NAMED}", 404)


def test_agreement_over_all_items_names_its_limits(editor: Client, base: str) -> None:
    editor.get(base)
    assert "On average over 28 items, 62.6% of the pairs of experts gave the same judgement." in editor.text()
    assert "not whether an item is right" in editor.text()


def test_a_rule_that_fails_is_named_with_its_items_and_the_page_stands(
    editor: Client, base: str, own_registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = Registry.call

    def failing(self: Registry, item: object, *arguments: object) -> object:
        on_item = isinstance(arguments[0], Tally) and arguments[0].item == NAMED
        return call(self, broken if on_item else item, *arguments)

    def judge(_tally: Tally, _values: object) -> Verdict:
        raise RuntimeError("the plugin's own fault")

    rule = own_registry.get(ConsensusRule, "majority")
    broken = ConsensusRule(rule.id, rule.version, rule.title, rule.reads, rule.denominator, judge)
    monkeypatch.setattr(Registry, "call", failing)
    editor.get(base)
    assert "The plugin consensus failed at 8" in editor.text()
    assert "none: the rule failed" in rows(editor)[7][3]
    editor.get(f"{base}/items/{NAMED}")
    assert "The plugin consensus failed" in editor.text()


def test_the_page_of_an_item_begins_with_its_finding_and_shows_its_charts(editor: Client, base: str) -> None:
    editor.get(f"{base}/items/{NAMED}")
    assert editor.page is not None
    [finding] = editor.page.find_class("lbsap-finding")
    assert finding.text_content() == "30 of 36 retain (83.3%)"
    titles = [one.text_content() for one in editor.page.find_class("lbsap-chart__finding")]
    assert titles[:3] == [
        "30 of 36 retain (83.3%)",
        "From 72.7% of Biodiversity survey and assessment to 100.0% of Conservation management and restoration retain",
        "Relevance: median 7, high third (7–9), no disagreement",
    ]
    assert titles[5].startswith("Changes of settings")
    for figure in editor.page.xpath("//figure"):
        assert figure.xpath(".//table//caption")
        assert figure.xpath(".//a[contains(@href, '.csv')]")
        assert figure.xpath(".//*[local-name() = 'svg']")
    for picture in editor.page.xpath("//*[local-name() = 'svg'][@role = 'img']"):
        assert picture.get("aria-label")
        assert picture.xpath("*[local-name() = 'title']")


def test_each_chart_gives_its_table_as_a_file_that_spreadsheets_open(editor: Client, base: str) -> None:
    editor.get(f"{base}/items/{NAMED}")
    addresses = links(editor, "Figures as a CSV file")
    assert len(addresses) == 7
    for address in addresses:
        answer = editor.get(address)
        assert answer.mimetype == "text/csv"
        assert answer.data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(editor.get(addresses[0]).data.decode("utf-8-sig"))))
    assert table[1] == ["Round 1", "16", "14", "6", "36", share(30, 36).en, "68.1–92.1%"]
    editor.get(f"{base}/items/{NAMED}/no-such-chart.csv", 404)


def test_all_figures_of_a_round_come_as_the_file_of_the_tallies(
    editor: Client, engine: Engine, own_registry: Registry, answered: Sample, base: str
) -> None:
    editor.get(base)
    [address] = links(editor, "All figures as a CSV file")
    answer = editor.get(address)
    table = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    whole = {row["item 编号"]: row for row in table if row["stratum 专家类别"] == "all"}
    for tally in tally_round(EDITOR, engine, own_registry, answered.round).tallies.tallies:
        row = whole[tally.item]
        assert (int(row["retained 主张保留"]), int(row["judged 判断人数"])) == (
            tally.counts.retained, tally.counts.judged,
        )  # fmt: skip
        assert tally.counts.interval is not None
        assert float(row["retain_low 区间下限"]) == tally.counts.interval.low


def test_an_unknown_item_or_consultation_is_not_there(editor: Client, base: str) -> None:
    for path in (
        f"{base}/items/none",
        f"{base}/reasons?item=none",
        f"{base}/remarks?question=none",
        "/w/c/99/results",
    ):
        editor.get(path, 404)
    editor.get(base)
    editor.post(f"{base}/items/none/names", {"face_zh": "x"}, 404)
    editor.post(f"{base}/items/{NAMED}/names/99/part", {}, 404)


def test_answers_from_elsewhere_are_told_by_themselves(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    bring_answer(EDITOR, engine, answered.round, Answer("周工", NAMED, "drop"), "workshop", "研讨会纪要")
    editor.get(base)
    assert "30 of 36 retain (83.3%)" in rows(editor)[7][1]
    assert "From elsewhere: 1 (Drop 1)" in rows(editor)[7][1]
    editor.get(f"{base}/items/{NAMED}")
    assert "From elsewhere: 1 (Drop 1) These answers are in no other figure on this page." in editor.text()


# --- new items, closing words, stability ---


def test_new_items_and_closing_words_are_read_without_names(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    for path, empty in (("new-items", "Nobody proposed a new item"), ("remarks", "Nobody said anything")):
        editor.get(f"{base}/{path}")
        assert empty in editor.text()
    with session_scope(engine) as session:
        one, two, three, *_rest = panel_of(session, answered.consultation)
        for person, name in ((one, "夜间光污染程度"), (two, "夜间光污染强度"), (three, "土壤动物")):
            proposal = Proposal(Text(name), "governance_management", "平均辐射", reason="<i>影响</i>鸟类")
            keep_proposal(session, answered.round, person.id, "k", proposal, language="zh", at=now())
        keep_remarks(
            session, answered.round, one.id, {"overall": "总体合理。"}, revision=1, language="zh", at=now()
        )
    editor.get(f"{base}/new-items")
    assert "3 proposals" in editor.text()
    assert "and similar names (2)" in editor.text()
    assert "<i>影响</i>鸟类" in editor.text()
    assert one.code not in editor.text()
    editor.get(f"{base}/remarks")
    assert editor.page is not None
    assert [one.text_content() for one in editor.page.find_class("lbsap-words__said")] == ["总体合理。"]
    editor.get(f"{base}/remarks?question=weights")
    assert "Nobody said anything" in editor.text()


def test_stability_tells_who_came_back_and_what_changed_among_them(editor: Client, two_rounds: str) -> None:
    editor.get(f"{two_rounds}/stability?round=2")
    assert (
        "Of 36 experts who answered in round 1, 30 answered again in round 2, a retention of 30/36 (83.3%)"
        in editor.text()
    )
    assert editor.page is not None
    assert len(editor.page.xpath("//figure")) == 2
    for address in links(editor, "Figures as a CSV file"):
        assert editor.get(address).mimetype == "text/csv"
    editor.get(f"{two_rounds}/stability?round=1")
    assert "This is the first round" in editor.text()
    editor.get(f"{two_rounds}/stability/changes.csv?round=1", 404)
    editor.get(f"{two_rounds}/items/{SPLIT}?round=2")
    assert "experts who judged it in both rounds" in editor.text()


# --- the machine ---


def test_a_page_asks_as_much_of_a_panel_of_36_as_of_an_empty_one(
    editor: Client, base: str, sample: Sample, engine: Engine
) -> None:
    asked = []
    for address in (base, f"/w/c/{sample.consultation}/results"):
        editor.get(address)  # the questionnaire is read once per process
        with sent_to(engine) as sent:
            editor.get(address)
        asked.append(len(sent.reads))
    assert asked[0] == asked[1] <= 8


def test_no_page_is_changed_by_words_that_look_like_code(
    engine: Engine, own_registry: Registry, editor: Client, base: str
) -> None:
    payload = "<script>alert(1)</script>{{7*7}}"
    with session_scope(engine) as session:
        session.connection().exec_driver_sql(
            "update answer set reason = ?, name_zh = ? where reason <> '' and verdict = 'rename'",
            (payload, payload),
        )
    for path in (f"{base}/items/{NAMED}", f"{base}/reasons"):
        editor.get(path)
        assert editor.page is not None
        assert payload in editor.text()
        assert not [one for one in editor.page.iter("script") if not one.get("src")]


def test_a_web_process_starts_without_the_libraries_of_tables() -> None:
    code = (
        "import sys, lbsap.web.app\nfrom lbsap.registry import load\nload((), None)\n"
        "print(sorted({'pandas', 'openpyxl', 'xlsxwriter', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_city_opens_none_of_it(signed_in: Callable[..., Client], base: str) -> None:
    city = signed_in("city")
    for path in (
        "",
        f"/items/{NAMED}",
        f"/items/{NAMED}/verdicts.csv",
        "/reasons",
        "/new-items",
        "/remarks",
        "/stability",
    ):
        city.get(base + path, 403)
