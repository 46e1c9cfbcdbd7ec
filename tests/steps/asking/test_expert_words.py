"""What experts are shown of themselves and of the consultation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from lbsap.model.notice import Abroad, Anonymity, Notice
from lbsap.model.text import Text
from lbsap.steps.asking.feedback import feedback_of
from lbsap.steps.asking.notice import notice_text
from lbsap.steps.asking.visitor import coarse_agent, masked
from lbsap.steps.common.groups import groups_of
from tests.glossary import HALF_WIDTH, REFUSED

NOTICE = Notice(controller=Text("某所", "An institute"), kept_until=date(2027, 12, 31))
ABROAD = Abroad(
    Text("某组织", "An organisation"),
    "a@example.org",
    Text("核对", "Review"),
    Text("传输", "Transfer"),
    Text("答复", "Answers"),
)


def shown(notice: Notice, level: Anonymity = "confidential"):  # type: ignore[no-untyped-def]
    return notice_text(
        notice, Text("指数修订", "revising the index"), Text("某中心", "A centre"), "c@example.org", level
    )


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("王小明", "王**"),
        ("李明", "李*"),
        ("John Smith", "J*** S****"),
        ("买买提·艾力", "买**·艾*"),
        ("𠮷田", "𠮷*"),
        ("", ""),
    ],
)
def test_a_name_is_masked_but_for_the_first_character_of_each_part(name: str, mask: str) -> None:
    assert masked(name) == mask


@pytest.mark.parametrize(
    ("agent", "coarse"),
    [
        ("Mozilla/5.0 (Linux; Android 13; XY) AppleWebKit Chrome/116 MicroMessenger/8.0", "WeChat, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604", "Safari, iOS"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("curl/8", "?"),
    ],
)
def test_an_agent_is_kept_coarsely(agent: str, coarse: str) -> None:
    assert coarse_agent(agent) == coarse


def test_the_lead_says_who_what_for_which_data_and_how_long() -> None:
    assert shown(NOTICE).lead == Text(
        "某所邀请您就“指数修订”提出意见。为联系您并汇总意见，我们将处理您的姓名、单位、专业领域、电子邮箱和作答内容，"
        "保存至2027年12月31日；您可以随时查阅、更正、删除，也可以撤回同意。",
        "An institute invites your advice on “revising the index”. To contact you and to compile the results we process "
        "your name, institution, field, e-mail address and answers until 31 December 2027. You may see, correct or "
        "delete them, or withdraw your consent, at any time.",
    )


def test_only_the_anonymous_level_says_so() -> None:
    for level in get_args(Anonymity):
        words = shown(NOTICE, level).anonymity
        assert ("匿名" in words.zh) == ("anonymous" in words.en) == (level == "anonymous")
        assert not REFUSED.search(words.zh)
        assert not HALF_WIDTH.search(words.zh)


def test_a_transfer_abroad_is_told_apart_and_wants_its_own_consent() -> None:
    assert shown(NOTICE).abroad == ()
    heads = [head.en for head, _ in shown(replace(NOTICE, abroad=ABROAD)).abroad]
    assert heads == ["Recipient abroad", "How to reach the recipient", "Purpose", "Means", "Kinds of data"]


def test_the_digest_changes_with_every_word_that_is_shown() -> None:
    versions = [
        NOTICE,
        replace(NOTICE, place=Text("境内", "At home")),
        replace(NOTICE, abroad=ABROAD),
        replace(NOTICE, version="2"),
        replace(NOTICE, kept_until=None),
    ]
    digests = [shown(one).digest for one in versions] + [shown(NOTICE, "named").digest]
    assert len(set(digests)) == len(digests)
    assert shown(NOTICE).digest == digests[0]


def test_feedback_counts_every_state_apart() -> None:
    counted = {("a", "keep"): 3, ("a", "rename"): 1, ("b", "outside"): 2, ("", ""): 1}
    counts = feedback_of("x", counted, ()).counts
    assert counts is not None
    assert (counts.keep, counts.rename, counts.outside, counts.skipped, counts.judged) == (3, 1, 2, 1, 4)


def test_groups_are_components_of_an_index_and_parts_of_an_outline() -> None:
    import lbsap_cbi
    import lbsap_outline

    index = next(one for one in lbsap_cbi.catalogues() if one.id == "cbi-2021")
    assert [len(group.items) for group in groups_of(index, index.items)] == [9, 5, 14]
    (outline,) = lbsap_outline.catalogues()
    groups = groups_of(outline, outline.items)
    assert [group.number for group in groups] == ["1", "2", "3", "4", "5"]
    assert sum(len(group.items) for group in groups) == len(outline.items)
    assert groups[0].label.en.startswith("1 ")
