"""Links are handed out, sent, ended and sent again; nobody gets two, and nothing kept holds a token or an address."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from lbsap.actions.editors.inviting import correct_person, end_link, see_log
from lbsap.actions.editors.mailing import aim_at, change_texts, send_mails
from lbsap.actions.experts.link import open_link
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.panel import Person
from lbsap.model.text import Text, same
from lbsap.registry import Registry
from tests.actions.editors.panels import BASE, Handing, address, token_in
from tests.actions.experts.conftest import engine, setting  # noqa: F401 - fixtures
from tests.actions.experts.setting import AT, DAY, EDITOR, MINUTE, Setting
from tests.services.mail import Letterbox, serve_mail


@pytest.fixture
def handing(setting: Setting, own_registry: Registry) -> Handing:  # noqa: F811
    """A panel of four, of whom three have an address."""
    made = Handing(setting, own_registry)
    assert not made.add().faulty
    return made


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server that takes everything."""
    with serve_mail(Letterbox()) as made:
        yield made


def state(handing: Handing, token: str, days: int = 0) -> str:
    return open_link(handing.setting.engine, token, AT + days * DAY).state


# --- adding ------------------------------------------------------------------------------------------------------


def test_people_join_the_panel_as_respondents_with_nothing_sent(handing: Handing) -> None:
    people = handing.panel.people
    assert [one.person.name for one in people if one.person] == [
        "王小明",
        "Ann Lee",
        "李四",
        "买买提·阿卜杜拉",
    ]
    assert len({one.code for one in people}) == 4
    assert people[0].person == Person("王小明", "某大学", "wang@example.org", "survey", "zh")
    assert handing.messages() == []


def test_a_list_with_one_fault_adds_nobody(handing: Handing) -> None:
    reading = handing.add("姓名,邮箱\n赵六,zhao@example.org\n钱七,qian\n")
    assert [row.number for row in reading.rows if row.faults] == ["3"]
    assert len(handing.panel.people) == 4


def test_a_form_sent_twice_adds_its_people_once(handing: Handing) -> None:
    key = "k" * 43
    assert len(handing.add("姓名\n赵六\n", key).people) == 1
    assert not handing.add("姓名\n赵六\n", key).faulty
    assert len(handing.panel.people) == 5


def test_a_short_key_is_not_ours(handing: Handing) -> None:
    with pytest.raises(BadInput):
        handing.add("姓名\n赵六\n", "guess")
    with pytest.raises(BadInput):
        handing.hand(handing.order("waiting", "guess"))


def test_a_list_in_gb18030_is_read(handing: Handing) -> None:
    listing = "姓名,单位\n𠮷田一郎,某研究所\n".encode("gb18030")
    from lbsap.actions.editors.inviting import Listing, read_people

    reading = read_people(
        EDITOR,
        handing.setting.engine,
        handing.registry,
        handing.setting.consultation,
        Listing("a.csv", listing),
    )
    assert reading.people == (Person("𠮷田一郎", "某研究所"),)


# --- by page and file --------------------------------------------------------------------------------------------


def test_links_on_a_page_open_the_questionnaire_and_are_kept_nowhere(handing: Handing) -> None:
    handed = handing.hand(handing.order("waiting"))
    assert [one.person.name for one in handed] == ["王小明", "Ann Lee", "李四", "买买提·阿卜杜拉"]
    tokens = [token_in(one.link) for one in handed]
    assert len(set(tokens)) == 4
    assert {len(one) for one in tokens} == {43}
    assert [state(handing, one) for one in tokens] == ["ready"] * 4
    kept = handing.everything()
    assert not any(one in kept for one in tokens)
    assert handing.sent() == [(one.person.name, "invitation", "made") for one in handed]


def test_the_page_sent_again_shows_the_same_links(handing: Handing) -> None:
    order = handing.order("waiting")
    first, again = handing.hand(order), handing.hand(order)
    assert [one.link for one in first] == [one.link for one in again]
    assert len(handing.messages()) == 4


def test_a_link_given_anew_ends_the_old_one_and_the_old_page_does_not_bring_it_back(handing: Handing) -> None:
    order = handing.order("waiting")
    first = handing.hand(order)[0]
    (second,) = handing.hand(handing.order(str(handing.invitation("王小明"))))
    assert state(handing, token_in(first.link)) == "unknown"
    assert state(handing, token_in(second.link)) == "ready"
    assert "王小明" not in [one.person.name for one in handing.hand(order)]
    assert state(handing, token_in(second.link)) == "ready"
    assert handing.sent()[-1] == ("王小明", "again", "made")


def test_the_message_in_a_file_is_in_the_person_s_language(handing: Handing) -> None:
    letters = {one.person.name: one.letter for one in handing.hand(handing.order("waiting"), channel="file")}
    assert letters["王小明"].subject == "邀请您参加“指数修订咨询”"
    assert letters["Ann Lee"].subject == "Invitation: Revising the index"
    assert letters["李四"].subject == "邀请您参加“指数修订咨询” / Invitation: Revising the index"


