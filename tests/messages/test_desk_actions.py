"""The acts at a desk, as pressed on the page: done, refused, and two people at once."""

import pytest
from django.urls import reverse

from messages.models import Message
from messages.states import Holder, Referral, State
from tests.factories.casework import ANSWER
from tests.factories.states import at_station, at_street

pytestmark = pytest.mark.django_db
REASON = "需要城管和社区一起看"
CHANNEL = "请拨打 110，或到云集派出所报案"


def post(client, user, name, pk, **data):
    client.force_login(user)
    return client.post(reverse(f"desk:{name}", args=[pk]), data)


def again(matter):
    return Message.objects.get(pk=matter.pk)


def test_only_a_post_acts_and_a_get_leads_back_to_the_form(client, cast):
    matter = cast.submit()
    client.force_login(cast.daibiao)
    response = client.get(reverse("desk:accept", args=[matter.pk]))
    page = reverse("desk:message", args=[matter.pk])
    assert response["Location"] == f"{page}?act=accept#act-accept"
    assert again(matter).state == State.SUBMITTED


def test_a_representative_accepts_and_replies(client, cast):
    matter = cast.submit()
    response = post(client, cast.daibiao, "accept", matter.pk)
    assert response["Location"] == reverse("desk:message", args=[matter.pk])
    assert again(matter).state == State.ACCEPTED
    post(client, cast.daibiao, "reply", matter.pk, text=ANSWER)
    assert again(matter).state == State.REPLIED
    assert matter.events.get(kind="reply").text == ANSWER


def test_a_representative_hands_over_with_a_reason(client, cast):
    matter = cast.submit()
    assert post(client, cast.daibiao, "hand_over", matter.pk, reason="").status_code == 422
    assert again(matter).holder == Holder.REPRESENTATIVE
    post(client, cast.daibiao, "hand_over", matter.pk, reason=REASON)
    assert again(matter).holder == Holder.STATION


@pytest.mark.parametrize("who", ["stranger", "bumen", "cunju"])
def test_strangers_get_404_for_every_act(client, cast, who):
    matter = cast.submit()
    for act in ("accept", "reply", "hand_over", "note", "merge", "reveal_phone", "draft"):
        assert post(client, getattr(cast, who), act, matter.pk).status_code == 404
    assert again(matter).state == State.SUBMITTED


def test_anonymous_acts_lead_to_the_login(client, cast):
    response = client.post(reverse("desk:accept", args=[cast.submit().pk]))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("accept", "lianluo"),
        ("reply", "jiedao"),
        ("take", "lianluo"),
        ("decline", "daibiao"),
        ("assign", "daibiao"),
        ("supervise", "lianluo"),
        ("split", "daibiao"),
        ("close_elsewhere", "daibiao"),
        ("take_up", "lianluo"),
        ("call_back", "lianluo"),
    ],
)
def test_onlookers_are_told_whose_turn_it_is(client, cast, act, who):
    matter = cast.submit()
    response = post(client, getattr(cast, who), act, matter.pk, text=ANSWER, reason=REASON)
    assert response.status_code in (403, 409)
    assert again(matter).state == State.SUBMITTED
    assert again(matter).holder == Holder.REPRESENTATIVE


def test_the_officer_takes_what_was_left_lying(client, cast):
    matter = cast.submit()
    Message.objects.update(due_date="2026-01-05")
    post(client, cast.lianluo, "take", matter.pk)
    assert again(matter).holder == Holder.STATION


def test_a_referral_goes_up_and_is_refused_with_a_reason(client, cast):
    matter = at_station(cast)
    post(client, cast.lianluo, "refer_to_assign", matter.pk, reason=REASON)
    assert again(matter).referral == Referral.ASSIGN
    assert again(matter).office == cast.tree.yunji
    post(client, cast.jiedao, "refuse_referral", matter.pk, reason="社区自己能办")
    assert (again(matter).holder, again(matter).referral) == (Holder.STATION, "")


def test_a_street_refers_further_up(client, cast):
    matter = at_street(cast)
    post(client, cast.jiedao, "refer_to_assign", matter.pk, reason=REASON)
    assert again(matter).office == cast.tree.xiling


def test_declining_is_referred_by_the_officer_and_signed_as_it_stands_by_the_street(client, cast):
    matter = at_station(cast)
    post(client, cast.lianluo, "refer_to_decline", matter.pk, reason="治安案件", channel=CHANNEL)
    client.force_login(cast.jiedao)
    page = client.get(reverse("desk:message", args=[matter.pk])).content.decode()
    assert "治安案件" in page
    assert f'value="{CHANNEL}"' in page
    post(client, cast.jiedao, "decline", matter.pk, reason="治安案件", channel=CHANNEL)
    assert again(matter).state == State.DECLINED
    assert again(matter).right_channel == CHANNEL


