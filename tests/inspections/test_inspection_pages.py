"""The lists and the page of an inspection: who reads, who adds, what it costs."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inspections.models import Finding, Inspection, InspectionPhoto
from inspections.office_parts import results_of
from tests.factories.inspections import make_finding, make_inspection, make_photo, picture
from tests.factories.listings import rows_on
from tests.factories.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-23 10:00", tick=False)]


def test_the_page_costs_the_same_for_one_finding_and_three(client, cast, visit):
    client.force_login(cast.quxian)
    url = reverse("office:inspection", args=[visit.pk])

    def find(number):
        for _ in range(number):
            finding = make_finding(visit)
            make_photo(visit, finding)
            finding.recheck(
                seen=0, on=visit.day, note="还没换", by=cast.quxian, next_on=finding.recheck_on
            )

    find(1)
    one = count_queries(client, url)
    find(2)
    assert count_queries(client, url) == one


def test_open_findings_stand_in_the_order_they_are_due_with_words(client, cast, visit):
    for day in (30, 27, 26, 23, 20):
        make_finding(visit, f"问题{day}", recheck_on=f"2026-11-{day}")
    client.force_login(cast.jiedao)
    rows = rows_on(client.get(reverse("office:findings")))
    assert [(finding.demand, finding.due.text, finding.due.kind) for finding in rows] == [
        ("问题20", "复查超期 3 天", "late"),
        ("问题23", "今天复查", "soon"),
        ("问题26", "还有 3 天复查", "soon"),
        ("问题27", "还有 4 天复查", "plain"),
        ("问题30", "还有 7 天复查", "plain"),
    ]


def test_inspections_are_narrowed_by_place_days_and_what_is_left(client, cast, visit):
    late = make_inspection(cast.station, cast.tree.xiling, cast.quxian, day=date(2026, 11, 20))
    make_finding(late)
    client.force_login(cast.quxian)
    found = {
        "left=1": [late],
        "left=0": [visit],
        f"since={visit.day}&until={visit.day}": [visit],
        "since=2026-11-20": [late],
        f"area={cast.tree.guoyuanlu.code}": [late, visit],
        f"area={cast.tree.xiba.code}": [],
    }
    url = reverse("office:inspections")
    assert {asked: rows_on(client.get(f"{url}?{asked}")) for asked in found} == found


def test_findings_page_by_date_and_key(client, cast, visit):
    for _ in range(31):
        make_finding(visit)
    client.force_login(cast.quxian)
    url = reverse("office:findings")
    first = client.get(url)
    second = client.get(url + first.context["listing"].around["after"])
    assert (len(rows_on(first)), len(rows_on(second))) == (30, 1)
    assert client.get(f"{url}?after=2026-13-99_x").status_code == 200


def test_the_township_reads_what_the_county_saw_and_adds_nothing(client, cast, visit):
    finding = make_finding(visit)
    client.force_login(cast.jiedao)
    page = client.get(reverse("office:inspection", args=[visit.pk])).content.decode()
    assert "80%" in page
    assert "记复查" not in page
    assert client.get(reverse("office:recheck_finding", args=[finding.pk])).status_code == 404


def test_officers_and_representatives_do_not_see_the_result(client, cast, visit):
    photo = make_photo(visit)
    for user in (cast.lianluo, cast.daibiao, cast.stranger):
        client.force_login(user)
        assert client.get(reverse("office:inspection", args=[visit.pk])).status_code == 404
        assert client.get(reverse("office:inspection_photo", args=[photo.pk])).status_code == 404


def test_a_photo_is_added_served_as_our_own_jpeg_and_removed(client, cast, visit):
    client.force_login(cast.quxian)
    upload = SimpleUploadedFile("a.png", picture(fmt="PNG"), "image/png")
    client.post(reverse("office:add_inspection_photos", args=[visit.pk]), {"photos": upload})
    photo = InspectionPhoto.objects.get()
    response = client.get(reverse("office:inspection_photo", args=[photo.pk]))
    assert (response["Content-Type"], b"".join(response.streaming_content)[:3]) == (
        "image/jpeg",
        b"\xff\xd8\xff",
    )
    client.post(reverse("office:delete_inspection_photo", args=[photo.pk]))
    assert InspectionPhoto.objects.count() == 0


def test_no_photo_chosen_is_said(client, cast, visit):
    client.force_login(cast.quxian)
    response = client.post(reverse("office:add_inspection_photos", args=[visit.pk]))
    assert response.status_code == 422
    assert "请选一张照片。" in response.content.decode()


def test_a_finding_is_added_afterwards(client, cast, visit):
    client.force_login(cast.quxian)
    url = reverse("office:add_finding", args=[visit.pk])
    assert client.post(url, {"text": "", "recheck_on": ""}).status_code == 422
    photo = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    client.post(url, {"text": "牌子掉了", "recheck_on": "2026-12-01", "photos": photo})
    added = Finding.objects.get()
    assert (added.inspection, added.demand, added.created_by) == (visit, "牌子掉了", cast.quxian)
    assert added.photos.get().inspection == visit


def test_a_finding_that_is_settled_says_so_and_asks_for_nothing(client, cast, visit):
    mended, dropped = make_finding(visit), make_finding(visit)
    mended.recheck(seen=0, on=date(2026, 11, 20), note="好了", by=cast.quxian)
    dropped.cancel("记错了", by=cast.quxian)
    client.force_login(cast.quxian)
    response = client.get(reverse("office:inspection", args=[visit.pk]))
    assert [(due.kind, due.text) for _, due in response.context["findings"]] == [
        ("done", "11 月 20 日（周五）确认整改好了"),
        ("done", "已撤销"),
    ]
    assert response.context["left"] == 0
    assert "记复查" not in response.content.decode()


def test_the_day_of_the_second_look_stands_there_and_a_mistyped_year_is_said(client, cast, visit):
    client.force_login(cast.quxian)
    url = reverse("office:add_finding", args=[visit.pk])
    assert client.get(url).context["form"]["recheck_on"].value() == date(2026, 11, 30)
    response = client.post(url, {"text": "牌子掉了", "recheck_on": "9999-12-01"})
    assert "错误：这一天太远了，请看看年份对不对。" in response.content.decode()
    assert Finding.objects.count() == 0


def test_a_mistake_is_deleted_by_its_managers_until_somebody_looked_again(client, cast, visit):
    url = reverse("office:delete_inspection", args=[visit.pk])
    finding = make_finding(visit)
    client.force_login(cast.jiedao)
    assert client.post(url, {"reason": "记错了"}).status_code == 404
    client.force_login(cast.quxian)
    finding.recheck(seen=0, on=visit.day, note="好了", by=cast.quxian)
    client.post(url, {"reason": "记错了"})
    assert Inspection.objects.count() == 1
    visit.findings.all().delete()
    client.post(url, {"reason": "记错了"})
    assert Inspection.objects.count() == 0


def test_the_station_page_gets_the_result_in_two_queries(
    cast, visit, rf, django_assert_num_queries
):
    make_finding(visit, recheck_on="2026-11-20")
    with django_assert_num_queries(2):
        shown = results_of(rf.get("/"), cast.station)
        assert [one.percent for one in shown["inspections"]] == [80]
        assert [due.text for _, due in shown["open_findings"]] == ["复查超期 3 天"]


def test_a_station_shows_its_latest_inspections_first(cast, rf):
    made = [
        make_inspection(cast.station, cast.tree.xiling, cast.quxian, day=f"2026-11-{day:02}")
        for day in (3, 20, 11, 1, 5, 9, 7)
    ]
    days = {one.pk: str(one.day) for one in made}
    shown = [days[one.pk] for one in results_of(rf.get("/"), cast.station)["inspections"]]
    assert shown == ["2026-11-20", "2026-11-11", "2026-11-09", "2026-11-07", "2026-11-05"]
