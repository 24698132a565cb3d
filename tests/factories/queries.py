"""How many queries a page takes once caches and the session are warm."""

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

#: Reading the session: from the shared cache where there is one, else from its table.
SESSION = 0 if settings.SESSION_ENGINE.endswith("cached_db") else 1

#: The frame of a page for staff asks whether they are more than that, and what waits behind the menu.
STAFF_FRAME = 2
#: That of others asks what they are: a representative, officer, member of a department.
ROLES = 3


def count_queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
