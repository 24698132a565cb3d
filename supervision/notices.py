"""Who hears of what in an evaluation. Called by the moves, inside their transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from areas.dates import chinese_date, chinese_datetime
from messages.models.moves import staff_of
from notifications.outbox import notify
from representatives.models import Representative
from stations.models import Department

if TYPE_CHECKING:
    from supervision.models.follow_up import (
        Feedback,
        Objection,
        Rectification,
        RectificationEvent,
    )
    from supervision.models.moves import Moves
    from supervision.models.paper import TellerSheet
    from supervision.models.record import Announcement, EvaluationEvent
    from supervision.models.subjects import Report, SubjectQuerySet


def accounts_of_objects(evaluation: Moves, among: SubjectQuerySet | None = None) -> QuerySet[User]:
    """Everybody who acts for an object on the ballot (or ``among`` them); a lazy query."""
    rated: Any = (evaluation.subjects.rated() if among is None else among).order_by()
    departments = rated.filter(department__isnull=False).values("department")
    seats = rated.filter(seat__isnull=False).values("seat")
    members = Department.members.through.objects.filter(department__in=departments)
    people = Representative.objects.filter(seats__in=seats, user__isnull=False)
    return User.objects.filter(
        Q(pk__in=members.values("user")) | Q(pk__in=people.order_by().values("user")),
        is_active=True,
    )


def accounts_of_electors(evaluation: Moves) -> QuerySet[User]:
    electors = evaluation.electors.order_by().values("representative")
    return User.objects.filter(is_active=True, representative__in=electors)


def opened(evaluation: Moves) -> None:
    """To the electors who vote signed in, and to the objects."""
    until = chinese_datetime(evaluation.closes_at)  # type: ignore[arg-type]
    mine = reverse("supervision:mine")
    if evaluation.by_account:
        notify(
            users=accounts_of_electors(evaluation),
            url=mine,
            text=f"「{evaluation.title}」开始投票了，{until} 截止，请登录投票。",
            key=f"evaluation:{evaluation.pk}:opened:electors",
        )
    notify(
        users=accounts_of_objects(evaluation),
        url=mine,
        text=f"「{evaluation.title}」开始测评了，您这里是测评对象。",
        key=f"evaluation:{evaluation.pk}:opened:objects",
    )


def withdrawn(event: EvaluationEvent, gone: SubjectQuerySet) -> None:
    """To objects that were told of the opening."""
    evaluation = event.evaluation
    notify(
        users=accounts_of_objects(evaluation, gone),
        url=reverse("supervision:mine"),
        text=f"「{evaluation.title}」不再测评您这里，已经投的票不计。",
        key=f"evaluation:{evaluation.pk}:withdrawn:{event.pk}",
    )


def cancelled(evaluation: Moves) -> None:
    """To whoever was told of the opening; before it, to objects that were asked for a report, also
    where its day was taken away again.
    """
    mine, key = reverse("supervision:mine"), f"evaluation:{evaluation.pk}:cancelled"
    if evaluation.opened_at and evaluation.by_account:
        notify(
            users=accounts_of_electors(evaluation),
            url=mine,
            text=f"「{evaluation.title}」取消了，不用投票；投过的不计票。",
            key=f"{key}:electors",
        )
    knowing = evaluation.subjects.rated()
    if not evaluation.opened_at and evaluation.is_selection:
        knowing = knowing.none()
    elif not (evaluation.opened_at or evaluation.reports_due):
        knowing = knowing.filter(report_reminded_for__isnull=False)
    notify(
        users=accounts_of_objects(evaluation, knowing),
        url=mine,
        text=f"「{evaluation.title}」取消了，您这里不再测评。",
        key=f"{key}:objects",
    )


def report_sent_back(report: Report) -> None:
    """Each time: the time it was handed in tells one from the next."""
    assert report.submitted_at is not None
    notify(
        users=report.subject.people(),
        text="述职报告退回修改了，请看意见，改好再交。",
        url=reverse("supervision:report", args=[report.subject_id]),
        key=f"report:{report.pk}:sent-back:{report.submitted_at:%Y%m%d%H%M%S}",
    )


def sheets_complete(sheet: TellerSheet, event: EvaluationEvent) -> None:
    """To the first teller, once the second sheet is in: now there is something to compare."""
    notify(
        users=[sheet.teller],
        text=f"「{sheet.evaluation.title}」的两份计票单都录好了，请看两份是否一致。",
        url=reverse("office:teller_compare", args=[sheet.evaluation_id]),
        key=f"evaluation:{sheet.evaluation_id}:sheets-complete:{event.pk}",
    )


def sheet_voided(sheet: TellerSheet, event: EvaluationEvent) -> None:
    notify(
        users=[sheet.teller],
        text=f"您为「{sheet.evaluation.title}」录入的计票单作废了，要由别人录入。",
        url=reverse("office:teller_compare", args=[sheet.evaluation_id]),
        key=f"evaluation:{sheet.evaluation_id}:sheet-voided:{event.pk}",
    )


def paper_reentered(evaluation: Moves, event: EvaluationEvent, tellers: list[User]) -> None:
    """Two enter it again; those who did so before are asked first, or whoever works there."""
    others = [one for one in staff_of(evaluation.area) if one.pk != event.actor_id]
    again, anew = "请您再录一次", "原来的计票人不在了，请安排别人录入"
    notify(
        users=tellers or others,
        text=f"「{evaluation.title}」的纸质票要重新录入，{again if tellers else anew}。",
        url=reverse("office:teller", args=[evaluation.pk]),
        key=f"evaluation:{evaluation.pk}:paper-again:{event.pk}",
    )


def corrected(event: EvaluationEvent) -> None:
    """To those on the ballot that know a result; the others hear of the new one alone."""
    evaluation, mine = event.evaluation, reverse("supervision:mine")
    key = f"evaluation:{evaluation.pk}:corrected:{event.pk}"
    rated = evaluation.subjects.rated()
    reading = rated.told_results()
    notify(
        users=accounts_of_objects(evaluation, reading),
        url=mine,
        text=f"「{evaluation.title}」的结果更正了，请查看。",
        key=key,
    )
    if evaluation.counts.was_public().exists():
        notify(
            users=accounts_of_objects(
                evaluation, rated.exclude(pk__in=reading.order_by().values("pk"))
            ),
            url=mine,
            text=f"「{evaluation.title}」的结果更正了，以前公布的不再算数；"
            "新的结果公布或者反馈时会通知您。",
            key=f"{key}:read-before",
        )


def published(announcement: Announcement) -> None:
    """Each time it is shown to everybody."""
    evaluation = announcement.evaluation
    notify(
        users=accounts_of_objects(evaluation),
        url=reverse("supervision:mine"),
        text=f"「{evaluation.title}」的结果公布了，请查看。",
        key=f"evaluation:{evaluation.pk}:published:{announcement.pk}",
    )


def unpublished(announcement: Announcement) -> None:
    """To those who read it."""
    evaluation = announcement.evaluation
    notify(
        users=accounts_of_objects(evaluation),
        url=reverse("supervision:mine"),
        text=f"「{evaluation.title}」的结果撤回了，不再公布。",
        key=f"evaluation:{evaluation.pk}:unpublished:{announcement.pk}",
    )


def feedback_given(feedback: Feedback) -> None:
    notify(
        users=feedback.subject.people(),
        text="人大对您的测评有书面反馈，请查看。",
        url=reverse("supervision:my_result", args=[feedback.subject_id]),
        key=f"feedback:{feedback.pk}",
    )


def objection_raised(objection: Objection) -> None:
    evaluation = objection.subject.evaluation
    notify(
        users=staff_of(evaluation.area),
        text=f"「{evaluation.title}」：{objection.subject.name}对结果提出了异议，请答复。",
        url=reverse("office:objection_decide", args=[objection.pk]),
        key=f"objection:{objection.pk}:raised",
    )


def objection_decided(objection: Objection) -> None:
    notify(
        users=[objection.raised_by, *objection.subject.people()],
        text="您对测评结果的异议有答复了，请查看。",
        url=reverse("supervision:my_result", args=[objection.subject_id]),
        key=f"objection:{objection.pk}:decided",
    )


# what has to be mended ----------------------------------------------------------------------------

TO_OBJECT = {
    "add": "有一件整改要办：{title}，{due}前报结果。",
    "prolong": "整改「{title}」延到{due}。",
    "send_back": "整改「{title}」复查没通过，{due}前再报结果。",
    "pass_check": "整改「{title}」复查通过了。",
    "cancel": "整改「{title}」撤销了，不用再办。",
}
TO_OFFICE = {"report": "{subject}报告了整改「{title}」的结果，请复查。"}


def rectification(item: Rectification, event: RectificationEvent) -> None:
    """To the other side; a note of how it goes tells nobody."""
    key = f"rectification:{item.pk}:{event.kind}:{event.pk}"
    words: dict[str, Any] = {
        "title": item.title,
        "subject": item.subject.name,
        "due": chinese_date(item.due_date) if item.due_date else "",
    }
    if event.kind in TO_OBJECT:
        notify(
            users=item.subject.people(),
            text=TO_OBJECT[event.kind].format(**words),
            url=reverse("supervision:rectification", args=[item.pk]),
            key=key,
        )
    elif event.kind in TO_OFFICE:
        notify(
            users=staff_of(item.subject.evaluation.area),
            text=TO_OFFICE[event.kind].format(**words),
            url=reverse("office:rectification", args=[item.pk]),
            key=key,
        )
