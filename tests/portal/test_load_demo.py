"""The demo city: loaded through the imports, the same when loaded again, in every state."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from community.models import SmallCongress
from inspections.models import Inspection
from messages.figures import tallying
from messages.models import Message, Photo, Publication
from messages.states import State
from news.models import Article
from portal.demo.accounts import ACCOUNTS, PASSWORD
from representatives.models import (
    BranchMembership,
    DutyReport,
    ElectoralDistrict,
    GroupMembership,
    MessageCode,
    Representative,
    Seat,
)
from stations.demo.people import REAL
from stations.demo.scale import SCALES
from stations.models import (
    Board,
    Department,
    Group,
    GroupActivity,
    LiaisonOfficer,
    PartyBranch,
    ReceptionDay,
    Station,
    StationPhoto,
    Visit,
)
from supervision.models import (
    ClassedDepartment,
    Count,
    Elector,
    Evaluation,
    Receipt,
    ReportedResult,
    Result,
    Subject,
)

pytestmark = pytest.mark.django_db

WATCHED = (
    Station,
    Representative,
    LiaisonOfficer,
    Department,
    MessageCode,
    Message,
    User,
    Group,
    PartyBranch,
    GroupMembership,
    BranchMembership,
    ElectoralDistrict,
    Seat,
    DutyReport,
    Visit,
    ReceptionDay,
    GroupActivity,
    Inspection,
    SmallCongress,
    Board,
    Article,
    StationPhoto,
    ClassedDepartment,
    Evaluation,
    Subject,
    Elector,
    Count,
    Result,
    ReportedResult,
    Receipt,
)


def load(**options):
    call_command("load_demo", stdout=io.StringIO(), **options)


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_it_refuses_to_run_where_no_demo_is_wanted(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        load()


def test_small_scale_has_people_codes_accounts_and_matters_in_every_state(demo):
    load(scale="small")
    scale = SCALES["small"]
    assert (
        Station.objects.count(),
        Representative.objects.count(),
        LiaisonOfficer.objects.count(),
        Message.objects.count(),
    ) == (scale.stations, scale.representatives, scale.officers, scale.messages)
    persons = MessageCode.objects.filter(station=None)
    assert persons.count() == scale.representatives + scale.officers
    assert MessageCode.objects.filter(station__isnull=False).count() == scale.stations
    assert set(Message.objects.values_list("state", flat=True)) == set(State)
    assert Photo.objects.exists()
    assert Publication.objects.exists()
    assert tallying.recount() == 0
    assert (Group.objects.count(), PartyBranch.objects.count()) == (
        scale.regional + scale.professional,
        scale.branches,
    )
    assert [model.__name__ for model in WATCHED if not model.objects.exists()] == []

    users = User.objects.filter(username__in=ACCOUNTS)
    assert [user.check_password(PASSWORD) for user in users] == [True] * len(ACCOUNTS)
    assert User.objects.exclude(username__in=ACCOUNTS).filter(is_active=True).count() == 0
    assert not Representative.objects.filter(name__in=REAL).exists()


def test_loading_again_changes_nothing(demo):
    load(scale="small")
    before = [list(m.objects.order_by("pk").values_list("pk")) for m in WATCHED]
    load(scale="small")
    assert [list(m.objects.order_by("pk").values_list("pk")) for m in WATCHED] == before


def test_another_demo_is_left_alone(demo):
    load(scale="small")
    Representative.objects.order_by("pk").filter(pk=Representative.objects.first().pk).update(
        name="旧名"
    )
    before = Station.objects.count()
    load(scale="city")
    assert Station.objects.count() == before


def test_the_demo_accounts_belong_to_one_station_and_the_offices_above_it(demo):
    load(scale="small")
    daibiao, lianluo = (User.objects.get(username=name) for name in ("daibiao", "lianluo"))
    station = daibiao.representative.station
    assert station in lianluo.liaison_officer.stations.all()
    offices = [
        User.objects.get(username=name).posts.get().area
        for name in ("xiangzhen", "quxian", "shiji")
    ]
    assert [area.depth for area in offices] == [3, 2, 1]
    assert all(office.contains(station.area) for office in offices)
