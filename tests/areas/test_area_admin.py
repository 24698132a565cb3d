from datetime import date

import pytest
from django.contrib import admin
from django.test import RequestFactory

from areas.calendar import is_working_day
from areas.models import Area, DayOverride, Installation


@pytest.fixture
def request_of_superuser(admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    return request


def test_tree_can_be_looked_at_and_not_edited(request_of_superuser, tree):
    area_admin = admin.site.get_model_admin(Area)
    assert area_admin.has_view_permission(request_of_superuser)
    assert not area_admin.has_add_permission(request_of_superuser)
    assert not area_admin.has_change_permission(request_of_superuser, tree.city)
    assert not area_admin.has_delete_permission(request_of_superuser, tree.city)
    assert area_admin.indented_name(tree.yunji) == "　　云集街道"


def test_area_is_found_by_code_and_by_name(request_of_superuser, tree):
    area_admin = admin.site.get_model_admin(Area)
    for term in ("420502003004", "果园路"):
        found, _ = area_admin.get_search_results(request_of_superuser, Area.objects.all(), term)
        assert list(found) == [tree.guoyuanlu]


def test_deleting_selected_overrides_counts_at_once(request_of_superuser):
    DayOverride.objects.create(day=date(2026, 12, 3), reason="停电")
    assert not is_working_day(date(2026, 12, 3))
    override_admin = admin.site.get_model_admin(DayOverride)
    override_admin.delete_queryset(request_of_superuser, DayOverride.objects.all())
    assert is_working_day(date(2026, 12, 3))


def test_changed_portal_name_shows_at_once(tree):
    assert Installation.current().portal_name == "宜昌人大代表联络e站"
    installation = tree.city.installation
    installation.portal_name = "人大代表联络站"
    installation.save()
    assert Installation.current().portal_name == "人大代表联络站"


@pytest.mark.django_db
def test_portal_has_a_name_before_any_area_is_loaded():
    assert Installation.current().portal_name == "代表联络站"


@pytest.mark.parametrize("page", ["area", "dayoverride", "dayoverride/add", "installation"])
def test_admin_pages_open(admin_client, tree, page):
    assert admin_client.get(f"/admin/areas/{page}/").status_code == 200


def test_staff_enter_an_override_in_the_admin(admin_client):
    form = {"day": "2026-12-03", "reason": "停电检修"}
    assert admin_client.post("/admin/areas/dayoverride/add/", form).status_code == 302
    assert not is_working_day(date(2026, 12, 3))
    again = admin_client.post("/admin/areas/dayoverride/add/", form)
    assert (again.status_code, "这里填的已经有了，请换一个。" in again.text) == (200, True)
