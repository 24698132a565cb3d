"""The demo city at full scale: every count that the article gives, and districts that work.

The figures are from 湖北人大网, 2023-08-09; `portal/data/reported_figures.csv` has them as reported.
"""

import csv
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count, F
from django.utils import timezone

import portal
import supervision
from areas.models import Area
from community.models import SmallCongress
from inspections.models import Finding, Inspection
from representatives.models import (
    BranchMembership,
    ElectoralDistrict,
    GroupMembership,
    MessageCode,
    Representative,
    Seat,
)
from stations.demo.scale import is_idle
from stations.models import Board, Group, PartyBranch, Station, kind_fits
from supervision.mine import electors_of
from supervision.models import (
    ClassedDepartment,
    Evaluation,
    Receipt,
    Rectification,
    ReportedResult,
    Result,
    Slip,
    UrnMark,
)
from supervision.models import Count as Counted
from supervision.results.count_file import as_bytes

pytestmark = pytest.mark.django_db

REPORTED = Path(portal.__file__).parent / "data" / "reported_figures.csv"


@pytest.fixture(scope="module", autouse=True)
def city(django_db_setup, django_db_blocker):
    """Loaded once, without matters; taken away after the module.

    Not in one transaction: what 132 casts throw away could not be swept there, and takes minutes.
    """
    was, settings.DEMO = settings.DEMO, True
    with django_db_blocker.unblock():
        call_command("load_demo", scale="city", messages=0, stdout=io.StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)
    settings.DEMO = was


def kinds(county):
    rows = Station.objects.within(Area.objects.get(short_name=county))
    found = Counter(rows.values_list("kind", flat=True))
    return [found[kind] for kind in ("home", "station", "contact_point")]


def branches(county):
    return PartyBranch.objects.filter(Area.objects.get(short_name=county).scope_q("area__")).count()


def test_the_city_has_the_counts_of_the_article():
    groups = Counter(Group.objects.values_list("kind", flat=True))
    assert Station.objects.count() == 1644
    assert (groups["regional"], groups["professional"]) == (459, 58)
    assert PartyBranch.objects.count() == 489
    assert MessageCode.objects.filter(station=None).count() == 9950
    assert Representative.objects.serving().count() == 8700


def test_the_two_counties_of_the_article_have_theirs():
    assert (kinds("宜都市")[:2], branches("宜都市")) == ([11, 45], 45)
    assert (kinds("兴山县"), branches("兴山县")) == ([8, 37, 98], 43)


def test_what_is_counted_is_what_was_reported():
    counted = {
        "practice_stations": Station.objects.count(),
        "regional_groups": Group.objects.filter(kind="regional").count(),
        "professional_groups": Group.objects.filter(kind="professional").count(),
        "functional_party_branches": PartyBranch.objects.count(),
        "message_qr_codes": MessageCode.objects.filter(station=None).count(),
        "yidu_township_homes": kinds("宜都市")[0],
        "yidu_liaison_stations": kinds("宜都市")[1],
        "yidu_party_branches": branches("宜都市"),
        "xingshan_township_homes": kinds("兴山县")[0],
        "xingshan_liaison_stations": kinds("兴山县")[1],
        "xingshan_contact_points": kinds("兴山县")[2],
        "xingshan_party_branches": branches("兴山县"),
    }
    with REPORTED.open(encoding="utf-8-sig") as file:
        reported = {row["标识"]: int(float(row["数值"])) for row in csv.DictReader(file)}
    assert {key: reported[key] for key in counted} == counted


# groups and branches --------------------------------------------------------------------------


def test_517_groups_have_489_branches_because_some_share_and_some_have_none():
    served = PartyBranch.objects.annotate(n=Count("groups"))
    without = Group.objects.filter(branch=None).count()
    shared = sum(branch.n - 1 for branch in served)
    assert Group.objects.count() - without - shared == 489
    assert without > 0
    assert shared > 0
    assert not served.filter(n=0).exists()


def test_every_group_has_one_leader_and_every_branch_one_secretary_who_is_a_party_member():
    leaders = GroupMembership.objects.current().filter(role="leader")
    secretaries = BranchMembership.objects.current().filter(role="secretary")
    assert (leaders.count(), secretaries.count()) == (517, 489)
    everybody = BranchMembership.objects.current()
    assert not everybody.filter(representative__is_party_member=False).exists()


def test_about_six_of_ten_are_party_members():
    share = Representative.objects.filter(is_party_member=True).count() / 8700
    assert 0.55 < share < 0.65


# places ---------------------------------------------------------------------------------------


def test_every_kind_stands_at_its_level_below_the_home_of_its_township():
    stations = list(Station.objects.select_related("area", "parent__area"))
    assert all(kind_fits(station.kind, station.area) for station in stations)
    for station in stations:
        if station.kind == Station.Kind.HOME:
            assert station.parent is None
        else:
            assert station.parent.kind == Station.Kind.HOME
            assert station.area.path.startswith(station.parent.area.path)


def test_professional_points_have_their_fields_and_a_mining_district_is_host():
    yidu = Station.objects.within(Area.objects.get(short_name="宜都市"))
    fields = set(yidu.exclude(field="").values_list("field", flat=True))
    assert fields >= {"茶旅融合", "乡村振兴", "柑橘产业", "化工园区", "文旅"}
    home = yidu.get(kind="home", host_kind="mining")
    assert home.name == "松宜矿区代表之家"


