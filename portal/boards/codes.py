"""The codes that stand on paper: the address to scan, the one to type, and the picture."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from messages.codes.channels import PARAM
from representatives.models import MessageCode
from yichang_renda.qr import qr_png

#: Trying all eight masks takes most of the time; every picture is read back before release.
MASK = 3
#: In modules. The card around the picture is white too: together they are the four or more
#: that readers ask for.
QUIET = 3
#: Dots per module: 3 cm are printed with more than 250 dots per inch.
DOTS = 8

#: What hangs on a wall says so (S13): its scans are counted under 展板.
BOARD_CHANNEL = "board"


@dataclass(frozen=True)
class Code:
    """``channel`` is what the picture adds to the address; nobody has to type it."""

    pk: int
    slug: str
    channel: str = ""

    @property
    def url(self) -> str:
        plain = settings.SITE_URL + reverse("messages:voter", args=[self.slug])
        return f"{plain}?{PARAM}={self.channel}" if self.channel else plain

    @property
    def host(self) -> str:
        """「renda.example.cn」 of the address under the picture; with a port where there is one."""
        return settings.SITE_URL.partition("://")[2]

    @property
    def path(self) -> str:
        return reverse("messages:voter", args=[self.slug]).rstrip("/")

    @property
    def picture(self) -> str:
        """For <img src>, in the page as on paper."""
        return "data:image/png;base64," + base64.b64encode(board_png(self.url)).decode()


def on_boards(row: MessageCode | None) -> Code | None:
    return Code(row.pk, row.slug, BOARD_CHANNEL) if row else None


def board_png(text: str) -> bytes:
    return qr_png(text, dots=DOTS, for_outdoors=True, quiet=QUIET, mask=MASK)
