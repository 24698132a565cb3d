"""Every page of the site as the first role that may open it sees it, in Chromium."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
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
# Loaded with the page and asked for names alone: sent to each page and back, it takes three times
# as long as its rules.
BARRIERS = """async () => {
  const found = await axe.run({resultTypes: ["violations"]});
  return found.violations.map((rule) => rule.id);
}"""
HALVES = (0, 1)  # of the pages of each role: one for each worker of the walk


@pytest.fixture
def world(transactional_db, live_server, settings):
    settings.SITE_URL = live_server.url
    return make_world()


def html_pages(world, half):
    """{role: addresses} of what is a page; files and redirects are left out."""
    pages = {}
    for role, path, _row in list(doors(world, "get"))[half :: len(HALVES)]:
        answer = ask(world.clients[role], "get", path)
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            pages.setdefault(role, []).append(path)
    return pages


@pytest.fixture
def visitors(world, browser, live_server):
    """(role, a browser signed in as that role, its pages)"""
    people = []

    def arrive(half):
        for role, pages in html_pages(world, half).items():
            person = Person(browser, live_server.url)
            person.context.add_init_script(AXE_SCRIPT)
            people.append(person)
            session = world.clients[role].cookies.get(settings.SESSION_COOKIE_NAME)
            if session:
                cookie = {"name": session.key, "value": session.value, "url": live_server.url}
                person.context.add_cookies([cookie])
            yield role, person, pages

    yield arrive
    for person in people:
        person.context.close()


@pytest.mark.parametrize("half", HALVES)
def test_every_page_fits_has_one_heading_and_no_barrier(visitors, half):
    wrong, count = [], 0
    for role, person, paths in visitors(half):
        for path in paths:
            count += 1
            person.page.set_viewport_size({"width": 320, "height": 800})
            person.page.goto(person.server + path)
            for width in (320, 375, 1280):
                person.page.set_viewport_size({"width": width, "height": 800})
                if (shape := person.page.evaluate(SHAPE)) != RIGHT:
                    wrong.append((path, role, width, shape))
            if found := person.page.evaluate(BARRIERS):
                wrong.append((path, role, found))
        wrong += person.complaints
    assert "\n".join(map(str, wrong)) == ""
    assert count > 60


@pytest.mark.parametrize("half", HALVES)
def test_code_in_every_stored_text_runs_nowhere(visitors, half):
    """The same pages with a script in every column of words: no dialog, no report, no error."""
    poison()
    complaints = []
    for _role, person, paths in visitors(half):
        for path in paths:
            person.page.goto(person.server + path)
        complaints += person.complaints
    assert complaints == []
