"""The list of electors where it was fixed elsewhere: only its digest is here."""

import pytest
from django.http import QueryDict

from supervision.models import Evaluation
from supervision.views.electors import Electors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("digest", "title"), [("", "还没有名单"), ("b" * 64, "这里没有逐人的名单")]
)
def test_an_empty_list_says_whether_it_was_fixed(cast, digest, title):
    evaluation = Evaluation(area=cast.tree.xiling, electorate_digest=digest)
    assert Electors(cast.quxian, QueryDict(""), evaluation).when_empty().title == title
