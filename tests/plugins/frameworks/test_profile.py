"""The importer of CitiesWithNature profiles.

``citieswithnature_congjiang.txt`` is a redacted export: layout, headings, fixed sentences and public figures of the
county's profile, with generated letters in the place of every garbled paragraph. ``citieswithnature_sample.txt`` is
made up.
"""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lbsap_cwn
from lbsap.data import MAX_BYTES, read_value, write_value
from lbsap.model.city import CityAction, CityData
from lbsap.model.plugin_items import Imported
from lbsap.model.text import Text
from lbsap.steps.cities.imported import counts
from lbsap_cwn.baselines import patterns, readable
from lbsap_cwn.catalogue import action_like

DATA = Path(__file__).parents[2] / "data"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
"""The client's documents, where they lie beside the project."""
CONGJIANG = "citieswithnature_congjiang.txt"
SAMPLE = "citieswithnature_sample.txt"
(IMPORTER,) = lbsap_cwn.importers()


def _import(name: str) -> Imported:
    with (DATA / name).open("rb") as stream:
        return IMPORTER.read(stream, name)


def _read(text: str) -> Imported:
    return IMPORTER.read(io.BytesIO(text.encode()), "profile.txt")


def _city(imported: Imported) -> CityData:
    assert isinstance(imported.value, CityData)
    return imported.value


def _action(city: CityData, action_id: str) -> CityAction:
    return next(action for action in city.actions if action.id == action_id)


def _places(imported: Imported, code: str) -> list[str]:
    return [problem.where.rpartition(":")[2] for problem in imported.problems if problem.code == code]


# --- the county's profile, read by a Latin OCR


def test_congjiang_has_26_actions_11_baselines_and_9_targets() -> None:
    assert counts(_city(_import(CONGJIANG))) == {"actions": 26, "baselines": 11, "targets": 9}


def test_each_heading_is_found_at_its_line_however_many_lines_it_takes() -> None:
    lines = [int(action.source.rpartition(":")[2]) for action in _city(_import(CONGJIANG)).actions]
    assert lines[:13] == [73, 89, 118, 147, 156, 168, 183, 193, 200, 207, 217, 247, 277]
    assert lines[13:] == [305, 331, 356, 377, 396, 411, 421, 434, 442, 454, 462, 473, 485]


def test_every_garbled_description_and_target_is_marked_and_none_is_kept() -> None:
    city = _city(_import(CONGJIANG))
    assert all("description" in action.unreadable and not action.description for action in city.actions)
    assert all(target.unreadable and not target.wording and target.value is None for target in city.targets)


def test_baselines_are_read_where_a_value_survived_and_marked_where_words_were_lost() -> None:
    city = _city(_import(CONGJIANG))
    assert [a.id for a in city.actions if a.baseline] == ["CWN-02", "CWN-11", "CWN-12", "CWN-15", "CWN-16"]
    lost = [a.id for a in city.actions if "baseline" in a.unreadable]
    assert lost == ["CWN-03", "CWN-06", "CWN-13", "CWN-14", "CWN-17", "CWN-18"]
    assert _action(city, "CWN-12").baseline == Text("树木覆盖率为69.39%。", "Tree cover is 69.39 %.")


def test_figures_become_facts_with_year_line_and_doubt() -> None:
    profile = _city(_import(CONGJIANG)).profile
    assert profile.population == 395_000
    found = [(f.key, f.value, f.unit, f.year, f.source, f.doubtful) for f in profile.facts]
    assert found == [
        ("population", Decimal(395_000), "person", None, f"{CONGJIANG}:18", False),
        ("effective_mesh_size", Decimal("42432.88"), "ha", 2026, f"{CONGJIANG}:103", False),
        (
            "policies_encouraging_nature_based_solutions_in_infrastructure",
            None,
            "",
            2026,
            f"{CONGJIANG}:231",
            False,
        ),
        ("tree_cover", Decimal("69.39"), "percent", 2026, f"{CONGJIANG}:259", False),
        ("urban_green_and_blue_area", Decimal(230_000), "ha", 2026, f"{CONGJIANG}:342", True),
        ("population_share_with_access_to_nature", Decimal(57), "percent", 2026, f"{CONGJIANG}:342", False),
        ("city_led_nature_campaigns", Decimal(10), "campaign", 2026, f"{CONGJIANG}:367", False),
    ]
    assert profile.facts[2].wording == Text("有", "yes")


def test_the_county_is_named_as_the_file_names_it_and_its_chinese_name_is_asked_for() -> None:
    imported = _import(CONGJIANG)
    city = _city(imported)
    assert (city.city, city.profile.level) == (Text(en="Congjiang County"), "county")
    assert len(_places(imported, "language_missing")) == 1


def test_an_index_that_was_not_started_gives_no_observation_and_says_so() -> None:
    imported = _import(CONGJIANG)
    city = _city(imported)
    assert city.observations == ()
    assert city.first_application is None
    (said,) = (p for p in imported.problems if p.code == "profile_cbi_not_started")
    assert (said.severity, said.where) == ("info", f"{CONGJIANG}:559")
    assert len(_places(imported, "profile_not_stated")) == 1


