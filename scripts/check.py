"""`make check`: lint, format, types, floors, templates, migrations, deployment settings."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from scripts.setup import ROOT, VENV, ensure_venv, say

BIN = VENV / "bin"
TEST_ENV = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
PUBLIC_ENV = {
    "ENV_FILE": os.devnull,
    "DEBUG": "0",
    "DEMO": "0",
    "SITE_URL": "https://renda.example",
    "SECRET_KEY": "check-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM",
    "PHONE_KEY": "Y2hlY2stb25seS1jaGVjay1vbmx5LWNoZWNrLW9ubHk=",
    "PHONE_INDEX_KEY": "check-only-index-key",
    "VAR_DIR": str(ROOT / "var" / "check"),
}
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "types": ([f"{BIN}/mypy", "--no-error-summary", "."], {}),
    "lint": ([f"{BIN}/ruff", "check", "--quiet", "."], {}),
    "format": ([f"{BIN}/ruff", "format", "--check", "--quiet", "."], {}),
    "floors": ([f"{BIN}/lint-imports", "--no-logo"], {}),
    "templates": ([f"{BIN}/djlint", "templates", "--lint", "--quiet"], {}),
    "migrations": (
        [f"{BIN}/python", "manage.py", "makemigrations", "--check", "--dry-run"],
        TEST_ENV,
    ),
    "deployment": (
        [f"{BIN}/python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PUBLIC_ENV,
    ),
}


def main() -> None:
    ensure_venv(dev=True)
    names = sys.argv[1:] or list(CHECKS)
    with ThreadPoolExecutor(2) as pool:  # types take as long as all the others together
        passed = dict(zip(names, pool.map(passes, names), strict=True))
    failed = [name for name in names if not passed[name]]
    if failed:
        sys.exit(f"make check: {', '.join(failed)} failed")


def passes(name: str) -> bool:
    """Run one check; its output is shown only when it fails."""
    command, environment = CHECKS[name]
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    good = done.returncode == 0
    say(f"{name}: {'ok' if good else 'FAILED'} ({time.monotonic() - started:.0f} s)")
    if not good:
        print(done.stdout, flush=True)
    return good


if __name__ == "__main__":
    main()
