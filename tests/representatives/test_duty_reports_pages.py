"""述职: registered per person, listed by area and year."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from representatives.models import DutyReport
from tests.factories.casework import make_representative, make_station
from tests.factories.listings import rows_on

pytestmark = pytest.mark.django_db
URL = reverse("office:duty_reports")


def report(person, day=None, attended=9):
    return DutyReport.objects.create(
        representative=person, day=day or timezone.localdate(), audience="选民", attended=attended
    )


def add(client, person, **changes):
    values = {
        "day": timezone.localdate(),
        "audience": "第 1 选区选民",
        "attended": "60",
        "note": "",
    }
    return client.post(reverse("office:add_duty_report", args=[person.pk]), values | changes)


def test_staff_register_a_report_on_the_persons_page(client, cast):
    client.force_login(cast.jiedao)
    response = add(client, cast.representative)
    assert response.url == reverse("office:representative", args=[cast.representative.pk])
    page = client.get(response.url).content.decode()
    assert "第 1 选区选民，到会 60 人" in page
    assert "到会人数：无 → 60" in AuditEntry.objects.get(target="登记述职 秦望舒").reason


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"attended": "0"}, "attended"),
        ({"audience": ""}, "audience"),
        ({"day": timezone.localdate() + timedelta(days=1)}, "day"),
        ({"day": "2026-03-01"}, "day"),  # registered already
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(client, cast, changes, field):
    report(cast.representative, date(2026, 3, 1))
    client.force_login(cast.jiedao)
    response = add(client, cast.representative, **changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert DutyReport.objects.count() == 1


def test_a_year_of_an_area_with_its_totals(client, cast):
    other = make_representative("覃近", make_station(cast.tree.jiajie, code="S2"))
    far = make_representative("覃远", make_station(cast.tree.fengshan, code="S3"))
    for person, day in (
        (cast.representative, date(2026, 3, 1)),
        (cast.representative, date(2026, 9, 1)),
        (other, date(2026, 4, 1)),
        (other, date(2025, 4, 1)),
        (far, date(2026, 5, 1)),
    ):
        report(person, day)
    client.force_login(cast.quxian)

    def days(query):
        return [found.day.month for found in rows_on(client.get(f"{URL}?{query}"))]

    assert days("year=2026") == [9, 4, 3]
    page = client.get(f"{URL}?year=2026")
    assert page.context["listing"].totals == {"count": 3, "attended": 27}
    assert page.context["people"] == 2
    assert days("year=2026&area=西坝街道") == [4]
    assert days("year=2025") == [4]
    assert days("year=2026&q=望舒") == [9, 3]
    assert days("year=2026&area=不知道") == []


def test_a_mistake_is_corrected_or_taken_back(client, cast):
    found = report(cast.representative)
    client.force_login(cast.jiedao)
    client.post(
        reverse("office:edit_duty_report", args=[found.pk]),
        {"day": found.day, "audience": "选民", "attended": "10", "note": ""},
    )
    assert AuditEntry.objects.get(target="修改述职 秦望舒").reason == "到会人数：9 → 10"
    client.post(reverse("office:delete_duty_report", args=[found.pk]))
    assert DutyReport.objects.count() == 0
