"""How many queries a page takes once caches and the session are warm."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
