from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from pyzbar.pyzbar import decode

from messages.answers import check_answer
from messages.models import CannedReply
from messages.states import Holder
from representatives.models import Representative

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.daibiao)
    return client


def test_code_leads_to_the_voter_page(desk, cast, settings):
    png = desk.get("/desk/code.png")
    found = decode(Image.open(BytesIO(png.content)))
    assert [code.data.decode() for code in found] == [f"{settings.SITE_URL}/m/{cast.code.slug}/"]
    assert desk.get("/desk/code.svg")["Content-Type"] == "image/svg+xml"
    assert desk.get("/desk/code.exe").status_code == 404


def test_name_card_carries_name_posts_and_address(desk, cast):
    words = desk.get("/desk/name-card/").content.decode()
    assert "西陵区人大代表" in words
    assert f"/m/{cast.code.slug}/" in words


def test_only_a_representative_has_a_code_and_journeys(client, cast):
    client.force_login(cast.lianluo)
    for url in ("/desk/code.svg", "/desk/name-card/", "/desk/away/", "/desk/record/"):
        assert client.get(url).status_code == 404


def test_new_matters_go_to_the_officer_while_away(desk, cast):
    today = timezone.localdate()
    desk.post("/desk/away/", {"away_from": today, "away_until": today + timedelta(3)})
    cast.representative.refresh_from_db()
    assert cast.submit().holder == Holder.STATION
    desk.post("/desk/away/end/")
    assert Representative.objects.get(pk=cast.representative.pk).away_from is None


@pytest.mark.parametrize(("start", "end"), [(3, 1), (-5, -2), (None, 2)])
def test_impossible_dates_are_explained(desk, start, end):
    today = timezone.localdate()
    dates = {"away_from": start, "away_until": end}
    data = {name: today + timedelta(n) for name, n in dates.items() if n is not None}
    response = desk.post("/desk/away/", data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Representative.objects.filter(away_from__isnull=False).count() == 0


def test_shared_replies_are_there_and_say_something(desk, cast):
    shared = list(desk.get("/desk/canned/").context["shared"])
    assert len(shared) == 6
    for reply in shared:
        check_answer(reply.text.replace("＿＿", "三"))


def test_own_reply_is_added_changed_and_deleted(desk, cast):
    data = {"title": "路灯", "text": "路灯已经换好，当晚恢复照明，请您看看还有没有问题。"}
    desk.post("/desk/canned/add/", data)
    reply = CannedReply.objects.get(owner=cast.daibiao)
    desk.post(f"/desk/canned/{reply.pk}/", data | {"title": "修路灯"})
    assert CannedReply.objects.get(pk=reply.pk).title == "修路灯"
    desk.post(f"/desk/canned/{reply.pk}/delete/")
    assert CannedReply.objects.filter(owner=cast.daibiao).count() == 0


def test_reply_that_says_nothing_is_not_kept(desk, cast):
    response = desk.post("/desk/canned/add/", {"title": "转", "text": "已转交相关部门。"})
    assert list(response.context["form"].errors) == ["text"]


def test_shared_and_foreign_replies_cannot_be_changed(desk, cast):
    shared = CannedReply.objects.filter(owner=None).first()
    foreign = CannedReply.objects.create(owner=cast.lianluo, title="x", text="y")
    for reply in (shared, foreign):
        assert desk.get(f"/desk/canned/{reply.pk}/").status_code == 404
        assert desk.post(f"/desk/canned/{reply.pk}/delete/").status_code == 404


def test_density_is_remembered_and_leads_back(desk):
    response = desk.post("/desk/density/", {"next": "/desk/?tab=all"})
    assert (response.url, response.cookies["density"].value) == ("/desk/?tab=all", "compact")
    assert desk.post("/desk/density/", {"next": "//evil.example/"}).url == "/desk/"
