"""What search engines may read, what a shared link says, and the foot of every page."""

import re

import pytest
from django.conf import settings

from areas.models import Installation
from tests.factories.casework import make_representative
from tests.factories.public import announce, html_of, publish, withdraw


def addresses(client, path):
    return re.findall(r"<loc>(?:https?://[^/]+)?([^<]*)</loc>", client.get(path).content.decode())


def test_robots_keep_out_of_tracking_desk_and_office(client, cast):
    response = client.get("/robots.txt")
    text = response.content.decode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    for path in ("/t/", "/m/", "/track/", "/desk/", "/office/", "/accounts/", "/admin/"):
        assert f"Disallow: {path}\n" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text


def test_the_site_map_names_what_is_public_and_nothing_else(client, cast):
    shown, gone = publish(cast), publish(cast, body="另一件事")
    withdraw(gone, cast)
    retired = make_representative("退任者", cast.station)
    retired.seats.get().suspend()
    sections = addresses(client, "/sitemap.xml")
    assert sections == [
        f"/sitemap-{name}.xml"
        for name in ("pages", "areas", "stations", "representatives", "answers", "results")
    ]
    assert addresses(client, "/sitemap-stations.xml") == [f"/stations/{cast.station.pk}/"]
    assert addresses(client, "/sitemap-representatives.xml") == [
        f"/representatives/{cast.representative.pk}/"
    ]
    assert addresses(client, "/sitemap-answers.xml") == [f"/answers/{shown.pk}/"]
    for section in sections[:2]:
        for path in addresses(client, section):
            assert client.get(path).status_code == 200


def test_a_page_of_a_site_map_that_is_not_there_is_not_found(client, cast):
    for path in ("/sitemap-nobody.xml", "/sitemap-stations.xml?p=9", "/sitemap-stations.xml?p=x"):
        assert client.get(path).status_code == 404


def test_a_shared_link_says_what_it_is(client, cast):
    html = html_of(client, f"/stations/{cast.station.pk}/?after_person=7")
    url = f"{settings.SITE_URL}/stations/{cast.station.pk}/"
    assert f'<link rel="canonical" href="{url}">' in html
    assert f'<meta property="og:title" content="{cast.station.name}">' in html


def test_a_tracking_page_says_nothing_of_itself(client, cast):
    message = cast.submit()
    html = html_of(client, f"/t/{message.tracking.token}/")
    assert ("og:title" in html, "canonical" in html) == (False, False)


def test_the_foot_is_complete(client, cast):
    installation = Installation.objects.get()
    installation.organ_name = "示例市人大常委会"
    installation.contact_phone, installation.contact_address = "0717-6440000", "示例路 1 号"
    installation.icp_number, installation.police_number = (
        "鄂ICP备00000001号",
        "鄂公网安备42050000000001号",
    )
    installation.site_identifier = "4205000001"
    installation.save()
    html = html_of(client, "/help/")
    for words in (
        "主办：示例市人大常委会",
        'href="tel:07176440000"',
        "示例路 1 号",
        "网站标识码 4205000001",
        'href="https://beian.miit.gov.cn/"',
        "鄂ICP备00000001号",
        "https://beian.mps.gov.cn/#/query/webSearch?code=42050000000001",
        'href="/help/privacy/"',
        'href="/help/accessibility/"',
    ):
        assert words in html


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/find/",
        "/search/",
        "/directory/",
        "/directory/420502/",
        "/announcements/",
        "/answers/",
    ],
)
def test_every_public_page_has_a_large_edition(client, cast, path):
    announce(cast, cast.tree.city, "公告")
    client.cookies["care"] = "1"
    assert 'class="public care"' in html_of(client, path)
