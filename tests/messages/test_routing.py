"""Who may assign to whom, who refers, who signs: by area and its rules."""

import pytest

from casework.clock import Clock
from casework.workflow import TransitionError
from messages import permissions as may
from messages.codes.destination import Recipient
from messages.models import AreaRules, Message
from messages.states import Grade, Holder, Referral, State
from notifications.models import Notice
from tests.factories.casework import ANSWER, make_department, make_station
from tests.factories.states import accepted, at_station, at_street, fresh, submitted

pytestmark = pytest.mark.django_db


def names(departments):
    return {department.name for department in departments}


def test_a_station_assigns_to_village_and_community_bodies_only(cast):
    message = at_station(cast)
    assert names(may.assignable_departments(cast.lianluo, message)) == {"果园路社区居委会"}


def test_a_street_assigns_to_its_own_offices_and_what_is_below(cast):
    message = at_street(cast)
    assert names(may.assignable_departments(cast.jiedao, message)) == {
        "果园路社区居委会",
        "云集街道城管办",
    }


def test_a_county_assigns_to_its_departments_but_not_to_those_of_another_county(cast):
    make_department(cast.tree.yuanan, "远安县水利局（示例）")
    message = at_street(cast)
    message.refer_to_assign("请区里交办", by=cast.actor(cast.jiedao, message))
    message = fresh(message)
    assert message.office == cast.tree.xiling
    assert names(may.assignable_departments(cast.quxian, message)) == {
        "果园路社区居委会",
        "云集街道城管办",
        "西陵区城市管理局（示例）",
    }


def test_an_area_may_let_its_stations_assign_to_street_offices(cast):
    AreaRules.objects.create(area=cast.tree.yunji, station_assigns=["village", "township"])
    message = at_station(cast)
    assert names(may.assignable_departments(cast.lianluo, message)) == {
        "果园路社区居委会",
        "云集街道城管办",
    }


def test_limits_are_inherited_and_overridden_by_the_nearer_area(cast):
    AreaRules.objects.create(area=cast.tree.city, simple_limit=Clock(6), rating_limit=Clock(10))
    AreaRules.objects.create(area=cast.tree.yunji, simple_limit=Clock(4))
    rules = fresh(cast.submit()).rules
    assert (rules.simple_limit, rules.rating_limit, rules.register_limit) == (
        Clock(4),
        Clock(10),
        Clock(1),
    )


def test_a_referral_climbs_one_office_at_a_time_and_ends_at_the_city(cast):
    message = at_station(cast)
    for user, office in [
        (cast.lianluo, cast.tree.yunji),
        (cast.jiedao, cast.tree.xiling),
        (cast.quxian, cast.tree.city),
    ]:
        message.refer_to_assign("请上级交办", by=cast.actor(user, message))
        message = fresh(message)
        assert (message.office, message.referral) == (office, Referral.ASSIGN)
    with pytest.raises(TransitionError, match="没有上级"):
        message.refer_to_assign("再往上", by=cast.actor(cast.shiji, message))


def test_a_refused_referral_goes_back_to_the_desk_that_made_it(cast):
    message = at_street(cast)
    message.refer_to_assign("请区里交办", by=cast.actor(cast.jiedao, message))
    message.refuse_referral("街道可以办", by=cast.actor(cast.quxian, message))
    assert (message.holder, message.office) == (Holder.OFFICE, cast.tree.yunji)


def test_a_station_gets_back_what_the_street_does_not_take(cast):
    message = at_street(cast)
    message.refuse_referral("社区可以办", by=cast.actor(cast.jiedao, message))
    message = fresh(message)
    assert (message.holder, message.office, message.referral) == (Holder.STATION, None, "")


def test_refusing_what_was_not_referred_is_refused(cast):
    message = at_station(cast)
    with pytest.raises(TransitionError, match="没有等您决定的提请"):
        message.refuse_referral("不同意", by=cast.actor(cast.jiedao, message))


def test_the_officer_refers_to_decline_and_the_street_signs(cast):
    message = at_station(cast)
    assert may.can_decline(cast.lianluo, message) is False
    message.refer_to_decline("案件在审", "西陵区人民法院", by=cast.actor(cast.lianluo, message))
    message = fresh(message)
    assert message.referral == Referral.DECLINE
    assert may.can_decline(cast.jiedao, message) is True
    message.decline("案件在审", message.right_channel, by=cast.actor(cast.jiedao, message))
    assert fresh(message).state == State.DECLINED
    assert "西陵区人民法院" in message.events.for_voter().last().text


def test_only_the_desk_that_holds_a_matter_may_act(cast):
    message = submitted(cast)
    assert may.can_accept(cast.daibiao, message) is True
    others = [cast.lianluo, cast.bumen, cast.jiedao, cast.quxian, cast.shiji, cast.stranger]
    assert [may.can_accept(user, message) for user in others] == [False] * 6
    assert [may.can_reply(user, accepted(cast)) for user in others] == [False] * 6


