"""The table to start the new roster from, and the question before the term changes."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import AuditEntry
from jobs.tables import read_table
from portal.rollover.draft import HEADER, draft_rows
from portal.rollover.roster import NewTermRoster
from representatives.models import Congress
from tests.factories.rollover import make_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting(client):
    setting = make_change()
    client.force_login(setting.cast.quxian)
    return setting


def at(name, pk):
    return reverse(f"office:{name}", args=[pk])


def test_everybody_of_the_running_term_stands_in_it_without_a_telephone(client, setting):
    change = setting.prepare()
    response = client.get(at("roster_draft", change.pk))
    table = read_table(ContentFile(b"".join(response.streaming_content)), NewTermRoster.columns)
    found = {row.cells["姓名"]: row.cells for row in table.rows}

    assert set(found) == {"秦望舒", "付离任", "何两级"}
    assert {cells["手机号"] for cells in found.values()} == {""}
    assert {cells["届次"] for cells in found.values()} == {"7"}
    assert found["付离任"]["层级"] == "县"
    assert found["付离任"]["站点编号"] == setting.cast.station.code
    assert AuditEntry.objects.get(action="export").target == "西陵区第7届名册-底稿.xlsx"


def test_its_queries_do_not_depend_on_the_seats(setting, django_assert_num_queries):
    change = setting.prepare()
    change.congress = Congress.objects.get(pk=change.congress_id)
    with django_assert_num_queries(3):
        rows = list(draft_rows(change))
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(HEADER)}


def test_the_run_is_asked_for_once_more_and_then_done(client, setting):
    change = setting.rehearsed()
    page = client.get(at("run_rollover", change.pk)).content.decode()
    assert "写入以后不能撤回" in page
    assert "1 位代表离任" in page
    change.refresh_from_db()
    assert change.state == "rehearsed"


def test_before_the_rehearsal_nothing_is_asked(client, setting):
    change = setting.prepare()
    assert client.get(at("run_rollover", change.pk)).url == at("rollover", change.pk)
