import pytest

from tests.access.world import make_world


@pytest.fixture
def world(db):
    return make_world()