def test_each_action_is_keyed_to_the_platform_and_only_proposed_to_the_frameworks() -> None:
    for action in _city(_import(CONGJIANG)).actions:
        own, *others = action.links
        assert (own.framework, own.target, own.status) == ("citieswithnature", action.id, "confirmed")
        assert {link.framework for link in others} == {"gbf", "nbsap-2023-2030"}
        assert {link.status for link in others} == {"proposed"}


def test_every_mark_is_reported_with_its_line() -> None:
    imported = _import(CONGJIANG)
    assert len(_places(imported, "profile_unreadable")) == 26 + 6 + 9
    assert all(place.isdigit() for place in _places(imported, "profile_unreadable"))
    assert _places(imported, "profile_value_doubtful") == ["342"]


def test_importing_twice_gives_the_same_and_the_city_file_reads_back(tmp_path: Path) -> None:
    first = _import(CONGJIANG)
    assert _import(CONGJIANG) == first
    write_value(first.value, tmp_path / "city.yaml")
    assert read_value(CityData, tmp_path / "city.yaml") == first.value


def test_every_text_is_kept_as_it_stands_beside_what_was_read_of_it() -> None:
    imported = _import(CONGJIANG)
    kinds = Counter(one.field for one in imported.fragments)
    assert kinds == {"description": 26, "baseline": 11, "target": 9}
    assert sum(not one.readable for one in imported.fragments) == 26 + 6 + 9
    lost = next(one for one in imported.fragments if (one.about, one.field) == ("CWN-06", "description"))
    assert (lost.words, lost.where) == ('GRYOVAYQITNTGWT"BÊUIYFsUREÉiRQY9SQQTTGeÀBR', f"{CONGJIANG}:171")


def test_figures_that_may_mean_something_else_are_asked_and_not_changed() -> None:
    imported = _import(CONGJIANG)
    trees, green = imported.questions
    assert [one.key for one in trees.meanings] == ["tree_cover", "forest_cover_rate"]
    assert green.fact == "urban_green_and_blue_area"
    assert green.meanings[0].title == Text("城市蓝绿空间面积", "Urban green and blue space")
    assert all(one.why.missing == () for one in imported.questions)
    assert all(meaning.value is None for one in imported.questions for meaning in one.meanings)
    assert _places(imported, "profile_meaning") == ["259", "342"]


def test_an_area_that_fits_the_population_is_not_asked_about() -> None:
    assert [one.fact for one in _import(SAMPLE).questions] == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("004*.txt")), ids=lambda path: path.stem)
def test_the_real_profile_reads_as_its_redacted_copy_does(path: Path) -> None:
    with path.open("rb") as stream:
        real = IMPORTER.read(stream, CONGJIANG)
    ours = _import(CONGJIANG)
    assert real.value == ours.value
    assert real.questions == ours.questions


def test_a_profile_copied_from_a_page_has_lost_its_indents_and_reads_the_same() -> None:
    text = (DATA / CONGJIANG).read_text("utf-8")
    copied = "\n".join(line.strip() for line in text.splitlines())
    assert _city(IMPORTER.read(io.BytesIO(copied.encode()), CONGJIANG)) == _city(_import(CONGJIANG))


# --- noise of other kinds


def test_readable_words_are_kept_in_their_own_language() -> None:
    city = _city(_import(SAMPLE))
    assert _action(city, "CWN-01").description.missing == ("zh",)
    assert _action(city, "CWN-06").description == Text(zh="县里每年清除薇甘菊，并在学校讲解。")
    assert _action(city, "CWN-06").baseline == Text(zh="已针对下列外来入侵物种制定管理方案：薇甘菊、福寿螺。")


def test_headings_are_found_across_page_breaks_and_where_blank_lines_are_lost() -> None:
    found = [action.id for action in _city(_import(SAMPLE)).actions]
    assert found == ["CWN-01", "CWN-02", "CWN-06", "CWN-11", "CWN-13", "CWN-15", "profile-111"]


def test_a_heading_glued_to_the_text_before_is_cut_off_and_the_text_is_kept() -> None:
    city = _city(
        _read(
            "Increase protected areas\nDescription of how city is taking action\nTwo wetlands are under protection.\n"
            "Reduce the urban heat island effect by working with nature\nDescription of how city is taking action\nTrees.\n"
        )
    )
    assert [(action.id, action.description.en) for action in city.actions] == [
        ("CWN-01", "Two wetlands are under protection."),
        ("CWN-09", "Trees."),
    ]


@pytest.mark.parametrize("label", ["Baseline", "Base1ine:", "BASELINE :"])
def test_labels_are_known_with_a_letter_misread(label: str) -> None:
    text = f"Increase protected areas\nDescription of how city is taking action\nTwo wetlands.\n{label}\nTwo sites.\n"
    assert _action(_city(_read(text)), "CWN-01").baseline.en == "Two sites."


def test_full_width_digits_are_digits() -> None:
    facts = {fact.key: fact for fact in _city(_import(SAMPLE)).profile.facts}
    assert facts["effective_mesh_size"].value == Decimal("1234.5")


