"""What an office says to everybody: written, looked at by others, published, withdrawn.

How many looks (审核) by others it takes, 0 to 3, is said when it is handed in. The secrecy check
(保密审查) is the publisher's: 保守国家秘密法 Art. 35.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from casework.workflow import TransitionError, Workflow

if TYPE_CHECKING:
    from areas.models import Area

MOST_LOOKS = 3
USER = settings.AUTH_USER_MODEL


class PublishState(models.TextChoices):
    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "待审核"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤下"


S = PublishState

TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "hand_in": (frozenset({S.DRAFT}), S.IN_REVIEW),
    "pass_look": (frozenset({S.IN_REVIEW}), None),
    "send_back": (frozenset({S.IN_REVIEW}), S.DRAFT),
    "publish": (frozenset({S.DRAFT, S.IN_REVIEW}), S.PUBLISHED),
    "withdraw": (frozenset({S.PUBLISHED}), S.WITHDRAWN),
}


class PublishedQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """Not withdrawn; what else has to hold before everybody reads it is the child's."""
        return self.filter(state=S.PUBLISHED)


class Published(Workflow):
    """A child with looks gives them a table of their own (`Look`) and says whose office it is."""

    TRANSITIONS: ClassVar = TRANSITIONS

    state = models.CharField("状态", max_length=10, choices=S.choices, default=S.DRAFT)
    written_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="作者"
    )
    looks_wanted = models.PositiveSmallIntegerField("审核次数", default=0)
    looks_passed = models.PositiveSmallIntegerField("审核通过次数", default=0)
    round = models.PositiveSmallIntegerField("第几次提交", default=0)
    secrecy_checked = models.BooleanField("已做保密审查", default=False)
    published_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="发布人",
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="撤下人",
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects: ClassVar = PublishedQuerySet.as_manager()

    if TYPE_CHECKING:
        looks: Any  # a reverse relation, where the child has looks

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_after_check_and_looks",
                condition=Q(state__in=["draft", "in_review"], published_by=None, published_at=None)
                | Q(
                    state__in=["published", "withdrawn"],
                    published_by__isnull=False,
                    published_at__isnull=False,
                    secrecy_checked=True,
                    looks_passed__gte=F("looks_wanted"),
                ),
                violation_error_message="发布前要做保密审查（保守国家秘密法第三十五条）。",
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_by_somebody",
                condition=Q(state="withdrawn", withdrawn_by__isnull=False)
                & Q(withdrawn_at__gte=F("published_at"))
                | ~Q(state="withdrawn") & Q(withdrawn_by=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="%(class)s_looks_at_most", condition=Q(looks_wanted__lte=MOST_LOOKS)
            ),
        ]

    @staticmethod
    def published_columns(*, by: User, at: datetime) -> dict[str, Any]:
        """Of a row that is made as published, without looks: demo rows, imports."""
        return dict(
            state=S.PUBLISHED,
            written_by=by,
            secrecy_checked=True,
            published_by=by,
            published_at=at,
        )

    @property
    def is_published(self) -> bool:
        return self.state == S.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == S.WITHDRAWN

    # the ways out of a draft --------------------------------------------------------------------

    def publish(self, *, by: User) -> None:
        """By whoever did the secrecy check, once all looks have passed."""
        if self.looks_passed < max(self.looks_wanted, self.looks_needed()):
            raise TransitionError("还没有审核完，不能发布。")
        self._move("publish", published_by=by, published_at=timezone.now(), secrecy_checked=True)

    def withdraw(self, *, by: User) -> None:
        """Gone from the public pages with the next request; kept for staff."""
        self._move("withdraw", withdrawn_by=by, withdrawn_at=timezone.now())

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """A look leaves the state alone: whoever read other words finds another number."""
        return rows.filter(looks_passed=self.looks_passed, round=self.round)

    # looks by others ----------------------------------------------------------------------------

    def office(self) -> Area:
        """In whose name it is published."""
        raise NotImplementedError

    def looks_needed(self) -> int:
        """How many looks such a thing takes; the child's rule, not the author's."""
        return 0

    def hand_in(self, *, asked_of: User | None = None) -> None:
        """Ask for looks; ``asked_of`` names the one of the office above, where that is needed."""
        looks = self.looks_needed()
        with transaction.atomic():
            self._move("hand_in", looks_wanted=looks, looks_passed=0, round=self.round + 1)
            if looks:
                self._ask(asked_of)

    def reviewers(self) -> list[User]:
        """Who may give the next look: colleagues, else people of the office above.

        An office of one asks the office above: a look is never waived. Nobody looks twice, and
        nobody at what he or she wrote.
        """
        seen = [self.written_by_id, *self._round().values_list("by", flat=True)]
        office: Area | None = self.office()
        while office is not None:
            people = User.objects.working_in(office).exclude(pk__in=filter(None, seen))
            if found := list(people):
                return found
            office = office.parent_office()
        return []

    def needs_name(self) -> bool:
        """Whether nobody of the own office is left, so that somebody above is asked by name."""
        own = {user.pk for user in User.objects.working_in(self.office())}
        return not any(user.pk in own for user in self.reviewers())

    def pass_look(self, *, by: User, text: str = "", asked_of: User | None = None) -> None:
        """One look more; ``asked_of`` as in `hand_in`, for the one after it."""
        with transaction.atomic():
            self._move("pass_look", looks_passed=self.looks_passed + 1)
            self._close_look(by=by, passed=True, text=text)
            if self.looks_passed < self.looks_wanted:
                self._ask(asked_of)

    def send_back(self, reason: str, *, by: User) -> None:
        """To the author, who changes it and hands it in anew: all looks begin again."""
        with transaction.atomic():
            if self.looks_passed >= self.looks_wanted:  # on second thoughts, after the last look
                self.looks.create(asked_at=timezone.now())
            self._move("send_back", looks_passed=0)
            self._close_look(by=by, passed=False, text=reason)
            self._round().update(is_over=True)

    def _round(self) -> models.QuerySet[Any]:
        """The looks since it was handed in last."""
        rows: models.QuerySet[Any] = self.looks.filter(is_over=False)
        return rows

    def _ask(self, named: User | None) -> None:
        possible = {user.pk for user in self.reviewers()}
        if not possible:
            raise TransitionError("本机关和上级机关都没有别的人可以审核，请先添加人员。")
        if self.needs_name() and (named is None or named.pk not in possible):
            raise TransitionError("本机关没有别的人可以审核，请从上级机关选一个人。")
        self.looks.create(asked_of=named, asked_at=timezone.now())

    def _close_look(self, *, by: User, passed: bool, text: str) -> None:
        look = self._round().filter(at=None).first()
        if look is None:
            raise TransitionError("已经审核完了。")
        if by.pk not in {user.pk for user in self.reviewers()}:
            raise TransitionError("自己写的、自己审过的，要由别的人审核。")
        if look.asked_of_id not in (None, by.pk):
            raise TransitionError(f"这一次请的是{look.asked_of}审核。")
        look.answer(by=by, passed=passed, text=text)


class Look(models.Model):
    """One look by somebody else. A child points to its `Published` as ``looks``."""

    asked_of = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="请谁审核",
    )
    asked_at = models.DateTimeField("提交时间")
    by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="审核人",
    )
    at = models.DateTimeField("审核时间", null=True, blank=True)
    passed = models.BooleanField("通过", null=True)
    text = models.TextField("审核意见", max_length=1000, blank=True)
    is_over = models.BooleanField("已重新提交", default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_by_somebody",
                condition=Q(at=None, by=None, passed=None)
                | Q(at__isnull=False, by__isnull=False, passed__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_sent_back_with_reason", condition=~Q(passed=False) | ~Q(text="")
            ),
        ]

    def answer(self, *, by: User, passed: bool, text: str) -> None:
        """TransitionError when somebody else was first."""
        if not passed and not text:
            raise TransitionError("请写明为什么退回。")
        open_look: models.QuerySet[Any] = type(self)._default_manager.filter(pk=self.pk, at=None)
        if not open_look.update(by=by, at=timezone.now(), passed=passed, text=text):
            raise TransitionError("刚刚有人审核了，请看最新情况。")
