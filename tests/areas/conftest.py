import pytest

from areas.loading import AREAS_FILE, ZONES_FILE, apply, read_plan


@pytest.fixture(scope="session")
def plan():
    return read_plan(AREAS_FILE, ZONES_FILE)


@pytest.fixture
def whole_city(db, plan):
    return apply(plan)
