"""Public pages in tests."""

import re

from django.utils import timezone

from messages.models import Publication
from news.models import Article
from tests.factories.casework import ANSWER


def words_of(html):
    """What a person reads of it: without the tags, a line's end as a blank."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def html_of(client, url):
    """The page at an address; where it sends on, the page it sends on to."""
    response = client.get(url, follow=True)
    assert response.status_code == 200, (url, response.status_code)
    return in_one_line(response.content.decode())


def in_one_line(html):
    """Without the blanks that a browser does not show: at line ends, and inside a box's edges."""
    html = re.sub(r"\s+", " ", html)
    return re.sub(r"(<(?:a|li|p|summary|div)\b[^>]*>) | (?=</(?:a|li|p|summary|div)>)", r"\1", html)


def publish(cast, title="路灯修好了", **changes):
    message = cast.submit(**changes)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    return Publication.objects.create(
        message=message,
        title=title,
        body="路灯坏了（已隐去）",
        answer=ANSWER,
        **Publication.published_columns(by=cast.jiedao, at=timezone.now()),
    )


def withdraw(publication, cast):
    publication.withdraw(by=cast.jiedao)


def announce(cast, area, title, **fields):
    """A notice that everybody reads from today on."""
    values = {"published_on": timezone.localdate(), "body": "各位选民：详见通知。"} | fields
    published = Article.published_columns(by=cast.jiedao, at=timezone.now())
    return Article.objects.create(area=area, title=title, **published | values)
