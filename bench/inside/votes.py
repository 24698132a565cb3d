"""An evaluation to vote in, ballots for all who may, and what lies in the urn afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connections, transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from accounts.permissions import offices_of
from areas.models import Area
from representatives.models import Representative, Seat, Term
from stations.models import Department
from supervision.ballots import credentials
from supervision.ballots.casting import cast
from supervision.ballots.credentials import Credential
from supervision.ballots.electorates import set_electors
from supervision.models import (
    Approval,
    Evaluation,
    Receipt,
    Scheme,
    SchemeOption,
    SlipBatch,
    Subject,
    UrnMark,
)

OPTIONS = (("满意", 100), ("基本满意", 70), ("不满意", 30), ("不了解", None))


def prepare(way: str, voters: int, objects: int) -> dict[str, Any]:
    """An open evaluation; ``rights`` are keys of accounts, or codes of slips."""
    evaluation = opened(way, voters, objects)
    if way == "slip":
        return {"evaluation": evaluation.pk, "rights": slips(evaluation, voters)}
    accounts = evaluation.electors.values_list("representative__user", flat=True)
    return {"evaluation": evaluation.pk, "rights": list(accounts)}


def opened(way: str, voters: int, objects: int) -> Evaluation:
    """Departments of one county, rated by representatives of its congress."""
    clerk = User.objects.get(username="quxian")
    area = offices_of(clerk)[0]
    term = Term.objects.get(congress__area=area, closed_on=None)
    evaluation = Evaluation.objects.create(
        area=area,
        term=term,
        scheme=_scheme(area),
        title="压力测试",
        year=timezone.localdate().year,
        direction="departments",
        by_paper=False,
        by_slip=way == "slip",
        by_account=way == "account",
        eligible=voters,
        closes_at=timezone.now() + timedelta(days=1),
        tried_at=timezone.now(),
        created_by=clerk,
    )
    departments = _departments(area, objects)
    Subject.objects.bulk_create(
        Subject(evaluation=evaluation, position=n, department=department)
        for n, department in enumerate(departments)
    )
    if way == "account":
        set_electors(evaluation, _seated(term, voters))
    evaluation.approve(
        Approval.Act.OPEN, body="主任会议", day=timezone.localdate(), document="1 号", by=clerk
    )
    evaluation.open(by=clerk)
    return evaluation


def _scheme(area: Area) -> Scheme:
    scheme = Scheme.objects.create(area=area, name=f"压力测试 {time.monotonic_ns()}")
    SchemeOption.objects.bulk_create(
        SchemeOption(scheme=scheme, position=n, label=label, weight=weight, is_satisfied=n < 2)
        for n, (label, weight) in enumerate(OPTIONS)
    )
    return scheme


def _departments(area: Area, amount: int) -> list[Department]:
    return Department.objects.bulk_create(
        Department(area=area, name=f"压力测试局 {time.monotonic_ns()}-{n}") for n in range(amount)
    )


def _seated(term: Term, amount: int) -> list[int]:
    """People with an account and a seat in the congress: only those may vote."""
    people = list(Representative.objects.filter(user=None).order_by("pk")[:amount])
    stamp = time.monotonic_ns()
    users = User.objects.bulk_create(
        User(username=f"voter{stamp}-{n}", name=one.name, area=term.congress.area)
        for n, one in enumerate(people)
    )
    for one, user in zip(people, users, strict=True):
        one.user = user
    Representative.objects.bulk_update(people, ["user"])
    seat = Seat.objects.active().filter(term=term)[0]
    Seat.objects.bulk_create(
        (
            Seat(representative=one, term=term, level=seat.level, district=seat.district)
            for one in people
        ),
        ignore_conflicts=True,  # who sits there already
    )
    return [one.pk for one in people]


def slips(evaluation: Evaluation, amount: int) -> list[str]:
    return credentials.issue_slips(
        SlipBatch.objects.create(
            evaluation=evaluation, amount=amount, printed_by=evaluation.created_by
        )
    )


def cast_all(evaluation_pk: int, way: str, rights: Sequence[Any], threads: int) -> dict[str, Any]:
    """One ballot for each right; the receipts of those that were taken."""
    evaluation = Evaluation.objects.get(pk=evaluation_pk)
    users = User.objects.in_bulk(rights) if way == "account" else {}

    def spend(right: Any) -> Credential:
        if way == "slip":
            return credentials.spend_slip(evaluation, right)
        return credentials.spend_elector(evaluation, users[right])

    def some(share: Iterable[Any]) -> list[str]:
        try:
            return [cast_one(evaluation, lambda: spend(right)) for right in share]  # noqa: B023 - called at once
        finally:
            connections.close_all()

    began = time.monotonic()
    with ThreadPoolExecutor(threads) as pool:
        shares = [rights[turn::threads] for turn in range(threads)]
        receipts = [receipt for done in pool.map(some, shares) for receipt in done]
    return {"began": began, "ended": time.monotonic(), "receipts": receipts}


def cast_one(evaluation: Evaluation, spend: Callable[[], Credential]) -> str:
    """As the page does: spend and cast are one transaction, and the receipt comes after it."""
    options = SchemeOption.objects.filter(scheme=evaluation.scheme_id).values_list("pk", flat=True)
    keys, receipt = list(options.order_by("position")), credentials.new_code()
    with transaction.atomic():
        credential = spend()
        marks = {key: keys[key % len(keys)] for key in credential.subjects}
        cast(credential, marks, receipt=receipt)
    return receipt


def found(evaluation_pk: int) -> dict[str, Any]:
    """All receipts, and how many marks there are for each object."""
    receipts = Receipt.objects.filter(urn__evaluation=evaluation_pk)
    marks = UrnMark.objects.filter(urn__evaluation=evaluation_pk).order_by()
    return {
        "receipts": list(receipts.values_list("code", flat=True)),
        "marks": [one["n"] for one in marks.values("subject").annotate(n=Count("pk"))],
    }
