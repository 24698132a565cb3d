"""From the front page to a message: area, station, representative; on a phone and a desktop."""

from datetime import time

import pytest

from messages.models import Message
from representatives.models import MessageCode
from stations.models import ReceptionDay
from tests.browser.people import LOOK, Person
from tests.factories.casework import BODY, VOTER_PHONE, make_cast, make_station

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    cast = make_cast()
    MessageCode.objects.create(station=cast.station)
    make_station(cast.tree.yunji, code="H1", name="云集街道代表之家", kind="home")
    ReceptionDay.objects.create(
        station=cast.station, every="month", day=5, starts_at=time(9), ends_at=time(11)
    )
    return cast


@pytest.fixture(params=[375, 1280])
def width(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def voter(request, browser, live_server, settings, width):
    settings.SITE_URL = live_server.url
    person = Visitor(browser, live_server.url, javascript=request.param)
    person.page.set_viewport_size({"width": width, "height": 812})
    person.width, person.javascript = width, request.param
    yield person
    person.leave()


class Visitor(Person):
    """Looks at each page as wide as the window is."""

    def look(self):
        self.page.wait_for_load_state()
        wanted = {"headings": 1, "width": self.page.viewport_size["width"]}
        assert (self.page.url, self.page.evaluate(LOOK)) == (self.page.url, wanted)
        assert self.complaints == []
        return self.page

    def pick(self, name, label):
        """With JavaScript the choice goes on by itself, without it a button does it."""
        with self.page.expect_navigation():
            self.page.select_option(f"select[name={name}]", label=label)
            if not self.javascript:
                self.page.click("form:has(select) button")
        self.look()

    def follow(self, selector):
        with self.page.expect_navigation():
            self.page.click(selector)
        return self.look()


def test_home_to_area_to_station_to_representative_to_message(cast, voter):
    voter.open("portal:home")
    voter.pick("county", "西陵区")
    voter.pick("township", "云集街道")
    voter.pick("village", "果园路社区")
    voter.reads("西陵区人大代表")
    voter.reads("云集街道代表之家")
    voter.follow(f"#stations a:has-text('{cast.station.name}')")
    voter.reads("每月 5 日 9:00–11:00，遇休息日顺延")
    voter.follow("#people a:has-text('秦望舒')")
    voter.reads("下一个接待日")
    voter.follow("text=给秦望舒留言")
    voter.page.fill("#id_body", BODY)
    voter.page.fill("#id_phone", VOTER_PHONE)
    with voter.page.expect_navigation():
        voter.page.click("text=提交留言")
    voter.look()
    assert Message.objects.get().representative == cast.representative


def test_the_second_time_my_people_and_my_station_are_one_tap_away(cast, voter):
    voter.open("/find/?county=420502&township=420502003&village=420502003004")
    voter.open("portal:home")
    voter.follow("main a:has-text('果园路社区的代表')")
    voter.reads("秦望舒")
    voter.open("portal:home")
    voter.follow("main a:has-text('我的联络站')")
    voter.reads(cast.station.name)


def test_a_name_typed_on_the_front_page_leads_to_the_person(cast, voter):
    voter.open("portal:home")
    voter.page.fill("#id_q", "望舒")
    voter.follow("form[role=search] button")
    voter.follow("#people h3 a")
    voter.reads("西陵区第 6 届人大代表")
