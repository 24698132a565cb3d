"""Work lists as people keep them: a filter with a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedFilter(models.Model):
    """The query string of a work list under a name; one of them may be where /desk/ opens."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_filters",
        verbose_name="用户",
    )
    name = models.CharField("名称", max_length=20)
    query = models.CharField("筛选条件", max_length=300)
    is_home = models.BooleanField("打开工作台时先看这个", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="one_saved_filter_per_name",
                violation_error_message="您已经有一个同名的筛选，请换个名称。",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_home=True), name="one_home_filter_per_user"
            ),
            models.CheckConstraint(
                name="saved_filter_is_named", condition=~Q(name="") & ~Q(query="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
