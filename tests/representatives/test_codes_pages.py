"""Printed codes: issued, revoked, replaced, re-pointed, printed; within the own areas."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from representatives.models import MessageCode
from tests.factories.casework import make_station

pytestmark = pytest.mark.django_db


def url(name, code):
    return reverse(f"office:{name}", args=[code.pk])


def logged():
    return AuditEntry.objects.filter(action="role_change").values_list("reason", flat=True)


def test_a_code_is_revoked_with_a_reason(staff, cast):
    assert staff.post(url("revoke_code", cast.code), {"reason": ""}).status_code == 422
    staff.post(url("revoke_code", cast.code), {"reason": "牌子丢了"})
    cast.code.refresh_from_db()

    assert (cast.code.is_live, cast.code.revoked_reason) == (False, "牌子丢了")
    assert list(logged()) == ["牌子丢了"]
    assert staff.get(url("code_sheet", cast.code)).status_code == 404


def test_a_code_is_replaced_by_one_to_the_same_person(staff, cast):
    staff.post(url("reissue_code", cast.code), {"reason": "褪色"})
    new = MessageCode.objects.live().get()

    assert new.representative == cast.representative
    assert new.slug != cast.code.slug
    assert list(logged()) == ["褪色"]


def test_replacing_twice_gives_one_new_code(staff, cast):
    for _ in range(2):
        staff.post(url("reissue_code", cast.code), {"reason": "褪色"})

    assert MessageCode.objects.count() == 2


def test_a_code_on_the_wall_is_made_to_lead_to_a_station(staff, cast):
    station = make_station(cast.tree.xiaolinyuan, code="S2")
    staff.post(url("repoint_code", cast.code), {"station_code": " S2 ", "reason": "换届"})
    cast.code.refresh_from_db()

    assert (cast.code.owner, cast.code.representative) == (station, None)


def test_a_code_does_not_leave_the_own_areas(staff, cast):
    make_station(cast.tree.fengshan, code="S9")
    response = staff.post(url("repoint_code", cast.code), {"station_code": "S9", "reason": "x"})

    assert response.status_code == 422
    assert 'value="S9"' in response.content.decode()


@pytest.mark.parametrize("kind", ["representative", "officer", "station"])
def test_a_code_is_issued_to_whoever_receives(staff, cast, kind):
    owner = getattr(cast, kind)
    staff.post(reverse("office:issue_code", args=[kind, owner.pk]))

    assert MessageCode.objects.order_by("-pk")[0].owner == owner


def test_the_sheet_names_whose_code_it_is_and_where_it_leads(client, cast):
    client.force_login(cast.jiedao)
    text = client.get(url("code_sheet", cast.code)).content.decode()

    assert all(
        words in text
        for words in ("秦望舒", cast.station.name, f"/m/{cast.code.slug}", "data:image/png")
    )


def test_codes_are_changed_by_managers_of_their_area(client, cast):
    urls = [
        *(url(name, cast.code) for name in ("revoke_code", "reissue_code", "repoint_code")),
        reverse("office:issue_code", args=["station", cast.station.pk]),
    ]
    for user in (cast.jiedao, cast.stranger, cast.lianluo, cast.daibiao):
        client.force_login(user)
        assert [client.post(u, {"reason": "x"}).status_code for u in urls] == [404] * 4
    assert MessageCode.objects.live().count() == 1


def test_the_sheet_is_for_the_offices_above(client, cast):
    for user in (cast.stranger, cast.lianluo, cast.daibiao):
        client.force_login(user)
        assert client.get(url("code_sheet", cast.code)).status_code == 404
