"""网站信息: shown to staff, changed by the city's managers, on record."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from areas.models import Installation
from tests.factories.areas import make_tree
from tests.factories.casework import make_cast

pytestmark = pytest.mark.django_db
URL, EDIT = reverse("office:site"), reverse("office:edit_site")


@pytest.fixture
def cast():
    make_tree()
    return make_cast()


def values(**changes):
    return {"portal_name": "宜昌人大代表联络站", "reason": "备案号下来了"} | changes


def test_staff_look_and_the_city_changes(client, cast):
    client.force_login(cast.jiedao)
    assert "由市里决定" in client.get(URL).content.decode()
    client.force_login(cast.shiji)
    assert EDIT in client.get(URL).content.decode()


def test_a_change_is_saved_shown_in_the_footer_and_logged(client, cast):
    client.force_login(cast.shiji)
    before = Installation.objects.get()
    kept = {name: getattr(before, name) for name in ("portal_name", "province_name", "organ_name")}
    client.post(EDIT, values(**kept, icp_number="鄂ICP备00000001号"))

    entry = AuditEntry.objects.get(action="settings_change")
    assert entry.target == "网站信息：ICP备案号：（空） → 鄂ICP备00000001号"
    assert (entry.reason, entry.area) == ("备案号下来了", cast.tree.city)
    assert "鄂ICP备00000001号" in client.get(reverse("portal:home")).content.decode()


def test_publishing_comparisons_is_a_decision_on_record(client, cast):
    client.force_login(cast.shiji)
    before = Installation.objects.get()
    kept = {name: getattr(before, name) for name in ("portal_name", "province_name", "organ_name")}
    client.post(EDIT, values(**kept, publishes_comparisons="on", reason="市里决定公开"))

    assert Installation.objects.get().publishes_comparisons is True
    assert AuditEntry.objects.get(action="settings_change").target.endswith("：关 → 开")
    assert client.get(reverse("portal:standards")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"portal_name": ""}, "网站名称"),
        ({"contact_phone": "打给我"}, "请填电话号码"),
        ({"reason": ""}, "为什么改"),
        ({"portal_name": "长" * 61}, "60"),
    ],
)
def test_wrong_values_are_refused_and_the_typed_words_stay(client, cast, changes, words):
    client.force_login(cast.shiji)
    page = client.post(EDIT, values(icp_number="鄂ICP备00000001号", **changes))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert "鄂ICP备00000001号" in page.content.decode()
    assert not AuditEntry.objects.filter(action="settings_change").exists()


def test_nothing_changed_is_said(client, cast):
    client.force_login(cast.shiji)
    before = Installation.objects.get()
    same = {
        field: getattr(before, field)
        for field in ("portal_name", "province_name", "organ_name", "contact_phone")
    }
    page = client.post(EDIT, same | {"reason": "试试"})
    assert "没有改动。" in page.content.decode()
