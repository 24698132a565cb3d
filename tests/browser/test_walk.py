"""From a printed code to a closed matter, in Chromium on a phone, with and without JavaScript."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from pyzbar.pyzbar import decode

from messages.models import Message, Photo
from messages.states import Rating, RatingSource, State
from notifications.models import Notice
from tests.browser.people import Person
from tests.factories.casework import ANSWER, BODY, VOTER_PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COURSE = "submit hand_over refer_to_assign assign start_handling lead_answered release rate"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request):
    return request.param


@pytest.fixture
def arrive(browser, live_server, settings, javascript):
    """Gives a person a browser, signed in if they have an account."""
    settings.SITE_URL = live_server.url
    there = []

    def open_browser(user=None):
        person = Person(browser, live_server.url, javascript=javascript)
        there.append(person)
        if user:
            person.sign_in(user)
        return person

    yield open_browser
    for person in there:
        person.leave()


def photo_with_place():
    """A phone's JPEG: lying on its side, with GPS in its EXIF."""
    image = Image.effect_noise((1200, 800), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned upright
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 41.0, 30.0), 3: "E", 4: (111.0, 17.0, 5.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=80)
    assert b"Exif" in out.getvalue()
    return {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def scan(png):
    """What a phone's camera reads from the picture."""
    return decode(Image.open(io.BytesIO(png)))[0].data.decode()


def write(voter, url, *, photo=None, keep_from=False):
    voter.open(url)
    voter.page.fill("#id_body", BODY)
    voter.page.fill("#id_phone", VOTER_PHONE)
    if photo:
        voter.page.click("summary:has-text('照片')")
        voter.page.set_input_files("#id_photos", [photo])
    if keep_from:
        voter.page.click("summary:has-text('不想让本站')")
        voter.page.check("#id_keep_from")
    voter.page.click("text=提交留言")
    voter.page.wait_for_url("**/t/**")
    voter.look()
    return Message.objects.get()


def comes_out_clean(voter, matter):
    """The photo as others see it: upright, and silent about place and phone."""
    photo = Photo.objects.get()
    picture = voter.file(reverse("messages:photo", args=[matter.tracking.token, photo.pk]))
    clean = Image.open(io.BytesIO(picture))
    assert dict(clean.getexif()) == {}
    assert b"Exif" not in picture
    assert clean.height > clean.width


def comes_to_the_department(cast, arrive, representative, matter):
    """Through representative, officer and street; the street, which has to release the answer."""
    representative.open("desk:list")
    representative.page.click(f"text={BODY[:12]}")
    representative.look()
    representative.act("hand-over", reason="要街道来办")
    representative.reads("联络员")

    officer = arrive(cast.lianluo)
    officer.open("desk:message", matter.pk)
    officer.act("refer-to-assign", reason="路灯归街道管，请交办")

    street = arrive(cast.jiedao)
    street.open("desk:message", matter.pk)
    lead = {"lead": str(cast.street_office.pk)}
    street.act("assign", choose=lead, tick=["simple"], instruction="请三天内办")

    department = arrive(cast.zhanban)
    department.open("desk:list")
    department.open("desk:message", matter.pk)
    department.act("sign")
    department.act("answer", text=ANSWER)
    return street


def test_from_the_scan_to_the_rating(cast, arrive):
    representative = arrive(cast.daibiao)
    address = scan(representative.file(reverse("desk:code", args=["png"])))

    voter = arrive()
    matter = write(voter, address, photo=photo_with_place())
    assert len(voter.code) == 12
    code, receipt = voter.code, voter.page.url
    assert address.endswith(f"/m/{cast.code.slug}/")

    comes_out_clean(voter, matter)
    voter.open(receipt)
    assert voter.page.locator("#story img").count() == 1

    street = comes_to_the_department(cast, arrive, representative, matter)
    voter.open(receipt)
    assert ANSWER not in voter.page.content()  # not before it is released
    street.open("desk:message", matter.pk)
    street.act("release")

    voter.open("messages:track_typed")
    voter.page.fill("#id_code", f"{code[:4]} {code[4:8]} {code[8:]}")
    voter.page.fill("#id_last4", VOTER_PHONE[-4:])
    voter.page.click("main button.btn-primary")
    voter.look()
    voter.reads(ANSWER)
    voter.act("rate", button="satisfied")
    voter.reads("谢谢您的评价")

    matter.refresh_from_db()
    assert (matter.state, matter.rating) == (State.CLOSED, Rating.SATISFIED)
    assert matter.rating_source == RatingSource.ONLINE
    kinds = matter.events.exclude(kind="assignment").values_list("kind", flat=True)
    assert " ".join(kinds) == COURSE


def test_a_dissatisfied_voter_has_it_done_again_and_the_handler_is_told(cast, arrive):
    voter = arrive()
    matter = write(voter, reverse("messages:voter", args=[cast.code.slug]))
    receipt = voter.page.url
    representative = arrive(cast.daibiao)
    representative.open("desk:message", matter.pk)
    representative.act("reply", text=ANSWER)

    voter.open(receipt)
    voter.act("rate", button="dissatisfied")
    voter.act("reopen", reason="第二天晚上灯又灭了")
    assert voter.page.locator("form[action$='/reopen/']").count() == 0  # once

    matter.refresh_from_db()
    assert (matter.state, matter.holder) == (State.REOPENED, "representative")
    newest = Notice.objects.filter(user=cast.daibiao).latest("pk")
    representative.open("notifications:list")
    representative.reads(newest.text)
    representative.open("desk:message", matter.pk)
    representative.reads("第二天晚上灯又灭了")


def test_what_is_kept_from_the_station_is_seen_above_and_not_below(cast, arrive):
    voter = arrive()
    matter = write(voter, reverse("messages:voter", args=[cast.code.slug]), keep_from=True)
    for user in (cast.daibiao, cast.lianluo):
        below = arrive(user)
        below.open("desk:list")
        assert BODY[:12] not in below.page.content()
        answer = below.context.request.get(below.server + reverse("desk:message", args=[matter.pk]))
        assert answer.status == 404
    above = arrive(cast.jiedao)
    above.open("desk:message", matter.pk)
    above.reads(BODY)


def test_a_visitor_takes_a_slip_home_and_follows_the_matter_with_it(cast, arrive):
    officer = arrive(cast.lianluo)
    officer.open("desk:enter")
    officer.page.check("[name=origin][value=walk_in]")
    officer.page.fill("[name=body]", BODY)
    officer.page.click("text=登记并打印回执")
    officer.look()
    matter = Message.objects.get()
    secret = matter.tracking
    assert secret.code not in officer.page.content()
    officer.page.click("main button.btn-primary")
    officer.page.wait_for_selector(".slip", state="attached")
    assert not officer.page.locator(".slip").is_visible()  # on paper only
    officer.page.emulate_media(media="print")
    assert secret.grouped_code in officer.page.inner_text(".slip")
    assert scan(officer.page.locator(".slip img").screenshot()) == (
        officer.server + reverse("messages:track", args=[secret.token])
    )

    visitor = arrive()
    visitor.open("messages:track_typed")
    visitor.page.fill("#id_code", secret.code)
    visitor.page.fill("#id_last4", secret.last4)
    visitor.page.click("main button.btn-primary")
    visitor.look()
    visitor.reads(BODY)
    matter.refresh_from_db()
    assert (matter.origin, matter.state) == ("walk_in", State.SUBMITTED)
