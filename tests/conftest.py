import shutil

import pytest
from django.conf import settings

from areas.cached import forget_everything


@pytest.fixture(autouse=True)
def _empty_cache():
    forget_everything()
    yield
    forget_everything()


def pytest_sessionfinish():
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)
