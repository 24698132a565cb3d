"""Recording an inspection: points within each item, findings, photos; wrong input stores nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from inspections.models import Finding, Inspection, InspectionPhoto
from tests.factories.inspections import make_sheet, picture

NOW = "2026-11-23 10:00"  # a Monday
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def sheet(cast):
    return make_sheet(cast.tree.xiling)


def fill(cast, sheet, **changes):
    place, book = sheet.items.all()
    values = {
        "sheet": sheet.pk,
        "office": cast.tree.xiling.pk,
        "day": "2026-11-20",
        "team": "第一督查组",
        "inspectors": "4",
        "summary": "总体较好",
        f"points_{place.pk}": "60",
        f"points_{book.pk}": "0",
        f"remark_{book.pk}": "没有台账",
        "finding-TOTAL_FORMS": "4",
        "finding-INITIAL_FORMS": "0",
        "finding-0-text": "",
        "finding-0-recheck_on": "2026-12-21",
    }
    return values | changes


def send(client, cast, sheet, **changes):
    url = reverse("office:inspect", args=[cast.station.pk])
    return client.post(url, fill(cast, sheet, **changes))


def image(name="a.jpg", data=None):
    return SimpleUploadedFile(name, data or picture(), "image/jpeg")


def test_points_findings_and_photos_are_stored_together(client, cast, sheet):
    client.force_login(cast.quxian)
    response = send(
        client,
        cast,
        sheet,
        photos=[image(), image("b.jpg")],
        **{
            "finding-1-text": "二维码褪色",
            "finding-1-recheck_on": "2026-12-01",
            "finding-1-photos": image(),
        },
    )
    visit = Inspection.objects.with_totals().get()
    assert response["Location"] == reverse("office:inspection", args=[visit.pk])
    assert (visit.total, visit.out_of, visit.percent) == (60, 100, 60)
    assert (visit.office, visit.recorded_by) == (cast.tree.xiling, cast.quxian)
    finding = Finding.objects.get()
    assert (finding.demand, finding.recheck_on) == ("二维码褪色", date(2026, 12, 1))
    assert (visit.photos.filter(finding=None).count(), finding.photos.count()) == (2, 1)
    assert AuditEntry.objects.filter(target__startswith="登记督查").count() == 1


def test_the_first_second_look_is_twenty_working_days_later(client, cast, sheet):
    client.force_login(cast.quxian)
    page = client.get(reverse("office:inspect", args=[cast.station.pk]))
    assert page.context["findings"][0]["recheck_on"].value() == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"points_1": "61"}, "请填 0 到 60 的整数。"),
        ({"points_1": "-1"}, "请填 0 到 60 的整数。"),
        ({"points_1": "半"}, "请填 0 到 60 的整数。"),
        ({"points_1": ""}, "请打分，满分 60。"),
        ({"inspectors": "0"}, "督查人数至少是 1。"),
        ({"team": ""}, "请写是哪个督查组。"),
        ({"day": "2026-11-24"}, "11 月 24 日（周二）还没到，到了再记。"),
        (
            {"finding-0-text": "牌子掉了", "finding-0-recheck_on": "2026-11-20"},
            "复查日期要晚于督查日期。",
        ),
        ({"finding-0-photos": "file"}, "请写清是什么问题。"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_stores_nothing(
    client, cast, sheet, changes, words
):
    client.force_login(cast.quxian)
    first = sheet.items.first().pk
    named = {
        key.replace("points_1", f"points_{first}"): image() if value == "file" else value
        for key, value in changes.items()
    }
    response = send(client, cast, sheet, **named)
    assert response.status_code == 422
    assert f"错误：{words}" in response.content.decode()
    assert "总体较好" in response.content.decode()
    assert (Inspection.objects.count(), Finding.objects.count()) == (0, 0)


def test_an_image_that_is_none_is_refused(client, cast, sheet):
    client.force_login(cast.quxian)
    half = picture(400)[:300]
    for data in (b"GIF89a not a photo", half):
        response = send(client, cast, sheet, photos=[image(data=data)])
        assert response.status_code == 422
        assert "第 1 张" in response.content.decode()
    assert (Inspection.objects.count(), InspectionPhoto.objects.count()) == (0, 0)


def test_a_sheet_changed_meanwhile_asks_for_the_points_again(client, cast, sheet):
    client.force_login(cast.quxian)
    values = fill(cast, sheet)
    sheet.revise([("场所", 60), ("活动", 40)])
    response = client.post(reverse("office:inspect", args=[cast.station.pk]), values)
    assert response.status_code == 422
    assert "请打分，满分 40。" in response.content.decode()
    assert Inspection.objects.count() == 0


def test_a_county_may_use_the_sheet_of_the_city_or_its_own(client, cast, sheet):
    city = make_sheet(cast.tree.city, "市表", (("一项", 10),))
    make_sheet(cast.tree.yuanan, "外县表")
    client.force_login(cast.quxian)
    url = reverse("office:inspect", args=[cast.station.pk])
    assert client.get(url).context["sheets"] == [sheet, city]
    assert client.get(url).context["sheet"] == sheet
    assert client.get(f"{url}?sheet={city.pk}").context["sheet"] == city
    assert client.get(f"{url}?sheet=999").status_code == 404


def test_without_a_sheet_the_page_says_what_to_do(client, cast):
    client.force_login(cast.quxian)
    url = reverse("office:inspect", args=[cast.station.pk])
    assert "还没有评分表" in client.get(url).content.decode()
    assert client.post(url, {"team": "x"}).status_code == 200
