"""整改 on the pages of the office and of the object."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Rectification
from supervision.states import RectificationState
from tests.factories import evaluations as make
from tests.factories.listings import rows_on
from tests.supervision.test_rectification_moves import demanded

pytestmark = pytest.mark.django_db
LIST = reverse("office:rectifications")


@pytest.fixture
def item(cast):
    return demanded(cast)


def at(name, item):
    return reverse(name, args=[item.pk])


def post(client, name, item, **data):
    return client.post(at(name, item), data)


# the office ---------------------------------------------------------------------------------------


def test_an_empty_list_says_so(client, cast):
    client.force_login(cast.quxian)
    assert "没有整改" in client.get(LIST).text


def test_a_manager_demands_with_a_prefilled_object(client, cast):
    subject = make.counted(cast).subjects.first()
    client.force_login(cast.quxian)
    url = f"{reverse('office:rectification_add')}?subject={subject.pk}"
    assert f"对{subject.name}提出整改" in client.get(url).text
    response = client.post(url, {"title": "窗口", "demand": "快一点", "days": "10"})
    made = Rectification.objects.get()
    assert response["Location"] == at("office:rectification", made)
    assert (made.subject, made.clock_amount) == (subject, 10)


def test_what_is_missing_is_said_and_the_rest_kept(client, cast):
    subject = make.counted(cast).subjects.first()
    client.force_login(cast.quxian)
    url = f"{reverse('office:rectification_add')}?subject={subject.pk}"
    response = client.post(url, {"title": "窗口", "demand": "", "days": "0"})
    assert response.status_code == 422
    assert "请写整改要求。" in response.text
    assert "请填 1 到 250 的整数。" in response.text
    assert 'value="窗口"' in response.text


@pytest.mark.parametrize("asked", ["", "x", "999999", "9" * 30])
def test_without_a_known_object_there_is_nothing_to_demand(client, cast, asked):
    client.force_login(cast.quxian)
    assert client.get(f"{reverse('office:rectification_add')}?subject={asked}").status_code == 404


def test_the_tabs_sort_what_is_open_late_and_to_check(client, cast, item):
    Rectification.objects.update(due_date=timezone.localdate() - timedelta(days=9))
    client.force_login(cast.quxian)
    counts = {tab.label: tab.count for tab in client.get(LIST).context["listing"].tabs}
    assert counts == {"在办": 1, "超期": 1, "待复查": 0, "全部": None}
    assert item.title in client.get(f"{LIST}?show=late").text
    assert "没有等复查的整改" in client.get(f"{LIST}?show=check").text
    assert item.title in client.get(f"{LIST}?show=all").text


def test_the_list_of_one_evaluation_shows_its_own_alone(client, cast, item):
    other = demanded(cast, title="另一次测评")
    client.force_login(cast.quxian)
    rows = rows_on(client.get(f"{LIST}?evaluation={other.subject.evaluation_id}"))
    assert [row.pk for row in rows] == [other.pk]


def test_the_list_is_narrowed_by_days_and_the_office_of_the_evaluation(client, cast, item):
    client.force_login(cast.shiji)
    day, day_before = item.due_date, item.due_date - timedelta(days=1)
    found = {
        f"since={day}&until={day}": [item],
        f"until={day_before}": [],
        f"area={cast.tree.xiling.code}": [item],
        f"area={cast.tree.yuanan.code}": [],
    }
    assert {asked: rows_on(client.get(f"{LIST}?{asked}")) for asked in found} == found


@pytest.mark.parametrize("after", ["x", "2026-11-01_", "2026-13-01_4", f"2026-11-01_{'9' * 30}"])
def test_a_page_that_makes_no_sense_is_the_first(client, cast, item, after):
    client.force_login(cast.quxian)
    assert item.title in client.get(f"{LIST}?after={after}").text


def test_the_detail_says_how_the_date_came_about_and_what_happened(client, cast, item):
    item.note("加开了窗口", by=cast.bumen)
    client.force_login(cast.quxian)
    text = client.get(at("office:rectification", item)).text
    assert ("怎么算的" in text, "整改进展" in text, "加开了窗口" in text) == (True, True, True)
    assert ("复查通过" in text, "延长期限" in text) == (False, True)


def test_checking_sending_back_prolonging_cancelling(client, cast, item):
    client.force_login(cast.quxian)
    post(client, "office:rectification_prolong", item, days="3", text="等设备")
    item.refresh_from_db()
    item.report("好了", by=cast.bumen)
    post(client, "office:rectification_send_back", item, days="5", text="没好")
    item.refresh_from_db()
    assert item.state == RectificationState.MENDING
    item.report("真好了", by=cast.bumen)
    post(client, "office:rectification_check", item, text="看过了")
    item.refresh_from_db()
    assert (item.state, item.checked_by) == (RectificationState.DONE, cast.quxian)
    response = client.post(at("office:rectification_cancel", item), {"text": "不用了"}, follow=True)
    assert "这件事的状态已经变了" in response.text


def test_a_manager_who_reported_for_the_department_finds_no_check(client, cast, item):
    item.subject.department.members.add(cast.quxian)
    item.report("好了", by=cast.quxian)
    client.force_login(cast.quxian)
    text = client.get(at("office:rectification", item)).text
    assert ("退回再办" in text, "要由另一个人复查" in text) == (False, True)
    response = client.post(at("office:rectification_check", item), {"text": "好"}, follow=True)
    assert "不能自己复查" in response.text


@pytest.mark.parametrize("who", ["stranger", "jiedao", "bumen", "daibiao", "lianluo"])
def test_staff_of_elsewhere_and_others_find_nothing(client, cast, item, who):
    client.force_login(getattr(cast, who))
    names = ("", "_check", "_send_back", "_prolong", "_cancel")
    answers = {client.get(at(f"office:rectification{name}", item)).status_code for name in names}
    assert answers == {404}
    if who in ("stranger", "jiedao"):
        assert item.title not in client.get(LIST).text


# the object ---------------------------------------------------------------------------------------


def test_the_object_notes_and_reports(client, cast, item):
    client.force_login(cast.bumen)
    post(client, "supervision:rectification_note", item, **{"note-text": "加开了窗口"})
    post(client, "supervision:rectification_report", item, text="排队 8 分钟")
    item.refresh_from_db()
    assert (item.state, item.result) == (RectificationState.REPORTED, "排队 8 分钟")
    text = client.get(at("supervision:rectification", item)).text
    assert ("加开了窗口" in text, "报整改结果" in text) == (True, False)


def test_reported_twice_is_reported_once(client, cast, item):
    client.force_login(cast.bumen)
    post(client, "supervision:rectification_report", item, text="排队 8 分钟")
    post(client, "supervision:rectification_report", item, text="又一次")
    item.refresh_from_db()
    assert item.result == "排队 8 分钟"
    assert item.events.filter(kind="report").count() == 1


@pytest.mark.parametrize("name", ["note", "report"])
def test_an_empty_word_is_asked_for_again(client, cast, item, name):
    client.force_login(cast.bumen)
    response = post(client, f"supervision:rectification_{name}", item)
    assert response.status_code == 422
    assert item.events.count() == 1


@pytest.mark.parametrize("who", ["zhanban", "daibiao", "quxian", "stranger"])
def test_a_member_of_another_department_finds_nothing(client, cast, item, who):
    client.force_login(getattr(cast, who))
    assert client.get(at("supervision:rectification", item)).status_code == 404
    assert post(client, "supervision:rectification_report", item, text="好").status_code == 404


def test_it_stands_among_what_is_mine_until_it_is_done(client, cast, item):
    client.force_login(cast.bumen)
    assert "有 1 件整改要办。" in client.get("/desk/").text
    item.report("好了", by=cast.bumen)
    page = client.get(reverse("supervision:mine"))
    assert ("待复查" in page.text, page.context["frame"].links[0].count) == (True, 0)


def test_what_comes_second_is_refused_and_its_words_stay(client, cast, item):
    client.force_login(cast.bumen)
    item.report("好了", by=cast.bumen)
    for name in ("supervision:rectification_report", "supervision:rectification_note"):
        typed = {"text": "写了很久的话", "note-text": "写了很久的话"}
        answer = client.post(at(name, item), typed)
        assert (answer.status_code, "写了很久的话" in answer.text) == (422, True)
    client.force_login(cast.quxian)
    item.cancel("不用了", by=cast.quxian)
    answer = client.post(at("office:rectification_check", item), {"text": "写了很久的话"})
    assert (answer.status_code, "写了很久的话" in answer.text) == (422, True)
