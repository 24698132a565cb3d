"""Files that only a view may hand out: uploaded tables, error workbooks, exports."""

import secrets
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils import timezone


class PrivateStorage(FileSystemStorage):
    """On disk under PRIVATE_ROOT, outside everything that has a URL; readable by us alone."""

    def __init__(self, location: str | Path | None = None) -> None:
        super().__init__(
            location=location or settings.PRIVATE_ROOT,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Private files have no URL; they go through a view that checks.")


def private_storage() -> Storage:
    """The storage named "private" in STORAGES; several machines configure a shared one."""
    return storages["private"]


def random_name(instance: object, filename: str) -> str:
    """Nothing of the uploaded name reaches the disk."""
    return f"jobs/{timezone.localdate():%Y/%m}/{secrets.token_hex(16)}"
