"""后续: what became of a voter's words elsewhere, on the page of the matter."""

import pytest

from casework.actors import SYSTEM
from messages.models import Message
from tests.factories.casework import ANSWER
from tests.factories.states import IN_STATE

BUILT = "已列入 2027 年民生实事项目。"


def told(client, message):
    """The lines of the voter's page."""
    lines = client.get(f"/t/{message.tracking.token}/").context["story"]
    return [line.text for line in lines]


def ended(cast):
    message = cast.submit()
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    message.close_unrated()
    return message


def test_the_voter_reads_it_at_the_end_of_the_story(client, cast):
    message = ended(cast)
    message.follow_up(BUILT, by=SYSTEM)
    assert told(client, message)[-2:] == ["评价期已过，自动办结。", f"后续：{BUILT}"]


def test_who_joined_another_reads_it_in_the_own_story(client, cast):
    message, follower = cast.submit(), cast.submit(key="2", body="我家门口也黑了。")
    follower.merge_into(message, by=SYSTEM)
    message.follow_up(BUILT, by=SYSTEM)
    assert told(client, follower)[-1] == f"后续：{BUILT}"


def test_who_withdrew_reads_nothing_more_and_staff_do(client, cast):
    message = IN_STATE["withdrawn"](cast)
    before = told(client, message)
    message.follow_up(BUILT, by=SYSTEM)
    assert told(client, message) == before
    client.force_login(cast.jiedao)
    line = client.get(message.desk_url).context["lines"][-1]
    assert (line.headline, line.text, line.audience) == ("后续", BUILT, "工作人员")


def test_it_costs_the_page_no_query(client, cast, django_assert_num_queries):
    message = ended(cast)
    address = f"/t/{message.tracking.token}/"
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
    for _ in range(3):
        message.follow_up(BUILT, by=SYSTEM)
    with django_assert_num_queries(3):
        client.get(address)


@pytest.mark.parametrize("name", ["daibiao", "lianluo"])
def test_what_was_kept_from_the_station_stays_kept(client, cast, name):
    message = cast.submit(keep_from=True)
    message.follow_up(BUILT, by=SYSTEM)
    user = getattr(cast, name)
    client.force_login(user)
    assert client.get(message.desk_url).status_code == 404
    assert list(Message.objects.visible_to(user)) == []
    assert user.notices.count() == 0