# --- by mail -----------------------------------------------------------------------------------------------------


def test_mails_reach_everybody_with_an_address_each_with_a_link_of_their_own(
    handing: Handing, box: Letterbox
) -> None:
    handing.mail(box, handing.order("waiting"))
    assert box.to == ["wang@example.org", "lee@example.org", "maimaiti@example.org"]
    assert box.connections == 1
    first = box.mails[0][1]
    assert first["Subject"] == "邀请您参加“指数修订咨询”"
    assert first["To"] == "王小明 <wang@example.org>"
    assert first["From"] == "某中心 <panel@example.org>"
    assert first["Reply-To"] == "help@example.org"
    assert box.words(0).startswith("王小明：\n\n您好！")
    tokens = [token_in(box.words(place)) for place in range(3)]
    assert [state(handing, one) for one in tokens] == ["ready"] * 3
    assert [fortune for _, _, fortune in handing.sent()] == ["sent"] * 3
    kept = handing.everything()
    assert not any(one in kept for one in [*tokens, "@example.org"])


def test_a_mail_bears_no_address_but_that_of_its_reader(handing: Handing, box: Letterbox) -> None:
    handing.mail(box, handing.order("waiting"))
    others = {"wang@example.org", "lee@example.org", "maimaiti@example.org"}
    for to, mail in box.mails:
        assert not any(other in mail.as_string() for other in others - {to})


def test_the_same_form_sent_twice_sends_nothing_twice(handing: Handing, box: Letterbox) -> None:
    order = handing.order("waiting")
    handing.mail(box, order)
    handing.mail(box, order)
    assert len(box.mails) == 3


def test_two_forms_sent_at_once_send_one_mail_each(handing: Handing, box: Letterbox) -> None:
    orders = [handing.order("waiting") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda order: handing.mail(box, order), orders))
    assert sorted(box.to) == ["lee@example.org", "maimaiti@example.org", "wang@example.org"]


def test_a_refused_address_is_told_with_its_reason_keeps_its_old_link_and_can_be_sent_again(
    handing: Handing, box: Letterbox
) -> None:
    (before,) = [one for one in handing.hand(handing.order("waiting")) if one.person.name == "Ann Lee"]
    box.refused.add("lee@example.org")
    handing.mail(box, handing.order(str(handing.invitation("Ann Lee"))))
    (last,) = [one for one in handing.messages() if one.fortune == "failed"]
    assert last.fault == "refused: 550 5.1.1 … user unknown"
    assert "@" not in last.fault
    assert state(handing, token_in(before.link)) == "ready"
    mended = Person("Ann Lee", "An institute", "ann@example.org", "policy", "en")
    correct_person(EDITOR, handing.setting.engine, handing.setting.consultation, last.invitation or 0, mended)
    handing.mail(box, handing.order("failed"))
    assert box.to == ["ann@example.org"]
    assert state(handing, token_in(before.link)) == "unknown"
    assert state(handing, token_in(box.words(0))) == "ready"


def test_one_refused_address_does_not_keep_the_others_waiting(handing: Handing, box: Letterbox) -> None:
    box.refused.add("lee@example.org")
    handing.mail(box, handing.order("waiting"))
    assert box.to == ["wang@example.org", "maimaiti@example.org"]
    assert handing.sent() == [
        ("王小明", "invitation", "sent"),
        ("Ann Lee", "invitation", "failed"),
        ("买买提·阿卜杜拉", "invitation", "sent"),
    ]


def test_a_connection_that_breaks_is_made_anew_and_the_mail_in_doubt_keeps_its_link(
    handing: Handing, box: Letterbox
) -> None:
    box.hang_up_at.add("lee@example.org")
    handing.mail(box, handing.order("waiting"))
    assert box.to == ["wang@example.org", "maimaiti@example.org"]
    assert box.connections == 2
    (lost,) = [one for one in handing.messages() if one.fortune == "failed"]
    assert lost.fault.startswith("lost: ")


def test_where_the_server_is_away_nothing_is_sent_and_all_links_stay(handing: Handing) -> None:
    handed = handing.hand(handing.order("waiting"))
    with serve_mail(Letterbox()) as gone:
        pass
    with pytest.raises(BadInput, match="cannot be reached"):
        handing.mail(gone, handing.order("reminder"))
    assert len(handing.messages()) == 4
    assert [state(handing, token_in(one.link)) for one in handed] == ["ready"] * 4


def test_without_a_server_mail_is_refused_in_words(handing: Handing) -> None:
    with pytest.raises(BadInput, match="No mail server"):
        send_mails(
            EDITOR,
            handing.setting.engine,
            None,
            handing.setting.consultation,
            handing.order("waiting"),
            address,
            AT,
        )