def test_no_is_read_as_no() -> None:
    facts = {fact.key: fact for fact in _city(_import(SAMPLE)).profile.facts}
    assert facts["policies_encouraging_nature_based_solutions_in_infrastructure"].wording == Text("无", "no")


def test_a_share_above_the_whole_is_doubtful_and_an_area_that_fits_the_population_is_not() -> None:
    facts = {fact.key: fact.doubtful for fact in _city(_import(SAMPLE)).profile.facts}
    assert facts["population_share_with_access_to_nature"]
    assert not facts["urban_green_and_blue_area"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("profile_date", "37"),
        ("profile_target_repeats", "37"),
        ("profile_unreadable", "44"),
        ("profile_target_words", "53"),
        ("profile_field_empty", "92"),
        ("profile_value_doubtful", "106"),
        ("profile_action_unknown", "111"),
        ("profile_action_twice", "117"),
        ("profile_cbi_totals", "141"),
    ],
)
def test_what_a_person_must_look_at_is_told_with_its_line(code: str, line: str) -> None:
    assert _places(_import(SAMPLE), code) == [line]


def test_an_empty_baseline_is_no_baseline() -> None:
    assert counts(_city(_import(SAMPLE))) == {"actions": 7, "baselines": 5, "targets": 2}


def test_an_action_the_catalogue_lacks_keeps_its_own_heading_and_no_link() -> None:
    action = _action(_city(_import(SAMPLE)), "profile-111")
    assert (action.title.en, action.links) == ("Plant a tree for every newborn child", ())


# --- files that are no profile


@pytest.mark.parametrize(
    "text", ["", "\n\n", "A letter to the mayor.", " The Action Platform\n\nBaseline:\n\nwords"]
)
def test_a_file_without_a_description_is_refused(text: str) -> None:
    imported = _read(text)
    assert imported.value is None
    assert [problem.code for problem in imported.problems] == ["profile_layout"]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert [p.code for p in IMPORTER.read(io.BytesIO(b"\xff\xfe\xff\xff"), "x.txt").problems] == [
        "file_encoding"
    ]


def test_a_pdf_is_told_how_to_become_text() -> None:
    imported = IMPORTER.read(io.BytesIO(b"%PDF-1.7 ..."), "profile.pdf")
    assert (imported.value, [one.code for one in imported.problems]) == (None, ["profile_pdf"])


def test_a_file_beyond_the_limit_is_refused() -> None:
    imported = IMPORTER.read(io.BytesIO(b"x" * (MAX_BYTES + 1)), "x.txt")
    assert (imported.value, imported.problems[0].code) == (None, "value_refused")


def test_a_profile_may_come_in_gb18030() -> None:
    text = "增加保护地\nIncrease protected areas\n\nDescription of how city is taking action\n保护湿地。\n"
    city = _city(IMPORTER.read(io.BytesIO(text.encode("gb18030")), "x.txt"))
    assert _action(city, "CWN-01").description == Text(zh="保护湿地。")


@given(st.text(max_size=400))
def test_no_text_makes_the_importer_fail(words: str) -> None:
    text = f"Increase protected areas\n\nDescription of how city is taking action\n{words}\n\nBaseline:\n{words}\n"
    assert len(_city(_read(text)).actions) >= 1


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=99))
def test_a_number_in_a_fixed_sentence_is_read_as_printed(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}.{hundredths:02d}"
    text = (
        "Increase the carbon sequestration potential of urban nature\n\nDescription of how city is taking action\n"
        f"Trees.\n\nBaseline:\nThe city currently has tree cover of{printed}% which helps.\n"
    )
    (fact,) = _city(_read(text)).profile.facts
    assert fact.value == Decimal(printed.replace(",", ""))


# --- the parts


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("全县建成湿地公园2处。", True),
        ("利用GIS和遥感开展监测。", True),
        ("Two wetlands are protected under the OECM scheme.", True),
        ("Évaluation des zones humides protégées", True),
        ("12", True),
        ("XQZTRVWNKU JGHQ=PLM , RTWQZ", False),
        ("llZX—#%EE, A, E5IES", False),
        ("The plan names QWRTZPLKJHGF and other species.", False),
        ("； ， |", False),
        ("", False),
    ],
)
def test_residue_of_ocr_is_told_from_words(words: str, verdict: bool) -> None:
    assert readable(words) is verdict


def test_a_heading_that_only_shares_a_word_is_no_action() -> None:
    assert action_like("Increase the number of bus lines")[0] is None
    assert action_like("")[0] is None


def test_each_fixed_sentence_names_its_blanks_in_both_languages() -> None:
    for pattern in patterns().values():
        for blank in pattern.values:
            assert bool(blank.asked) == bool(blank.meanings) == bool(blank.why)
        names = {blank.name for blank in pattern.values}
        assert pattern.sentence.missing == ()
        assert all(
            f"{{{name}}}" in words for name in names for words in (pattern.sentence.zh, pattern.sentence.en)
        )
        assert all(blank.title or blank.kind == "words" for blank in pattern.values)
