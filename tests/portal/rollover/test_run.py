"""What is different after a roll-over, and what is not."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from jobs.states import JobState
from messages.codes.destination import destination
from messages.models import Message
from messages.states import Holder
from notifications.models import Delivery, Notice
from representatives.models import (
    ElectoralDistrict,
    GroupMembership,
    Leaver,
    MessageCode,
    Representative,
    Seat,
    Term,
    TermChange,
)
from stations.models import Group
from tests.factories.casework import ANSWER
from tests.factories.rollover import DAY, NEWCOMER, make_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting():
    return make_change()


def seats(term):
    rows = Seat.objects.filter(term=term).order_by("pk")
    return list(rows.values_list("representative__name", "status", "ended_on", "end_reason"))


def test_the_old_term_ends_on_the_day_of_the_first_session(setting):
    change = setting.done()
    old, new = Term.objects.filter(congress=setting.congress).order_by("number")

    assert (old.closed_on, new.number, new.opened_on, new.closed_on) == (DAY, 7, DAY, None)
    assert change.new_term == new
    ended = ("ended", DAY, "term_over")
    assert seats(old) == [("秦望舒", *ended), ("付离任", *ended), ("何两级", *ended)]
    assert seats(new) == [("秦望舒", "active", None, ""), (NEWCOMER, "active", None, "")]


def test_a_suspended_seat_ends_too_and_one_that_had_ended_keeps_its_reason(setting):
    setting.both.seats.get(level="county").suspend()
    setting.leaver.seats.get().end(on=DAY, reason="resigned")
    setting.done()

    rows = Seat.objects.filter(term__number=6).values_list("representative__name", "end_reason")
    assert dict(rows) == {"秦望舒": "term_over", "付离任": "resigned", "何两级": "term_over"}


def test_the_districts_are_those_of_the_roster(setting):
    change = setting.done()
    new = ElectoralDistrict.objects.get(term=change.new_term)

    assert (new.name, new.level) == ("第 9 选区", "county")
    assert [area.code for area in new.areas.all()] == ["420502003004"]
    assert ElectoralDistrict.objects.filter(term__number=6).exists()


def test_the_same_name_and_phone_is_the_same_person(setting):
    setting.done()

    assert Representative.objects.filter(name="秦望舒").count() == 1
    assert Representative.objects.get(name=NEWCOMER).seats.get().term.number == 7


def test_codes_of_the_reelected_stay_newcomers_get_one_and_leavers_lead_to_the_station(setting):
    left = setting.leaver.codes.get().slug
    setting.done()

    assert destination(setting.cast.code.slug).representative == setting.cast.representative
    to = destination(left)
    assert (to.is_live, to.representative, to.station) == (True, None, setting.cast.station)
    assert MessageCode.objects.filter(representative__name=NEWCOMER).count() == 1


def test_leavers_codes_stop_when_that_was_decided(setting, client):
    left = setting.leaver.codes.get().slug
    setting.done(codes_lead="revoked")

    assert not MessageCode.objects.get(slug=left).is_live
    assert client.get(reverse("messages:voter", args=[left])).status_code == 404
    assert setting.both.codes.get().is_live


def test_who_holds_a_seat_elsewhere_stays_addressable(setting):
    matter = setting.matter_for(setting.both)
    setting.done()

    assert destination(setting.both.codes.get().slug).representative == setting.both
    assert Message.objects.get(pk=matter.pk).holder == Holder.REPRESENTATIVE
    assert [leaver.representative for leaver in Leaver.objects.all()] == [setting.leaver]


def test_open_matters_of_leavers_go_to_the_station_and_the_voter_is_told(setting):
    left, kept = setting.matter_for(setting.leaver), setting.matter_for(setting.cast.representative)
    setting.done()
    left.refresh_from_db()
    event = left.events.get(kind="term_over")

    assert (left.holder, left.representative, left.state) == (
        "station",
        setting.leaver,
        "submitted",
    )
    assert event.audience == "everyone"
    assert event.text.startswith("付离任代表已经离任，由果园路社区代表联络站接着办理。")
    assert Delivery.objects.filter(key=f"sms::voter:{left.pk}:{event.pk}").count() == 1
    assert Notice.objects.filter(user=setting.cast.lianluo, text__contains="代表离任").count() == 1
    assert Message.objects.get(pk=kept.pk).holder == Holder.REPRESENTATIVE
    assert Leaver.objects.get().matters == 1


def test_an_answer_keeps_its_author_and_a_reopened_matter_goes_to_the_station(setting):
    setting.leaver.user = setting.cast.cunju
    setting.leaver.save()
    matter = setting.matter_for(setting.leaver)
    matter.accept(by=setting.cast.actor(setting.cast.cunju, matter))
    matter.reply(ANSWER, by=setting.cast.actor(setting.cast.cunju, matter))
    matter.rate("dissatisfied", source="online")
    setting.done()
    matter.refresh_from_db()
    matter.reopen("还是没有修好")

    reply = matter.events.get(kind="reply")
    assert (reply.actor, reply.actor_label) == (setting.cast.cunju, "付离任 代表")
    assert (matter.representative, matter.holder) == (setting.leaver, Holder.STATION)


def test_the_matters_waiting_at_a_leavers_desk_are_out_of_reach(setting, client):
    setting.leaver.user = setting.cast.cunju
    setting.leaver.save()
    matter = setting.matter_for(setting.leaver)
    setting.done()
    client.force_login(setting.cast.cunju)

    client.post(reverse("desk:reply", args=[matter.pk]), {"text": ANSWER})
    assert Message.objects.get(pk=matter.pk).state == "submitted"


def test_memberships_of_leavers_end(setting):
    group = Group.objects.create(name="一组", kind="regional", area=setting.cast.tree.yunji)
    for person in (setting.leaver, setting.both, setting.cast.representative):
        GroupMembership.objects.create(group=group, representative=person)
    setting.done()

    current = GroupMembership.objects.current().values_list("representative__name", flat=True)
    assert list(current) == ["何两级", "秦望舒"]
    assert GroupMembership.objects.get(representative=setting.leaver).left_on == DAY


def test_the_outcome_is_noted_once_and_the_roster_with_its_phones_is_gone(
    setting, django_capture_on_commit_callbacks
):
    change = setting.rehearsed()
    stored = change.roster.name
    with django_capture_on_commit_callbacks(execute=True):
        job = setting.run(change)

    assert (job.state, change.state) == (JobState.DONE, "done")
    assert change.result | {"stations": []} == {
        "seats": 3,
        "rows": 2,
        "reelected": 1,
        "joined": 1,
        "staying": 1,
        "gone": 1,
        "matters": 0,
        "codes_new": 1,
        "stations": [],
    }
    assert change.result["stations"] == [
        [setting.cast.station.pk, ["何两级", "付离任"], [NEWCOMER]]
    ]
    assert AuditEntry.objects.filter(target__startswith="换届：").count() == 1
    assert TermChange.objects.get().roster.name == ""
    assert not change.roster.storage.exists(stored)