def test_a_page_does_not_wait_for_ever_and_the_rest_is_sent_by_the_next(
    handing: Handing, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.0, 99.0])
    monkeypatch.setattr("lbsap.actions.editors.mailing.time.monotonic", lambda: next(clock))
    handing.mail(box, handing.order("waiting"))
    assert box.to == ["wang@example.org"]
    monkeypatch.undo()
    handing.mail(box, handing.order("waiting"))
    assert box.to == ["wang@example.org", "lee@example.org", "maimaiti@example.org"]


def test_authored_words_go_out_as_they_were_typed(handing: Handing, box: Letterbox) -> None:
    given = {"invitation.subject": same("{{7*7}} {name}"), "invitation.body": same("{% x %} ${7*7} {link}")}
    change_texts(EDITOR, handing.setting.engine, handing.setting.consultation, given)
    handing.mail(box, handing.order(str(handing.invitation("王小明"))))
    assert box.mails[0][1]["Subject"] == "{{7*7}} 王小明"
    assert box.words(0).startswith(f"{{% x %}} ${{7*7}} {BASE}")


def test_a_faulty_text_is_refused_whole(handing: Handing) -> None:
    given = {"invitation.subject": same("good"), "invitation.body": Text("{nobody}", "{link}")}
    with pytest.raises(BadInput) as refused:
        change_texts(EDITOR, handing.setting.engine, handing.setting.consultation, given)
    assert {one.where for one in refused.value.problems} == {"invitation.body.zh"}
    assert handing.panel.consultation.words == {}


# --- ending, correcting, the log ---------------------------------------------------------------------------------


def test_a_link_that_was_ended_opens_nothing_until_a_new_one_is_given(handing: Handing) -> None:
    first = handing.hand(handing.order("waiting"))[0]
    invitation = handing.invitation("王小明")
    end_link(EDITOR, handing.setting.engine, handing.setting.consultation, invitation)
    assert state(handing, token_in(first.link)) == "unknown"
    assert "王小明" not in [one.person.name for one in handing.hand(handing.order("reminder"), AT + DAY)]
    (second,) = handing.hand(handing.order(str(invitation)), AT + DAY)
    assert state(handing, token_in(second.link), 1) == "ready"


def test_links_are_good_for_half_a_year_from_the_day_they_are_handed_out(handing: Handing) -> None:
    (handed, *_) = handing.hand(handing.order("waiting"))
    assert handed.expires_at == AT + timedelta(days=180)
    assert state(handing, token_in(handed.link), 179) == "ready"
    assert state(handing, token_in(handed.link), 180) == "unknown"


def test_a_correction_is_judged_as_the_rows_of_a_list_are(handing: Handing) -> None:
    invitation = handing.invitation("王小明")
    with pytest.raises(BadInput) as refused:
        correct_person(
            EDITOR,
            handing.setting.engine,
            handing.setting.consultation,
            invitation,
            Person("王", "", "x", "none", "zh"),
        )
    assert {one.where for one in refused.value.problems} == {"name", "email", "stratum"}


def test_the_log_tells_who_did_what_when_and_to_how_many(handing: Handing, box: Letterbox) -> None:
    box.refused.add("lee@example.org")
    handing.mail(box, handing.order("waiting"), AT + MINUTE)
    handing.hand(handing.order("failed"), AT + 2 * MINUTE)
    viewer = Actor("viewer", frozenset({"viewer"}))
    log = see_log(viewer, handing.setting.engine, handing.setting.consultation)
    assert [
        (one.sent_at, one.sent_by, one.kind, one.channel, one.total, one.failed) for one in log.batches
    ] == [
        (AT + 2 * MINUTE, "editor", "invitation", "page", 1, 0),
        (AT + MINUTE, "editor", "invitation", "smtp", 3, 1),
    ]
    assert [(one.what, one.details) for one in log.events] == [("people invited", {"people": 4})]


def test_names_are_for_editors_and_other_consultations_are_out_of_reach(handing: Handing) -> None:
    viewer = Actor("viewer", frozenset({"viewer"}))
    other = Setting(handing.setting.engine)
    invitation = handing.invitation("王小明")
    for work in (
        lambda: aim_at(viewer, handing.setting.engine, handing.setting.consultation, "waiting", AT),
        lambda: end_link(viewer, handing.setting.engine, handing.setting.consultation, invitation),
    ):
        with pytest.raises(NotAllowed):
            work()
    with pytest.raises(NotFound):
        end_link(EDITOR, handing.setting.engine, other.consultation, invitation)
    with pytest.raises(NotFound):
        aim_at(EDITOR, handing.setting.engine, other.consultation, str(invitation), AT)
    with pytest.raises(NotFound):
        aim_at(EDITOR, handing.setting.engine, handing.setting.consultation, "everybody", AT)
