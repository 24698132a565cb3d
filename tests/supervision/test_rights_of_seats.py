"""Rights follow the seats of the moment: acts of a representative × active, suspended, ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notice
from representatives.models import Seat
from representatives.standing import acting_person, reading_person
from supervision.ballots.credentials import SpentError, spend_elector
from supervision.ballots.electorates import seats_that_vote
from supervision.mine import to_do
from supervision.models import Elector, Report
from supervision.states import Direction
from tests.factories import states
from tests.factories.accounts import signed_in
from tests.factories.casework import ANSWER, make_representative, make_seat
from tests.factories.evaluations import make_evaluation, opened

STANDINGS = ("active", "suspended", "ended")


def stand(person, standing, seats=None):
    for seat in (seats or person.seats).all():
        if standing == "suspended":
            seat.suspend()
        if standing == "ended":
            seat.end(on=timezone.localdate(), reason="recalled")


def matter(name, method="get", **values):
    def ask(cast, client):
        answered = client.get if method == "get" else client.post
        return answered(reverse(f"desk:{name}", args=[cast.matter.pk]), values).status_code

    return ask


def page(name):
    return lambda cast, client: client.get(reverse(name)).status_code


def ballot(cast, client):
    return client.get(reverse("supervision:vote", args=[cast.evaluation.pk])).status_code


def report(cast, client):
    return client.get(reverse("supervision:report", args=[cast.subject.pk])).status_code


# act: what an active, a suspended and a former representative gets
RIGHTS = {
    "opens a matter": (matter("message"), (200, 200, 404)),
    "reveals the phone": (matter("reveal_phone", "post", reason="约时间"), (200, 403, 404)),
    "replies": (matter("reply", "post", text=ANSWER), (302, 403, 404)),
    "has a card printed": (page("desk:name_card"), (200, 404, 404)),
    "goes away": (page("desk:away"), (200, 404, 404)),
    "reads the own record": (page("desk:record"), (200, 200, 404)),
    "opens a ballot": (ballot, (200, 403, 403)),
    "writes a report": (report, (200, 404, 404)),
}


class Scene:
    """The representative holds a matter, votes on departments, and reports to the electing unit."""

    def __init__(self, cast):
        self.matter = states.accepted(cast)
        self.evaluation = opened(cast)
        rating = make_evaluation(
            cast, title="代表述职", direction=Direction.UNIT, reports_due=timezone.localdate()
        )
        seat = cast.representative.seats.get()
        self.subject = rating.subjects.create(position=0, seat=seat)


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("act", RIGHTS)
def test_what_a_representative_may_do(cast, act, standing):
    scene = Scene(cast)
    stand(cast.representative, standing)
    ask, answers = RIGHTS[act]
    assert ask(scene, signed_in(cast.daibiao)) == answers[STANDINGS.index(standing)]


@pytest.mark.parametrize(("standing", "casts"), [("active", 1), ("suspended", 0), ("ended", 0)])
def test_a_ballot_is_cast_by_an_active_seat_alone(cast, standing, casts):
    """Also by who had opened the ballot before: the right is asked for when it is spent."""
    scene = Scene(cast)
    stand(cast.representative, standing)
    if casts:
        spend_elector(scene.evaluation, cast.daibiao)
    else:
        with pytest.raises(SpentError, match="现在不在任，不能投票"):
            spend_elector(scene.evaluation, cast.daibiao)
    assert scene.evaluation.electors.filter(has_voted=True).count() == casts


def test_a_seat_elsewhere_gives_no_vote_here(cast):
    """An active seat of the township keeps the desk, not the county's ballot."""
    scene = Scene(cast)
    make_seat(cast.representative, cast.tree.yunji, level="township", body="云集街道第 1 选区")
    stand(cast.representative, "ended", cast.representative.seats.filter(level="county"))
    assert acting_person(cast.daibiao) == cast.representative
    assert matter("message")(scene, signed_in(cast.daibiao)) == 200
    assert ballot(scene, signed_in(cast.daibiao)) == 403


