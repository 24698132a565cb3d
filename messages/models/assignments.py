"""One department's share of a message, and its requests for time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from casework.clock import in_words
from casework.models import Assignment, AssignmentQuerySet, Extension
from casework.states import AssignmentState
from casework.workflow import TransitionError
from messages.answers import check_answer
from messages.hats import hats_of
from messages.models.events import Audience, MessageEvent
from messages.states import State

if TYPE_CHECKING:
    from accounts.models import User
    from casework.actors import Actor


class MessageAssignmentQuerySet(AssignmentQuerySet):
    def visible_to(self, user: User) -> Self:
        """A department sees its own assignments; whoever sees the matter sees all of them."""
        from messages.models.message import Message  # the message module imports this one

        own = Q(department__in=hats_of(user).department_ids)
        return self.filter(own | Q(message__in=Message.objects.visible_to(user)))


class MessageAssignment(Assignment):
    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name="留言",
    )

    objects: ClassVar = MessageAssignmentQuerySet.as_manager()

    class Meta(Assignment.Meta):
        verbose_name = verbose_name_plural = "交办"
        ordering = ["-role", "pk"]
        indexes = [
            models.Index(
                fields=["department", "due_date"],
                condition=Q(state__in=["assigned", "handling", "return_requested", "answered"]),
                name="open_by_department",
            ),
            models.Index(fields=["department", "-id"], name="all_by_department"),
            models.Index(
                fields=["due_date"],
                condition=Q(state__in=["assigned", "handling"]),
                name="acting_by_due_date",
            ),
        ]
        constraints = [
            *Assignment.Meta.constraints,
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(role="lead")
                & Q(state__in=["assigned", "handling", "return_requested", "answered"]),
                name="one_open_lead_per_message",
            ),
            models.UniqueConstraint(
                fields=["message", "department"],
                condition=Q(state__in=["assigned", "handling", "return_requested", "answered"]),
                name="one_open_share_per_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.department}"

    # the department ---------------------------------------------------------------------------

    def sign(self, *, by: Actor) -> None:
        """签收. The handling time counts from the assignment, not from the signature."""
        with transaction.atomic():
            self._move("sign", **self._handling_clock())
            self._tell("签收", by=by, audience=Audience.EVERYONE)
            if self.is_lead:
                self.message.lead_started(by=by)

    def submit_answer(self, text: str, *, by: Actor) -> None:
        """Hand in the result; the voter sees it only when the assigner releases it."""
        check_answer(text)
        with transaction.atomic():
            self._move(
                "answer",
                answer=text,
                answered_at=timezone.now(),
                answered_by=by.person,
                **self.clock_stopped(),
            )
            self._tell("提交了办理结果", by=by, text=text)
            self.message.drafts.filter(author=by.person).delete()
            if self.is_lead:
                self.message.lead_answered(by=by)

    def request_return(self, reason: str, *, by: Actor) -> None:
        """退回: once per matter and department, within the limit, and only with a reason."""
        if self.return_reason or self._was_returned_before():
            raise TransitionError("退回只能申请一次，请继续办理；确有困难请联系交办单位。")
        allowed = self.message.rules.return_limit
        if timezone.localdate() > allowed.run(timezone.localdate(self.assigned_at)).due_date:
            raise TransitionError(f"交办超过 {allowed}，不能再申请退回。")
        with transaction.atomic():
            self._move("request_return", return_reason=reason)
            self._tell("申请退回", by=by, text=reason)
            self.message.tell_assigner(f"{self.department}申请退回，请您决定。")

    def request_extension(self, amount: int, reason: str, *, by: Actor) -> MessageExtension:
        if self.extensions.exists():
            raise TransitionError("延期只能申请一次。")
        longest = self.message.rules.extension_limit
        if not 1 <= amount <= longest.amount:
            raise TransitionError(f"延期最多 {longest}。")
        time = in_words(amount, longest.unit)
        with transaction.atomic():
            self._move("request_extension")
            self._tell(f"申请延期 {time}", by=by, text=reason)
            extension = self.extensions.create(
                amount=amount,
                unit=longest.unit,
                reason=reason,
                requested_by=by.person,
                requested_at=timezone.now(),
            )
            self.message.tell_assigner(f"{self.department}申请延期 {time}，请您决定。")
        return extension

    # the assigner -----------------------------------------------------------------------------

    def release(self, *, by: Actor) -> None:
        """Use the answer: the lead's answers the matter, a co-handler's adds to the timeline."""
        if self.is_lead:
            check_answer(self.answer)
        with transaction.atomic():
            self._move("release")
            if self.is_lead:
                self.message.release(self.answer, by=by)
            else:
                self._tell("协办结果", by=by, text=self.answer, audience=Audience.EVERYONE)

    def send_back(self, reason: str, *, by: Actor) -> None:
        with transaction.atomic():
            self._move("send_back", **self._handling_clock())
            self._tell("退回重新答复", by=by, text=reason)
            if self.is_lead:
                self.message.lead_sent_back(by=by)
            self.message.tell_department(self, f"办理结果被退回，请修改：{reason}"[:100])

    def approve_return(self, *, by: Actor) -> None:
        with transaction.atomic():
            self._move("approve_return", **self.clock_stopped())
            self._tell("同意退回", by=by, audience=Audience.EVERYONE)
            if self.is_lead:
                self.message.lead_returned(by=by)

    def refuse_return(self, reason: str, *, by: Actor) -> None:
        """After an adjudicated assignment there is no second return."""
        with transaction.atomic():
            self._move("refuse_return", **self._handling_clock())
            self._tell("不同意退回", by=by, text=reason)
            if self.is_lead and self.message.state == State.ASSIGNED:
                self.message.lead_started(by=by)
            self.message.tell_department(self, "退回申请没有同意，请继续办理。")

    def cancel(self, *, by: Actor) -> None:
        with transaction.atomic():
            self._move("cancel", **self.clock_stopped())
            self._tell("撤销交办", by=by)

    # ------------------------------------------------------------------------------------------

    def _handling_clock(self) -> dict[str, Any]:
        return self.clock_set(self.handling_time, timezone.localdate(self.assigned_at))

    def _was_returned_before(self) -> bool:
        earlier = MessageAssignment.objects.filter(
            message=self.message_id, department=self.department_id
        ).exclude(pk=self.pk)
        return earlier.exclude(return_reason="").exists()

    def _tell(
        self, what: str, *, by: Actor, text: str = "", audience: str = Audience.STAFF
    ) -> MessageEvent:
        """A line about this share, named after the department it concerns."""
        head = f"{self.department}（{self.get_role_display()}）{what}"
        return self.message.add_event(
            MessageEvent.ASSIGNMENT,
            by=by,
            text=f"{head}：{text}" if text else head,
            audience=audience,
        )


class MessageExtension(Extension):
    assignment = models.ForeignKey(
        MessageAssignment,
        on_delete=models.PROTECT,
        related_name="extensions",
        verbose_name="交办",
    )

    class Meta(Extension.Meta):
        verbose_name = verbose_name_plural = "延期申请"
        constraints = [
            *Extension.Meta.constraints,
            models.UniqueConstraint(fields=["assignment"], name="one_extension_per_assignment"),
        ]
        indexes = [
            models.Index(
                fields=["assignment"],
                condition=Q(state="requested"),
                name="extensions_to_decide",
            ),
        ]

    def decide(self, *, granted: bool, by: Actor, reason: str = "") -> None:
        """The assigner's word, once; granting moves the due dates of share and matter."""
        verdict = self.State.GRANTED if granted else self.State.REFUSED
        share = self.assignment
        with transaction.atomic():
            undecided = MessageExtension.objects.filter(pk=self.pk, state=self.State.REQUESTED)
            if not undecided.update(state=verdict, decided_by=by.person, decided_at=timezone.now()):
                raise TransitionError("这项延期申请已经有人处理了。")
            if granted:
                share._move("grant_extension", **self._longer(share))
                if share.is_lead:
                    share.message.prolong(self.time, by=by, reason=self.reason)
            else:
                share._tell("延期没有同意", by=by, text=reason)
            words = "同意" if granted else "没有同意"
            share.message.tell_department(share, f"延期申请{words}。")

    def _longer(self, share: MessageAssignment) -> dict[str, Any]:
        """An unsigned share still runs on its signing limit; signing adds what was granted."""
        if share.state == AssignmentState.ASSIGNED or share.clock_started_on is None:
            return {}
        return share.clock_longer(self.amount, self.unit)
