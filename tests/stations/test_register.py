"""The register of stations: found by kind, field, area and state; entered, changed, closed."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from stations.models import Station
from tests.factories.casework import make_station
from tests.factories.listings import rows_on
from tests.factories.queries import count_queries

pytestmark = pytest.mark.django_db
URL = reverse("office:stations")
ADD = reverse("office:add_station")


def values(**changes):
    return {
        "name": "小林园社区代表联络站",
        "code": "S9",
        "kind": "station",
        "area": "小林园社区",
        "field": "",
        "parent": "",
        "host_kind": "",
        "host": "",
        "head": "",
        "address": "",
        "phone": "",
        "opening_hours": "",
        "opened_on": "",
        "longitude": "",
        "latitude": "",
    } | changes


def names(response):
    return [place.name for place in rows_on(response)]


def edit(client, station, **changes):
    now = values(name=station.name, code=station.code, area=station.area.code) | changes
    return client.post(reverse("office:edit_station", args=[station.pk]), now)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=home", ["云集街道代表之家"]),
        ("field=茶旅", ["茶旅融合联系点"]),
        ("area=云集街道", ["果园路社区代表联络站", "云集街道代表之家"]),
        ("area=420502004", ["茶旅融合联系点"]),
        ("state=closed", ["茶旅融合联系点"]),
        ("q=guoyuanlu", ["果园路社区代表联络站"]),
        ("q=yjjddbzj", ["云集街道代表之家"]),
        ("kind=home&area=西坝街道", []),
    ],
)
def test_the_list_is_narrowed(client, cast, query, found):
    make_station(cast.tree.yunji, code="S2", kind="home", name="云集街道代表之家")
    make_station(
        cast.tree.xiba,
        code="S3",
        kind="contact_point",
        name="茶旅融合联系点",
        field="茶旅融合",
        is_active=False,
    )
    client.force_login(cast.quxian)
    assert names(client.get(f"{URL}?{query}")) == found


def test_an_area_nobody_knows_is_said_beside_its_field(client, cast):
    client.force_login(cast.quxian)
    response = client.get(f"{URL}?area=不知道")
    assert names(response) == []
    assert list(response.context["listing"].filter.form.errors) == ["area"]


def test_a_manager_enters_a_station(client, cast):
    client.force_login(cast.quxian)
    home = make_station(cast.tree.yunji, code="H1", kind="home", name="云集街道代表之家")
    response = client.post(ADD, values(parent="H1", longitude="111.28", latitude="30.69"))
    found = Station.objects.get(code="S9")

    assert response.url == reverse("office:station", args=[found.pk])
    assert (found.area, found.parent) == (cast.tree.xiaolinyuan, home)
    entry = AuditEntry.objects.get(target="新建站点 小林园社区代表联络站")
    assert "上级站点：无 → H1 云集街道代表之家" in entry.reason


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "home"}, "kind"),  # in a community
        ({"area": "凤山社区"}, "area"),  # of another county
        ({"area": ""}, "area"),
        ({"code": "S1"}, "code"),  # taken
        ({"longitude": "111.28"}, "latitude"),
        ({"latitude": "30.69"}, "longitude"),
        ({"longitude": "111.28", "latitude": "99"}, "latitude"),
        ({"parent": "没有的站"}, "parent"),
        ({"opened_on": "昨天"}, "opened_on"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field_and_kept(client, cast, changes, field):
    client.force_login(cast.quxian)
    response = client.post(ADD, values(head="王一", **changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="王一"' in response.content.decode()
    assert Station.objects.count() == 1


def test_a_change_is_noted_from_what_to_what(client, cast):
    client.force_login(cast.quxian)
    edit(client, cast.station, head="王一", kind="contact_point")

    entry = AuditEntry.objects.get(target="修改站点 果园路社区代表联络站")
    assert (
        entry.reason
        == "类型：代表联络站 → 基层联系点；站长：无 → 王一；公开电话：0717-0000001 → 无"
    )
    assert entry.area == cast.tree.guoyuanlu


def test_saving_without_a_change_leaves_no_entry(client, cast):
    client.force_login(cast.quxian)
    edit(client, cast.station, phone=cast.station.phone)
    assert AuditEntry.objects.filter(target__contains="修改站点").count() == 0


def test_a_parent_that_others_look_after_stays_and_no_other_is_taken(client, cast):
    far = make_station(cast.tree.mingfeng, code="F1", kind="home", name="鸣凤镇代表之家")
    other = make_station(cast.tree.yuanan, code="F2", kind="contact_point", name="远安联系点")
    Station.objects.filter(pk=cast.station.pk).update(parent=far)
    client.force_login(cast.quxian)

    assert edit(client, cast.station, parent=far.code, head="王一").status_code == 302
    response = edit(client, cast.station, parent=other.code)
    assert list(response.context["form"].errors) == ["parent"]
    assert Station.objects.get(pk=cast.station.pk).parent == far


def test_parents_never_make_a_circle(client, cast):
    client.force_login(cast.quxian)
    child = make_station(cast.tree.xiaolinyuan, code="S2", parent=cast.station)
    response = edit(client, cast.station, parent=child.code)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["parent"]
    assert Station.objects.get(pk=cast.station.pk).parent is None


def test_closing_says_what_becomes_of_codes_and_matters(client, cast):
    cast.submit()
    client.force_login(cast.quxian)
    url = reverse("office:switch_station", args=[cast.station.pk])
    page = client.get(url).content.decode()

    assert "二维码不再收留言" in page
    assert "还没办结的 1 件由" in page
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "并入云集街道"})
    cast.station.refresh_from_db()
    assert not cast.station.is_active
    assert AuditEntry.objects.get(target="停用站点 果园路社区代表联络站").reason == "并入云集街道"
    client.post(url, {"reason": "恢复"})
    cast.station.refresh_from_db()
    assert cast.station.is_active


def test_staff_who_do_not_manage_look_but_change_nothing(client, cast):
    client.force_login(cast.jiedao)
    page = client.get(reverse("office:station", args=[cast.station.pk])).content.decode()
    assert "修改站点" not in page
    assert edit(client, cast.station, head="王一").status_code == 404
    assert client.get(ADD).status_code == 404


def test_the_same_queries_for_one_station_and_three(client, cast):
    client.force_login(cast.quxian)
    one = count_queries(client, URL)
    make_station(cast.tree.xiaolinyuan, code="S2")
    make_station(cast.tree.jiajie, code="S3")
    assert count_queries(client, URL) == one <= 12


def test_the_same_queries_for_one_child_and_three(client, cast):
    client.force_login(cast.quxian)
    url = reverse("office:station", args=[cast.station.pk])
    make_station(cast.tree.xiaolinyuan, code="S2", parent=cast.station)
    one = count_queries(client, url)
    for code in ("S3", "S4"):
        make_station(cast.tree.jiajie, code=code, parent=cast.station)
    assert count_queries(client, url) == one


def test_the_page_names_who_serves_there(client, cast):
    client.force_login(cast.quxian)
    page = client.get(reverse("office:station", args=[cast.station.pk]))
    shown = page.content.decode()
    assert "代表 1 位" in shown
    assert shown.count(reverse("office:representative", args=[cast.representative.pk])) == 1


def test_a_telephone_that_is_none_is_refused_and_a_right_one_is_stored_as_imports_do(client, cast):
    client.force_login(cast.quxian)
    refused = client.post(ADD, values(phone="12"))
    assert list(refused.context["form"].errors) == ["phone"]
    client.post(ADD, values(phone="0717-622 0000"))
    assert Station.objects.get(code="S9").phone == "07176220000"
