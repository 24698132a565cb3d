"""可能是自己发的: flagged for people to look at, and nobody can be followed by what is kept."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from messages.intake import bursts
from messages.intake.incoming import Way
from messages.models import Burst, Message, Sameness, SenderTrace
from messages.tasks import flag_bursts
from tests.factories.casework import make_station
from tests.messages.test_voter_page import address, fill

SIZE = configured.BURST_BY_DEVICE
LINE, OTHER_LINE = "223.5.5.5", "119.29.29.29"


def write(cast, times=1, *, client=None, line=LINE, **fields):
    """As browsers do; without a client every message comes from another device."""
    for _ in range(times):
        browser = client or Client()
        number = Message.objects.count()
        form = fill(browser, cast.code, phone=f"139{number:08d}", **fields)
        assert browser.post(address(cast.code), form, REMOTE_ADDR=line).status_code == 302


def flagged():
    return [(burst.kind, burst.messages.count()) for burst in Burst.objects.order_by("pk")]


def test_five_from_one_device_are_flagged_and_four_are_not(cast, client):
    write(cast, SIZE - 1, client=client)
    flag_bursts()
    assert flagged() == []
    write(cast, client=client)
    flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE)]


def test_five_devices_on_one_line_are_flagged_as_one_network(cast):
    write(cast, SIZE)
    write(cast, SIZE - 1, line=OTHER_LINE)
    flag_bursts()
    assert flagged() == [(Sameness.NETWORK, SIZE)]


def test_the_same_messages_are_not_flagged_twice(cast, client):
    write(cast, SIZE, client=client)
    for _ in range(2):
        flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE)]


def test_two_devices_that_write_much_are_two_bursts(cast):
    for _ in range(2):
        write(cast, SIZE, client=Client())
    flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE)] * 2


@pytest.mark.parametrize("apart", ["station", "day"])
def test_what_two_stations_or_days_have_in_common_is_two_bursts(cast, apart):
    today, other = timezone.localdate(), make_station(cast.tree.xiaolinyuan, code="S2")
    places = {
        "station": [(cast.station, today), (other, today)],
        "day": [(cast.station, today), (cast.station, today - timedelta(days=1))],
    }[apart]
    for station, day in places:
        for _ in range(SIZE):
            SenderTrace.objects.create(
                message=cast.submit(), station=station, day=day, device="a" * 16
            )
    flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE)] * 2


def test_others_on_the_line_of_a_flagged_device_count_by_themselves(cast, client):
    write(cast, SIZE, client=client)
    write(cast, SIZE - 1)
    flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE)]
    write(cast)
    flag_bursts()
    assert flagged() == [(Sameness.DEVICE, SIZE), (Sameness.NETWORK, SIZE)]


def test_the_day_before_is_looked_at_once_more(cast, client):
    write(cast, SIZE, client=client)
    today = timezone.localdate()
    assert bursts.flag(today + timedelta(days=2)) == 0
    assert bursts.flag(today + timedelta(days=1)) == SIZE


def test_what_comes_later_joins_and_wants_to_be_looked_at_again(cast, client):
    write(cast, SIZE, client=client)
    flag_bursts()
    Burst.objects.get().look(by=cast.quxian, note="一家人", is_genuine=True)
    flag_bursts()
    assert Burst.objects.unseen().count() == 0
    write(cast, client=client)
    flag_bursts()
    burst = Burst.objects.get()
    assert (burst.messages.count(), burst.looked_at, burst.is_genuine) == (SIZE + 1, None, False)
    assert burst.note == "一家人"


def test_what_comes_later_on_a_flagged_line_joins_too(cast):
    write(cast, SIZE)
    flag_bursts()
    write(cast)
    flag_bursts()
    assert flagged() == [(Sameness.NETWORK, SIZE + 1)]


def test_flagged_messages_are_left_out_until_somebody_says_they_are_genuine(cast, client):
    write(cast, SIZE, client=client)
    write(cast, line=OTHER_LINE)
    assert Message.objects.unflagged().count() == SIZE + 1
    flag_bursts()
    assert Message.objects.unflagged().count() == 1
    burst = Burst.objects.get()
    burst.look(by=cast.quxian, note="查过，是站里自己发的", is_genuine=False)
    assert Message.objects.unflagged().count() == 1
    burst.look(by=cast.quxian, note="是不同的人", is_genuine=True)
    assert Message.objects.unflagged().count() == SIZE + 1


def test_what_an_officer_wrote_down_and_what_was_kept_leave_no_trace(cast, client):
    write(cast, client=client, keep_from="on")
    cast.submit()
    assert SenderTrace.objects.count() == 0


def test_an_inner_address_is_nobody(cast):
    write(cast, line="192.168.1.7")
    trace = SenderTrace.objects.get()
    assert (len(trace.device), trace.network) == (16, "")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("223.5.5.5", "223.5.5.5"),
        ("2400:3200:1:2:aaaa::1", "2400:3200:1:2::/64"),
        ("10.0.0.1", ""),
        ("fe80::1", ""),
        ("nonsense", ""),
    ],
)
def test_a_line_is_an_address_or_the_64_of_a_home(address, line):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert bursts.sender_of(request).network == line


def test_digests_link_neither_two_stations_nor_two_days(cast):
    today = timezone.localdate()
    sender = bursts.Sender("cookie", LINE)
    other = make_station(cast.tree.xiaolinyuan, code="S2")
    traces = [
        sender.trace(1, cast.station.pk, today),
        sender.trace(2, other.pk, today),
        sender.trace(3, cast.station.pk, today + timedelta(days=1)),
    ]
    assert len({trace.device for trace in traces} | {trace.network for trace in traces}) == 6
    again = sender.trace(4, cast.station.pk, today)
    assert (again.device, again.network) == (traces[0].device, traces[0].network)


def test_after_thirty_days_nothing_is_kept_but_that_they_were_flagged(cast, client):
    write(cast, SIZE, client=client)
    flag_bursts()
    today = timezone.localdate()
    bursts.forget(today + timedelta(days=bursts.DAYS_KEPT))
    assert SenderTrace.objects.count() == SIZE
    bursts.forget(today + timedelta(days=bursts.DAYS_KEPT + 1))
    assert SenderTrace.objects.count() == 0
    assert (Burst.objects.get().digest, flagged()) == ("", [(Sameness.DEVICE, SIZE)])


def test_the_voter_reads_what_is_kept_and_for_how_long(cast, client):
    write(cast)
    message = Message.objects.get()
    url = reverse("messages:my_data", args=[message.tracking.token])
    assert f"{bursts.DAYS_KEPT} 天后删除" in client.get(url).content.decode()
    SenderTrace.objects.all().delete()
    assert "没有存" in client.get(url).content.decode()


def test_a_repeated_form_leaves_one_trace(cast, client):
    form = fill(client, cast.code)
    for _ in range(2):
        client.post(address(cast.code), form, REMOTE_ADDR=LINE)
    assert (Message.objects.count(), SenderTrace.objects.count()) == (1, 1)


def test_a_burst_is_not_looked_at_by_nobody(cast):
    burst = Burst.objects.create(
        station=cast.station, day=timezone.localdate(), kind=Sameness.DEVICE, digest="a"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Burst.objects.filter(pk=burst.pk).update(looked_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Burst.objects.filter(pk=burst.pk).update(is_genuine=True)


def test_submitting_without_a_known_sender_is_the_usual_way(cast):
    assert Way().sender == bursts.NOBODY
