"""Choices that no page offers: refused with a page, never with a crash."""

import pytest
from django.urls import reverse

from tests.factories.states import at_street, replied

pytestmark = pytest.mark.django_db
BEYOND_EVERY_ROW = "99999999999999999999"


def test_departments_that_cannot_exist_are_no_choice(client, cast):
    client.force_login(cast.jiedao)
    matter = at_street(cast)
    lead = str(cast.street_office.pk)
    answer = client.post(
        reverse("desk:assign", args=[matter.pk]),
        {"lead": lead, "co": [BEYOND_EVERY_ROW], "grade": "simple"},
    )
    assert answer.status_code == 422
    matter.refresh_from_db()
    assert matter.state == "accepted"


def test_photos_that_cannot_exist_are_no_choice(client, cast):
    client.force_login(cast.jiedao)
    address = reverse("desk:publish", args=[replied(cast).pk])
    assert client.post(address, {"photos": [BEYOND_EVERY_ROW]}).status_code == 422


@pytest.mark.parametrize("back", ["nowhere", "-1", "https://example.com/", "//example.com/"])
def test_rows_become_tight_wherever_one_came_from(client, back, cast):
    client.force_login(cast.daibiao)
    answer = client.post(reverse("desk:density"), {"next": back})
    assert answer["Location"] == reverse("desk:list")
