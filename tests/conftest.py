import shutil

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def pytest_sessionfinish():
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
