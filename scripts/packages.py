"""System packages that printing, tests and benchmarks need; brought by apt where we may.

`python3 -m scripts.packages` brings those of the benchmarks.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scripts.setup import say


def _chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(("fc-list", ":lang=zh"), capture_output=True, text=True)
    return bool(fonts.stdout.strip())


def chromium() -> str | None:
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def _library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


#: Debian's name -> is what it brings there?
PRINT_PACKAGES: dict[str, Callable[[], bool]] = {
    "libpango-1.0-0": _library("pango-1.0"),
    "libpangoft2-1.0-0": _library("pangoft2-1.0"),
    "libharfbuzz-subset0": _library("harfbuzz-subset"),
}
TEST_PACKAGES: dict[str, Callable[[], bool]] = PRINT_PACKAGES | {
    "chromium": lambda: chromium() is not None,
    "libzbar0": lambda: ctypes.util.find_library("zbar") is not None,
    "fonts-wqy-microhei": _chinese_font,
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "redis-server": lambda: shutil.which("redis-server") is not None,
    "wrk": lambda: shutil.which("wrk") is not None,
}
BENCH_PACKAGES: dict[str, Callable[[], bool]] = {
    name: TEST_PACKAGES[name] for name in (*PRINT_PACKAGES, "postgresql", "redis-server", "wrk")
}


def ensure(packages: dict[str, Callable[[], bool]]) -> list[str]:
    """Install what is missing, if root and apt are here; return what is missing still."""
    missing = [name for name, present in packages.items() if not present()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing {' '.join(missing)}")
        _apt_get("update")
        _apt_get("install", "--yes", "--no-install-recommends", *missing)
    return [name for name in missing if not packages[name]()]


def _apt_get(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(("apt-get", "-qq", *words), env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if still_missing := ensure(BENCH_PACKAGES):
        sys.exit(f"make bench needs: {' '.join(still_missing)} (apt install …)")
