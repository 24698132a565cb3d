"""The phone-reveal log and the log of everything else, each within the own areas."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from tests.factories.listings import rows_on

pytestmark = pytest.mark.django_db
REVEALS, AUDIT = reverse("office:reveals"), reverse("office:audit")
Action = AuditEntry.Action


def reveal(cast, area, target="2026-000001"):
    return AuditEntry.record(
        actor=cast.lianluo,
        action=Action.PHONE_REVEAL,
        target=target,
        reason="约上门时间",
        area=area,
    )


def targets(page):
    return [entry.target for entry in rows_on(page)]


def test_staff_read_who_looked_at_which_phone_and_why(client, cast):
    reveal(cast, cast.tree.guoyuanlu)
    client.force_login(cast.jiedao)
    text = client.get(REVEALS).content.decode()

    assert all(word in text for word in ("周敏", "2026-000001", "约上门时间", "果园路社区"))


def test_reveals_of_other_areas_stay_there(client, cast):
    reveal(cast, cast.tree.guoyuanlu, "here")
    reveal(cast, cast.tree.fengshan, "elsewhere")
    client.force_login(cast.quxian)

    assert targets(client.get(REVEALS)) == ["here"]


def test_pages_follow_one_another_by_key(client, cast):
    for n in range(31):
        reveal(cast, cast.tree.guoyuanlu, f"n{n}")
    client.force_login(cast.jiedao)
    first = client.get(REVEALS)
    second = client.get(REVEALS + first.context["listing"].around["after"])

    assert len(targets(first)) == 30
    assert targets(second) == ["n0"]
    assert second.context["listing"].around["before"]


def test_the_log_is_for_managers_and_leaves_the_phones_out(client, cast):
    reveal(cast, cast.tree.guoyuanlu)
    AuditEntry.record(
        actor=cast.shiji, action=Action.SETTINGS_CHANGE, target="期限", area=cast.tree.yunji
    )
    client.force_login(cast.jiedao)
    assert client.get(AUDIT).status_code == 404
    client.force_login(cast.quxian)
    assert targets(client.get(AUDIT)) == ["期限"]


def test_the_log_is_narrowed_by_what_and_when(client, cast):
    for action in (Action.SETTINGS_CHANGE, Action.ROLE_CHANGE):
        AuditEntry.record(actor=cast.shiji, action=action, target=action, area=cast.tree.yunji)
    client.force_login(cast.shiji)

    assert targets(client.get(AUDIT, {"action": "role_change"})) == ["role_change"]
    assert targets(client.get(AUDIT, {"until": "2020-01-01"})) == []
    assert len(targets(client.get(AUDIT, {"since": "nonsense", "action": "x"}))) == 2


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen"])
def test_no_log_for_others(client, cast, who):
    client.force_login(getattr(cast, who))

    assert [client.get(url).status_code for url in (REVEALS, AUDIT)] == [404, 404]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_a_day_at_either_end_of_time_narrows_nothing(client, cast, name, day):
    client.force_login(cast.quxian)

    assert client.get(AUDIT, {name: day}).status_code == 200
