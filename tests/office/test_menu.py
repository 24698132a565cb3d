"""The menu of staff: headings with their entries, the current one open, what waits behind each."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import is_manager
from notifications.models import Notice
from office import menu
from office.register import Heading, MenuEntry
from tests.factories.accounts import make_staff
from tests.factories.areas import make_tree
from tests.factories.inspections import make_finding, make_inspection

pytestmark = pytest.mark.django_db


def labels(client, path):
    return {
        head.label: [entry.label for entry in head.entries]
        for head in client.get(path).context["frame"].menu
    }


def test_one_heading_and_one_entry_are_marked(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    shown = client.get("/office/stations/").context["frame"].menu
    marked = [head.label for head in shown if head.current]
    entries = [entry.label for head in shown for entry in head.entries if entry.current]
    assert (marked, entries) == (["站点网络"], ["站点"])


def test_a_heading_leads_to_its_first_entry(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    for head in client.get("/office/").context["frame"].menu:
        assert head.url == head.entries[0].url


def test_what_managers_do_is_not_offered_to_others(client, tree):
    client.force_login(make_staff(tree.xiba))
    others = {label for entries in labels(client, "/office/").values() for label in entries}
    assert others & {"账号", "导入", "操作记录"} == set()
    client.force_login(make_staff(tree.xiling, role="manager"))
    mine = {label for entries in labels(client, "/office/").values() for label in entries}
    assert mine & {"账号", "导入", "操作记录"} == {"账号", "导入", "操作记录"}


def test_every_entry_opens(client, tree):
    client.force_login(make_staff(tree.xiling, role="manager"))
    for head in client.get("/office/").context["frame"].menu:
        for entry in head.entries:
            assert client.get(entry.url).status_code == 200


# what waits ------------------------------------------------------------------------------------


def waiting(client, path="/office/"):
    """{entry: its count} of all entries with one, and {heading: its count}."""
    menu = client.get(path).context["frame"].menu
    entries = {entry.label: entry.count for head in menu for entry in head.entries if entry.count}
    return entries, {head.label: head.count for head in menu if head.count}


def test_what_waits_is_counted_beside_its_entry_and_its_heading(client, cast):
    client.force_login(cast.jiedao)
    assert waiting(client) == ({}, {})
    for _ in range(2):
        cast.submit(keep_from=True)
    make_finding(
        make_inspection(cast.station, cast.tree.xiling, cast.quxian),
        recheck_on=timezone.localdate(),
    )

    assert waiting(client) == ({"选民留言": "2", "督查": "1"}, {"办理": "2", "站点网络": "1"})


def test_the_count_of_matters_is_that_of_the_list_behind_it(client, cast):
    cast.submit()
    cast.submit(keep_from=True)
    client.force_login(cast.jiedao)
    menu = client.get("/office/").context["frame"].menu
    (entry,) = [entry for head in menu for entry in head.entries if entry.label == "选民留言"]
    listing = client.get(entry.url).context["listing"]

    assert (entry.count, len(listing.found), listing.tab.key) == ("1", 1, "inbox")


def test_what_waits_elsewhere_is_not_counted(client, cast):
    cast.submit(keep_from=True)
    client.force_login(cast.quxian)
    assert waiting(client) == ({}, {})


def test_all_counts_are_one_query_and_end_at_the_cap(django_assert_num_queries):
    user = make_staff(make_tree().xiling)
    Notice.objects.bulk_create(
        Notice(user=user, text="有事", url="", key=f"k:{n}") for n in range(menu.MOST + 5)
    )
    entries = [entry_with(part, rows) for part, rows in SOURCES.items()]
    with django_assert_num_queries(1):
        counts = menu.count_waiting(user, entries)

    assert counts == {"many": menu.MOST + 1, "few": 3, "none": 0}
    assert [menu.in_words(n) for n in counts.values()] == ["99+", "3", ""]


SOURCES = {
    "many": lambda user: Notice.objects.filter(user=user),
    "few": lambda user: Notice.objects.filter(user=user, key__in=["k:1", "k:2", "k:3"]),
    "none": lambda user: Notice.objects.none(),
}


def entry_with(part, rows):
    return MenuEntry(Heading.MATTERS, 10, part, part, "office:overview", "", is_manager, rows)


def test_without_anything_to_count_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert menu.count_waiting(User(), [entry_with("plain", None)]) == {}


# the search beside it --------------------------------------------------------------------------


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
