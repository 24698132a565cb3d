"""Users, their posts in the offices of an area, and the log of who did what."""

from functools import partial
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser, UserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.network import request_network
from accounts.phones import PhoneHolder
from accounts.reach import confined_q
from areas.models import Area


class AccountQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """The accounts a manager looks after: all they can do lies within the areas managed."""
        from accounts.permissions import managed_scope_q  # permissions stand on the models

        ordinary = self.filter(is_superuser=False)
        if user.is_authenticated and user.is_superuser:
            return ordinary
        return ordinary.filter(confined_q(partial(managed_scope_q, user))).exclude(pk=user.pk)

    def working_in(self, area: Area | None) -> Self:
        """The active staff of one congress office; nobody without one."""
        posts = Post.objects.active().filter(user=models.OuterRef("pk"), area=area)
        return self.filter(models.Exists(posts), is_active=True)

    def with_posts(self) -> Self:
        """Office staff: whoever has a post that has not ended."""
        return self.filter(models.Exists(Post.objects.active().filter(user=models.OuterRef("pk"))))


class AccountManager(UserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> "User":
        """Phones write the first letter large, so names of accounts ignore case."""
        return super().get_by_natural_key(User.normalize_username(username or ""))


class User(PhoneHolder, AbstractUser):
    """Anybody who signs in: representatives, officers, department people, office staff."""

    name = models.CharField("姓名", max_length=50, blank=True)
    area = models.ForeignKey(
        Area,
        verbose_name="账号所属地区",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="由这个地区及其上级的账号管理员负责开通和重置。",
    )

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.name or self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return super().normalize_username(username).strip().lower()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class PostQuerySet(models.QuerySet["Post"]):
    def active(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The posts a manager looks after: those within the areas managed."""
        from accounts.permissions import managed_scope_q  # permissions stand on the models

        return self.filter(managed_scope_q(user))


class Post(models.Model):
    """Somebody's place in the congress office of an area; several per person are possible."""

    class Role(models.TextChoices):
        STAFF = "staff", "办理"
        MANAGER = "manager", "管理（还能管账号、时限和导入）"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="人员",
        on_delete=models.PROTECT,
        related_name="posts",
    )
    area = models.ForeignKey(
        Area, verbose_name="地区", on_delete=models.PROTECT, related_name="posts"
    )
    role = models.CharField("职责", max_length=10, choices=Role, default=Role.STAFF)
    since = models.DateTimeField("开始时间", default=timezone.now)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        constraints = (
            models.UniqueConstraint(
                fields=["user", "area"],
                condition=Q(ended_at__isnull=True),
                name="one_active_post_per_user_and_area",
                violation_error_message="这个人在这个地区已经有岗位了。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("since")),
                name="post_ends_after_it_began",
                violation_error_message="结束时间不能早于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["staff", "manager"]), name="post_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.area}"

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER

    @classmethod
    @transaction.atomic
    def appoint(
        cls,
        user: User,
        area: Area,
        role: str,
        *,
        actor: User,
        request: HttpRequest | None = None,
    ) -> "Post":
        """Give the user a post from now on and log it.

        Raises ``BeyondReachError`` where ``actor`` has no authority over all that the user
        can do then.
        """
        from accounts.authority import refuse_beyond  # permissions stand on the models

        post = cls.objects.create(user=user, area=area, role=role)
        refuse_beyond(actor, user)
        AuditEntry.record(
            actor=actor,
            action=AuditEntry.Action.ROLE_CHANGE,
            target=f"新增岗位：{post}（{post.get_role_display()}）",
            area=area,
            request=request,
        )
        return post

    @transaction.atomic
    def end(self, *, actor: User, request: HttpRequest | None = None) -> bool:
        """End the post now and log it; False when somebody else already ended it."""
        now = max(timezone.now(), self.since)
        if not Post.objects.active().filter(pk=self.pk).update(ended_at=now):
            return False
        self.ended_at = now
        AuditEntry.record(
            actor=actor,
            action=AuditEntry.Action.ROLE_CHANGE,
            target=f"结束岗位：{self}",
            area=self.area,
            request=request,
        )
        return True


class AppendOnlyError(Exception):
    """Somebody tried to change or delete an entry of the audit log."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Entries within the areas of the user's posts; the user's own entries always."""
        from accounts.permissions import office_scope_q  # permissions stand on the models

        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(office_scope_q(user) | Q(actor=user))

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError("Audit entries are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("Audit entries are never deleted.")


class AuditEntry(models.Model):
    """Who did what to whom, when, why and from which network. Written once, never changed."""

    class Action(models.TextChoices):
        SIGN_IN = "sign_in", "登录"
        SIGN_IN_FAILED = "sign_in_failed", "登录失败"
        SIGN_OUT = "sign_out", "退出"
        SESSION_END = "session_end", "结束登录"
        SECOND_STEP = "second_step", "两步验证变更"
        PASSWORD_CHANGE = "password_change", "修改密码"
        ACTIVATION = "activation", "账号激活"
        ROLE_CHANGE = "role_change", "岗位变更"
        PHONE_REVEAL = "phone_reveal", "查看电话"
        EXPORT = "export", "导出"
        IMPORT_RUN = "import_run", "导入"
        SLIP_REPRINT = "slip_reprint", "重打凭条"
        SETTINGS_CHANGE = "settings_change", "修改设置"
        PUBLISH = "publish", "公开"

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="操作人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_name = models.CharField("操作人姓名", max_length=150, blank=True)
    action = models.CharField("事项", max_length=20, choices=Action)
    target = models.CharField("对象", max_length=200, blank=True)
    area = models.ForeignKey(
        Area, verbose_name="地区", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("原因", max_length=500, blank=True)
    network = models.CharField("来源网络", max_length=50, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["area", "-id"], name="audit_by_area"),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.target}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("Audit entries are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("Audit entries are never deleted.")

    @classmethod
    def record(
        cls,
        *,
        actor: User | AnonymousUser | None,
        action: str,
        target: str = "",
        reason: str = "",
        area: Area | None = None,
        request: HttpRequest | None = None,
    ) -> "AuditEntry":
        """Write one entry, inside the caller's transaction.

        target and reason are short texts and cut to their columns; put no phone, token or
        password into them. The network is the request's, masked to /24 (/48 for IPv6).
        """
        known = actor if actor is not None and actor.is_authenticated else None
        return cls.objects.create(
            actor=known,
            actor_name=str(known)[:150] if known else "",
            action=cls.Action(action),
            target=target[:200],
            area=area,
            reason=reason[:500],
            network=request_network(request),
        )


class ActivationLinkQuerySet(models.QuerySet["ActivationLink"]):
    def open(self) -> Self:
        return self.filter(used_at__isnull=True, revoked_at__isnull=True)


class ActivationLink(models.Model):
    """A one-time invitation to set a password. Only the digest of its secret is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activation_links"
    )
    token_digest = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ActivationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "激活链接"
        verbose_name_plural = "激活链接"
        constraints = (
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_activation_per_user",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="activation_used_or_revoked_not_both",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}"

    @property
    def is_usable(self) -> bool:
        spent = self.used_at is not None or self.revoked_at is not None
        return not spent and self.expires_at > timezone.now()
