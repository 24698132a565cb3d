"""公告: published after the check for secrets, scheduled, over, withdrawn at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from news.forms import ArticleForm
from news.models import Article
from tests.factories.casework import make_station
from tests.factories.listings import rows_on
from tests.factories.register import make_article

pytestmark = pytest.mark.django_db
URL = reverse("office:bulletins")
ADD = reverse("office:add_bulletin")


def day(n):
    return timezone.localdate() + timedelta(days=n)


def values(**changes):
    return {
        "title": "停电通知",
        "body": "周三停电半天。",
        "area": "云集街道",
        "station": "",
        "published_on": day(0),
        "until": "",
        "secrecy_checked": "on",
    } | changes


def test_staff_publish_a_notice_that_everybody_reads(client, cast):
    client.force_login(cast.jiedao)
    assert client.post(ADD, values()).url == URL
    found = Article.objects.get()
    entry = AuditEntry.objects.get(action="publish")
    assert (found.area, found.published_by, entry.area) == (
        cast.tree.yunji,
        cast.jiedao,
        cast.tree.yunji,
    )
    client.logout()
    assert "停电通知" in client.get(reverse("portal:notices")).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"secrecy_checked": ""}, "secrecy_checked"),
        ({"published_on": day(-1)}, "published_on"),
        ({"until": day(-1)}, "until"),
        ({"title": ""}, "title"),
        ({"area": "西坝街道"}, "area"),  # another township's
        ({"station": "没有的站"}, "station"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(client, cast, changes, field):
    client.force_login(cast.jiedao)
    response = client.post(ADD, values(**changes))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "周三停电半天。" in response.content.decode()
    assert Article.objects.count() == 0


def test_a_station_outside_of_the_area_is_refused(client, cast):
    make_station(cast.tree.jiajie, code="S2")
    client.force_login(cast.quxian)
    response = client.post(ADD, values(station="S2"))
    assert list(response.context["form"].errors) == ["station"]


def test_a_coming_notice_waits_for_its_day(client, cast):
    client.force_login(cast.jiedao)
    client.post(ADD, values(published_on=day(3)))
    assert [article.state.words for article in rows_on(client.get(URL))] == ["定时发布"]
    client.logout()
    assert "停电通知" not in client.get(reverse("portal:notices")).content.decode()


def test_a_withdrawn_notice_is_gone_at_once(client, cast):
    found = make_article(cast.tree.yunji, cast.jiedao)
    page = reverse("portal:notice", args=[found.pk])
    assert client.get(page).status_code == 200
    client.force_login(cast.jiedao)
    client.post(reverse("office:withdraw_bulletin", args=[found.pk]))
    client.logout()
    assert client.get(page).status_code in (404, 410)
    assert found.title not in client.get(reverse("portal:notices")).content.decode()
    assert AuditEntry.objects.get(action="publish").target == f"撤下公告「{found.title}」"


def test_withdrawing_twice_is_one_act(client, cast):
    found = make_article(cast.tree.yunji, cast.jiedao)
    client.force_login(cast.jiedao)
    for _ in range(2):
        client.post(reverse("office:withdraw_bulletin", args=[found.pk]))
    assert AuditEntry.objects.filter(action="publish").count() == 1


def test_a_changed_notice_is_checked_anew(client, cast):
    found = make_article(cast.tree.yunji, cast.jiedao, published_on=day(-9))
    client.force_login(cast.jiedao)
    page = reverse("office:edit_bulletin", args=[found.pk])
    assert " checked" not in str(client.get(page).context["form"]["secrecy_checked"])
    changed = values(published_on=day(-9), secrecy_checked="")
    assert client.post(page, changed).status_code == 422
    assert client.post(page, changed | {"secrecy_checked": "on"}).url == URL
    found.refresh_from_db()
    assert found.title == "停电通知"


def test_what_was_withdrawn_is_not_changed(client, cast):
    found = make_article(cast.tree.yunji, cast.jiedao)
    found.withdraw(by=cast.jiedao)
    client.force_login(cast.jiedao)
    client.post(reverse("office:edit_bulletin", args=[found.pk]), values())
    found.refresh_from_db()
    assert found.title == "本月接待安排"


def test_who_saves_as_another_withdraws_does_not_put_it_up_again(client, cast, monkeypatch):
    found = make_article(cast.tree.yunji, cast.jiedao)
    clean = ArticleForm.clean

    def withdrawn_meanwhile(form):
        Article.objects.get().withdraw(by=cast.quxian)
        return clean(form)

    monkeypatch.setattr(ArticleForm, "clean", withdrawn_meanwhile)
    client.force_login(cast.jiedao)
    client.post(reverse("office:edit_bulletin", args=[found.pk]), values())
    found.refresh_from_db()
    assert (found.is_withdrawn, found.title) == (True, "本月接待安排")


@pytest.mark.parametrize(
    ("state", "found"),
    [("shown", "正在"), ("coming", "以后"), ("over", "以前"), ("withdrawn", "撤下")],
)
def test_the_list_is_narrowed_by_state(client, cast, state, found):
    make_article(cast.tree.yunji, cast.jiedao, title="正在")
    make_article(cast.tree.yunji, cast.jiedao, title="以后", published_on=day(1))
    make_article(cast.tree.yunji, cast.jiedao, title="以前", published_on=day(-5), until=day(-1))
    make_article(cast.tree.yunji, cast.jiedao, title="撤下").withdraw(by=cast.jiedao)
    client.force_login(cast.quxian)
    rows = rows_on(client.get(f"{URL}?state={state}"))
    assert [article.title for article in rows] == [found]
