"""Definition files: faults are told with file and line, and nothing is half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbsap.data import parse, read_text, read_value, write_bytes, write_value
from lbsap.model.catalogue import Item
from lbsap.model.errors import BadInput
from lbsap.model.text import Text


def faults_of(text: str, tmp_path: Path) -> list[tuple[str, str]]:
    path = tmp_path / "item.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_value(Item, path)
    return [(one.code, one.where.replace(str(path), "item.yaml")) for one in caught.value.problems]


def test_a_value_is_written_and_read_back(tmp_path: Path) -> None:
    item = Item("a", "1", Text("甲：“乙”", "A: #1"))
    write_value(item, tmp_path / "a.yaml")
    assert read_value(Item, tmp_path / "a.yaml") == item


def test_a_wrong_value_is_told_with_its_line(tmp_path: Path) -> None:
    text = "id: a\nnumber: '1'\ntitle: x\nindicator:\n  component: c\n  kind: guess\n"
    assert faults_of(text, tmp_path) == [("value_choice", "item.yaml:6: indicator.kind")]


def test_a_repeated_key_is_refused_with_its_line(tmp_path: Path) -> None:
    assert faults_of("id: a\nid: b\n", tmp_path) == [("yaml_duplicate", "item.yaml:2")]


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    assert faults_of("id: a\ntitle: [x\n", tmp_path)[0][0] == "yaml_syntax"


def test_yes_and_times_stay_what_was_typed() -> None:
    assert parse("a: NO\nb: 12:30", "x") == {"a": "NO", "b": "12:30"}


def test_an_alias_bomb_is_refused() -> None:
    bomb = "a: &a [x]\n" + "\n".join(f"b{i}: [*a, *a, *a]" for i in range(30))
    with pytest.raises(BadInput, match="aliases"):
        parse(bomb, "bomb.yaml")


def test_a_file_over_the_size_limit_is_refused() -> None:
    with pytest.raises(BadInput, match="bytes"):
        parse("a: " + "x" * 1_100_000, "big.yaml")


def test_deep_nesting_is_refused_without_a_crash() -> None:
    with pytest.raises(BadInput):
        parse("[" * 5_000, "deep.yaml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_from_chinese_offices_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("id: 从江县".encode(encoding))
    assert read_text(path) == "id: 从江县"


def test_a_missing_file_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_text(tmp_path / "none.yaml")
    message = caught.value.problems[0].message
    assert message == Text("找不到文件。", "There is no such file.")


def test_a_place_that_cannot_be_written_keeps_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        write_bytes(b"x", tmp_path / "no such folder" / "a.yaml")
    assert list(tmp_path.iterdir()) == []
