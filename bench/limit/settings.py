"""The portal's own settings with the limit app's pages: same middleware, same everything."""

from yichang_renda.settings import *  # noqa: F403
from yichang_renda.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.limit.urls"
# Ours come after its own: the menu of a page for staff is the same.
_OWN = BASE_DIR / "bench" / "limit" / "templates"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [_OWN, *TEMPLATES[0]["DIRS"]]}]
