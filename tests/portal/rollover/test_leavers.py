"""The list of leavers: found by name, with the successor's list beside it."""

import pytest
from django.urls import reverse

from tests.factories.listings import rows_on
from tests.factories.rollover import make_change

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("query", "found"), [("付", 1), ("秦望舒", 0), ("\0", 1)])
def test_a_leaver_is_found_by_name(client, query, found):
    setting = make_change()
    change = setting.done()
    client.force_login(setting.cast.quxian)
    page = client.get(reverse("office:leavers", args=[change.pk]), {"q": query})
    assert len(rows_on(page)) == found
