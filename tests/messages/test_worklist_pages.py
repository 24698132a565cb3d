from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from messages.desk.worklists import desks_of
from messages.models import Message, ResponseRecord, SavedFilter
from messages.views.worklist import WorkList, capped
from office.lists import listing as engine
from office.lists import paging
from tests.factories.accounts import make_user
from tests.factories.casework import ANSWER, make_officer
from tests.factories.listings import rows_on
from tests.messages.worklist_cases import CASES, put, to_station

pytestmark = pytest.mark.django_db


def page(client, user, url):
    client.force_login(user)
    return client.get(url)


def shown(response):
    return [row.pk for row in rows_on(response)]


@pytest.mark.parametrize(("user", "tab"), CASES)
def test_every_row_of_every_tab_is_visible_to_its_user(user, tab, cast):
    put(cast, user, tab, 1)
    account = getattr(cast, user)
    desk = desks_of(account, timezone.localdate())[0]
    key = "message" if desk.kind == "department" else "pk"
    keys = set(desk.rows(tab).values_list(key, flat=True))
    assert keys
    assert keys <= set(Message.objects.visible_to(account).values_list("pk", flat=True))


def test_what_is_kept_from_the_station_stands_in_no_tab_below(cast):
    kept = cast.submit(keep_from=True)
    today = timezone.localdate()
    for user in (cast.daibiao, cast.lianluo):
        assert kept not in desks_of(user, today)[0].rows("all")
    assert kept in desks_of(cast.jiedao, today)[0].rows("inbox")


def test_number_finds_a_closed_matter_words_find_open_ones(client, cast):
    matter, other = to_station(cast), to_station(cast, body="菜场污水流到人行道，臭气很大。")
    assert shown(page(client, cast.lianluo, f"/desk/?q={matter.number}")) == [matter.pk]
    assert shown(page(client, cast.lianluo, f"/desk/?q={other.pk}")) == [other.pk]
    assert shown(page(client, cast.lianluo, "/desk/?q=污水 臭气")) == [other.pk]
    assert shown(page(client, cast.lianluo, "/desk/?q=没有这样的字")) == []


def test_filters_of_the_url_narrow_the_list(client, cast):
    mine, handed = to_station(cast), cast.submit()
    url = "/desk/?tab=all"
    assert shown(page(client, cast.lianluo, f"{url}&holder=station")) == [mine.pk]
    assert shown(page(client, cast.lianluo, f"{url}&person=秦望")) == [handed.pk]
    assert shown(page(client, cast.lianluo, f"{url}&origin=call")) == []
    assert shown(page(client, cast.quxian, f"{url}&area={cast.tree.xiba.pk}")) == []
    assert shown(page(client, cast.quxian, f"{url}&area={cast.tree.yunji.pk}")) == [
        handed.pk,
        mine.pk,
    ]


def test_a_number_is_found_however_old_while_words_say_where_they_stopped(
    client, cast, monkeypatch
):
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(paging, "WINDOW", 1)
    monkeypatch.setattr(paging, "REACH", 2)
    old, *_, last = (to_station(cast) for _ in range(4))
    assert shown(page(client, cast.jiedao, f"/desk/?q={old.number}")) == [old.pk]
    response = page(client, cast.jiedao, "/desk/?q=没有这样的字")
    assert (shown(response), response.context["listing"].page.further) == ([], str(last.pk + 1 - 2))


@pytest.mark.django_db(reset_sequences=True)  # the way down to the first key is short
def test_words_are_found_however_old_by_going_further(client, cast, monkeypatch):
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(paging, "WINDOW", 1)
    monkeypatch.setattr(paging, "REACH", 2)
    old = to_station(cast, body="菜场污水流到人行道，臭气很大。")
    for _ in range(6):
        to_station(cast)
    met, url = [], "/desk/?tab=all&q=污水"
    for _ in range(9):
        response = page(client, cast.jiedao, url)
        met += shown(response)
        further = response.context["listing"].around["further"]
        assert ("再往前找" in response.content.decode()) is bool(further)
        if not further:
            break
        url = f"/desk/{further}"

    assert (met, further) == ([old.pk], "")


def test_open_rows_are_sorted_by_due_date_or_newest_and_the_archive_by_its_key(client, cast):
    later, sooner = to_station(cast), to_station(cast)
    Message.objects.filter(pk=sooner.pk).update(due_date=timezone.localdate() - timedelta(3))
    orders = {"": [sooner, later], "-due": [later, sooner], "-submitted_at": [sooner, later]}
    for order, rows in orders.items():
        response = page(client, cast.lianluo, f"/desk/?tab=mine&sort={order}")
        assert shown(response) == [row.pk for row in rows]
    response = page(client, cast.lianluo, "/desk/?tab=all&sort=due")
    assert response.context["listing"].sorting.by_pk


def test_a_page_by_due_date_begins_in_its_index(cast):
    listing = WorkList(cast.jiedao, QueryDict("tab=inbox"))
    beyond = listing.sorting.beyond((timezone.localdate(), 7))
    query = str(listing.sorting.sort(listing.sorting.rows.filter(beyond)).query)
    assert "NULLS" not in query
    assert '"due_date" IS NULL' not in query


def test_clearing_the_filters_stays_in_the_tab(client, cast):
    listing = page(client, cast.lianluo, "/desk/?q=没有").context["listing"]
    assert (listing.clear_url, listing.empty.link) == ("?tab=all", "全部清除")
    listing = page(client, cast.lianluo, "/desk/?desk=station&tab=late&origin=call").context[
        "listing"
    ]
    assert listing.clear_url == "?desk=station&tab=late"


