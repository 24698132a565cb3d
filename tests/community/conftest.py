import pytest

from tests.factories.community import make_congress


@pytest.fixture
def congress(cast):
    return make_congress(cast.station)
