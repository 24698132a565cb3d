"""An answer in public: an act of its own, by township or county staff, and quickly undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from areas.models import Area

USER = settings.AUTH_USER_MODEL


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> Self:
        """The one definition of what everybody may read."""
        return self.filter(withdrawn_at__isnull=True)

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("message__area__"))


class Publication(models.Model):
    """The redacted text of a matter and its answer; the office's own copy stays as it was."""

    message = models.ForeignKey(
        "voter_messages.Message", on_delete=models.PROTECT, related_name="publications",
        verbose_name="留言",
    )  # fmt: skip
    title = models.CharField("标题", max_length=60)
    body = models.TextField("留言（已隐去个人信息）", max_length=5000)
    answer = models.TextField("答复（已隐去个人信息）", max_length=5000)
    photos = models.ManyToManyField(
        "voter_messages.Photo", blank=True, related_name="publications", verbose_name="照片"
    )
    secrecy_checked = models.BooleanField("已经过保密审查")
    published_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="公开人"
    )
    published_at = models.DateTimeField("公开时间")
    withdrawn_by = models.ForeignKey(
        USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="撤下人",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的答复"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="publication_after_secrecy_review", condition=Q(secrecy_checked=True)
            ),
            models.CheckConstraint(
                name="publication_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__gte=F("published_at"), withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=Q(withdrawn_at=None),
                name="one_live_publication_per_message",
            ),
        ]

    def __str__(self) -> str:
        return self.title
