"""Evaluations of departments and representatives in each state, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from representatives.models import Congress, Level, Representative, Term
from stations.models import Department, Station
from supervision.ballots import credentials
from supervision.ballots.casting import cast
from supervision.ballots.electorates import set_electors
from supervision.models import (
    Approval,
    Evaluation,
    Report,
    Scheme,
    SchemeOption,
    SlipBatch,
    Subject,
    TellerSheet,
    TellerTotal,
)
from supervision.states import Direction, Purpose
from tests.factories.accounts import make_user
from tests.factories.casework import Cast, make_department, make_representative, make_station

# 满意 100, 基本满意 70, 不满意 30, 不了解 not valid
OPTIONS = (
    ("满意", "100", True, True),
    ("基本满意", "70", True, False),
    ("不满意", "30", False, False),
    ("不了解", None, False, False),
)
CHOICE = (("列入", "100", True, True), ("不列入", "0", False, False))


def make_scheme(area: Area, *, options: Any = OPTIONS, **fields: Any) -> Scheme:
    values = {"name": "满意度测评方案", "version": 1} | fields
    scheme = Scheme.objects.create(area=area, **values)
    SchemeOption.objects.bulk_create(
        [
            SchemeOption(
                scheme=scheme,
                position=n,
                label=label,
                weight=None if weight is None else Decimal(weight),
                is_satisfied=satisfied,
                is_graded=graded,
            )
            for n, (label, weight, satisfied, graded) in enumerate(options)
        ]
    )
    return scheme


def make_evaluation(cast: Cast, **fields: Any) -> Evaluation:
    """In preparation: the county rates its departments; all three ways are possible."""
    area = fields.pop("area", cast.tree.xiling)
    if "scheme" not in fields:
        fields["scheme"] = Scheme.objects.filter(area=area).first() or make_scheme(area)
    values = dict(
        area=area,
        term=_term_of(cast, area),
        year=timezone.localdate().year,
        title="区直部门满意度测评",
        direction=Direction.DEPARTMENTS,
        by_paper=True,
        by_slip=True,
        by_account=True,
        closes_at=timezone.now() + timedelta(days=1),
        created_by=cast.quxian,
    )
    return Evaluation.objects.create(**values | fields)


def _term_of(cast: Cast, area: Area) -> Term:
    """The county's of the cast; of another county its own."""
    if area.level != Level.COUNTY or area == cast.tree.xiling:
        return cast.representative.seats.get(level="county").term
    congress, _ = Congress.objects.get_or_create(
        level=Level.COUNTY, area=area, defaults={"name": area.short_name}
    )
    return Term.objects.get_or_create(congress=congress, number=6)[0]


def add_departments(evaluation: Evaluation, amount: int = 3) -> list[Subject]:
    start = Department.objects.count()
    return [
        Subject.objects.create(
            evaluation=evaluation,
            position=n,
            department=make_department(evaluation.area, f"示例局{start + n}"),
        )
        for n in range(amount)
    ]


def add_electors(evaluation: Evaluation, cast: Cast, amount: int = 3) -> list[Representative]:
    """Of the congress that votes, each with an account; in the cast's county its representative
    is the first of them.
    """
    start, area = Representative.objects.count(), evaluation.area
    people, station = [cast.representative], cast.station
    if area != cast.tree.xiling:
        people, code = [], f"EV{area.code}"
        station = Station.objects.filter(code=code).first() or make_station(area, code=code)
    people += [
        make_representative(f"测评人{start + n}", station, user=make_user(f"cp{start + n}"))
        for n in range(amount - len(people))
    ]
    set_electors(evaluation, [person.pk for person in people])
    return people


def ready(cast: Cast, *, departments: int = 3, electors: int = 3, **fields: Any) -> Evaluation:
    """Tried and approved: nothing stands in the way of opening."""
    evaluation = make_evaluation(cast, **fields)
    add_departments(evaluation, departments)
    add_electors(evaluation, cast, electors)
    Evaluation.objects.filter(pk=evaluation.pk).update(tried_at=timezone.now())
    evaluation.refresh_from_db()
    evaluation.approve(
        Approval.Act.OPEN,
        body="主任会议",
        day=timezone.localdate(),
        document="西人办〔2026〕8 号",
        by=cast.quxian,
    )
    return evaluation


def opened(cast: Cast, **fields: Any) -> Evaluation:
    evaluation = ready(cast, **fields)
    evaluation.open(by=cast.quxian)
    return evaluation


def selection(cast: Cast, *, places: int = 2, departments: int = 4, **fields: Any) -> Evaluation:
    """Open: choosing targets by ballot."""
    scheme = make_scheme(
        cast.tree.xiling, options=CHOICE, name="票选方案", purpose=Purpose.SELECTION
    )
    values = {"purpose": Purpose.SELECTION, "places": places, "scheme": scheme} | fields
    return opened(cast, departments=departments, **values)


def options_of(evaluation: Evaluation) -> list[SchemeOption]:
    return list(evaluation.scheme.options.order_by("position"))


def marks(evaluation: Evaluation, choice: int = 0) -> dict[int, int | None]:
    """The same option (by position) for every object."""
    key = options_of(evaluation)[choice].pk
    return dict.fromkeys(evaluation.subjects.rated().values_list("pk", flat=True), key)


