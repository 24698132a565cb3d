"""What a desk is called, what stands in a row of it and which row comes first."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from casework.actors import Actor
from messages.desk.worklists import desks_of
from messages.intake.incoming import add_photos
from messages.models import Message, MessageAssignment
from tests.factories.casework import ANSWER, make_department, make_officer, make_station
from tests.factories.listings import rows_on
from tests.factories.states import at_street
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


def test_a_row_names_the_department_that_leads_now(client, cast):
    first, second = at_street(cast), at_street(cast)
    for matter, lead in ((first, cast.village_body), (second, cast.street_office)):
        by = cast.actor(cast.jiedao, matter)
        matter.assign(by=by, lead=lead, co=[cast.county_bureau], grade="simple")
    client.force_login(cast.jiedao)
    rows = rows_on(client.get("/desk/?tab=all"))
    assert [row.holder for row in rows] == ["云集街道城管办", "果园路社区居委会"]

    share = first.assignments.get(role="lead")
    share.reassign(cast.street_office, by=cast.actor(cast.jiedao, first))
    rows = rows_on(client.get("/desk/?tab=all"))
    assert [row.holder for row in rows] == ["云集街道城管办", "云集街道城管办"]


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


@pytest.mark.parametrize(
    ("options", "unread"),
    [({}, {"phone", "secret", "body"}), ({"in_full": True}, {"phone", "secret"})],
)
@pytest.mark.parametrize(
    ("user", "count"), [("daibiao", 1), ("lianluo", 2), ("jiedao", 2), ("cunju", 1)]
)
def test_neither_a_list_nor_its_workbook_reads_phone_or_secret_and_a_list_no_whole_text(
    cast, user, count, options, unread
):
    answered(cast)
    cast.submit()
    desk = desk_of(getattr(cast, user))
    rows = list(desk.listed(desk.all(), **options))
    matters = [row.message if desk.kind == "department" else row for row in rows]
    secrets = {"phone", "secret", "body"}
    assert [secrets & matter.get_deferred_fields() for matter in matters] == [unread] * count


def test_a_department_that_asked_to_give_a_matter_back_is_not_late(cast):
    (matter,) = put(cast, "cunju", "late", 1)
    desk = desk_of(cast.cunju)
    assert (desk.counts()["late"], desk.counts()["review"]) == (1, 0)

    share = matter.assignments.get()
    share.message = Message.objects.get(pk=matter.pk)
    share.request_return("这条路归区里管", by=cast.actor(cast.cunju, matter))

    assert MessageAssignment.objects.get().due_date < timezone.localdate()
    assert (desk.counts()["late"], desk.counts()["review"]) == (0, 1)


def test_a_co_handlers_answer_is_looked_at_while_departments_have_the_matter_not_once_it_is_back(
    cast,
):
    matter, property_office = to_station(cast), make_department(cast.tree.guoyuanlu, "物业办")
    officer = cast.actor(cast.lianluo, matter)
    co = [property_office]
    matter.assign(by=officer, lead=cast.village_body, co=co, grade="simple")
    helped = matter.assignments.get(role="co")
    helped.submit_answer(ANSWER, by=Actor(cast.bumen, "物业办"))
    desk = desk_of(cast.lianluo)
    assert list(desk.rows("review")) == [matter]

    led = MessageAssignment.objects.get(role="lead")
    led.request_return("不归社区管", by=cast.actor(cast.cunju, matter))
    led.approve_return(by=officer)

    assert Message.objects.get().state == "returned"
    assert (list(desk.rows("mine")), list(desk.rows("review"))) == ([matter], [])
