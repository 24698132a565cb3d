import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Tags, run_checks
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.urls import reverse

from messages.models import Message
from portal.demo.accounts import ACCOUNTS, PASSWORD
from representatives.models import MessageCode


class Command(BaseCommand):
    help = "What `make run` needs before it starts: tables, static files, the demo city."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_old_database()
        call_command("migrate", interactive=False, verbosity=0)
        self.collect_static()
        if settings.DEMO:
            self.load_demo()
        if connection.vendor == "sqlite":
            # Without statistics SQLite prefers an index over all matters to that over open ones.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize=0x10002")

    def collect_static(self) -> None:
        """Compressing takes seconds, so only when a file, or a package, is another one."""
        stamp = settings.VAR_DIR / "static.stamp"
        wanted = _fingerprint([*settings.STATICFILES_DIRS, settings.BASE_DIR / "requirements.txt"])
        if settings.DEBUG or (stamp.exists() and stamp.read_text() == wanted):
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(wanted)

    def load_demo(self) -> None:
        if not is_loaded():
            self.stdout.write("==> Loading the demo city (about a minute, only this once)")
            call_command("load_demo", scale="city")
        self.stdout.write(f"==> Demo accounts, password {PASSWORD}:")
        for name, who in ACCOUNTS.items():
            self.stdout.write(f"      {name:<10} {who}")
        code = MessageCode.objects.live().filter(representative__user__username="daibiao").first()
        if code:
            link = settings.SITE_URL + reverse("messages:voter", args=[code.slug])
            self.stdout.write(f"==> What the QR code of daibiao leads to: {link}")


def refuse_old_database() -> None:
    """In one sentence, instead of the report of all checks that `migrate` prints."""
    errors = run_checks(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
    if errors:
        raise CommandError(str(errors[0].msg))


def is_loaded() -> bool:
    """Accounts come before matters: a load that was broken off is taken up again."""
    accounts = get_user_model().objects.filter(username__in=ACCOUNTS)
    return accounts.exists() and Message.objects.exists()


def _fingerprint(roots: list[Path]) -> str:
    files = (path for root in roots for path in ([root] if root.is_file() else root.rglob("*")))
    seen = sorted(f"{p}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files if p.is_file())
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
