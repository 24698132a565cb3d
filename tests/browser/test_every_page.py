"""Every page of the site as the first role that may open it sees it, in Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.access.world import make_world
from tests.browser.people import Person
from tests.faults.hostile import doors
from tests.faults.test_stored_payloads import poison
from tests.test_access import ask

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHAPE = """() => ({
  headings: document.querySelectorAll('h1').length,
  overflow: document.documentElement.scrollWidth > window.innerWidth,
})"""
RIGHT = {"headings": 1, "overflow": False}


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.SITE_URL = live_server.url
    return make_world()


def html_pages(world):
    """{role: addresses} of what is a page; files and redirects are left out."""
    pages = {}
    for role, path, _row in doors(world, "get"):
        answer = ask(world.clients[role], "get", path)
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            pages.setdefault(role, []).append(path)
    return pages


@pytest.fixture
def visitors(world, browser, live_server):
    """(role, a browser signed in as that role, its pages)"""
    people = []

    def arrive():
        for role, paths in html_pages(world).items():
            person = Person(browser, live_server.url)
            people.append(person)
            session = world.clients[role].cookies.get(settings.SESSION_COOKIE_NAME)
            if session:
                cookie = {"name": session.key, "value": session.value, "url": live_server.url}
                person.context.add_cookies([cookie])
            yield role, person, paths

    yield arrive
    for person in people:
        person.context.close()


def test_every_page_fits_has_one_heading_and_no_barrier(visitors):
    wrong, count = [], 0
    for role, person, paths in visitors():
        for path in paths:
            count += 1
            person.page.set_viewport_size({"width": 320, "height": 800})
            person.page.goto(person.server + path)
            for width in (320, 375, 1280):
                person.page.set_viewport_size({"width": width, "height": 800})
                if (shape := person.page.evaluate(SHAPE)) != RIGHT:
                    wrong.append((path, role, width, shape))
            found = [rule["id"] for rule in Axe().run(person.page).response["violations"]]
            if found:
                wrong.append((path, role, found))
        wrong += person.complaints
    assert "\n".join(map(str, wrong)) == ""
    assert count > 60


def test_code_in_every_stored_text_runs_nowhere(visitors):
    """The same pages with a script in every column of words: no dialog, no report, no error."""
    poison()
    complaints = []
    for _role, person, paths in visitors():
        for path in paths:
            person.page.goto(person.server + path)
        complaints += person.complaints
    assert complaints == []
