from unittest.mock import patch

from django.conf import settings
from django.db import OperationalError
from django.template import Context, Template
from django.test import RequestFactory

from areas.context import site
from areas.models import Installation

PAGE = Template("{{ site_name }}|{{ footer.organiser }}|{{ footer.icp }}")


def page():
    return PAGE.render(Context(site(RequestFactory().get("/"))))


def test_every_page_carries_the_names_of_the_root_area(tree):
    assert page() == "宜昌人大代表联络e站|宜昌市人民代表大会常务委员会|"
    installation = tree.city.installation
    installation.icp_number = "鄂ICP备00000000号"
    installation.save()
    assert page() == "宜昌人大代表联络e站|宜昌市人民代表大会常务委员会|鄂ICP备00000000号"


def test_names_take_no_query_once_they_are_cached(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        page()


def test_page_still_has_a_name_while_the_database_is_away(db):
    with patch.object(Installation.objects, "first", side_effect=OperationalError("away")):
        assert page() == f"{settings.SITE_NAME}||"
