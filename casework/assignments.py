"""One department's share of a matter, from signing to release; the matter follows its lead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from casework.clock import Clock
from casework.extensions import Extension
from casework.models import Clocked, ClockedQuerySet, unit_field
from casework.states import ACTING_STATES, OPEN_STATES, TRANSITIONS, UNANSWERED, AssignmentState
from casework.workflow import TransitionError, Workflow
from stations.models import Department

if TYPE_CHECKING:
    from casework.actors import Actor


class Led(Protocol):
    """A matter that departments work on: its limits, and what it does as its lead does.

    The steps are called in the transaction of the share. ``start_handling``, ``lead_answered``
    and ``send_back`` are rows of its table.
    """

    assignments: Any
    clock_extended: int
    rules: Any  # with sign_limit, return_limit and extension_limit

    def can(self, action: str) -> bool: ...
    def refresh_from_db(self, **options: Any) -> None: ...
    def lead_started(self, *, by: Actor) -> None: ...
    def lead_answered(self, *, by: Actor) -> None: ...
    def lead_sent_back(self, share: Any, *, by: Actor) -> None: ...
    def lead_returned(self, *, by: Actor) -> None: ...
    def lead_recalled(self, *, by: Actor) -> None: ...
    def lead_reassigned(self, share: Any, *, by: Actor) -> None: ...
    def prolong(self, time: Clock, *, by: Actor, reason: str) -> None: ...
    def release(self, text: str, *, by: Actor) -> None: ...


class AssignmentQuerySet(ClockedQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def acting(self) -> Self:
        """The department's turn."""
        return self.filter(state__in=ACTING_STATES)

    def on_the_clock(self) -> Self:
        return super().on_the_clock().acting()


