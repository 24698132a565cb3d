"""What a desk is called, what stands in a row of it and which row comes first."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from messages.desk.worklists import desks_of
from messages.intake.incoming import add_photos
from messages.models import Message, MessageAssignment
from tests.factories.casework import make_department, make_officer, make_station
from tests.factories.listings import rows_on
from tests.messages.worklist_cases import answered, put, to_station

pytestmark = pytest.mark.django_db


def desk_of(user):
    (desk,) = desks_of(user, timezone.localdate())
    return desk


@pytest.mark.parametrize(
    ("stations", "label", "is_one_stretch"),
    [
        (["云集站"], "云集站", True),
        (["云集站", "西坝站"], "云集站等 2 个站点", False),
        (["云集站", "西坝站", "高新站"], "云集站等 3 个站点", False),
    ],
)
def test_an_officers_desk_is_named_after_the_first_station_and_how_many_there_are(
    cast, stations, label, is_one_stretch
):
    areas = (cast.tree.yunji, cast.tree.xiba, cast.tree.xuetangwan)
    places = [
        make_station(area, code=name, name=name)
        for area, name in zip(areas, stations, strict=False)
    ]
    make_officer("黎多站", *places, user=cast.bumen)
    cast.county_bureau.members.clear()
    desk = desk_of(cast.bumen)
    assert (desk.label, desk.is_one_stretch) == (label, is_one_stretch)


def test_a_departments_desk_is_named_after_all_its_departments(cast):
    desk = desk_of(cast.bumen)
    assert (desk.label, desk.is_one_stretch) == ("西陵区城市管理局（示例）", True)
    make_department(cast.tree.xiling, "西陵区水利局（示例）", cast.bumen)
    desk = desk_of(User.objects.get(pk=cast.bumen.pk))  # hats are read once per user object
    assert (desk.label, desk.is_one_stretch) == (
        "西陵区城市管理局（示例）、西陵区水利局（示例）",
        False,
    )


def test_a_row_says_how_many_photos_its_own_matter_has(client, cast):
    counts = [2, 0, 1]
    matters = [to_station(cast) for _ in counts]
    for matter, count in zip(matters, counts, strict=True):
        add_photos(matter, [ContentFile(b"x", "a.jpg")] * count)
    client.force_login(cast.lianluo)
    rows = rows_on(client.get("/desk/?tab=all"))
    assert [row.photos for row in rows] == ["1 张照片", "", "2 张照片"]


def test_a_departments_row_says_whether_its_own_matter_has_photos(client, cast):
    first, second = answered(cast), answered(cast)
    add_photos(first, [ContentFile(b"x", "a.jpg")])
    client.force_login(cast.cunju)
    rows = rows_on(client.get("/desk/?tab=review"))
    assert [(row.number, row.photos) for row in rows] == [
        (second.number, ""),
        (first.number, "有照片"),
    ]


@pytest.mark.parametrize(("tab", "is_newest_first"), [("review", True), ("unsigned", False)])
def test_a_department_sees_first_what_is_due_first_but_of_its_answers_the_last(
    client, cast, tab, is_newest_first
):
    numbers = [matter.number for matter in put(cast, "cunju", tab, 2)]
    client.force_login(cast.cunju)
    rows = rows_on(client.get(f"/desk/?tab={tab}"))
    assert [row.number for row in rows] == (numbers[::-1] if is_newest_first else numbers)


def test_a_department_that_asked_to_give_a_matter_back_is_not_late(cast):
    (matter,) = put(cast, "cunju", "late", 1)
    desk = desk_of(cast.cunju)
    assert (desk.counts()["late"], desk.counts()["review"]) == (1, 0)

    share = matter.assignments.get()
    share.message = Message.objects.get(pk=matter.pk)
    share.request_return("这条路归区里管", by=cast.actor(cast.cunju, matter))

    assert MessageAssignment.objects.get().due_date < timezone.localdate()
    assert (desk.counts()["late"], desk.counts()["review"]) == (0, 1)
