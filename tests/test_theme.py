"""One look everywhere: components keep their contracts, pages stay light, colours can be read."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.http import Http404
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from portal.templatetags.components import digits_only, grouped, phone_text, share, stage_line
from portal.views.gallery import ERROR_PAGES, PAGES, gallery
from tests.factories.public import in_one_line
from yichang_renda.errors import csrf_failure

ROOT = Path(__file__).resolve().parent.parent
THEME = (ROOT / "static/css/theme.css").read_text()


class OneField(forms.Form):
    body = forms.CharField(label="想反映什么？", help_text="说清在哪里", max_length=20)
    name = forms.CharField(label="怎么称呼您", required=False)


# --- 关怀版 -------------------------------------------------------------------------------------


def test_the_care_switch_sets_the_cookie_and_returns_to_the_page(client):
    response = client.post("/care/", {"on": "1", "next": "/t/abc/?a=1"})
    assert (response.status_code, response.url) == (302, "/t/abc/?a=1")
    assert client.cookies["care"].value == "1"


def test_the_care_switch_turns_off_again(client):
    client.cookies["care"] = "1"
    client.post("/care/", {"on": "0", "next": "/"})
    assert client.cookies["care"].value == ""


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_care_switch_never_leads_to_another_site(client, target):
    assert client.post("/care/", {"on": "1", "next": target}).url == "/"


def test_without_a_wish_the_care_switch_returns_to_where_it_was_pressed(client):
    response = client.get("/care/", {"on": "1"}, headers={"referer": "http://testserver/find/"})
    assert response.url == "http://testserver/find/"


# --- gallery ------------------------------------------------------------------------------------


def test_the_gallery_is_not_there_for_ordinary_people(rf, settings):
    request = rf.get("/gallery/")
    request.user = get_user_model()(username="somebody")
    with pytest.raises(Http404):
        gallery(request)


@pytest.fixture
def administrator(db):
    user = get_user_model().objects.create_superuser("guanli", password=None)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["", *PAGES, *ERROR_PAGES])
def test_every_sample_page_is_whole_and_has_no_inline_code(administrator, settings, name):
    settings.DEBUG = True
    html = administrator.get(f"/gallery/{name}/" if name else "/gallery/").content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="zh-CN"' in html
    assert re.findall(r"<style|<script(?![^>]* src=)| style=| on[a-z]+=", html) == []


def test_care_pages_say_so_in_their_class(administrator, settings):
    settings.DEBUG = True
    administrator.cookies["care"] = "1"
    assert 'class="public care"' in administrator.get("/gallery/voter/").content.decode()


# --- components ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "context"),
    [
        ("due_badge", {"kind": "red", "text": "超期"}),
        ("notice", {"kind": "danger", "text": "注意"}),
        ("icon", {"name": "star"}),
        ("figure", {"label": "站点", "value": 1, "tone": "pink"}),
        ("stage_line", {"stage": "sent"}),
        ("person_card", {"name": "秦望舒", "posts": [], "heading": "h3"}),
        ("timeline_item", {"when": "", "who": "", "text": "", "kind": "secret"}),
    ],
)
def test_an_unknown_variant_fails(component, context):
    with pytest.raises(TemplateSyntaxError):
        render_to_string(f"components/{component}.html", context)


def test_a_field_names_its_hint_and_error_to_screen_readers():
    form = OneField({"body": ""})
    html = render_to_string("components/field.html", {"field": form["body"]})
    assert 'aria-describedby="id_body_helptext id_body_error"' in html
    assert 'id="id_body_helptext">说清在哪里<' in html
    assert 'id="id_body_error"><span>错误：' in in_one_line(html)


def test_an_optional_field_says_so_and_a_required_one_has_no_mark():
    form = OneField()
    assert "可不填" in render_to_string("components/field.html", {"field": form["name"]})
    assert "可不填" not in render_to_string("components/field.html", {"field": form["body"]})


def test_the_error_summary_links_each_error_to_its_field():
    html = render_to_string("components/error_summary.html", {"form": OneField({})})
    assert '<a href="#id_body">' in html


def test_the_stage_line_knows_what_is_done_and_what_comes():
    states = [stage["state"] for stage in stage_line("replied")]
    assert states == ["done", "done", "now", "todo"]
    assert [stage["state"] for stage in stage_line("closed")] == ["done"] * 4
    assert [item["label"] for item in stage_line("closed", "已撤回")] == ["已收到", "已撤回"]


def test_codes_phones_and_shares_are_written_as_people_expect():
    assert grouped("482710593316") == "4827 1059 3316"
    assert digits_only("0717-644 1234") == "07176441234"
    assert (share(1, 3), share(0, 0)) == (33.3, 0.0)


# --- errors -------------------------------------------------------------------------------------


def test_the_500_page_needs_neither_database_nor_context():
    html = render_to_string("500.html")
    assert "这一页出了问题" in html


def test_a_stale_form_gives_the_words_back_but_no_secrets(db):
    typed = {
        "body": "路灯坏了 <script>alert(1)</script>",
        "phone": "１３８ 0000 1234",
        "password": "hunter 2",
        "key": "3f2a9c",
        "csrfmiddlewaretoken": "x",
    }
    request = RequestFactory().post("/m/7K3M9Q2D/", typed)
    response = csrf_failure(request)
    html = response.content.decode()
    assert response.status_code == 403
    assert "路灯坏了 &lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'href="/m/7K3M9Q2D/"' in html
    assert [secret for secret in ("0000 1234", "hunter", "3f2a9c") if secret in html] == []


# --- weight and colour --------------------------------------------------------------------------


def zipped(*names):
    return sum(len(gzip.compress((ROOT / "static" / name).read_bytes())) for name in names)


def test_a_voters_page_stays_light():
    assert zipped("vendor/bootstrap/bootstrap-reboot.min.css", "css/theme.css") <= 12_000
    assert zipped("js/base.js", "js/photos.js", "js/copy.js") <= 15_000


def colours(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", block))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


NORMAL = colours(THEME[THEME.index(":root {") : THEME.index("/* Staff pages are denser")])
CARE = NORMAL | colours(THEME[THEME.index("\n.care {") : THEME.index("\nhtml {")])


@pytest.mark.parametrize(("tokens", "least"), [(NORMAL, 4.5), (CARE, 7.0)], ids=["normal", "care"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("muted", "paper"),
        ("muted", "card"),
        ("red", "card"),
        ("card", "red"),
        ("done", "done-ground"),
        ("soon", "soon-ground"),
        ("soon", "note-ground"),
        ("late", "late-ground"),
        ("info", "info-ground"),
        ("info", "paper"),
    ],
)
def test_text_can_be_read_on_its_ground(tokens, least, text, ground):
    assert contrast(tokens[text], tokens[ground]) >= least


@pytest.mark.parametrize(
    ("phone", "text"),
    [
        ("07170008465", "0717-0008465"),
        ("01064412345", "010-64412345"),
        ("13900000001", "139 0000 0001"),
        ("12345", "12345"),
    ],
)
def test_a_number_is_written_as_people_write_it(phone, text):
    assert phone_text(phone) == text
