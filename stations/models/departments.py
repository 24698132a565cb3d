"""The bodies that handle matters."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from accounts.looked_after import LookedAfterQuerySet
from accounts.phones import PhoneHolder
from areas.models import Area


class DepartmentQuerySet(LookedAfterQuerySet["Department"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def of_levels(self, area: Area, levels: list[str]) -> Self:
        """Departments within ``area`` that sit at one of ``levels`` of the tree."""
        return self.active().filter(area.scope_q("area__"), area__level__in=levels)


class Department(PhoneHolder):
    """承办单位: a village or community body, a township office, a county or city department."""

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="departments", verbose_name="所属区划"
    )
    contact = models.CharField("联系人", max_length=40, blank=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="departments", verbose_name="账号"
    )
    is_active = models.BooleanField("启用", default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="one_department_name_per_area"),
        ]

    def __str__(self) -> str:
        return self.name
