import pytest

from areas.cached import forget_everything
from areas.loading import AREAS_FILE, ZONES_FILE, apply, read_plan
from tests.factories.areas import Tree, make_tree


@pytest.fixture(autouse=True)
def _empty_cache():
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def tree(db) -> Tree:
    return make_tree()


@pytest.fixture(scope="session")
def plan():
    return read_plan(AREAS_FILE, ZONES_FILE)


@pytest.fixture
def whole_city(db, plan):
    return apply(plan)
