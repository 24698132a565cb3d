"""The project's settings for tests: no `.env`, keys of their own, nothing slow.

The database and Redis come from the environment, so that the suite runs on both pairs.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_scratch = tempfile.mkdtemp(prefix="renda-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ["ENV_FILE"] = os.devnull
os.environ.update(
    SECRET_KEY="tests-secret-key-of-enough-different-letters-0123456789",
    PHONE_KEY="dGVzdHMtcGhvbmUta2V5LXRlc3RzLXBob25lLWtleS0=",
    PHONE_INDEX_KEY="tests-phone-index-key-of-enough-letters",
    VAR_DIR=_scratch,
    DEBUG="0",
    DEMO="1",
    LOG_LEVEL="WARNING",
)
if os.environ.get("REDIS_URL") and (_worker := os.environ.get("PYTEST_XDIST_WORKER")):
    # Parallel workers empty their cache before each test: each has a Redis database of its own.
    _server = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    os.environ["REDIS_URL"] = f"{_server}/{int(_worker.removeprefix('gw')) + 1}"
for _name in ("SITE_URL", "MEDIA_ROOT", "WEB_CONCURRENCY", "TRUSTED_PROXY_COUNT"):
    os.environ.pop(_name, None)

from tests.undefined import FailWhenUndefined  # noqa: E402
from yichang_renda.settings import *  # noqa: E402, F403
from yichang_renda.settings import DATABASES, INSTALLED_APPS, STORAGES, TEMPLATES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests.engines"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailWhenUndefined()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
RATELIMIT_ENABLE = AXES_ENABLED = False
SCRATCH = Path(_scratch)
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {}  # tests/databases.py says which
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
