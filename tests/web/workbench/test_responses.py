"""The page of responses: people by stratum and stage, items by judgements, where people stop."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.actions.experts import link
from lbsap.store.columns import now
from tests.web.conftest import Client, Sample


@pytest.fixture
def base(sample: Sample) -> str:
    """The address of the sample consultation in the workbench."""
    return f"/w/c/{sample.consultation}"


def row_of(client: Client, words: str) -> list[str]:
    assert client.page is not None
    (row,) = client.page.xpath(f"//tr[th[contains(., '{words}')]]")
    return [cell.text_content().strip() for cell in row.xpath("./td")]


def test_the_responses_of_a_round_by_stratum_and_item(
    signed_in: Callable[..., Client], answered: Sample
) -> None:
    viewer = signed_in("viewer")
    viewer.get(f"/w/c/{answered.consultation}/progress")
    assert row_of(viewer, "All") == ["0", "36", "36", "0"]
    assert row_of(viewer, "Spatial and urban planning") == ["0", "9", "9", "0"]
    assert row_of(viewer, "Other; Policy and governance") == ["0", "8", "8", "0"]
    assert row_of(viewer, "Proportion of natural areas in the city") == ["35", "1", "0", "Met"]
    assert "36 who started hold no personal invitation" in viewer.text()


def test_an_open_round_counts_visits_and_submissions(
    editor: Client, base: str, engine: Engine, sample: Sample
) -> None:
    link.begin(engine, sample.tokens["E01"], now(), "")
    editor.get(f"{base}/progress")
    assert row_of(editor, "All") == ["2", "1", "0", "0"]
    assert "Nobody has started yet." in editor.text()
    assert "28 items have fewer so far." in editor.text()


@pytest.mark.parametrize("given", ["2", "x", "9" * 40, "-1"])
def test_a_round_that_is_not_there_is_the_newest(editor: Client, base: str, given: str) -> None:
    editor.get(f"{base}/progress?round={given}")
    assert "Round 1: Open" in editor.text()
