"""A whole vote: 500 people, 53 objects each; what one cast costs as the urn fills; the count.

In the portal: `python -m bench.voting prepare|cast|cost|count …` prints JSON; `measure` starts them.
Ballots go through `credentials` and `casting` as the pages send them, in two processes of four
threads as in production, without the pages around them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.setup import PYTHON, ROOT

if TYPE_CHECKING:
    from supervision.ballots.credentials import Credential
    from supervision.models import Evaluation

VOTERS, OBJECTS = 500, 53
PROCESSES, THREADS = 2, 4
MOST_MINUTES = 10
MOST_PER_ROW = 1.3  # a row of the full urn beside a row of the half one
MARKS = 100_000
MOST_COUNT = 10  # beside one GROUP BY of the same marks
WAYS = {"account": "signed in", "slip": "by slip"}


@dataclass(frozen=True)
class VoteResult:
    way: str
    confirmed: int
    once: bool
    seconds: float

    @property
    def passed(self) -> bool:
        return self.once and self.confirmed == VOTERS and self.seconds <= 60 * MOST_MINUTES


@dataclass(frozen=True)
class VotingResult:
    """``cost``: ballots in the urn → median milliseconds of one cast."""

    votes: list[VoteResult]
    cost: dict[int, float]
    marks: int
    count_ms: float
    plain_ms: float

    def per_row(self, ballots: int) -> float:
        """Microseconds."""
        return 1000 * self.cost[ballots] / (ballots * OBJECTS)

    @property
    def growth(self) -> float:
        return self.per_row(VOTERS) / self.per_row(VOTERS // 2)

    @property
    def count_ratio(self) -> float:
        return self.count_ms / self.plain_ms

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """what, measured, beside, bar, verdict"""
        smaller = [ballots for ballots in self.cost if ballots < VOTERS]
        return [
            *(
                (
                    f"vote of {VOTERS} on {OBJECTS} objects, {WAYS[vote.way]}",
                    f"{vote.seconds / 60:.1f} min, {vote.confirmed} confirmed,"
                    f" {'each in the urn once' if vote.once else 'NOT each in the urn once'}",
                    f"{PROCESSES * THREADS} at once, without pages:"
                    f" {vote.confirmed / vote.seconds:.1f} ballots/s",
                    f"≤ {MOST_MINUTES} min, each once",
                    _verdict(vote.passed),
                )
                for vote in self.votes
            ),
            (
                f"one cast into the full urn, {VOTERS * OBJECTS:,} rows",
                f"{self.cost[VOTERS]:.0f} ms, {self.per_row(VOTERS):.1f} µs a row"
                f" = {self.growth:.2f} × the half urn's",
                "; ".join(
                    f"{ballots * OBJECTS:,} rows: {self.cost[ballots]:.0f} ms,"
                    f" {self.per_row(ballots):.1f} µs a row"
                    for ballots in smaller
                ),
                f"≤ {MOST_PER_ROW} × a row",
                _verdict(self.growth <= MOST_PER_ROW),
            ),
            (
                f"count of {self.marks:,} marks, {OBJECTS} objects",
                f"{self.count_ms:.0f} ms = {self.count_ratio:.1f} ×",
                f"one GROUP BY of the marks: {self.plain_ms:.0f} ms",
                f"≤ {MOST_COUNT} ×",
                _verdict(self.count_ratio <= MOST_COUNT),
            ),
        ]


def _verdict(passed: bool) -> str:
    return "ok" if passed else "**missed**"


def measure(environment: dict[str, str], *, turns: int = 15) -> VotingResult:
    """In a database with the whole city, to which evaluations are added."""
    votes = [_vote(environment, way) for way in WAYS]
    cost = _asked(environment, "cost", turns)
    return VotingResult(
        votes, {int(size): ms for size, ms in cost.items()}, **_asked(environment, "count", turns)
    )


def _vote(environment: dict[str, str], way: str) -> VoteResult:
    """Each process votes for its share of the people; seconds from the first to the last."""
    prepared = _asked(environment, "prepare", way)
    pk, rights = prepared["evaluation"], prepared["rights"]
    shares = [rights[turn::PROCESSES] for turn in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        answers = list(pool.map(lambda share: _asked(environment, "cast", pk, way, share), shares))
    receipts = [receipt for answer in answers for receipt in answer["receipts"]]
    found = _asked(environment, "found", pk)
    once = (
        sorted(receipts) == found["receipts"]
        and set(found["marks"]) == {len(receipts)}
        and len(found["marks"]) == OBJECTS
    )
    began, ended = min(a["began"] for a in answers), max(a["ended"] for a in answers)
    return VoteResult(way, len(receipts), once, ended - began)


def _asked(environment: dict[str, str], *words: object) -> Any:
    """What does not fit on a command line goes in as JSON."""
    plain = [str(word) for word in words if not isinstance(word, list)]
    given = next((word for word in words if isinstance(word, list)), [])
    done = subprocess.run(
        [PYTHON, "-m", "bench.voting", *plain],
        cwd=ROOT,
        env=os.environ | environment,
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


# in the portal ------------------------------------------------------------------------------------


def prepare(way: str) -> dict[str, Any]:
    """An open evaluation; ``rights`` are keys of accounts, or codes of slips."""
    evaluation = _opened(way)
    if way == "slip":
        return {"evaluation": evaluation.pk, "rights": _slips(evaluation, VOTERS)}
    accounts = evaluation.electors.values_list("representative__user", flat=True)
    return {"evaluation": evaluation.pk, "rights": list(accounts)}


def _opened(way: str) -> Evaluation:
    """53 departments of one county, rated by 500 representatives with an account each."""
    from datetime import timedelta

    from django.utils import timezone

    from accounts.models import User
    from areas.models import Area
    from representatives.models import Term
    from stations.models import Department
    from supervision.ballots.electorates import set_electors
    from supervision.models import Approval, Evaluation, Scheme, SchemeOption, Subject

    clerk = User.objects.get(username="quxian")
    area = Area.objects.get(pk=clerk.posts.first().area_id)
    scheme = Scheme.objects.create(area=area, name=f"压力测试 {time.monotonic_ns()}")
    SchemeOption.objects.bulk_create(
        SchemeOption(scheme=scheme, position=n, label=label, weight=weight, is_satisfied=n < 2)
        for n, (label, weight) in enumerate(
            [("满意", 100), ("基本满意", 70), ("不满意", 30), ("不了解", None)]
        )
    )
    evaluation = Evaluation.objects.create(
        area=area,
        term=Term.objects.filter(congress__area=area).first(),
        scheme=scheme,
        title="压力测试",
        year=timezone.localdate().year,
        direction="departments",
        by_paper=False,
        by_slip=way == "slip",
        by_account=way == "account",
        eligible=VOTERS,
        closes_at=timezone.now() + timedelta(days=1),
        tried_at=timezone.now(),
        created_by=clerk,
    )
    departments = Department.objects.order_by("pk")[:OBJECTS]
    Subject.objects.bulk_create(
        Subject(evaluation=evaluation, position=n, department=department)
        for n, department in enumerate(departments)
    )
    if way == "account":
        set_electors(evaluation, _with_accounts(area, VOTERS))
    evaluation.approve(
        Approval.Act.OPEN, body="主任会议", day=timezone.localdate(), document="1 号", by=clerk
    )
    evaluation.open(by=clerk)
    return evaluation


def _with_accounts(area: Any, amount: int) -> list[int]:
    from accounts.models import User
    from representatives.models import Representative

    without = list(Representative.objects.filter(user=None).order_by("pk")[:amount])
    stamp = time.monotonic_ns()
    users = User.objects.bulk_create(
        User(username=f"voter{stamp}-{n}", name=one.name, area=area)
        for n, one in enumerate(without)
    )
    for one, user in zip(without, users, strict=True):
        one.user = user
    Representative.objects.bulk_update(without, ["user"])
    return [one.pk for one in without]


def _slips(evaluation: Evaluation, amount: int) -> list[str]:
    from supervision.ballots import credentials
    from supervision.models import SlipBatch

    return credentials.issue_slips(
        SlipBatch.objects.create(
            evaluation=evaluation, amount=amount, printed_by=evaluation.created_by
        )
    )


def cast_all(evaluation_pk: int, way: str, rights: Sequence[Any]) -> dict[str, Any]:
    """One ballot for each right, in four threads; the receipts of those that were taken."""
    from django.db import connections

    from accounts.models import User
    from supervision.ballots import credentials
    from supervision.models import Evaluation

    evaluation = Evaluation.objects.get(pk=evaluation_pk)
    users = User.objects.in_bulk(rights) if way == "account" else {}

    def spend(right: Any) -> Credential:
        if way == "slip":
            return credentials.spend_slip(evaluation, right)
        return credentials.spend_elector(evaluation, users[right])

    def some(share: Iterable[Any]) -> list[str]:
        try:
            return [_one(evaluation, lambda: spend(right)) for right in share]  # noqa: B023
        finally:
            connections.close_all()

    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        receipts = [
            receipt
            for done in pool.map(some, [rights[turn::THREADS] for turn in range(THREADS)])
            for receipt in done
        ]
    return {"began": began, "ended": time.monotonic(), "receipts": receipts}


def _one(evaluation: Evaluation, spend: Callable[[], Credential]) -> str:
    """As the page does: spend and cast are one transaction, and the receipt comes after it."""
    from django.db import transaction

    from supervision.ballots import credentials
    from supervision.ballots.casting import cast
    from supervision.models import SchemeOption

    options = SchemeOption.objects.filter(scheme=evaluation.scheme_id).values_list("pk", flat=True)
    keys, receipt = list(options.order_by("position")), credentials.new_code()
    with transaction.atomic():
        credential = spend()
        marks = {key: keys[key % len(keys)] for key in credential.subjects}
        cast(credential, marks, receipt=receipt)
    return receipt


def found(evaluation_pk: int) -> dict[str, Any]:
    """All receipts, and how many marks there are for each object."""
    from django.db.models import Count

    from supervision.models import Receipt, UrnMark

    receipts = Receipt.objects.filter(urn__evaluation=evaluation_pk).order_by("code")
    marks = UrnMark.objects.filter(urn__evaluation=evaluation_pk).order_by()
    return {
        "receipts": list(receipts.values_list("code", flat=True)),
        "marks": [one["n"] for one in marks.values("subject").annotate(n=Count("pk"))],
    }


def _filled(ballots: int) -> Evaluation:
    """Open, with so many ballots by slip in the urn."""
    from supervision.ballots import credentials
    from supervision.ballots.casting import _new_key
    from supervision.models import Receipt, SchemeOption, Slip, Subject, Urn, UrnMark

    evaluation = _opened("slip")
    _slips(evaluation, ballots)
    Slip.objects.filter(batch__evaluation=evaluation).update(is_spent=True)
    urn = Urn.objects.get(evaluation=evaluation, way="slip")
    subjects = Subject.objects.filter(evaluation=evaluation).values_list("pk", flat=True)
    options = SchemeOption.objects.filter(scheme=evaluation.scheme_id).values_list("pk", flat=True)
    chosen = list(options)
    UrnMark.objects.bulk_create(
        (
            UrnMark(id=_new_key(), urn=urn, subject_id=subject, option_id=chosen[n % len(chosen)])
            for n in range(ballots)
            for subject in list(subjects)
        ),
        batch_size=5000,
    )
    Receipt.objects.bulk_create(
        Receipt(id=_new_key(), urn=urn, code=credentials.new_code()) for _ in range(ballots)
    )
    return evaluation


def cost(turns: int) -> dict[int, float]:
    """One ballot after the other, small, half and full urn in turn, beside each other's rows."""
    from supervision.ballots import credentials
    from supervision.ballots.casting import forget_earlier_rows

    sizes = [VOTERS // 10, VOTERS // 2, VOTERS]
    urns = {}
    for size in sizes:
        evaluation = _filled(size)
        urns[size] = evaluation, iter(_slips(evaluation, turns + 1))
    forget_earlier_rows()
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for turn in range(turns + 1):
        for size, (evaluation, codes) in urns.items():
            code = next(codes)
            started = time.perf_counter()
            _one(evaluation, lambda: credentials.spend_slip(evaluation, code))  # noqa: B023
            if turn:
                times[size].append(1000 * (time.perf_counter() - started))
    return {size: statistics.median(of) for size, of in times.items()}


def count(turns: int) -> dict[str, Any]:
    """`Evaluation.count()` and a GROUP BY of the same marks in turn; every count is taken back."""
    from django.db import connection, transaction
    from django.db.models import Count

    from supervision.models import Evaluation, UrnMark

    filled = _filled(-(-MARKS // OBJECTS))
    filled.close(by=filled.created_by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    marks = UrnMark.objects.filter(urn__evaluation=filled.pk).order_by()
    ours, plain = [], []
    for _ in range(turns):
        evaluation = Evaluation.objects.get(pk=filled.pk)
        started = time.perf_counter()
        with transaction.atomic():
            counted = evaluation.count(by=filled.created_by)
            ours.append(1000 * (time.perf_counter() - started))
            assert counted.returned == -(-MARKS // OBJECTS)
            transaction.set_rollback(True)
        started = time.perf_counter()
        list(marks.values_list("subject", "option").annotate(n=Count("pk")))
        plain.append(1000 * (time.perf_counter() - started))
    return {
        "marks": marks.count(),
        "count_ms": statistics.median(ours),
        "plain_ms": statistics.median(plain),
    }


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichang_renda.settings")
    django.setup()
    result: Any
    match sys.argv[1:]:
        case ["prepare", way]:
            result = prepare(way)
        case ["cast", pk, way]:
            result = cast_all(int(pk), way, json.load(sys.stdin))
        case ["found", pk]:
            result = found(int(pk))
        case ["cost", turns]:
            result = cost(int(turns))
        case ["count", turns]:
            result = count(int(turns))
        case _:
            sys.exit(__doc__)
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