def vote(evaluation: Evaluation, person: Representative, choice: int = 0, **remarks: Any) -> str:
    """Signed in; returns the receipt."""
    receipt = credentials.new_code()
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, person.user)
        cast(credential, marks(evaluation, choice), receipt=receipt, **remarks)
    return receipt


def print_slips(evaluation: Evaluation, amount: int = 3) -> list[str]:
    """The codes that stand on the paper."""
    batch = SlipBatch.objects.create(
        evaluation=evaluation, amount=amount, printed_by=evaluation.created_by
    )
    return credentials.issue_slips(batch)


def vote_by_slip(evaluation: Evaluation, code: str, choice: int = 0) -> str:
    receipt = credentials.new_code()
    with transaction.atomic():
        credential = credentials.spend_slip(evaluation, code)
        cast(credential, marks(evaluation, choice), receipt=receipt)
    return receipt


def enter_paper(
    evaluation: Evaluation,
    votes: Sequence[int] = (4, 1, 0, 0),
    *,
    invalid: int = 0,
    tellers: Sequence[User] = (),
    issued: int | None = None,
) -> list[TellerSheet]:
    """Two sheets that agree: for every object so many votes by option, in order."""
    returned = sum(votes) + invalid
    amounts = dict(zip([o.pk for o in options_of(evaluation)], votes, strict=False))
    start = TellerSheet.objects.count()
    sheets = []
    for teller in tellers or [make_user(f"teller{start}"), make_user(f"teller{start + 1}")]:
        sheet = TellerSheet.objects.create(
            evaluation=evaluation,
            round=evaluation.paper_round,
            teller=teller,
            issued=returned if issued is None else issued,
            returned=returned,
            scan="count/sheet.jpg",
            scan_name="计票单.jpg",
        )
        TellerTotal.objects.bulk_create(
            TellerTotal(sheet=sheet, subject=subject, option_id=option, votes=n)
            for subject in evaluation.subjects.rated()
            for option, n in (amounts | {None: invalid}).items()
        )
        sheets.append(sheet)
    return sheets


def closed(cast: Cast, *, ballots: Sequence[int] = (), **fields: Any) -> Evaluation:
    """Voted on signed in and closed. ``ballots``: the option (by position) of each ballot, the
    same for all objects; by default 12: nine 满意, two 基本满意, one 不满意. No paper.
    """
    chosen = ballots or [0] * 9 + [1] * 2 + [2]
    values = {"electors": len(chosen), "by_paper": False} | fields
    evaluation = opened(cast, **values)
    cast_all(evaluation, chosen)
    if evaluation.by_paper:
        enter_paper(evaluation)
    evaluation.close(by=cast.quxian)
    return evaluation


def cast_all(evaluation: Evaluation, chosen: Sequence[int]) -> None:
    """The first electors vote signed in, one each."""
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    for elector, choice in zip(electors, chosen, strict=False):
        vote(evaluation, elector.representative, choice)


def counted(cast: Cast, **fields: Any) -> Evaluation:
    """With results, not published. As ``closed``."""
    evaluation = closed(cast, **fields)
    evaluation.count(by=cast.quxian)
    return evaluation


def approve(evaluation: Evaluation, act: str, by: User) -> Approval:
    return evaluation.approve(
        act, body="主任会议", day=timezone.localdate(), document="西人办〔2026〕21 号", by=by
    )


def published(cast: Cast, *, with_ranks: bool = False, **fields: Any) -> Evaluation:
    """For everybody to read. As ``closed``."""
    evaluation = counted(cast, **fields)
    approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=with_ranks)
    return evaluation


def vote_so(evaluation: Evaluation, person: Representative, chosen: dict[int, int | None]) -> None:
    """Signed in, with these marks."""
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, person.user)
        cast(credential, chosen, receipt=credentials.new_code())


def list_on_ballots(evaluation: Evaluation, ballots: Sequence[Sequence[Subject]]) -> None:
    """Of a selection: one elector after the other lists these and no others."""
    listed, not_listed = options_of(evaluation)
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    for elector, chosen in zip(electors, ballots, strict=False):
        keys = {subject.pk for subject in chosen}
        vote_so(
            evaluation,
            elector.representative,
            {key: (listed if key in keys else not_listed).pk for key in marks(evaluation)},
        )


def make_meeting(cast: Cast, *, eligible: int = 40, **fields: Any) -> Evaluation:
    """Open: ``cast.representative`` reports to the voters, who vote on paper."""
    values = dict(
        direction=Direction.VOTERS,
        title="向选民述职测评",
        eligible=eligible,
        by_account=False,
        by_slip=False,
    )
    evaluation = make_evaluation(cast, **values | fields)
    seat = cast.representative.seats.get(level="county")
    Subject.objects.create(evaluation=evaluation, position=1, seat=seat)
    Evaluation.objects.filter(pk=evaluation.pk).update(tried_at=timezone.now())
    evaluation.refresh_from_db()
    approve(evaluation, Approval.Act.OPEN, cast.quxian)
    evaluation.open(by=cast.quxian)
    return evaluation


def handed_in(subject: Subject, user: Any) -> Report:
    """Its report, as the object hands it in."""
    return Report.objects.create(
        subject=subject,
        state=Report.State.SUBMITTED,
        text="述职",
        submitted_by=user,
        submitted_at=timezone.now(),
    )
