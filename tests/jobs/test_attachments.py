"""A file goes with its row, and not before it."""

import pytest
from django.db import models

from tests.factories.areas import make_tree
from tests.factories.casework import make_station
from tests.factories.register import make_station_photo


def refuse(self, *args, **kwargs):
    raise models.ProtectedError("还有人用着", set())


@pytest.mark.django_db(transaction=True)
def test_a_row_that_can_not_be_deleted_keeps_its_file(monkeypatch):
    """Outside a transaction, where what waits for the commit is done at once."""
    photo = make_station_photo(make_station(make_tree().guoyuanlu))
    monkeypatch.setattr(models.Model, "delete", refuse)

    with pytest.raises(models.ProtectedError):
        photo.delete()
    assert photo.image.storage.exists(photo.image.name)
