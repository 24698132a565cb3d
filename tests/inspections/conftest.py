import pytest

from tests.factories.inspections import make_finding, make_inspection


@pytest.fixture
def visit(cast):
    return make_inspection(cast.station, cast.tree.xiling, cast.quxian)


@pytest.fixture
def finding(visit):
    return make_finding(visit)
