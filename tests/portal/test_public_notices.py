"""/announcements/: notices from their day on, until they are over or withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.public import announce, html_of

DAY = timedelta(days=1)


def test_without_notices_it_says_so(client, cast):
    assert "现在没有公告" in html_of(client, "/announcements/")
    assert "现在没有公告" in html_of(client, "/")


def test_only_what_is_published_and_not_over_is_shown(client, cast):
    today, area = timezone.localdate(), cast.tree.city
    kept = announce(cast, area, "正在展示", until=today)
    gone = [
        announce(cast, area, "明天发布", published_on=today + DAY),
        announce(cast, area, "昨天到期", published_on=today - DAY, until=today - DAY),
        announce(cast, area, "已经撤下"),
    ]
    gone[-1].withdraw(by=cast.jiedao)
    html = html_of(client, "/announcements/")
    assert kept.title in html
    assert [notice.title for notice in gone if notice.title in html] == []
    assert client.get(f"/announcements/{kept.pk}/").status_code == 200
    assert [client.get(f"/announcements/{n.pk}/").status_code for n in gone] == [404] * 3


def test_newest_first_and_page_by_page(client, cast, django_assert_num_queries):
    today = timezone.localdate()
    for number in range(32):
        announce(cast, cast.tree.city, f"第{number:02d}号", published_on=today - number * DAY)
    first = html_of(client, "/announcements/")
    assert first.index("第00号") < first.index("第01号")
    assert ("第29号" in first, "第30号" in first) == (True, False)
    edge = (today - 29 * DAY).isoformat()
    with django_assert_num_queries(1):
        second = html_of(client, f"/announcements/?before={edge}.999999999")
    assert ("第28号" in second, "第29号" in second, "第31号" in second) == (False, True, True)


@pytest.mark.parametrize("before", ["x", "2026-99-99.1", "2026-01-01.", ".1", "%00"])
def test_a_strange_page_is_the_first_one(client, cast, before):
    announce(cast, cast.tree.city, "公告一")
    assert "公告一" in html_of(client, f"/announcements/?before={before}")
