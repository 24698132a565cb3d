import os

import pytest

from scripts.packages import chromium

# As root in a container, without a graphics card, and without a word to anybody outside.
CHROMIUM_SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium instead of a downloaded one."""
    return browser_type_launch_args | {
        "executable_path": chromium(),
        "args": CHROMIUM_SWITCHES,
    }


@pytest.fixture(autouse=True, scope="session")
def _database_beside_an_event_loop():
    # Playwright's synchronous API runs an event loop in this thread; no view of ours is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def base_url():
    """Tests take `live_server.url`; the plugin's own fixture warns under this pytest."""
