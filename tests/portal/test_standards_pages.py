"""五有 of areas: the same number at every level, down to the failing stations and why."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from areas.models import Installation
from portal.models import Standing
from portal.standards.checking import check_stations
from portal.standards.rollup import LEAST, Shares, rollup
from portal.standards.rules import Standard
from stations.models import Station
from tests.factories.casework import make_cast, make_representative, make_station
from tests.factories.listings import rows_on
from tests.factories.queries import count_queries
from tests.factories.standards import make_group, make_report, make_visit, meet_all

pytestmark = pytest.mark.django_db
URL, FAILING = reverse("office:standards"), reverse("office:failing")


@pytest.fixture
def cast():
    """Four stations: one with all five, one without anything, one in a function zone, one that
    hangs on the city itself."""
    cast = make_cast()
    meet_all(cast)
    empty = make_station(cast.tree.xiaolinyuan, code="S2")
    zone = make_station(cast.tree.xuetangwan, code="S3")
    make_visit(zone, cast.lianluo)
    make_report(make_representative("南苑代表", zone, post="干部"))
    make_station(cast.tree.city, code="S4", name="宜昌市直联系点", kind="contact_point")
    make_group(cast.tree.jiajie, make_representative("甲街代表", empty), name="西坝小组")
    check_stations()
    return cast


def areas_of(cast):
    tree = cast.tree
    return [tree.city, tree.xiling, tree.gaoxin, tree.yuanan, tree.yunji, tree.nanyuan]


def test_the_same_number_at_every_level(cast):
    for here in areas_of(cast):
        shown = rollup(here)
        summed = Shares()
        for line in shown.lines:
            summed.add(line.shares)
            if line.area:
                assert rollup(line.area).total == line.shares
        assert summed == shown.total


def test_the_city_counts_every_open_station_once(cast):
    make_station(cast.tree.jiajie, code="closed", is_active=False)
    total = rollup(cast.tree.city).total

    assert total.stations == Station.objects.open().count() == 4
    assert (total.met["activity"], total.met["branch"], total.all_five) == (2, 2, 1)


def test_a_street_coded_elsewhere_counts_for_the_zone_alone(cast):
    shown = rollup(cast.tree.xiling)

    assert shown.total.stations == 2
    assert [area.short_name for area in shown.coded_elsewhere] == ["南苑街道"]
    assert rollup(cast.tree.gaoxin).total.met["activity"] == 1


def test_lines_stand_in_the_order_of_codes_never_of_results(cast):
    lines = rollup(cast.tree.city).lines

    assert [line.name for line in lines] == ["宜昌市本级", "西陵区", "远安县", "高新区"]


def test_a_station_not_checked_yet_meets_nothing(cast):
    Standing.objects.all().delete()
    total = rollup(cast.tree.city).total

    assert (total.stations, set(total.met.values()), total.all_five) == (4, {0}, 0)


def test_no_share_below_ten_stations_and_never_rounded_up():
    assert Shares(LEAST - 1).percent(5) is None
    assert Shares(200).percent(199) == 99
    assert Shares(200).percent(200) == 100


def test_the_page_drills_down_to_the_stations(client, cast):
    client.force_login(cast.shiji)
    city = client.get(URL)
    assert city.context["rollup"].headline == "4 个站点，五项都有的 1 个"
    street = client.get(URL, {"area": cast.tree.yunji.code})

    marks = {line.name: line.shares.all_five for line in street.context["rollup"].lines}
    assert marks == {"果园路社区代表联络站": 1, "小林园社区代表联络站": 0}


def test_the_failing_stations_say_why_and_where_to_enter_it(client, cast):
    client.force_login(cast.jiedao)
    page = client.get(FAILING, {"standard": "identity"})

    [station] = rows_on(page)
    [finding] = station.findings
    edit = reverse("office:edit_station", args=[station.pk])
    assert station.code == "S2"
    assert [(words, url) for words, url, _ in finding.missing] == [
        ("没有填开放时间", edit),
        ("1 位在任代表没有公开单位职务，也没有公开照片", reverse("office:people")),
    ]
    assert edit in page.content.decode()


@pytest.mark.parametrize("standard", [*Standard.values, "all"])
def test_the_failing_stations_are_those_that_the_roll_up_misses(client, cast, standard):
    client.force_login(cast.shiji)
    page = client.get(FAILING, {"standard": standard})
    [missed] = [c.failing for c in rollup(cast.tree.city).total.cells if c.key == standard]

    assert len(rows_on(page)) == missed


def test_an_unknown_standard_does_not_exist(client, cast):
    client.force_login(cast.shiji)
    assert client.get(FAILING, {"standard": "ranking"}).status_code == 404
    assert client.get(URL, {"area": "999999"}).status_code == 404


def test_everything_met_is_said(client, cast):
    client.force_login(cast.jiedao)
    Station.objects.filter(code="S2").update(is_active=False)

    assert "没有缺的" in client.get(FAILING).content.decode()
    assert "1 个站点，五项都有" in client.get(URL).content.decode()


def test_an_office_without_stations_has_an_empty_page(client, cast):
    client.force_login(cast.stranger)
    assert "远安县还没有站点" in client.get(URL).content.decode()


def test_a_station_is_checked_again_when_asked(client, cast):
    client.force_login(cast.jiedao)
    station = Station.objects.get(code="S2")
    url = reverse("office:station_standards", args=[station.pk])
    assert "没有填开放时间" in client.get(url).content.decode()

    Station.objects.filter(pk=station.pk).update(opening_hours="每天 9:00–17:00")
    client.post(reverse("office:check_standards", args=[station.pk]))
    assert "没有填开放时间" not in client.get(url).content.decode()


@pytest.mark.parametrize("url", [URL, FAILING])
def test_one_page_takes_as_many_queries_for_many_stations(client, cast, url):
    client.force_login(cast.shiji)
    before = count_queries(client, url)
    for number in range(3):
        make_station(cast.tree.jiajie, code=f"more-{number}")
    check_stations()

    assert count_queries(client, url) == before
    assert before <= 8


# the public page ------------------------------------------------------------------------------


def test_the_public_page_is_there_only_when_the_city_says_so(client, cast):
    public, figures = reverse("portal:standards"), reverse("portal:reported")
    assert client.get(public).status_code == 404
    assert public not in client.get(figures).content.decode()

    installation = Installation.objects.get()
    installation.publishes_comparisons = True
    installation.save()
    assert public in client.get(figures).content.decode()
    page = client.get(public, {"area": cast.tree.xiling.code}).content.decode()
    assert "2 个站点，五项都有的 1 个" in page
    assert "果园路社区代表联络站" not in page
    assert client.get(public, {"area": cast.tree.yunji.code}).status_code == 404
    assert AuditEntry.objects.count() == 0
