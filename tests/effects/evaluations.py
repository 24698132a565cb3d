"""Acts around evaluations: the row, who is who, and the evaluations they happen on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from accounts.models import User
from supervision.ballots import credentials
from supervision.ballots.casting import cast as into_the_urn
from supervision.ballots.electorates import set_electors
from supervision.models import (
    Evaluation,
    Objection,
    Receipt,
    Rectification,
    Report,
    Subject,
    TellerSheet,
    TellerTotal,
    UrnMark,
)
from supervision.wording import EVENT_WORDS
from tests.effects import rows
from tests.effects.engine import Effect, Event
from tests.effects.rows import Here
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import Cast, make_department, make_representative
from tests.factories.moments import NOW
from tests.factories.notifications import make_robot

QUXIAN, ERGUAN, BUMEN = "quxian: 区人大", "erguan: 区人大二", "bumen: 局里干事"
# Who hears of it: the office, the objects, the electors; of both, nobody who has no account or
# whose account is off.
OFFICE, FIRST, SECOND = {"quxian", "erguan"}, {"bumen", "tongshi"}, {"linju"}
OBJECTS, ELECTORS = FIRST | SECOND, {"daibiao", "zhoumin"}
LEFT = ("tuixiu", "diaozou")  # an account that is closed, a post that has ended
TITLE = "窗口排队时间长"
EVALUATION = "区直部门满意度测评"
FIVE, TWELVE = (0,) * 5, (0,) * 9 + (1, 1, 2)


def object_of(here: Here, n: int) -> Subject:
    """Of the evaluation acted on, from 1."""
    found: Subject = here.it.subjects.order_by("position")[n - 1]
    return found


class Act(rows.Act):
    def names(self, rows: dict[str, Any]) -> dict[Model, str]:
        """What belongs to the evaluation goes by what it is of it."""
        it, names = rows[self.on], super().names(rows)
        found = it if isinstance(it, Evaluation) else _evaluation_of(it)
        names |= {found: "evaluation", found.scheme: "scheme"}
        names |= {
            one: f"object {n}" for n, one in enumerate(found.subjects.order_by("position"), 1)
        }
        names |= {one: f"option {n}" for n, one in enumerate(found.scheme.options.all(), 1)}
        names |= {one: f"version {one.version}" for one in found.counts.all()}
        names |= dict.fromkeys(found.announcements.all(), "announcement")
        names |= {one: f"approval {n}" for n, one in enumerate(found.approvals.order_by("pk"), 1)}
        totals = TellerTotal.objects.filter(sheet__evaluation=found, option__isnull=False)
        names |= {
            one: f"{one.votes} for {names[one.option]} of {names[one.subject]}"
            for one in totals.select_related("option", "subject")
        }
        nothing = TellerTotal.objects.filter(sheet__evaluation=found, option=None)
        names |= {
            one: f"{one.votes} for nothing of {names[one.subject]}"
            for one in nothing.select_related("subject")
        }
        trial = dict(urn__evaluation=found, urn__way="trial")
        names |= {one: f"trial of {names[one.subject]}" for one in _with_subject(trial)}
        return names | dict.fromkeys(Receipt.objects.filter(**trial), "trial receipt")


def _evaluation_of(it: Any) -> Evaluation:
    found: Evaluation = it.evaluation if isinstance(it, TellerSheet) else it.subject.evaluation
    return found


def _with_subject(trial: dict[str, Any]) -> Iterable[UrnMark]:
    return UrnMark.objects.filter(**trial).select_related("subject")


# what acts leave behind ---------------------------------------------------------------------------


def audited(
    by: str, words: str, text: str, target: str, action: str = "settings_change"
) -> list[dict[str, Any]]:
    return [
        dict(
            at="now",
            actor=by.partition(": ")[0],
            actor_name=by.partition(": ")[2],
            action=action,
            target=target,
            area="xiling",
            reason="：".join(filter(None, (words, text))),
        )
    ]


def ran(by: str, kind: str, text: str = "", *, new: Any = None, **changes: Any) -> Effect:
    """Whatever happens to an evaluation, there is an event and an entry of the audit log."""
    action = "publish" if kind == "publish" else "settings_change"
    entry = audited(by, EVENT_WORDS[kind], text, f"测评：{EVALUATION}", action)
    return Effect(
        {"it": changes} if changes else {},
        new={"AuditEntry": entry} | (new or {}),
        events=[Event(kind, by, text)],
    )


def told(effect: Effect, text: str, people: set[str], page: str) -> Effect:
    effect.notices[f"{text} → {page}"] = people
    return effect


# where they happen --------------------------------------------------------------------------------


def build(cast: Cast) -> dict[str, Any]:
    """Evaluations of two departments each, in all states, whose people are the same."""
    make_staff(cast.tree.xiling, username="erguan", name="区人大二")
    make_staff(cast.tree.xiling, username="tuixiu", is_active=False)
    make_staff(cast.tree.xiling, username="diaozou").posts.update(ended_at=NOW)
    people = _People(cast)
    approve = make.approve
    rows: dict[str, Any] = {"xiling": cast.tree.xiling}
    rows["ready"] = people.ready(scheme=make.make_scheme(cast.tree.xiling, name="没定版的方案"))
    _leave_a_trial(rows["ready"])
    rows["robot"] = make_robot(cast.tree.xiling)
    rows["asked for reports"] = asked = people.ready(reports_due=NOW.date())
    rows["first asked"], rows["second asked"] = asked.subjects.order_by("position")
    rows["report"] = Report.write(rows["first asked"], "全年工作")
    # Its day for reports was taken away again, after one was reminded of it.
    rows["one reminded"] = people.ready()
    first = rows["one reminded"].subjects.filter(position=0)
    first.update(report_reminded=1, report_reminded_for=NOW.date())
    voted_on = dict(purpose="selection", places=1, reports_due=NOW.date())
    rows["to choose from"] = people.ready(**voted_on)
    first = people.ready().subjects.order_by("position")[0]
    rows["report handed in"] = make.handed_in(first, cast.bumen)
    rows["on paper, open"] = people.ready(closes_at=NOW + timedelta(days=30))
    rows["on paper, open"].open(by=cast.quxian)
    (rows["sheet"],) = make.enter_paper(rows["on paper, open"], tellers=[cast.quxian])
    rows["opened"] = people.ready()
    rows["opened"].open(by=cast.quxian)
    rows["closed"] = people.closed(ballots=TWELVE)
    rows["counted"] = people.counted()
    rows["approved"] = people.counted()
    approve(rows["approved"], "publish", cast.quxian)
    rows["published"] = people.published()
    _put_to_correct(rows, people, cast.quxian)
    rows["to finish"] = people.counted(
        scheme=make.make_scheme(cast.tree.xiling, name="异议期一天", objection_days=1)
    )
    rows["finished"] = people.published()
    Evaluation.objects.filter(pk=rows["finished"].pk).update(state="finished")
    first, second = rows["counted"].subjects.order_by("position")
    rows["objection"] = Objection.objects.raise_one(second, "票数错了", by=people.linju)
    for name in ("mending", "reported"):
        rows[name] = Rectification.objects.demand(
            first, title=TITLE, demand="排队不超过 15 分钟", days=10, by=cast.quxian
        )
    rows["reported"].report("现在排队 8 分钟", by=cast.bumen)
    Rectification.objects.update(reminded=1)
    return rows


def _put_to_correct(rows: dict[str, Any], people: _People, manager: User) -> None:
    """Approved, and those where paper may be entered anew."""
    rows["to correct"] = people.published(ballots=TWELVE)
    rows["to correct unseen"] = people.counted(ballots=TWELVE)
    rows["to correct, taken back"] = people.published(ballots=TWELVE)
    rows["to correct, taken back"].unpublish("有错", by=manager)
    for name in ("to correct", "to correct unseen", "to correct, taken back"):
        make.approve(rows[name], "correct", manager)
    told_already = Evaluation.objects.filter(pk=rows["to correct"].pk)
    told_already.update(objections_reminded_for=F("objections_until"))
    rows["on paper"] = people.counted(by_paper=True)
    rows["on paper, tellers left"] = people.counted(by_paper=True)
    for sheet, name in zip(rows["on paper, tellers left"].teller_sheets.all(), LEFT, strict=True):
        sheet.teller = User.objects.get(username=name)
        sheet.save()


class _People:
    """Makes evaluations of departments with members, voted on by representatives with accounts;
    one of each has an account that is off, and one representative has none.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, self.linju = cast, make_user("linju", name="邻局干事")
        self.scheme = make.make_scheme(cast.tree.xiling)
        self.departments = [make_department(cast.tree.xiling, f"示例局{x}") for x in "AB"]
        first, second = self.departments
        first.members.add(cast.bumen, make_user("tongshi"), make_user("left", is_active=False))
        second.members.add(self.linju)
        accounts = (make_user("zhoumin"), make_user("away", is_active=False), None)
        self.electors = [
            cast.representative,
            *(
                make_representative(f"代表{n}", cast.station, user=user)
                for n, user in enumerate(accounts)
            ),
        ]

    def ready(self, electors: int = 0, **fields: Any) -> Evaluation:
        values = {"closes_at": NOW + timedelta(days=5), "scheme": self.scheme} | fields
        evaluation = make.ready(self.cast, departments=0, electors=electors, **values)
        for place, department in enumerate(self.departments):
            Subject.objects.create(evaluation=evaluation, position=place, department=department)
        if not electors:
            set_electors(evaluation, [one.pk for one in self.electors])
        return evaluation

    def closed(self, ballots: Any = FIVE, **fields: Any) -> Evaluation:
        evaluation = self.ready(electors=len(ballots), **{"by_paper": False} | fields)
        evaluation.open(by=self.cast.quxian)
        make.cast_all(evaluation, ballots)
        if evaluation.by_paper:
            tellers = [self.cast.quxian, User.objects.get(username="erguan")]
            make.enter_paper(evaluation, tellers=tellers)
        evaluation.close(by=self.cast.quxian)
        return evaluation

    def counted(self, **fields: Any) -> Evaluation:
        evaluation = self.closed(**fields)
        evaluation.count(by=self.cast.quxian)
        return evaluation

    def published(self, **fields: Any) -> Evaluation:
        evaluation = self.counted(**fields)
        make.approve(evaluation, "publish", self.cast.quxian)
        evaluation.publish(by=self.cast.quxian, with_ranks=True)
        return evaluation


def _leave_a_trial(evaluation: Evaluation) -> None:
    """A ballot of a trial that was not finished."""
    with transaction.atomic():
        credential = credentials.trial(evaluation)
        into_the_urn(credential, make.marks(evaluation), receipt=credentials.new_code())
