"""The gallery shows every component, so that one can be looked at before it is used."""

import pytest
from django.urls import reverse

from portal.views.gallery import ERROR_PAGES, PAGES
from tests.factories.accounts import make_user
from tests.undefined import TEMPLATES

# Those with a line in front are parts of the others.
COMPONENTS = {f"components/{path.name}" for path in (TEMPLATES / "components").glob("[a-z]*.html")}
ADDRESSES = [
    reverse("portal:gallery"),
    f"{reverse('portal:gallery')}?wrong",
    *(reverse("portal:gallery_page", args=[name]) for name in [*PAGES, *ERROR_PAGES]),
]


@pytest.mark.django_db
def test_every_component_is_shown(client):
    client.force_login(make_user("root", is_superuser=True, is_staff=True))
    shown = {template.name for url in ADDRESSES for template in client.get(url).templates}

    assert COMPONENTS - shown == set()
