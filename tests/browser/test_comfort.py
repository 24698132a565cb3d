"""What the scripts add for people, tried on the sample pages in Chromium."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from PIL import Image

from portal.views.gallery import ERROR_PAGES, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL_TARGETS = """least => [...document.querySelectorAll(
    "a.btn, button, summary, select, textarea, input:not([type=hidden]), "
    + ".tabs a, .topbar a, .link-row a")]
  .filter((part) => part.checkVisibility() && part.getBoundingClientRect().width > 1)
  .map((part) => /checkbox|radio/.test(part.type) ? part.closest("label, .check") : part)
  .filter((part) => part.getBoundingClientRect().height < least - 0.5)
  .map((part) => part.outerHTML.slice(0, 100))"""
OPEN_ALL = "document.querySelectorAll('main details').forEach((part) => { part.open = true; })"


@pytest.fixture
def sample(live_server, settings, page):
    """Opens a sample page by name, in 关怀版 on request; what the browser reports fails."""
    settings.DEBUG = True
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)

    def open_page(name, *, width=375, care=False):
        page.set_viewport_size({"width": width, "height": 800})
        if care:
            page.context.add_cookies([{"name": "care", "value": "1", "url": live_server.url}])
        path = reverse("portal:gallery_page", args=[name]) if name else reverse("portal:gallery")
        page.goto(live_server.url + path)
        return page

    yield open_page
    assert complaints == []


def jpeg(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#345").save(file, "JPEG")
    return {"name": "lu deng.jpeg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.mark.parametrize("care", [False, True], ids=["normal", "care"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_every_sample_is_accessible_and_fits(sample, width, care):
    for name in ("", *PAGES, *ERROR_PAGES):
        page = sample(name, width=width, care=care)
        page.evaluate(OPEN_ALL)
        found = [rule["id"] for rule in Axe().run(page).response["violations"]]
        assert (name, found) == (name, [])
        assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, width)
        assert (name, page.evaluate(SMALL_TARGETS, 60 if care else 44)) == (name, [])


def test_typed_words_survive_a_change_to_large_text_but_the_phone_is_not_stored(sample):
    page = sample("voter")
    page.fill("#id_body", "路灯坏了三天😀")
    page.fill("#id_phone", "13800001234")
    assert page.inner_text(".counter") == "7 / 1000 字"
    page.click("text=关怀版")
    page.wait_for_selector("html.care")
    assert page.input_value("#id_body") == "路灯坏了三天😀"
    assert "1380000" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_three_taps_send_once_and_going_back_says_it_was_sent(sample):
    page = sample("voter")
    page.fill("#id_body", "路灯坏了三天")
    posts = []
    page.on("request", lambda request: posts.append(1) if request.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate(
            "() => { const b = document.querySelector('form[data-keep] .btn-primary');"
            " b.click(); b.click(); b.click(); }"
        )
    assert len(posts) == 1
    sample("done")
    assert "keep:m-sample" not in page.evaluate("Object.keys(sessionStorage)")
    page.go_back()
    page.locator("[data-sent-for]").wait_for(state="visible")


def test_without_a_net_nothing_is_sent_and_the_words_stay(sample):
    page = sample("voter")
    page.fill("#id_body", "路灯坏了三天")
    page.context.set_offline(True)
    page.click("form[data-keep] .btn-primary")
    assert "还没有送出" in page.inner_text("[data-offline]")
    assert page.input_value("#id_body") == "路灯坏了三天"
    page.context.set_offline(False)


def test_photos_are_added_one_by_one_shrunk_and_taken_away(sample):
    page = sample("voter")
    page.click("summary")
    page.set_input_files("#id_photos", [jpeg(4000, 3000)])
    page.get_by_text("已选 1 张").wait_for()
    unreadable = {"name": "b.heic", "mimeType": "image/heic", "buffer": b"heic"}
    page.set_input_files("#id_photos", [jpeg(30, 20), unreadable])
    page.get_by_text("已选 3 张").wait_for()
    files = "[...document.querySelector('#id_photos').files]"
    assert page.evaluate(f"{files}.map((f) => f.name)") == ["lu deng.jpg", "lu deng.jpg", "b.heic"]
    assert page.evaluate(f"createImageBitmap({files}[0]).then((i) => [i.width, i.height])") == [
        2048,
        1536,
    ]
    page.click("[aria-label='去掉第 2 张照片']")
    assert page.evaluate(f"{files}.length") == 2


def test_keys_move_tick_and_explain_themselves_and_can_be_switched_off(sample):
    page = sample("queue", width=1280)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.inner_text(".row-focus .queue-title") == "3 号楼门口的路灯坏了三天"
    assert page.inner_text("[data-selected-count]") == "1"
    page.keyboard.press("?")
    assert "交办" in page.inner_text("[data-key-list]")
    page.uncheck("#keys-switch")
    page.click("text=关上")
    page.keyboard.press("k")
    assert page.inner_text(".row-focus .queue-title") == "3 号楼门口的路灯坏了三天"


def test_keys_are_silent_while_somebody_types(sample):
    page = sample("queue", width=1280)
    page.focus("#id_name")
    page.keyboard.type("jjx")
    assert page.input_value("#id_name") == "jjx"
    assert page.locator(".row-focus").count() == 0
