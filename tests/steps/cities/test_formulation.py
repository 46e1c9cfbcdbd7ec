"""The steps of formulation come from the outline, with the Nature Pathway beside them."""

from __future__ import annotations

import lbsap_outline
from lbsap.steps.cities.formulation import ADVICES, BESIDE, PATHWAY, formulation_steps

(OUTLINE,) = lbsap_outline.catalogues()


def test_there_are_ten_steps_in_the_order_of_the_outline() -> None:
    steps = formulation_steps(OUTLINE)
    assert len(steps) == 10
    assert steps[0].id == "step-commit"
    assert steps[-1].id == "step-implement"
    assert all(one.title.zh and one.about.en for one in steps)


def test_each_of_the_nine_steps_of_the_pathway_goes_with_a_step() -> None:
    steps = formulation_steps(OUTLINE)
    assert {one.number for step in steps for one in step.pathway} == set(range(1, 10))
    assert set(BESIDE) <= {step.id for step in steps}
    assert [one.number for one in PATHWAY] == list(range(1, 10))


def test_the_pathway_beside_each_step_is_the_one_the_outline_names() -> None:
    guidance = {one.id: one.section.guidance.zh for one in OUTLINE.items if one.section}
    for step in formulation_steps(OUTLINE):
        told = "、".join(str(one.number) for one in step.pathway)
        assert not told or f"自然之路第{told}步" in guidance[step.id]


def test_the_checklist_has_five_advices_in_both_languages() -> None:
    assert len({one.id for one in ADVICES}) == 5
    assert not any(one.title.missing or one.about.missing for one in ADVICES)
