"""The menu of /office/: headings with their entries, the current one open."""

import re

import pytest
from django.urls import reverse

from tests.factories.accounts import make_staff
from tests.factories.areas import make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return make_tree()


def menu(client, path):
    return {
        head["label"]: [entry["label"] for entry in head["entries"]]
        for head in client.get(path).context["menu"]
    }


def test_one_heading_and_one_entry_are_marked(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    shown = client.get("/office/stations/").context["menu"]
    marked = [head["label"] for head in shown if head["current"]]
    entries = [entry["label"] for head in shown for entry in head["entries"] if entry["current"]]
    assert (marked, entries) == (["站点网络"], ["站点"])


def test_a_heading_leads_to_its_first_entry(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    for head in client.get("/office/").context["menu"]:
        assert head["url"] == head["entries"][0]["url"]


def test_what_managers_do_is_not_offered_to_others(client, tree):
    client.force_login(make_staff(tree.xiba))
    others = {label for entries in menu(client, "/office/").values() for label in entries}
    assert others & {"账号", "导入", "操作记录"} == set()
    client.force_login(make_staff(tree.xiling, role="manager"))
    mine = {label for entries in menu(client, "/office/").values() for label in entries}
    assert mine & {"账号", "导入", "操作记录"} == {"账号", "导入", "操作记录"}


def test_every_entry_opens(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    for head in client.get("/office/").context["menu"]:
        for entry in head["entries"]:
            assert client.get(entry["url"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/office/people/", "/office/congresses/", "/office/entries/", "/accounts/manage/"]
)
def test_the_words_of_a_page_stay_out_of_the_search_in_the_header(client, tree, path):
    client.force_login(make_staff(tree.xiling, role="manager"))
    page = client.get(path, {"q": "西坝"}).content.decode()
    assert search_in_the_header(page) == ""
    assert page.count('value="西坝"') == 1


def test_the_worklist_keeps_its_words_in_the_header(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    page = client.get(reverse("desk:list"), {"q": "路灯"}).content.decode()
    assert search_in_the_header(page) == "路灯"


def search_in_the_header(page):
    (value,) = re.findall(r'id="site-search"[^>]* value="([^"]*)"', page)
    return value
