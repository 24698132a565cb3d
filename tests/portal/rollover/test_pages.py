"""The guided task list: every step, every bad input, and what comes after."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from casework.workflow import TransitionError
from messages.models import Message
from messages.states import Holder
from notifications.models import Delivery, Notice
from portal.office.views import rollover_after
from portal.rollover.jobs import order_run
from representatives.models import Leaver, MessageCode, Representative, TermChange
from tests.factories.casework import make_representative
from tests.factories.jobs import workbook_bytes
from tests.factories.listings import exported
from tests.factories.queries import count_queries
from tests.factories.rollover import DAY, HEADER, NEWCOMER, make_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting(client):
    setting = make_change()
    client.force_login(setting.cast.quxian)
    return setting


def at(name, pk):
    return reverse(f"office:{name}", args=[pk])


def days(n):
    return timezone.localdate() + timedelta(days=n)


def text(response):
    return response.content.decode()


def test_from_the_first_step_to_the_result(client, setting, django_capture_on_commit_callbacks):
    start = at("start_rollover", setting.congress.pk)
    assert 'value="7"' in text(client.get(start))
    client.post(start, {"number": 7, "first_session_on": days(-1)})
    change = TermChange.objects.get()
    file = SimpleUploadedFile("新名册.xlsx", workbook_bytes([HEADER, *setting.rows]))
    client.post(at("rollover_roster", change.pk), {"file": file})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("rehearse_rollover", change.pk))
    page = text(client.get(at("rollover", change.pk)))
    assert "新名册.xlsx" in page
    assert "现在换届" in page
    assert "离任：付离任。" in page
    client.post(at("rollover_codes", change.pk), {"codes_lead": "revoked"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("run_rollover", change.pk))

    assert "西陵区已换到第 7 届" in text(client.get(at("rollover", change.pk)))
    targets = AuditEntry.objects.filter(target__contains="换").values_list("target", flat=True)
    assert sorted(targets) == [
        "准备换届：西陵区换到第 7 届",
        "开始换届：西陵区换到第 7 届",
        "换届：西陵区换到第 7 届",
    ]


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        ("6", DAY, "number"),
        ("1", DAY, "number"),
        ("100", DAY, "number"),
        ("下一届", DAY, "number"),
        ("", DAY, "number"),
        ("7", "", "first_session_on"),
        ("7", "2031-01-01", "first_session_on"),
        ("7", "不知道", "first_session_on"),
        ("7", "2026-01-09", "first_session_on"),
    ],
)
def test_a_term_that_cannot_be_is_refused_beside_its_field(client, setting, number, day, field):
    setting.congress.terms.update(opened_on="2026-01-10")
    start = at("start_rollover", setting.congress.pk)
    response = client.post(start, {"number": number, "first_session_on": day})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert TermChange.objects.count() == 0


def test_a_second_change_of_the_same_congress_leads_to_the_first(client, setting):
    change = setting.prepare()
    start = at("start_rollover", setting.congress.pk)
    response = client.post(start, {"number": 8, "first_session_on": DAY})

    assert response["Location"] == at("rollover", change.pk)
    assert TermChange.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b""), ("a.pdf", b"%PDF-1.7 x"), (None, None)]
)
def test_an_upload_that_is_no_table_keeps_the_old_roster(client, setting, name, content):
    change = setting.rehearsed()
    data = {"file": SimpleUploadedFile(name, content)} if name else {}
    response = client.post(at("rollover_roster", change.pk), data)
    change.refresh_from_db()

    assert response.status_code == 422
    assert (change.state, change.roster.storage.exists(change.roster.name)) == ("rehearsed", True)


def test_another_roster_or_day_asks_for_another_rehearsal(client, setting):
    change = setting.rehearsed()
    old = change.roster.name
    file = SimpleUploadedFile("另一份.xlsx", workbook_bytes([HEADER, *setting.rows]))
    client.post(at("rollover_roster", change.pk), {"file": file})
    change.refresh_from_db()
    assert (change.state, change.digest, change.roster_name) == ("draft", "", "另一份.xlsx")
    assert not change.roster.storage.exists(old)

    setting.rehearse(change)
    client.post(at("edit_rollover", change.pk), {"number": 7, "first_session_on": days(3)})
    change.refresh_from_db()
    assert (change.state, change.first_session_on) == ("draft", days(3))


def test_before_the_day_it_is_scheduled_not_run(client, setting):
    change = setting.rehearsed(first_session_on=days(5))
    response = client.post(at("run_rollover", change.pk), follow=True)
    assert "到了那天才能换届" in text(response)
    client.post(at("schedule_rollover", change.pk))
    change.refresh_from_db()
    assert (change.state, change.ordered_by) == ("scheduled", setting.cast.quxian)

    response = client.post(at("edit_rollover", change.pk), {}, follow=True)
    assert "不能再改" in text(response)
    client.post(at("unschedule_rollover", change.pk))
    client.post(at("cancel_rollover", change.pk))
    change.refresh_from_db()
    assert change.state == "cancelled"
    assert "已取消" in text(client.get(at("rollover", change.pk)))


@pytest.mark.parametrize(
    "name", ["rehearse_rollover", "schedule_rollover", "run_rollover", "cancel_rollover"]
)
def test_what_is_done_is_done(client, setting, name):
    change = setting.done()
    client.post(at(name, change.pk))

    change.refresh_from_db()
    assert change.state == "done"


def test_a_run_that_came_to_nothing_can_be_given_up(client, setting):
    change = setting.rehearsed()
    order_run(change, by=setting.cast.quxian, today=DAY).cancel()
    assert "取消这次换届" in text(client.get(at("rollover", change.pk)))
    client.post(at("cancel_rollover", change.pk))
    assert TermChange.objects.get().state == "cancelled"


def test_others_find_nothing(client, setting):
    change = setting.done()
    leaver = Leaver.objects.get()
    pages = [
        at("rollover", change.pk),
        at("leavers", change.pk),
        at("reprint", change.pk),
        at("decide_leaver", leaver.pk),
        at("congress", setting.congress.pk),
    ]
    for user in (setting.cast.stranger, setting.cast.jiedao, setting.cast.daibiao):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {404}


# afterwards -----------------------------------------------------------------------------------


def test_a_successor_takes_codes_and_matters_and_the_voter_is_told(client, setting):
    matter = setting.matter_for(setting.leaver)
    setting.done()
    leaver, successor = Leaver.objects.get(), Representative.objects.get(name=NEWCOMER)
    successor.user = setting.cast.cunju
    successor.save()
    data = {"codes": "successor", "matters": "successor", "successor": successor.pk}
    response = client.post(at("decide_leaver", leaver.pk), data)
    matter.refresh_from_db()
    event = matter.events.get(kind="pass_on")
    leaver.refresh_from_db()

    assert response.status_code == 302
    assert (matter.representative, matter.holder) == (successor, Holder.REPRESENTATIVE)
    assert event.actor_label == "西陵区人大常委会"
    assert event.text.startswith(f"付离任代表已经离任，转{NEWCOMER}代表接着办理。")
    assert Delivery.objects.filter(key=f"sms::voter:{matter.pk}:{event.pk}").exists()
    assert Notice.objects.filter(user=setting.cast.cunju).count() == 1
    assert leaver.codes.get().representative == successor
    assert (leaver.passed, leaver.successor, leaver.decided_by) == (
        1,
        successor,
        setting.cast.quxian,
    )
    note = AuditEntry.objects.get(target__startswith="离任代表付离任")
    assert note.target == f"离任代表付离任：二维码通向继任代表，1 件留言转给{NEWCOMER}"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"codes": "successor"}, "successor"),
        ({"codes": "elsewhere"}, "codes"),
        ({"matters": "station"}, "codes"),
        ({"codes": "successor", "successor": "999999"}, "successor"),
    ],
)
def test_a_decision_that_makes_no_sense_changes_nothing(client, setting, data, field):
    setting.done()
    leaver = Leaver.objects.get()
    response = client.post(at("decide_leaver", leaver.pk), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Leaver.objects.get().is_decided


def test_only_who_serves_in_the_new_term_may_succeed(client, setting):
    setting.done()
    away = make_representative("覃远安", setting.cast.station)  # a seat of the old kind of term
    leaver = Leaver.objects.get()
    for person in (setting.both, leaver.representative):
        data = {"codes": "successor", "successor": person.pk}
        assert client.post(at("decide_leaver", leaver.pk), data).status_code == 422
    assert away.pk


def test_a_matter_that_is_acted_on_at_the_same_moment_stops_the_decision(
    client, setting, monkeypatch
):
    def too_late(*people, by):
        raise TransitionError("刚刚有人办了。")

    setting.matter_for(setting.leaver)
    setting.done()
    leaver, successor = Leaver.objects.get(), Representative.objects.get(name=NEWCOMER)
    monkeypatch.setattr(rollover_after, "pass_to", too_late)
    data = {"codes": "successor", "matters": "successor", "successor": successor.pk}
    page = text(client.post(at("decide_leaver", leaver.pk), data, follow=True))

    assert "什么都没有改" in page
    assert (Leaver.objects.get().is_decided, leaver.codes.get().representative) == (
        False,
        setting.leaver,
    )


def test_a_successor_is_found_by_name(client, setting):
    setting.done()
    page = text(client.get(at("decide_leaver", Leaver.objects.get().pk), {"q": "覃新"}))

    assert NEWCOMER in page
    assert "秦望舒（" not in page


def test_codes_may_be_led_on_back_and_stopped_one_by_one_but_not_started_again(client, setting):
    setting.done()
    leaver, successor = Leaver.objects.get(), Representative.objects.get(name=NEWCOMER)
    code = leaver.codes.get()
    for data, owner in (
        ({"codes": "successor", "successor": successor.pk}, successor),
        ({"codes": "station"}, setting.leaver),
    ):
        client.post(at("decide_leaver", leaver.pk), data)
        assert MessageCode.objects.get(pk=code.pk).representative == owner
    client.post(at("decide_leaver", leaver.pk), {"codes": "revoked"})
    assert not MessageCode.objects.get(pk=code.pk).is_live

    assert client.post(at("decide_leaver", leaver.pk), {"codes": "station"}).status_code == 422


@pytest.mark.parametrize(("where", "lives"), [("station", True), ("revoked", False)])
def test_all_who_are_undecided_at_once(client, setting, where, lives):
    change = setting.done()
    client.post(at("decide_leavers", change.pk), {"codes_lead": where})
    leaver = Leaver.objects.get()

    assert (leaver.is_decided, leaver.codes_lead) == (True, where)
    assert leaver.codes.get().is_live == lives
    assert "都定了" in text(client.get(at("rollover", change.pk)))


def test_what_must_be_printed_anew(client, setting):
    change = setting.done()
    page = text(client.get(at("reprint", change.pk)))
    assert "何两级、付离任" in page
    assert NEWCOMER in page

    code = MessageCode.objects.get(representative__name=NEWCOMER)
    _, _, rows = exported(client, "codes_to_print", "kind=codes", owner=str(change.pk))
    station = setting.cast.station
    assert [NEWCOMER, code.slug, station.name, station.code] in rows


def test_a_last_seat_that_ends_alone_leaves_its_matters_to_the_station_too(client, setting):
    matter = setting.matter_for(setting.leaver)
    seat = setting.leaver.seats.get()
    data = {"end_reason": "resigned", "ended_on": timezone.localdate()}
    client.post(at("end_seat", seat.pk), data)

    assert Message.objects.get(pk=matter.pk).holder == Holder.STATION


def test_the_same_queries_for_one_leaver_and_three(client, setting):
    change = setting.done()
    urls = [at("leavers", change.pk), at("rollover", change.pk)]
    one = [count_queries(client, url) for url in urls]
    for n in range(2):
        person = make_representative(f"覃某{n}", setting.cast.station)
        leaver = Leaver.objects.create(change=change, representative=person)
        leaver.codes.set([MessageCode.objects.create(representative=person)])

    assert [count_queries(client, url) for url in urls] == one
