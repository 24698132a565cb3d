"""What stands around every page for staff, whichever app it belongs to."""

import pytest
from django.urls import reverse

from accounts.models import User
from office import context

pytestmark = pytest.mark.django_db

OFFICE = ["总览", "办理", "站点网络", "代表", "述职测评", "印制", "记录和设置"]
PAGES = {
    "desk:list": "办理 › 选民留言",
    "accounts:manage": "记录和设置 › 账号",
    "accounts:invite": "记录和设置 › 账号",
    "jobs:import_index": "记录和设置 › 导入",
    "jobs:list": "记录和设置 › 后台任务",
    "notifications:status": "记录和设置 › 通知渠道",
    "notifications:list": "",
    "accounts:profile": "",
}


def frame(client, user, name):
    client.force_login(user)
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.context["frame"], response.content.decode()


@pytest.mark.parametrize(("name", "here"), PAGES.items())
def test_a_page_of_any_floor_keeps_the_frame_of_an_office(client, cast, name, here):
    shown, page = frame(client, cast.quxian, name)

    assert [head.label for head in shown.menu] == OFFICE
    assert (shown.place, shown.here) == ("西陵区人大常委会", here)
    assert page.count('class="office-nav"') == 1
    assert '<span class="topbar-place">西陵区人大常委会</span>' in page


@pytest.mark.parametrize("name", ["desk:list", "notifications:list", "office:visits"])
def test_officers_of_a_station_keep_their_own_menu(client, cast, name):
    shown, _ = frame(client, cast.lianluo, name)
    labels = [(head.label, [entry.label for entry in head.entries]) for head in shown.menu]

    assert labels == [
        ("我的站点", ["选民留言", "我的站点", "接待和走访", "居民议事会", "站点代管"])
    ]
    assert shown.place == cast.station.name


def test_representatives_and_departments_have_no_menu(client, cast):
    for user, place in ((cast.daibiao, ""), (cast.bumen, cast.county_bureau.name)):
        shown, page = frame(client, user, "notifications:list")
        assert (shown.menu, shown.place, "office-nav" in page) == ([], place, False)


def test_the_header_links_to_what_the_person_does(client, cast):
    found = {
        user.username: [link.label for link in frame(client, user, "notifications:list")[0].links]
        for user in (cast.quxian, cast.lianluo, cast.daibiao, cast.bumen)
    }

    assert list(found.values()) == [["本级总览"], ["登记来访"], ["测评", "外出"], ["测评"]]


def test_the_search_of_the_header_looks_where_the_person_has_something(client, cast):
    root = User.objects.create_superuser("root")
    found = [
        frame(client, user, "notifications:list")[0].search.url
        for user in (cast.quxian, cast.lianluo, cast.daibiao, cast.bumen, root)
    ]

    assert found == [*["/desk/"] * 4, "/search/"]


def test_who_only_runs_the_system_is_led_to_accounts_and_imports(client, cast):
    root = User.objects.create_superuser("root")
    shown, _ = frame(client, root, "accounts:manage")

    assert [entry.label for head in shown.menu for entry in head.entries] == ["账号", "导入"]


def test_what_a_page_does_not_show_is_not_read(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        context.frame(rf.get("/"))
