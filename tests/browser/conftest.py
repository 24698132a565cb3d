import os

import pytest
from playwright.sync_api import sync_playwright

from scripts.packages import chromium

# As root in a container, without a graphics card, and without a word to anybody outside.
CHROMIUM_SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium instead of a downloaded one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    with browser.new_page() as page:
        yield page


@pytest.fixture(autouse=True, scope="session")
def _database_beside_an_event_loop():
    # Playwright's synchronous API runs an event loop in this thread; no view of ours is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