class Assignment(Clocked, Workflow):
    """One department's share of a matter: its own state, clock and answer."""

    TRANSITIONS: ClassVar = TRANSITIONS

    if TYPE_CHECKING:
        extensions: Any  # a reverse relation, which an abstract model does not know of

    class Role(models.TextChoices):
        LEAD = "lead", "主办"
        CO = "co", "协办"
        SEPARATE = "separate", "分办"

    role = models.CharField("角色", max_length=8, choices=Role.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, verbose_name="承办单位")
    state = models.CharField(
        "状态", max_length=16, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="交办人"
    )
    assigned_at = models.DateTimeField("交办时间")
    handle_amount = models.PositiveSmallIntegerField("办理期限")
    handle_unit = unit_field("办理期限的单位")
    instruction = models.CharField("交办要求", max_length=300, blank=True)
    answer = models.TextField("办理结果", max_length=5000, blank=True)
    answered_at = models.DateTimeField("提交时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提交人",
    )
    return_reason = models.CharField("退回理由", max_length=300, blank=True)

    objects: ClassVar = AssignmentQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_answer_with_time_and_author",
                condition=~Q(state__in=["answered", "released"])
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    @property
    def is_lead(self) -> bool:
        return self.role == self.Role.LEAD

    @property
    def handle_limit(self) -> Clock:
        return Clock(self.handle_amount, self.handle_unit)

    @property
    def handling_time(self) -> Clock:
        """With what was granted on top; no query when ``extensions`` is prefetched."""
        for extension in self.extensions.all():
            if extension.state == Extension.State.GRANTED:
                more = dict(extended=extension.amount, extended_unit=extension.unit)
                return replace(self.handle_limit, **more)
        return self.handle_limit

    # what differs -----------------------------------------------------------------------------

    @property
    def matter(self) -> Led:
        raise NotImplementedError

    def _check(self, answer: str) -> None:
        """Raises TransitionError when ``answer`` is no answer."""

    def _note(self, what: str, *, by: Actor, text: str = "", is_public: bool = False) -> None:
        """A line about this share in the timeline of the matter."""
        raise NotImplementedError

    def _tell_department(self, text: str) -> None:
        raise NotImplementedError

    def _tell_assigner(self, text: str) -> None:
        raise NotImplementedError

    def _ask(self) -> None:
        """Tell the department that it has something to sign."""
        raise NotImplementedError

    def _leave(self, *, by: Actor) -> None:
        """The department has no part in the matter any more: what it asked for is refused."""
        asked = self.extensions.filter(state=Extension.State.REQUESTED)
        asked.update(state=Extension.State.REFUSED, decided_by=by.person, decided_at=timezone.now())

    # the department ---------------------------------------------------------------------------

    def sign(self, *, by: Actor) -> None:
        """签收. The handling time counts from the assignment, not from the signature."""
        with transaction.atomic():
            self._move("sign", **self._handling_clock())
            self._note("签收", by=by, is_public=True)
            self._start(by)

    def submit_answer(self, text: str, *, by: Actor) -> None:
        """Hand in the result, which goes out only when the assigner releases it."""
        self._check(text)
        with transaction.atomic():
            self._move(
                "answer",
                answer=text,
                answered_at=timezone.now(),
                answered_by=by.person,
                **self.clock_stopped(),
            )
            self._note("提交了办理结果", by=by, text=text)
            if matter := self._led(*UNANSWERED):
                matter.lead_answered(by=by)

    def request_return(self, reason: str, *, by: Actor) -> None:
        """退回: once per matter and department, within the limit, and only with a reason."""
        if self.return_reason or self._was_returned_before():
            raise TransitionError("退回只能申请一次，请继续办理；确有困难请联系交办单位。")
        allowed: Clock = self.matter.rules.return_limit
        if timezone.localdate() > allowed.run(timezone.localdate(self.assigned_at)).due_date:
            raise TransitionError(f"交办超过 {allowed}，不能再申请退回。")
        with transaction.atomic():
            self._move("request_return", return_reason=reason)
            self._note("申请退回", by=by, text=reason)
            self._tell_assigner(f"{self.department}申请退回，请您决定。")

    def request_extension(self, amount: int, reason: str, *, by: Actor) -> Any:
        """Once; ``amount`` is in the unit of the longest extension."""
        if self.extensions.exists():
            raise TransitionError("延期只能申请一次。")
        longest: Clock = self.matter.rules.extension_limit
        if not 1 <= amount <= longest.amount:
            raise TransitionError(f"延期最多 {longest}。")
        with transaction.atomic():
            self._move("request_extension")
            extension = self.extensions.create(
                amount=amount,
                unit=longest.unit,
                reason=reason,
                requested_by=by.person,
                requested_at=timezone.now(),
            )
            self._note(f"申请延期 {extension.time}", by=by, text=reason)
            self._tell_assigner(f"{self.department}申请延期 {extension.time}，请您决定。")
        return extension

    # the assigner -----------------------------------------------------------------------------

    def release(self, *, by: Actor) -> None:
        """Use the answer: the lead's answers the matter, any other adds to the timeline."""
        if self.role != self.Role.CO:
            self._check(self.answer)
        with transaction.atomic():
            self._move("release")
            if matter := self._led(*OPEN_STATES):
                matter.release(self.answer, by=by)
            else:
                what = f"{self.get_role_display()}结果"
                self._note(what, by=by, text=self.answer, is_public=True)

    def send_back(self, reason: str, *, by: Actor) -> None:
        with transaction.atomic():
            self._move("send_back", **self._handling_clock())
            self._note("退回重新答复", by=by, text=reason)
            matter = self._led()
            if matter and (self.is_lead or matter.can("send_back")):
                matter.lead_sent_back(self, by=by)
            self._tell_department(f"办理结果被退回，请修改：{reason}"[:100])

    def approve_return(self, *, by: Actor) -> None:
        with transaction.atomic():
            self._move("approve_return", **self.clock_stopped())
            self._note("同意退回", by=by, is_public=True)
            if (matter := self._led(*UNANSWERED)) and not self._is_answered_by_others(by):
                matter.lead_returned(by=by)

    def refuse_return(self, reason: str, *, by: Actor) -> None:
        """After an adjudicated assignment there is no second return."""
        with transaction.atomic():
            self._move("refuse_return", **self._handling_clock())
            self._note("不同意退回", by=by, text=reason)
            self._start(by)
            self._tell_department("退回申请没有同意，请继续办理。")

    def cancel(self, *, by: Actor) -> None:
        """What helps is no longer needed, or the whole matter has ended."""
        with transaction.atomic():
            self._move("cancel", **self.clock_stopped())
            self._note("撤销交办", by=by)

    def reassign(self, department: Department, reason: str = "", *, by: Actor) -> Any:
        """改交: another department goes on in the same role, with the same instruction and time."""
        if self.matter.assignments.open().filter(department=department).exists():
            raise TransitionError(f"{department}已经在办这件事。")
        with transaction.atomic():
            self._move("reassign", **self.clock_stopped())
            self._leave(by=by)
            share = self.matter.assignments.create(
                role=self.role,
                department=department,
                assigned_by=by.person,
                assigned_at=timezone.now(),
                handle_amount=self.handle_amount,
                handle_unit=self.handle_unit,
                instruction=self.instruction,
                **self.clock_set(self.matter.rules.sign_limit, timezone.localdate()),
            )
            self._note(f"改交{department}", by=by, text=reason)
            self._tell_department("已经改交其他单位，不用再办。")
            share._ask()
            if self.is_lead:
                self.matter.lead_reassigned(share, by=by)
        return share

    def recall(self, reason: str, *, by: Actor) -> None:
        """收回: the assigner takes it back before an answer goes out; what was answered is kept."""
        with transaction.atomic():
            self._move("recall", **self.clock_stopped())
            self._leave(by=by)
            self._note("收回交办", by=by, text=reason)
            self._tell_department(f"交办已经收回，不用再办：{reason}"[:100])
            if (matter := self._led(*UNANSWERED)) and not self._is_answered_by_others(by):
                matter.lead_recalled(by=by)

    # the matter follows -----------------------------------------------------------------------

    def _led(self, *waited_for: str) -> Led | None:
        """The matter, if it follows this act: that of its lead, of separate shares the last one.

        ``waited_for``: a separate share in one of these states keeps the matter waiting. The
        matter is locked meanwhile, so that of two who act at once each sees what the other did.
        """
        if self.role == self.Role.CO:
            return None
        matter = self.matter
        if self.role == self.Role.SEPARATE:
            rows = type(matter)._base_manager.select_for_update()  # type: ignore[attr-defined]
            matter.refresh_from_db(fields=["state", "clock_extended"], from_queryset=rows)
            if self._others().filter(state__in=waited_for).exists():
                return None
        return matter

    def _others(self) -> models.QuerySet[Any]:
        """The other separate shares; none beside a lead."""
        shares = self.matter.assignments.filter(role=self.Role.SEPARATE)
        others: models.QuerySet[Any] = shares.exclude(pk=self.pk)
        return others if self.role == self.Role.SEPARATE else others.none()

    def _is_answered_by_others(self, by: Actor) -> bool:
        """Whether other separate shares wait for release; with nobody at work the matter does."""
        if not self._others().filter(state=AssignmentState.ANSWERED).exists():
            return False
        if self.matter.can("lead_answered"):
            self.matter.lead_answered(by=by)
        return True

    def _start(self, by: Actor) -> None:
        matter = self._led()
        if matter and matter.can("start_handling"):
            matter.lead_started(by=by)

    def _handling_clock(self) -> dict[str, Any]:
        return self.clock_set(self.handling_time, timezone.localdate(self.assigned_at))

    def _was_returned_before(self) -> bool:
        earlier = self.matter.assignments.filter(department=self.department_id)
        return bool(earlier.exclude(pk=self.pk).exclude(return_reason="").exists())
