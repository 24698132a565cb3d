"""One department's share of a message, and its requests for time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q

from casework.assignments import Assignment, AssignmentQuerySet
from casework.extensions import Extension
from messages.answers import check_answer
from messages.hats import hats_of
from messages.models.events import Audience, MessageEvent

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

    @property
    def matter(self) -> Any:
        return self.message

    def submit_answer(self, text: str, *, by: Actor) -> None:
        """The words are no draft any more."""
        with transaction.atomic():
            super().submit_answer(text, by=by)
            self.message.drafts.filter(author=by.person).delete()

    def _check(self, answer: str) -> None:
        check_answer(answer)

    def _note(self, what: str, *, by: Actor, text: str = "", is_public: bool = False) -> None:
        """Named after the department it concerns."""
        head = f"{self.department}（{self.get_role_display()}）{what}"
        self.message.add_event(
            MessageEvent.ASSIGNMENT,
            by=by,
            text=f"{head}：{text}" if text else head,
            audience=Audience.EVERYONE if is_public else Audience.STAFF,
        )

    def _ask(self) -> None:
        asked = "交您单位主办" if self.is_lead else f"请您单位{self.get_role_display()}"
        self._tell_department(f"有一件留言{asked}，请签收。")

    def _leave(self, *, by: Actor) -> None:
        super()._leave(by=by)
        self.message.drafts.filter(author__in=self.department.members.all()).delete()

    def _tell_department(self, text: str) -> None:
        self.message.tell_department(self, text)

    def _tell_assigner(self, text: str) -> None:
        self.message.tell_assigner(text)


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
