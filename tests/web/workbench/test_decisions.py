"""Deciding in pages: the evidence, the form, the names taken over, two editors at once, the history, what may not be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round
from lbsap.model.consultation import Counts, Decision
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.comments import comments_on
from lbsap.store.consultations import Round, add_round, advance_round
from lbsap.store.decisions import KeptDecision, decide, decisions_on
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR, make_answered

ITEM = "cbi2021_08"
OPEN = "cbi2021_06"


@pytest.fixture
def page(answered: Sample) -> str:
    """The address of one item of the closed round."""
    return f"/w/c/{answered.consultation}/decide/{ITEM}"


def fields(client: Client) -> dict[str, Any]:
    """The decision form of the page seen last, as a browser would send it untouched."""
    assert client.page is not None
    form = next(one for one in client.page.forms if one.get("id") == "decision")
    # A parser of HTML keeps the line feed after <textarea>, which a browser leaves out.
    values = {name: value.removeprefix("\n") for name, value in form.form_values()}
    return {name: value for name, value in values.items() if name != "csrf_token"}


def history(engine: Engine, consultation: int, item: str = ITEM) -> tuple[KeptDecision, ...]:
    with session_scope(engine, write=False) as session:
        return decisions_on(session, consultation, item)


def send(client: Client, page: str, code: int | None = None, **changed: Any) -> None:
    """Open the page, change some fields and press Save."""
    client.get(page)
    sent = fields(client) | {"rationale_en": "As the panel says."} | changed
    answer = client.post(page, {"go": "save"} | sent, code)
    if code is None:
        client.follow(answer)


def test_the_page_tells_the_finding_first_and_then_what_it_rests_on(editor: Client, page: str) -> None:
    editor.get(page)
    words = editor.text()
    assert "30 of 36 retain (83.3%)" in words
    assert words.index("30 of 36 retain") < words.index("The rule proposes: Keep") < words.index("Final name")
    assert "Met" in words
    assert "Robust" in words
    assert "Policy and governance" in words  # a stratum
    assert "Proposed names" in words


def test_no_stratum_below_five_experts_is_told_apart(editor: Client, answered: Sample) -> None:
    for item in ("cbi2021_01", OPEN, ITEM):
        editor.get(f"/w/c/{answered.consultation}/decide/{item}")
        assert editor.page is not None
        [strata] = editor.page.xpath("//ul[@class='lbsap-decide__list'][not(.//input)]")
        assert len(strata) >= 3
        assert not any(f" of {n} retain" in strata.text_content() for n in range(1, 5))


def test_a_decision_is_kept_with_the_counts_that_were_seen(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    send(editor, page, outcome="keep")
    [kept] = history(engine, answered.consultation)
    assert kept.decision.outcome == "keep"
    assert kept.decision.title is None
    assert kept.decision.settings == {}
    assert kept.decision.tally == Counts(keep=16, drop=6, rename=14)
    assert kept.decided_by == "editor@example.org"
    assert "The decision is saved." in editor.text()
    assert "the rationale is still wanted in Chinese" in editor.text()


def test_a_proposed_name_is_taken_into_the_fields_by_one_button(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    editor.get(page)
    assert editor.page is not None
    [first, *_] = editor.page.xpath("//button[starts-with(@value, 'name-')]")
    proposed = first.text_content().partition(": ")[2].split(" / ")[0]
    editor.post(page, fields(editor) | {"go": first.get("value"), "rationale_zh": "按多数意见"}, 200)
    sent = fields(editor)
    assert sent["outcome"] == "rename"
    assert proposed in (sent["title_zh"], sent["title_en"])
    assert sent["rationale_zh"] == "按多数意见"
    assert not history(engine, answered.consultation)
    editor.follow(editor.post(page, {"go": "save"} | sent))
    [kept] = history(engine, answered.consultation)
    assert kept.decision.title is not None
    assert proposed in (kept.decision.title.zh, kept.decision.title.en)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"outcome": "keep", "rationale_en": " "}, "Give the reason; Chinese or English is enough."),
        ({}, "Choose one of the options."),
        ({"outcome": "rename"}, "The new name is the same as the present one."),
        ({"outcome": "settings"}, "Change at least one setting or the definition"),
        ({"outcome": "keep", "title_en": "Another name"}, "The name or a setting differs"),
        ({"outcome": "merge"}, "merge needs one item to go into"),
        ({"outcome": "split", "into_1": "cbi2021_01"}, "split at least two"),
        ({"outcome": "rename", "title_en": "Climate regulation"}, ""),
        ({"outcome": "keep", "rationale_en": "x" * 4001}, "4001 characters; at most 4000."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    editor: Client, engine: Engine, answered: Sample, page: str, changed: dict[str, Any], told: str
) -> None:
    if not told:
        send(editor, page, **changed)
        assert history(engine, answered.consultation)[0].decision.title
        return
    send(editor, page, 400, **changed)
    assert told in editor.text()
    assert not history(engine, answered.consultation)
    shown = fields(editor)
    assert all(shown[name].strip() == value.strip() for name, value in changed.items())


def test_a_name_that_another_item_has_is_refused_at_the_name(editor: Client, page: str) -> None:
    send(editor, page, 400, outcome="rename", title_en="Recreational services")
    assert editor.page is not None
    [error] = editor.page.xpath("//*[@id='title_zh-error']")
    assert "Item 12 has this name" in error.text_content()


def test_settings_that_differ_are_kept_and_no_others(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    send(
        editor,
        page,
        outcome="settings",
        definition_zh="新的定义",
        scope_en="The built-up area",
        citations="Handbook 2021\n",
    )
    [kept] = history(engine, answered.consultation)
    assert kept.decision.definition is not None
    assert kept.decision.definition.zh == "新的定义"
    assert set(kept.decision.settings) == {"scope", "citations"}
    assert kept.decision.settings["citations"] == ["Handbook 2021"]
    editor.get(page)
    assert fields(editor)["definition_zh"] == "新的定义"
    assert fields(editor)["outcome"] == "settings"


def test_bands_changed_on_the_page_are_part_of_the_decision(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    editor.get(page)
    upper = fields(editor)["bands-0-upper"]
    assert upper
    changed: dict[str, Any] = {"bands-0-printed": "< 0.5%", "bands-0-upper": "0.5"}
    send(editor, page, outcome="settings", **changed)
    [kept] = history(engine, answered.consultation)
    assert set(kept.decision.settings) == {"bands"}
    assert kept.decision.settings["bands"][0]["upper"] == 0.5


def test_bands_that_overlap_are_refused(editor: Client, engine: Engine, answered: Sample, page: str) -> None:
    faulty: dict[str, Any] = {"bands-0-upper": "30"}
    send(editor, page, 400, outcome="settings", **faulty)
    assert "overlap" in editor.text()
    assert not history(engine, answered.consultation)


def test_the_second_of_two_editors_sees_both_versions_and_chooses(
    editor: Client, signed_in: Callable[..., Client], engine: Engine, answered: Sample, page: str
) -> None:
    other = signed_in("administrator")
    editor.get(page)
    other.get(page)
    mine, theirs = fields(editor), fields(other)
    other.post(page, theirs | {"go": "save", "outcome": "drop", "rationale_en": "Too costly."})
    editor.post(page, mine | {"go": "save", "outcome": "keep", "rationale_en": "Well known."}, 409)
    words = editor.text()
    assert "Someone else has decided on this item meanwhile" in words
    assert "Too costly." in words
    assert "Well known." in words
    assert [one.decision.outcome for one in history(engine, answered.consultation)] == ["drop"]
    editor.follow(editor.post(page, {"go": "save"} | fields(editor)))
    assert [one.decision.outcome for one in history(engine, answered.consultation)] == ["drop", "keep"]
    editor.get(f"/w/c/{answered.consultation}/decisions/{ITEM}")
    assert editor.text().index("Well known.") < editor.text().index("Too costly.")


def test_comments_that_a_decision_answers_are_kept_with_it(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    with session_scope(engine) as session:
        on_item = [one.id for one in comments_on(session, answered.consultation) if one.item == ITEM]
    assert len(on_item) > 1
    send(editor, page, outcome="keep", comments=[str(one) for one in on_item[:2]])
    [kept] = history(engine, answered.consultation)
    assert kept.decision.comments == tuple(str(one) for one in on_item[:2])
    editor.get(page)
    assert editor.page is not None
    assert len(editor.page.xpath("//input[@name='comments'][@checked]")) == 2


def test_save_and_next_leads_to_the_next_item_without_a_decision(editor: Client, page: str) -> None:
    editor.get(page)
    answer = editor.post(
        page, fields(editor) | {"go": "next", "outcome": "keep", "rationale_en": "As the panel says."}
    )
    assert "/decide/cbi2021_09?" in answer.headers["Location"]


def test_the_overview_shows_what_is_undecided_contested_and_changed(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    overview = f"/w/c/{answered.consultation}/decisions"
    send(editor, page, outcome="keep")
    editor.get(overview)
    assert "1 of 28 items are decided." in editor.text()
    editor.get(f"{overview}?show=undecided")
    assert editor.page is not None
    assert len(editor.page.xpath("//tbody/tr")) == 27
    editor.get(f"{overview}?show=contested")
    assert OPEN in {row.get("id").removeprefix("item-") for row in editor.page.xpath("//tbody/tr")}
    editor.get(f"{overview}?show=changed")
    assert "None." in editor.text()


def test_a_decision_whose_figures_have_changed_since_is_marked(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    stale = Decision(ITEM, "keep", Text("理由", "Reason"), tally=Counts(keep=10))
    with session_scope(engine) as session:
        decide(session, answered.consultation, stale, "editor@example.org")
    editor.get(f"/w/c/{answered.consultation}/decisions?show=changed")
    assert editor.page is not None
    [row] = editor.page.xpath("//tbody/tr")
    assert "Figures have changed" in row.text_content()


def test_decisions_that_do_not_fit_together_are_told_with_the_item(
    editor: Client, engine: Engine, own_registry: Registry
) -> None:
    framework = make_answered(engine, own_registry, name="framework").consultation
    editor.get(f"/w/c/{framework}/decide/synergies")
    editor.get(f"/w/c/{framework}/decisions")
    assert "do not fit together" not in editor.text()
    send(editor, f"/w/c/{framework}/decide/synergies", outcome="drop")
    editor.get(f"/w/c/{framework}/decisions")
    assert "These decisions do not fit together yet" in editor.text()
    assert "this item needs a decision of its own" in editor.text()


def test_a_new_item_is_decided_changed_and_taken_back(
    editor: Client, engine: Engine, answered: Sample
) -> None:
    new = f"/w/c/{answered.consultation}/decide-new"
    editor.get(new)
    sent = fields(editor)
    assert sent["id"] == "cbi-2021_new1"
    editor.post(new, sent | {"title_en": "Night sky", "go": "save"}, 400)
    assert "Give the reason" in editor.text()
    answer = editor.post(
        new, sent | {"title_en": "Night sky", "kind": "measure", "rationale_en": "Asked for.", "go": "save"}
    )
    editor.follow(answer)
    [kept] = history(engine, answered.consultation, sent["id"])
    assert kept.decision.outcome == "new"
    assert kept.decision.settings["kind"] == "measure"
    editor.get(f"/w/c/{answered.consultation}/decisions")
    assert "Night sky" in editor.text()
    one = f"{new}/{sent['id']}"
    editor.get(one)
    editor.post(one, fields(editor) | {"go": "back"})
    editor.get(f"/w/c/{answered.consultation}/decisions")
    assert "No new item has been decided on." in editor.text()


def test_an_item_can_be_split_into_new_ones(editor: Client, engine: Engine, answered: Sample) -> None:
    base = f"/w/c/{answered.consultation}"
    for name in ("Birds by day", "Birds by night"):
        editor.get(f"{base}/decide-new")
        more = {"title_en": name, "kind": "count", "rationale_en": "A split.", "go": "save"}
        editor.post(f"{base}/decide-new", fields(editor) | more)
    editor.get(f"{base}/decide/{ITEM}")
    assert editor.page is not None
    new = editor.page.xpath("//select[@name='into_1']/option[contains(., '(new)')]/@value")
    assert len(new) == 2
    send(editor, f"{base}/decide/{ITEM}", outcome="split", into_1=new[0], into_2=new[1])
    assert history(engine, answered.consultation)[0].decision.into == tuple(new)


def test_nothing_is_decided_before_a_round_has_closed(editor: Client, sample: Sample) -> None:
    page = f"/w/c/{sample.consultation}/decide/{ITEM}"
    editor.get(page)
    assert "No round has closed yet." in editor.text()
    assert editor.page is not None
    assert not editor.page.xpath("//form[@id='decision']")
    sent = {
        "go": "save",
        "outcome": "keep",
        "rationale_en": "Early.",
        "seen": "0",
        "round": str(sample.round),
    }
    editor.post(page, sent, 400)
    assert "nothing is decided" in editor.text()


def test_nothing_is_decided_once_the_revision_is_published(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    editor.get(page)
    sent = fields(editor) | {"go": "save", "outcome": "keep", "rationale_en": "Late."}
    with session_scope(engine) as session:
        advance_round(session, answered.round, "published")
    editor.post(page, sent, 400)
    assert "decisions no longer change" in editor.text()
    assert not history(engine, answered.consultation)


def test_while_a_later_round_is_open_its_page_says_so_and_decides_on_the_closed_one(
    editor: Client, engine: Engine, answered: Sample, page: str
) -> None:
    with session_scope(engine) as session:
        later = add_round(session, Round(answered.consultation, "majority", "1"))
        advance_round(session, later, "open")
    editor.get(page)
    assert "A later round is open." in editor.text()
    send(editor, page, outcome="keep")
    assert history(engine, answered.consultation)[0].decision.tally == Counts(keep=16, drop=6, rename=14)
    close_round(EDITOR, engine, later)
    editor.get(f"/w/c/{answered.consultation}/decisions?show=changed")
    assert "Figures have changed" in editor.text()


def test_viewers_read_decisions_and_take_none(
    signed_in: Callable[..., Client], engine: Engine, answered: Sample, page: str
) -> None:
    viewer = signed_in("viewer")
    viewer.get(page)
    assert viewer.page is not None
    assert not viewer.page.xpath("//form[@id='decision'] | //button[starts-with(@value, 'name-')]")
    viewer.post(page, {"go": "save", "outcome": "keep", "rationale_en": "Mine."}, 403)
    assert not history(engine, answered.consultation)


def test_an_item_or_consultation_that_is_none_is_not_found(editor: Client, answered: Sample) -> None:
    editor.get(f"/w/c/{answered.consultation}/decide/nothing", 404)
    editor.get(f"/w/c/{answered.consultation}/decisions/nothing", 404)
    editor.get(f"/w/c/{answered.consultation}/decide-new/{ITEM}", 404)
    editor.get(f"/w/c/999/decide/{ITEM}", 404)


@pytest.mark.parametrize("sent", [{"seen": "x"}, {"seen": ""}, {"round": "-1"}])
def test_a_form_without_what_the_page_carried_is_refused(
    editor: Client, engine: Engine, answered: Sample, page: str, sent: dict[str, str]
) -> None:
    send(editor, page, 400, outcome="keep", **sent)
    assert "This page is out of date" in editor.text()
    assert not history(engine, answered.consultation)


def test_the_pages_of_decisions_speak_chinese(
    signed_in: Callable[..., Client], answered: Sample, page: str
) -> None:
    reader = signed_in("editor", lang="zh")
    reader.get(page)
    assert "36 人中 30 人主张保留（83.3%）" in reader.text()
    assert "规则建议：保留" in reader.text()
    reader.get(f"/w/c/{answered.consultation}/decisions")
    assert "共 28 个条目，已作出处理 0 个。" in reader.text()
