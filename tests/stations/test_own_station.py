"""What a station says of itself: opening hours, reception days, pictures."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.models import AuditEntry
from stations.models import ReceptionDay, StationPhoto
from tests.factories.queries import count_queries
from tests.factories.register import make_reception, make_station_photo

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def rule(**changes):
    return {
        "every": "month",
        "date": "5",
        "weekday": "",
        "starts_at": "9:00",
        "ends_at": "11:00",
        "when_off": "next",
        "note": "",
    } | changes


def upload(client, station, data=None, **values):
    if data is None:
        out = io.BytesIO()
        Image.new("RGB", (2000, 1000), "#345").save(out, "PNG")
        data = out.getvalue()
    picture = SimpleUploadedFile("站.png", data, "image/png")
    return client.post(
        url("photos", station.pk), {"picture": picture, "caption": "接待室"} | values
    )


def test_an_officer_keeps_the_opening_hours_of_the_own_station(client, cast):
    client.force_login(cast.lianluo)
    assert "果园路社区代表联络站" in client.get(url("own_stations")).content.decode()
    client.post(url("hours", cast.station.pk), {"opening_hours": "每天 9:00–17:00"})
    cast.station.refresh_from_db()

    assert cast.station.opening_hours == "每天 9:00–17:00"
    assert AuditEntry.objects.get(target__contains="果园路").reason == (
        "开放时间：无 → 每天 9:00–17:00"
    )


def test_officers_find_their_stations_in_the_menu_of_the_desk(client, cast):
    client.force_login(cast.lianluo)
    assert url("own_stations") in client.get("/desk/").content.decode()
    client.force_login(cast.daibiao)
    assert url("own_stations") not in client.get("/desk/").content.decode()


def test_a_reception_day_is_looked_at_before_it_is_stored(client, cast):
    client.force_login(cast.lianluo)
    add = url("add_reception", cast.station.pk)
    response = client.post(add, rule(preview="1"))

    assert len(response.context["dates"]) == 3
    assert ReceptionDay.objects.count() == 0
    assert client.post(add, rule()).url == url("hours", cast.station.pk)
    stored = ReceptionDay.objects.get()
    assert (stored.every, stored.day) == ("month", 5)
    assert AuditEntry.objects.get(target__contains="接待日").reason == (
        "无 → 每月 5 日 9:00–11:00，遇休息日顺延"
    )


def test_a_weekly_rule_counts_its_weekday(client, cast):
    client.force_login(cast.quxian)
    client.post(url("add_reception", cast.station.pk), rule(every="week", weekday="3"))
    stored = ReceptionDay.objects.get()
    assert (stored.every, stored.day) == ("week", 3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date": ""}, "date"),
        ({"date": "32"}, "date"),
        ({"every": "week"}, "weekday"),
        ({"every": "week", "weekday": "8"}, "weekday"),
        ({"ends_at": "8:00"}, "ends_at"),
        ({"starts_at": "早上"}, "starts_at"),
        ({"every": ""}, "every"),
    ],
)
def test_a_rule_that_makes_no_sense_is_said_and_kept(client, cast, changes, field):
    client.force_login(cast.lianluo)
    response = client.post(url("add_reception", cast.station.pk), rule(note="轮流", **changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="轮流"' in response.content.decode()
    assert ReceptionDay.objects.count() == 0


def test_the_same_day_and_hour_twice_is_refused(client, cast):
    make_reception(cast.station)
    client.force_login(cast.lianluo)
    response = client.post(url("add_reception", cast.station.pk), rule())
    assert response.status_code == 422
    assert "这个接待日已经有了。" in response.content.decode()


def test_a_rule_is_changed_and_taken_away(client, cast):
    found = make_reception(cast.station)
    client.force_login(cast.lianluo)
    client.post(url("edit_reception", cast.station.pk, found.pk), rule(date="20"))
    found.refresh_from_db()
    assert found.day == 20
    client.post(url("delete_reception", cast.station.pk, found.pk))
    assert ReceptionDay.objects.count() == 0
    assert sorted(AuditEntry.objects.filter(target__contains="接待日").values_list("reason")) == [
        ("每月 20 日 9:00–11:00，遇休息日顺延 → 无",),
        ("每月 5 日 9:00–11:00，遇休息日顺延 → 每月 20 日 9:00–11:00，遇休息日顺延",),
    ]


def test_a_picture_becomes_a_clean_copy_that_everybody_sees(client, cast):
    client.force_login(cast.lianluo)
    assert upload(client, cast.station).status_code == 302
    photo = StationPhoto.objects.get()
    client.logout()
    response = client.get(reverse("portal:station_photo", args=[photo.pk]))
    copy = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    assert (copy.format, copy.size) == ("JPEG", (1280, 640))


@pytest.mark.parametrize(
    ("data", "values", "field"),
    [
        (b"no picture at all", {}, "picture"),
        (b"", {}, "picture"),
        (None, {"caption": ""}, "caption"),
        (None, {"picture": ""}, "picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(client, cast, data, values, field):
    client.force_login(cast.lianluo)
    response = upload(client, cast.station, data, **values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert StationPhoto.objects.count() == 0


def test_a_tenth_picture_waits_for_room(client, cast):
    for _ in range(9):
        make_station_photo(cast.station)
    client.force_login(cast.lianluo)
    assert upload(client, cast.station).status_code == 422
    assert StationPhoto.objects.count() == 9


def test_a_picture_goes_with_its_file(client, cast, django_capture_on_commit_callbacks):
    photo = make_station_photo(cast.station)
    storage, name = photo.image.storage, photo.image.name
    client.force_login(cast.lianluo)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("delete_photo", cast.station.pk, photo.pk))
    assert StationPhoto.objects.count() == 0
    assert not storage.exists(name)
    assert client.get(reverse("portal:station_photo", args=[photo.pk])).status_code == 404


def test_the_same_queries_for_one_rule_and_three(client, cast):
    client.force_login(cast.lianluo)
    make_reception(cast.station)
    page = url("hours", cast.station.pk)
    one = count_queries(client, page)
    make_reception(cast.station, day=6)
    make_reception(cast.station, day=7)
    assert count_queries(client, page) == one
