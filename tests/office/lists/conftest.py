import pytest

from tests.factories.casework import make_cast


@pytest.fixture
def cast():
    return make_cast()