def test_what_is_saved_is_desk_tab_filters_and_order_but_no_page(cast):
    query = "after=7&person=秦&origin=qr&tab=all&sort=due&x=1&print=1&desk=station"
    assert WorkList(cast.lianluo, QueryDict(query)).saved_query == (
        "desk=station&tab=all&origin=qr&person=%E7%A7%A6&sort=due"
    )


@pytest.mark.parametrize(
    "query", ["tab=x", "desk=x", "area=999999", "origin=x&grade=y", "after=x", "q=%00", "q=²"]
)
def test_nonsense_in_the_url_is_a_plain_page(client, cast, query):
    assert page(client, cast.quxian, f"/desk/?{query}").status_code == 200


def test_look_alikes_are_marked_and_stand_beside_each_other(client, cast):
    first = to_station(cast)
    second = to_station(cast, body="3 号楼门口的路灯坏了好几天，晚上看不清台阶，有老人摔过跤。")
    to_station(cast, body="公交改线后老人看病要走两公里，希望恢复原来的站点。")
    rows = rows_on(page(client, cast.lianluo, "/desk/?tab=mine"))
    assert [row.likeness.pk if row.likeness else None for row in rows] == [
        second.pk,
        first.pk,
        None,
    ]
    response = page(client, cast.lianluo, f"/desk/messages/{first.pk}/similar/")
    assert [other for other, _ in response.context["others"]] == [second]
    client.post(f"/desk/messages/{first.pk}/merge/", {"into": second.number})
    assert Message.objects.get(pk=first.pk).merged_into == second


def test_look_alikes_of_another_station_stay_unseen(client, cast):
    mine = to_station(cast)
    kept = cast.submit(keep_from=True)
    response = page(client, cast.lianluo, f"/desk/messages/{mine.pk}/similar/")
    assert response.context["others"] == []
    response = page(client, cast.jiedao, f"/desk/messages/{mine.pk}/similar/")
    assert [other for other, _ in response.context["others"]] == [kept]


def test_home_says_how_many_wait_and_shows_the_oldest_first(client, cast):
    later, sooner = cast.submit(), cast.submit()
    Message.objects.filter(pk=sooner.pk).update(due_date=timezone.localdate() - timedelta(3))
    context = page(client, cast.daibiao, "/desk/").context
    assert [card.pk for card in context["cards"]] == [sooner.pk, later.pk]
    assert context["counts"]["mine"] == 2


@pytest.mark.parametrize(("rated", "value"), [(9, "—"), (10, "90%")])
def test_satisfaction_is_shown_from_ten_ratings_on(client, cast, rated, value):
    ResponseRecord.objects.create(
        representative=cast.representative, answered=20, typical_days=3, rated=rated, satisfied=9
    )
    assert page(client, cast.daibiao, "/desk/").context["satisfaction"]["value"] == value


def test_empty_home_says_so(client, cast):
    assert "没有待答复的留言" in page(client, cast.daibiao, "/desk/").content.decode()


def test_account_without_a_role_learns_who_can_help(client, cast):
    response = page(client, make_user("new"), "/desk/")
    assert "这个账号现在没有工作台" in response.content.decode()


def test_two_roles_have_a_switch(client, cast):
    make_officer("秦望舒", cast.station, user=cast.daibiao)
    matter = to_station(cast)
    response = page(client, cast.daibiao, "/desk/")
    assert [item["current"] for item in response.context["listing"].switch] == [True, False]
    assert shown(page(client, cast.daibiao, "/desk/?desk=station")) == [matter.pk]


def test_saved_filter_can_be_the_first_page_and_stop_being_it(client, cast):
    client.force_login(cast.lianluo)
    client.post(
        "/desk/filters/save/", {"name": "来访", "query": "tab=all&origin=walk_in", "is_home": "on"}
    )
    assert client.get("/desk/").url == "/desk/?tab=all&origin=walk_in"
    saved = SavedFilter.objects.get(user=cast.lianluo)
    client.post(f"/desk/filters/{saved.pk}/home/")
    assert client.get("/desk/").status_code == 200


def test_filter_saved_under_the_same_name_takes_its_place(client, cast):
    client.force_login(cast.lianluo)
    for query in ("tab=late", "tab=mine"):
        client.post("/desk/filters/save/", {"name": "常看", "query": query})
    assert [f.query for f in SavedFilter.objects.filter(user=cast.lianluo)] == ["tab=mine"]
    response = client.post("/desk/filters/save/", {"name": "", "query": "tab=mine"})
    assert list(response.context["form"].errors) == ["name"]


def test_filter_of_somebody_else_is_not_there(client, cast):
    saved = SavedFilter.objects.create(user=cast.jiedao, name="我的", query="tab=all")
    client.force_login(cast.lianluo)
    assert client.post(f"/desk/filters/{saved.pk}/delete/").status_code == 404


def test_counts_stop_at_999():
    assert (capped(999), capped(1000)) == (999, "999+")


def test_record_lists_what_was_answered_this_year(client, cast):
    matter = cast.submit()
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    cast.submit()
    assert rows_on(page(client, cast.daibiao, "/desk/record/")) == [matter]
    assert rows_on(page(client, cast.daibiao, "/desk/record/?year=2025")) == []
