"""The portal's own settings with the limit app's three pages: same middleware, same everything."""

from yichang_renda.settings import *  # noqa: F403
from yichang_renda.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.limit.urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [BASE_DIR / "bench" / "limit" / "templates"]}]
