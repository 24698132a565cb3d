"""Photos: stored as they came, shown only after the worker has made a clean copy."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from jobs.storage import private_storage

MAX_PHOTOS = 6


def raw_path(photo: Photo, filename: str) -> str:
    """The sender's file name is never kept."""
    return f"raw/{secrets.token_hex(2)[:2]}/{secrets.token_hex(16)}"


def clean_path(photo: Photo, filename: str) -> str:
    return f"photos/{secrets.token_hex(2)[:2]}/{secrets.token_hex(16)}.jpg"


class Photo(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", "照片处理中"
        READY = "ready", "可以查看"
        BROKEN = "broken", "照片打不开"

    message = models.ForeignKey(
        "voter_messages.Message",
        on_delete=models.PROTECT,
        related_name="photos",
        verbose_name="留言",
    )
    event = models.ForeignKey(
        "voter_messages.MessageEvent",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photos",
        verbose_name="补充",
    )
    raw = models.FileField("原件", upload_to=raw_path, storage=private_storage, blank=True)
    image = models.FileField("照片", upload_to=clean_path, storage=private_storage, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.PENDING)
    claimed_until = models.DateTimeField("处理到", null=True, blank=True)
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="pending"), name="photos_to_process")
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_ready_with_image", condition=~Q(state="ready") | ~Q(image="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.get_state_display()}"
