"""Reminders go to those who have not submitted, not too often, and never tell who answered anonymously."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from lbsap.actions.editors.mailing import aim_at, change_texts
from lbsap.actions.experts.link import begin, open_link
from lbsap.actions.experts.notice import give_consent
from lbsap.actions.experts.profile import save_profile
from lbsap.actions.experts.submitting import submit
from lbsap.model.errors import BadInput
from lbsap.model.text import same
from lbsap.registry import Registry
from lbsap.steps.editing.handing import PAUSE
from tests.actions.editors.panels import Handing, token_in
from tests.actions.experts.conftest import engine, setting  # noqa: F401 - fixtures
from tests.actions.experts.setting import AT, EDITOR, MINUTE, Setting
from tests.services.mail import Letterbox, serve_mail


@pytest.fixture
def handing(setting: Setting, own_registry: Registry) -> Handing:  # noqa: F811
    """A panel of four, of whom three have an address."""
    made = Handing(setting, own_registry)
    made.add()
    return made


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server that takes everything."""
    with serve_mail(Letterbox()) as made:
        yield made


def state(handing: Handing, token: str) -> str:
    return open_link(handing.setting.engine, token, AT).state


def submitted(handing: Handing, token: str) -> None:
    """Answer and submit by a link."""
    made = handing.setting
    visit = begin(made.engine, token, AT).visit
    give_consent(made.engine, made.desk(visit), "zh", AT, agreed=True, abroad=True)
    save_profile(made.engine, made.desk(visit), {"field": "survey"}, AT)
    made.say(visit, "birds", "keep")
    submit(made.engine, made.desk(visit), AT)


def test_reminders_go_only_to_those_who_have_not_submitted(handing: Handing, box: Letterbox) -> None:
    handed = {one.person.name: token_in(one.link) for one in handing.hand(handing.order("waiting"))}
    submitted(handing, handed["王小明"])
    begin(handing.setting.engine, handed["Ann Lee"], AT)
    handing.mail(box, handing.order("reminder"))
    assert box.to == ["lee@example.org", "maimaiti@example.org"]
    assert box.mails[0][1]["Subject"] == "Reminder: Revising the index"
    assert state(handing, handed["Ann Lee"]) == "unknown"
    assert state(handing, handed["王小明"]) == "ready"


def test_nobody_is_reminded_again_within_a_day(handing: Handing, box: Letterbox) -> None:
    handing.hand(handing.order("waiting"))
    handing.mail(box, handing.order("reminder"))
    handing.mail(box, handing.order("reminder"), AT + PAUSE - MINUTE)
    assert len(box.mails) == 3
    aim = aim_at(EDITOR, handing.setting.engine, handing.setting.consultation, "reminder", AT + MINUTE)
    assert (aim.spared, [one.person.name for one in aim.people if one.person]) == (3, ["李四"])
    handing.mail(box, handing.order("reminder"), AT + PAUSE)
    assert len(box.mails) == 6


def test_a_reminder_without_a_link_leaves_the_old_one_in_force(handing: Handing, box: Letterbox) -> None:
    handed = handing.hand(handing.order("waiting"))
    change_texts(
        EDITOR,
        handing.setting.engine,
        handing.setting.consultation,
        {"reminder.body": same("请用原有链接。")},
    )
    handing.mail(box, handing.order("reminder"))
    assert len(box.mails) == 3
    assert [state(handing, token_in(one.link)) for one in handed] == ["ready"] * 4


def test_nobody_is_reminded_of_a_round_that_has_closed(handing: Handing, box: Letterbox) -> None:
    handing.hand(handing.order("waiting"))
    handing.setting.close()
    with pytest.raises(BadInput, match="takes no answers"):
        handing.mail(box, handing.order("reminder"))


@pytest.fixture
def anonymous(engine: Engine, own_registry: Registry) -> Handing:  # noqa: F811
    """The same panel where answers are anonymous."""
    made = Handing(Setting(engine, anonymity="anonymous"), own_registry)
    made.add()
    return made


def test_where_answers_are_anonymous_nothing_leads_from_a_person_to_answers(
    anonymous: Handing, box: Letterbox
) -> None:
    handed = anonymous.hand(anonymous.order("waiting"))
    begin(anonymous.setting.engine, token_in(handed[0].link), AT)
    assert [(one.code, one.begun) for one in anonymous.panel.people] == [
        ("", True),
        ("", False),
        ("", False),
        ("", False),
    ]
    anonymous.mail(box, anonymous.order("reminder"))
    assert box.to == ["lee@example.org", "maimaiti@example.org"]