def test_an_office_above_takes_a_matter_up(cast):
    message = at_station(cast)
    assert may.can_take_up(cast.quxian, message) is True
    message.take_up(by=cast.actor(cast.quxian, message))
    assert (message.holder, message.office) == (Holder.OFFICE, cast.tree.xiling)
    assert may.can_take_up(cast.jiedao, fresh(message)) is False


def test_what_is_kept_from_the_station_starts_at_the_street_and_is_invisible_below(cast):
    message = fresh(cast.submit(keep_from=True))
    assert (message.holder, message.office) == (Holder.OFFICE, cast.tree.yunji)
    seen = {
        user.username: Message.objects.visible_to(user).exists()
        for user in (cast.daibiao, cast.lianluo, cast.jiedao, cast.quxian, cast.stranger)
    }
    assert seen == {
        "daibiao": False,
        "lianluo": False,
        "jiedao": True,
        "quxian": True,
        "stranger": False,
    }


def test_what_is_kept_from_a_streets_own_station_starts_at_the_county(cast):
    home = make_station(cast.tree.yunji, code="S2", kind="home")
    message = fresh(cast.submit(keep_from=True, to=Recipient(home)))
    assert message.office == cast.tree.xiling
    assert Message.objects.visible_to(cast.jiedao).exists() is False


def test_a_matter_of_an_away_representative_goes_to_the_officer(cast):
    today = fresh(cast.submit()).clock_started_on
    cast.representative.away_from = cast.representative.away_until = today
    cast.representative.save()
    message = fresh(cast.submit(to=Recipient(cast.station, cast.representative)))
    assert message.holder == Holder.STATION


def test_both_offices_see_what_happens_in_a_street_of_the_function_zone(cast):
    station = make_station(cast.tree.xuetangwan, code="S3")
    message = cast.submit(to=Recipient(station))
    for area in (cast.tree.gaoxin, cast.tree.xiling, cast.tree.city):
        assert list(Message.objects.filter(area.scope_q())) == [message]


def test_lead_and_co_departments_have_their_own_clocks_and_answers(cast):
    message = at_street(cast)
    message.assign(
        by=cast.actor(cast.jiedao, message),
        lead=cast.street_office,
        co=[cast.village_body],
        grade=Grade.SIMPLE,
    )
    lead, co = message.assignments.order_by("-role")
    assert (lead.is_lead, co.is_lead) == (True, False)

    co.sign(by=cast.actor(cast.cunju, message))
    co.submit_answer(ANSWER, by=cast.actor(cast.cunju, message))
    assert fresh(message).state == State.ASSIGNED

    lead = fresh(message).assignments.get(role="lead")
    lead.sign(by=cast.actor(cast.zhanban, message))
    lead.submit_answer(ANSWER, by=cast.actor(cast.zhanban, message))
    message = fresh(message)
    assert (message.state, message.holder) == (State.ANSWERED, Holder.OFFICE)


def test_the_lead_is_who_was_assigned_last(cast):
    message = at_street(cast)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade=Grade.SIMPLE)
    message.assignments.get().recall("交错了", by=cast.actor(cast.jiedao, message))
    message = fresh(message)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.village_body, grade=Grade.SIMPLE)

    assert fresh(message).lead.department == cast.village_body


def test_an_unreleased_answer_is_invisible_to_the_voter(cast):
    message = at_street(cast)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade=Grade.SIMPLE)
    share = message.assignments.get()
    share.submit_answer(ANSWER, by=cast.actor(cast.zhanban, message))
    assert not message.events.for_voter().filter(text__contains="更换灯头").exists()
    share.release(by=cast.actor(cast.jiedao, message))
    assert message.events.for_voter().filter(text__contains="更换灯头").exists()


def test_at_a_department_without_any_share_nobody_is_named_and_nobody_told(cast):
    message = submitted(cast)
    message.holder = Holder.DEPARTMENT
    assert message.lead is None
    assert (message.holder_label(), message.people_in_charge()) == ("承办单位", [])


def test_who_decides_reads_the_last_proposal_to_decline_whatever_happened_since(cast):
    message = at_station(cast)
    assert message.referred_decline() == ("", "")
    message.refer_to_decline("已在诉讼中", "区法院", by=cast.actor(cast.lianluo, message))
    message.add_words("还在漏水")
    assert fresh(message).referred_decline() == ("已在诉讼中", "区法院")


def test_a_department_hears_once_of_one_event(cast):
    message = at_street(cast)
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade="simple")
    for _ in range(2):
        message.tell_department(message.lead, "请签收。")
    newest = message.events.order_by("pk").last()
    told = Notice.objects.filter(user=cast.zhanban)
    assert [notice.key for notice in told] == [f"message:{message.pk}:{newest.pk}"]
