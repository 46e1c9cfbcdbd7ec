"""Experts who have come in, for the tests of answering."""

from tests.web.expert.answering import expert, other_expert, outline, outline_expert, zh_expert

__all__ = ["expert", "other_expert", "outline", "outline_expert", "zh_expert"]