def test_declining_without_the_right_channel_is_stopped(client, cast):
    matter = at_street(cast)
    response = post(client, cast.jiedao, "decline", matter.pk, reason="不归我们管", channel="")
    assert response.status_code == 422
    assert "不归我们管" in response.content.decode()
    assert "请填写「正确的渠道」" in response.content.decode()
    assert again(matter).is_open


def test_an_office_above_takes_a_matter_up(client, cast):
    matter = at_street(cast)
    post(client, cast.quxian, "take_up", matter.pk)
    assert (again(matter).holder, again(matter).office) == (Holder.OFFICE, cast.tree.xiling)


def test_an_office_supervises(client, cast):
    matter = cast.submit()
    post(client, cast.jiedao, "supervise", matter.pk, reason="催了两次没有动静")
    assert again(matter).supervised_at is not None


def test_the_clock_pauses_with_a_reason_and_runs_again(client, cast):
    matter = at_station(cast)
    post(client, cast.lianluo, "pause", matter.pk, reason="等选民补充地点")
    assert again(matter).pause_reason == "等选民补充地点"
    post(client, cast.lianluo, "resume", matter.pk)
    assert again(matter).paused_on is None


def test_a_matter_is_merged_by_its_number(client, cast):
    first, second = at_station(cast), at_station(cast)
    response = post(client, cast.lianluo, "merge", second.pk, into=first.number)
    assert response.status_code == 302
    assert again(second).merged_into == first


@pytest.mark.parametrize("number", ["2026-999999", "路灯", "９" * 30, ""])
def test_merging_into_an_unknown_number_keeps_what_was_typed(client, cast, number):
    matter = at_station(cast)
    response = post(client, cast.lianluo, "merge", matter.pk, into=number)
    assert response.status_code == 422
    assert again(matter).state == State.ACCEPTED


def test_merging_into_what_one_may_not_see_is_like_an_unknown_number(client, cast):
    matter, kept = at_station(cast), cast.submit(keep_from=True, body="反映站点的事")
    response = post(client, cast.lianluo, "merge", matter.pk, into=kept.number)
    assert "没有找到这个编号" in response.content.decode()


def test_one_letter_becomes_two_matters(client, cast):
    matter = at_station(cast)
    post(client, cast.lianluo, "split", matter.pk, part1="路灯坏了", part2="井盖松了")
    assert again(matter).state == State.SPLIT
    assert [part.body for part in matter.parts.order_by("pk")] == ["路灯坏了", "井盖松了"]


def test_one_part_is_no_split(client, cast):
    matter = at_station(cast)
    assert post(client, cast.lianluo, "split", matter.pk, part1="路灯").status_code == 422
    assert not matter.parts.exists()


def test_handled_elsewhere_needs_the_other_number(client, cast):
    matter = at_station(cast)
    elsewhere = {"system": "12345 热线", "number": ""}
    assert post(client, cast.lianluo, "close_elsewhere", matter.pk, **elsewhere).status_code == 422
    elsewhere["number"] = "YC202611220001"
    post(client, cast.lianluo, "close_elsewhere", matter.pk, **elsewhere)
    assert again(matter).other_number == "YC202611220001"
    assert again(matter).state == State.CLOSED_ELSEWHERE


def test_an_answer_that_only_passes_on_is_stopped_and_kept(client, cast):
    matter = cast.submit()
    empty = "您反映的问题已转交相关部门，感谢您的支持。"
    response = post(client, cast.daibiao, "reply", matter.pk, text=empty)
    page = response.content.decode()
    assert response.status_code == 409
    assert "没有说办得怎么样" in page
    assert empty in page
    assert again(matter).state == State.SUBMITTED


def test_of_two_people_answering_the_second_reads_both_texts(client, cast):
    matter = cast.submit()
    post(client, cast.daibiao, "reply", matter.pk, text=ANSWER)
    mine = "另一位同事写的很长的答复，不能丢。"
    response = post(client, cast.daibiao, "reply", matter.pk, text=mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert mine in page
    assert ANSWER in page
    assert "已答复" in page
    assert matter.events.filter(kind="reply").count() == 1


def test_odd_characters_do_no_harm(client, cast):
    matter = cast.submit()
    text = "<script>alert(1)</script>\x00\u202e已经修好路灯，当晚恢复照明。"
    post(client, cast.daibiao, "reply", matter.pk, text=text)
    assert matter.events.get(kind="reply").text == (
        "<script>alert(1)</script>已经修好路灯，当晚恢复照明。"
    )
    page = client.get(reverse("desk:message", args=[matter.pk])).content.decode()
    assert "<script>alert(1)" not in page


def test_a_text_that_is_too_long_is_kept(client, cast):
    matter = cast.submit()
    response = post(client, cast.daibiao, "reply", matter.pk, text="路" * 5001)
    assert response.status_code == 422
    assert "路" * 5001 in response.content.decode()