@pytest.mark.parametrize(
    ("standing", "waiting"), [("active", (1, 1)), ("suspended", (0, 0)), ("ended", (0, 0))]
)
def test_nothing_waits_for_whoever_may_not_act(cast, standing, waiting):
    Scene(cast)
    stand(cast.representative, standing)
    found = to_do(cast.daibiao)
    assert (found.reports, found.votes) == waiting


@pytest.mark.parametrize(
    ("standing", "who"), [("active", (1, 1)), ("suspended", (0, 1)), ("ended", (0, 0))]
)
def test_who_acts_and_who_reads(cast, standing, who):
    stand(cast.representative, standing)
    found = acting_person(cast.daibiao), reading_person(cast.daibiao)
    assert tuple(map(bool, found)) == who


def test_a_desk_of_somebody_suspended_says_so(cast):
    Scene(cast)
    stand(cast.representative, "suspended")
    words = "您的代表职务暂停执行，现在只能查看以前的留言"
    desk, code = reverse("desk:list"), reverse("desk:name_card")
    for url in (desk, f"{desk}?tab=all"):
        assert words in signed_in(cast.daibiao).get(url).content.decode()
    shown = signed_in(cast.daibiao).get(desk)
    assert code not in shown.content.decode()
    assert [tab["label"] for tab in shown.context["listing"].tabs] == ["全部"]


def test_a_former_representative_finds_no_desk(cast):
    Scene(cast)
    stand(cast.representative, "ended")
    shown = signed_in(cast.daibiao).get(reverse("desk:list")).content.decode()
    assert "这个账号现在没有工作台" in shown
    assert "登记的职务、岗位已经结束" in shown


def test_the_list_of_many_and_the_rule_of_one_evaluation_agree(cast):
    scene = Scene(cast)
    other = make_representative("别人", cast.station)
    Elector.objects.create(evaluation=scene.evaluation, representative=other)
    stand(other, "suspended")
    entitled = Elector.objects.entitled().filter(evaluation=scene.evaluation)
    seated = seats_that_vote(scene.evaluation).values("representative")
    assert set(entitled) == set(scene.evaluation.electors.filter(representative__in=seated))
    assert other.pk not in entitled.values_list("representative", flat=True)


# what becomes of the work ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "data", "words", "notice"),
    [
        ("suspend_seat", {"reason": "配合调查"}, "暂停执行职务", "代表暂停执行职务"),
        ("end_seat", {"end_reason": "resigned", "ended_on": "today"}, "已经离任", "代表离任"),
    ],
)
def test_what_is_held_goes_to_the_station(cast, staff, act, data, words, notice):
    held = states.accepted(cast)
    values = {k: timezone.localdate().isoformat() if v == "today" else v for k, v in data.items()}
    seat = cast.representative.seats.get()
    staff.post(reverse(f"office:{act}", args=[seat.pk]), values)
    after = states.fresh(held)
    assert after.holder == "station"
    assert after.events.last().text.startswith(f"秦望舒代表{words}，由果园路社区代表联络站")
    told = Notice.objects.filter(text=f"{notice}，1 件没办完的留言转到站点，请接着办理。")
    assert list(told.values_list("user", flat=True)) == [cast.lianluo.pk]


def test_whoever_keeps_another_active_seat_keeps_the_work(cast, staff):
    held = states.accepted(cast)
    make_seat(cast.representative, cast.tree.yunji, level="township", body="云集街道第 1 选区")
    seat = cast.representative.seats.get(level="county")
    staff.post(reverse("office:suspend_seat", args=[seat.pk]), {"reason": "配合调查"})
    assert Seat.objects.get(pk=seat.pk).status == "suspended"
    assert states.fresh(held).holder == "representative"


def test_a_report_of_others_is_read_by_electors_in_office(cast):
    scene = Scene(cast)
    subject = scene.evaluation.subjects.first()
    handed_in = {"submitted_by": cast.bumen, "submitted_at": timezone.now()}
    Report.objects.create(subject=subject, text="述职", state=Report.State.SUBMITTED, **handed_in)
    read = Report.objects.readable_by(cast.daibiao)
    assert read.count() == 1
    stand(cast.representative, "suspended")
    assert Report.objects.readable_by(cast.daibiao).count() == 0
