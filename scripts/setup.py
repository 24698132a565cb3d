"""From a fresh clone to a Python environment and a `.env`. Standard library only."""

import argparse
import base64
import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ENV_FILE = ROOT / ".env"


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project; stop with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | environment)
    if done.returncode:
        sys.exit(done.returncode)


def ensure_venv(*, dev: bool) -> None:
    """Create `.venv` and install what the requirements pin; nothing to do when they are the same.

    The stamp beside the packages holds a hash of the files they came from.
    """
    if sys.version_info < (3, 11):  # noqa: UP036  this is what tells the user so
        sys.exit("Python 3.11 or newer is needed. (make PYTHON=python3.11 …)")
    files = [ROOT / "requirements.txt"] + [ROOT / "requirements-dev.txt"] * dev
    stamp = VENV / f".installed{'-dev' if dev else ''}"
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        say("Creating .venv")
        run(sys.executable, "-m", "venv", VENV)
    say(f"Installing {' and '.join(file.name for file in files)}")
    requirements = [part for file in files for part in ("-r", str(file))]
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)
    stamp.write_text(wanted)


def ensure_env() -> None:
    """Write a lasting `.env` with keys of this installation's own, unless there is one."""
    if ENV_FILE.exists():
        return
    say("Writing .env with random keys; keep it: without PHONE_KEY no phone can be read again")
    phone_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    lines = [
        "# See .env.example for every variable.",
        "DEBUG=0",
        "DEMO=1",
        f"SECRET_KEY={secrets.token_urlsafe(50)}",
        f"PHONE_KEY={phone_key}",
        f"PHONE_INDEX_KEY={secrets.token_urlsafe(32)}",
    ]
    descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the tools for tests and checks")
    parser.add_argument("--env-only", action="store_true", help="write .env, install nothing")
    options = parser.parse_args()
    if not options.env_only:
        ensure_venv(dev=options.dev)
    ensure_env()


if __name__ == "__main__":
    main()
