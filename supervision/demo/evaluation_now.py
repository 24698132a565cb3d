"""This year's 两述两评 of the showcase county, half-way, and one of representatives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from representatives.models import Representative, Seat
from stations.demo.departments import NAMES
from supervision.ballots import credentials, electorates
from supervision.ballots.casting import cast
from supervision.ballots.credentials import Credential
from supervision.demo import evaluations as past
from supervision.demo import mending
from supervision.demo.evaluations import CAME, CHOICE, Stage
from supervision.models import (
    Approval,
    Elector,
    Evaluation,
    Grading,
    Report,
    Scheme,
    SchemeGrade,
    Slip,
    SlipBatch,
    Subject,
)
from supervision.states import Direction, Purpose, Way

CHOSEN = 35  # S32: the townships of a county chose 35 targets
SLIPS, SLIPS_USED = 40, 12
VOTED_SHARE, MOST_VOTED = 0.5, 120
GRADED = (("优秀", 100, True), ("称职", 80, True), ("基本称职", 60, False), ("不称职", 0, False))
GRADES = (("称职", 80), ("基本称职", 50), ("不称职", 0))  # of the share of 优秀 and 称职
VOTERS, VOTERS_CAME = 60, 46
REPORT = (
    "一、今年做的主要工作：压实责任，把群众反映多的事列成清单，逐件落实到科室和人；"
    "窗口推行一次告知，办结时限比去年缩短三成。\n"
    "二、代表建议和选民留言的办理：全部按期答复，重点件由班子成员上门沟通。\n"
    "三、问题和不足：基层站所力量不够，个别事项协调时间长，主动公开还不够及时。\n"
    "四、明年打算：对照这次测评的意见列出整改清单，每季度向联系代表报告一次。"
)


def fill(village: Area, clerks: tuple[User, User], person: Representative) -> Iterator[str]:
    """Everything, once; yields a line for each part."""
    today = timezone.localdate()
    years = [today.year - n for n in range(past.COUNTED_YEARS + 1, -1, -1)]
    stage = past.set_stage(village, clerks, years)
    reported = past.report_year(stage, years[0])
    scheme, rated = past.make_years(stage, today)
    yield f"部门测评：{len(NAMES)} 个单位，{len(rated)} 个年度已公布，另有 {reported} 条报告数"
    selection = choose_targets(stage, today)
    rating = rate_the_chosen(stage, selection, scheme)
    yield f"{selection}：选出 {CHOSEN} 个；{rating}：{vote(stage, rating)} 人已登录投票"
    yield f"{report_to_voters(stage, person, today)}：已公布"
    own = rated[-1].subjects.get(department__members__username="bumen")
    yield f"整改：{mending.follow_up(stage, rated[-1], own, today)} 项"


# departments ------------------------------------------------------------------------------------


def choose_targets(stage: Stage, today: date) -> Evaluation:
    """票选测评对象: in the first half-year, or whatever of it has passed."""
    day = max(today - timedelta(days=120), date(today.year, 1, 1))
    scheme = past.make_scheme(stage, "票选测评对象方案", CHOICE, purpose=Purpose.SELECTION)
    selection = past.make_evaluation(
        stage,
        year=today.year,
        scheme=scheme,
        purpose=Purpose.SELECTION,
        places=CHOSEN,
        title=f"{today.year} 年度测评对象票选",
    )
    subjects = past.add_subjects(stage, selection, range(len(NAMES)))
    past.approve(stage, selection, Approval.Act.OPEN, day - timedelta(days=9), 12)
    selection.open(by=stage.clerks[0])
    past.tell(stage, selection, {s.pk: _choice(turn) for turn, s in enumerate(subjects)})
    selection.close(by=stage.clerks[0])
    selection.count(by=stage.clerks[0])
    past.date_back(selection, day)
    return selection


def _choice(turn: int) -> list[int]:
    """列入, 不列入, invalid; no two have the same, so that nobody is tied at the cut."""
    listed = CAME - 12 - (turn * 17 % len(NAMES)) * 3
    return [listed, CAME - listed - 2, 2]


def rate_the_chosen(stage: Stage, selection: Evaluation, scheme: Scheme) -> Evaluation:
    """Open: representatives vote signed in, guests of the meeting by slip."""
    rating = past.make_evaluation(
        stage,
        year=selection.year,
        scheme=scheme,
        selected_from=selection,
        by_paper=False,
        by_slip=True,
        by_account=True,
        eligible=None,
        slips_handed_out=SLIPS - 10,
        title=f"{selection.year} 年度{stage.county.short_name}部门满意度测评",
    )
    chosen = selection.subjects.filter(is_chosen=True).values_list("department_id", flat=True)
    turns = [n for n, department in enumerate(stage.departments) if department.pk in set(chosen)]
    for place, subject in enumerate(past.add_subjects(stage, rating, turns)):
        if place % 5:
            _hand_in_report(subject, stage.clerks[0])
    electorates.set_electors(rating, electorates.proposed(rating))
    past.approve(stage, rating, Approval.Act.OPEN, timezone.localdate() - timedelta(days=12), 27)
    rating.open(by=stage.clerks[0])
    opened = timezone.now() - timedelta(days=3)
    Evaluation.objects.filter(pk=rating.pk).update(opened_at=opened)
    return rating


def _hand_in_report(subject: Subject, clerk: User) -> None:
    Report.objects.create(
        subject=subject,
        state=Report.State.SUBMITTED,
        text=REPORT,
        submitted_by=clerk,
        submitted_at=timezone.now() - timedelta(days=8),
    )


def vote(stage: Stage, rating: Evaluation) -> int:
    """Half of the electors have voted, and some slips; never the demo account itself."""
    waiting = rating.electors.filter(representative__user=None).order_by("pk")
    amount = min(int(waiting.count() * VOTED_SHARE), MOST_VOTED)
    for elector in list(waiting[:amount]):
        with transaction.atomic():
            Elector.objects.filter(pk=elector.pk).update(has_voted=True)
            _put_in(stage, rating, Way.ACCOUNT)
    batch = SlipBatch.objects.create(evaluation=rating, amount=SLIPS, printed_by=stage.clerks[0])
    credentials.issue_slips(batch)
    for slip in list(Slip.objects.filter(batch=batch).order_by("pk")[:SLIPS_USED]):
        with transaction.atomic():
            Slip.objects.filter(pk=slip.pk).update(is_spent=True)
            _put_in(stage, rating, Way.SLIP)
    return amount


def _put_in(stage: Stage, rating: Evaluation, way: Way) -> None:
    options = [option.pk for option in rating.scheme.options.order_by("position")]
    turn_of = {department.pk: turn for turn, department in enumerate(stage.departments)}
    marks = {
        pk: options[stage.opinion.mark(turn_of[department], rating.year)]
        for pk, department in rating.subjects.rated().values_list("pk", "department_id")
    }
    cast(Credential(rating.pk, way, frozenset(marks)), marks, receipt=credentials.new_code())


# representatives --------------------------------------------------------------------------------


def report_to_voters(stage: Stage, person: Representative, today: date) -> Evaluation:
    """Last year, in the district that elected the demo's representative."""
    day = date(today.year - 1, 11, 6)
    scheme = past.make_scheme(
        stage, "代表述职测评方案", GRADED, grading=Grading.SHARE, ranked_in_class=False
    )
    scheme.options.filter(position=1).update(is_graded=True)
    for position, (label, at_least) in enumerate(GRADES):
        SchemeGrade.objects.create(
            scheme=scheme, position=position, label=label, at_least=Decimal(at_least)
        )
    seat = person.seats.get(term=stage.term)
    meeting = past.make_evaluation(
        stage,
        year=day.year,
        scheme=scheme,
        direction=Direction.VOTERS,
        eligible=VOTERS,
        venue=f"{person.station}",
        title=f"{seat.district}代表向选民述职测评",
    )
    seats = Seat.objects.active().filter(district=seat.district).order_by("pk")
    subjects = [
        Subject.objects.create(evaluation=meeting, position=place, seat=one)
        for place, one in enumerate(seats)
    ]
    for subject in subjects:
        _hand_in_report(subject, stage.clerks[0])
    past.approve(stage, meeting, Approval.Act.OPEN, day - timedelta(days=15), 25)
    meeting.open(by=stage.clerks[0])
    votes = {s.pk: [20 + 2 * n, 15, 9 - 2 * n, 1, 1] for n, s in enumerate(subjects)}
    past.tell(stage, meeting, votes, came=VOTERS_CAME)
    meeting.close(by=stage.clerks[0])
    meeting.count(by=stage.clerks[0])
    past.approve(stage, meeting, Approval.Act.PUBLISH, day + timedelta(days=3), 26)
    meeting.publish(by=stage.clerks[0], with_ranks=False)
    past.date_back(meeting, day, published=day + timedelta(days=6))
    return meeting
