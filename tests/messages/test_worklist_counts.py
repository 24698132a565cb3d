"""Every tab of every role: the same number of queries at one row and at three, never above 12."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from messages.desk.worklists import desks_of
from messages.models import Message
from messages.states import Holder, Rating
from tests.factories.casework import ANSWER
from tests.factories.listings import rows_on
from tests.factories.queries import SESSION
from tests.messages.worklist_cases import CASES, put

pytestmark = pytest.mark.django_db

# user -> queries of a tab whose rows wait for somebody, without that of the session;
# 全部 of an office reads no look-alikes
QUERIES = {
    "daibiao": 10,
    "lianluo": 10,
    "cunju": 10,
    "jiedao": 9,
    "quxian": 10,
    "shiji": 9,
}
WITHOUT_LOOKALIKES = {"all", "callback"}


def queries(client, url):
    from django.db import connection

    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured), response


@pytest.mark.parametrize(("user", "tab"), CASES)
def test_tab_costs_the_same_for_one_row_and_for_three(client, user, tab, cast):
    account = getattr(cast, user)
    client.force_login(account)
    url = f"/desk/?desk={desks_of(account, timezone.localdate())[0].kind}&tab={tab}"
    put(cast, user, tab, 1)
    client.get(url)  # warms what every page reads from the cache
    one, response = queries(client, url)
    assert len(rows_on(response)) == 1
    put(cast, user, tab, 2)
    three, response = queries(client, url)
    assert len(rows_on(response)) == 3
    spared = tab in WITHOUT_LOOKALIKES and user not in ("daibiao", "cunju")
    assert (one, three) == (SESSION + QUERIES[user] - spared,) * 2


def test_home_of_a_representative_costs_the_same_for_one_card_and_for_three(client, cast):
    client.force_login(cast.daibiao)
    cast.submit()
    client.get("/desk/")
    one, _ = queries(client, "/desk/")
    cast.submit()
    cast.submit()
    three, response = queries(client, "/desk/")
    assert len(response.context["cards"]) == 3
    assert (one, three) == (SESSION + 12,) * 2


def test_closed_matters_are_not_counted(client, cast):
    matter = cast.submit()
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    matter.rate(Rating.SATISFIED, source="online")
    for user in (cast.daibiao, cast.lianluo, cast.jiedao, cast.shiji):
        desk = desks_of(user, timezone.localdate())[0]
        assert set(desk.counts().values()) == {0}
        assert list(desk.rows("all")) == [matter]


def test_late_and_soon_split_at_the_due_date(cast):
    today = timezone.localdate()
    for days in (-1, 0, 5):
        matter = cast.submit()
        Message.objects.filter(pk=matter.pk).update(
            due_date=today + timedelta(days), amber_date=today + timedelta(days - 1)
        )
    counts = desks_of(cast.shiji, today)[0].counts()
    assert (counts["late"], counts["soon"]) == (1, 1)
    assert Message.objects.filter(holder=Holder.REPRESENTATIVE).count() == 3
