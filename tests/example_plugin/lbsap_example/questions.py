"""A questionnaire, kept as YAML beside this module."""

from __future__ import annotations

from pathlib import Path

from lbsap.data import read_value
from lbsap.hooks import hookimpl
from lbsap.model.questionnaire import Questionnaire


@hookimpl
def questionnaires() -> list[Questionnaire]:
    return [read_value(Questionnaire, Path(__file__).with_name("coast_review.yaml"))]