def test_no_two_stations_of_one_area_have_the_same_name():
    doubles = Station.objects.values("area", "name").annotate(n=Count("pk")).filter(n__gt=1)
    assert not doubles.exists()


# who represents whom --------------------------------------------------------------------------


def test_every_village_lies_in_a_district_of_its_county():
    links = ElectoralDistrict.areas.through.objects.filter(electoraldistrict__level="county")
    villages = set(Area.objects.at_level("village").values_list("pk", flat=True))
    assert set(links.values_list("area", flat=True)) == villages


def test_a_district_elects_at_most_three():
    """选举法 Art. 25."""
    sizes = ElectoralDistrict.objects.annotate(n=Count("seats"))
    assert set(sizes.values_list("n", flat=True)) <= {0, 1, 2, 3}


def test_a_village_has_a_handful_of_representatives_of_the_two_lower_levels():
    direct = Seat.objects.active().filter(level__in=["county", "township"])
    for code in ("420525102201", "420502003004"):  # 花林寺村, 果园路社区
        assert 3 <= direct.for_area(Area.objects.get(code=code)).count() <= 9


def test_seats_belong_to_the_term_of_their_district():
    assert not Seat.objects.exclude(district=None).exclude(district__term=F("term")).exists()


# what goes on ---------------------------------------------------------------------------------


def test_the_inspection_of_the_article_has_its_seventy_inspectors():
    visit = Inspection.objects.order_by("day").first()
    assert (visit.station.area.full_name(), visit.day.strftime("%Y-%m"), visit.inspectors) == (
        "兴山县古夫镇深渡河村",
        "2023-03",
        70,
    )
    assert visit.scores.count() == 7
    assert all(finding.mended_on for finding in visit.findings.all())
    assert Finding.objects.open().exists()


def test_the_small_congress_stands_in_the_street_of_the_zone_with_six_groups():
    congress = SmallCongress.objects.get()
    assert congress.station.area.full_name() == "高新区南苑街道学堂湾社区"
    assert congress.working_groups.count() == 6
    assert set(congress.disclosures.values_list("column", flat=True)) == {
        "residents",
        "owners",
        "property",
    }


def test_some_stations_are_idle_and_some_boards_are_unprinted_outdated_or_silent():
    idle = [s for s in Station.objects.all() if is_idle(s.code)]
    assert len(idle) == 71
    assert not Station.objects.filter(pk__in=[s.pk for s in idle], visits__isnull=False).exists()
    boards = Board.objects.all()
    states = (
        boards.never_printed(),
        boards.outdated(),
        boards.printed().filter(mounted_on=None),
        boards.filter(mounted_on__isnull=False, last_scanned_on=None),
    )
    assert [rows.exists() for rows in states] == [True] * 4


# two reports, two evaluations -------------------------------------------------------------------


def test_fifty_three_departments_of_four_classes_were_rated_in_five_years():
    counted = Evaluation.objects.public().filter(direction="departments", purpose="rating")
    reported = ReportedResult.objects.order_by().values_list("year", flat=True).distinct()
    years = sorted([*counted.values_list("year", flat=True), *reported])
    assert [year - years[-1] for year in years] == [-4, -3, -2, -1, 0]
    assert {evaluation.subjects.count() for evaluation in counted} == {53}
    assert ReportedResult.objects.count() == 53
    assert ClassedDepartment.objects.values("unit_class").distinct().count() == 4
    assert not Result.objects.filter(count__evaluation__in=counted, class_rank=None).exists()


def test_this_year_35_of_53_were_chosen_by_ballot_and_half_of_the_electors_have_voted():
    selection = Evaluation.objects.get(purpose="selection")
    rating = Evaluation.objects.get(selected_from=selection)
    assert (selection.subjects.count(), selection.subjects.filter(is_chosen=True).count()) == (
        53,
        35,
    )
    assert (rating.state, rating.subjects.count()) == ("open", 35)
    voted = rating.electors.filter(has_voted=True).count()
    slips = Slip.objects.filter(batch__evaluation=rating, is_spent=True).count()
    assert 0 < voted < rating.electors.count()
    assert Receipt.objects.filter(urn__evaluation=rating).count() == voted + slips
    assert UrnMark.objects.filter(urn__evaluation=rating).count() == 35 * (voted + slips)
    assert not Counted.objects.filter(evaluation=rating).exists()


def test_the_demo_account_may_still_vote():
    daibiao = Representative.objects.get(user__username="daibiao")
    elector = electors_of(daibiao.user).get()
    assert elector.has_voted is False


def test_what_has_to_be_mended_is_done_to_be_checked_running_and_late():
    states = Counter(Rectification.objects.values_list("state", flat=True))
    assert states == {"mending": 2, "reported": 1, "done": 1}
    assert Rectification.objects.late(timezone.localdate()).count() == 1


def test_the_count_file_of_the_demo_is_verified_by_the_program_that_stands_alone(tmp_path):
    count = Counted.objects.filter(evaluation__year=timezone.localdate().year - 1).first()
    file = tmp_path / "count.json"
    file.write_bytes(as_bytes(count.file))
    program = Path(supervision.__file__).parent / "results" / "verify_ballots.py"
    done = subprocess.run(
        [sys.executable, "-I", str(program), str(file), count.file_digest], capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
