"""Classes of departments and what became of them."""

from datetime import date

from django.urls import reverse

from accounts.models import AuditEntry
from stations.models import Department
from supervision.models import ClassedDepartment, Lineage, UnitClass
from tests.factories.accounts import signed_in
from tests.factories.casework import make_department
from tests.factories.curves import bureau, make_class
from tests.factories.listings import exported, texts_on
from tests.factories.queries import count_queries


def in_classes():
    return dict(ClassedDepartment.objects.values_list("department__name", "unit_class__name"))


def test_all_departments_are_classed_in_one_form(cast, staff):
    first, second = make_class(cast.tree.xiling), make_class(cast.tree.xiling, "执法监管", 1)
    near, other = bureau(cast, "甲局"), bureau(cast, "乙局")
    ClassedDepartment.objects.create(department=other, unit_class=first)
    data = {f"class_{near.pk}": first.pk, f"class_{other.pk}": second.pk}
    answer = staff.post(reverse("office:classed_departments"), data)
    assert answer["Location"] == f"{reverse('office:unit_classes')}?area=420502"
    assert in_classes() == {"甲局": "经济管理", "乙局": "执法监管"}
    entry = AuditEntry.objects.latest("pk")
    assert entry.reason == "甲局：不分类 → 经济管理；乙局：经济管理 → 执法监管"


def test_departments_leave_their_class(cast, staff):
    near = bureau(cast, "甲局")
    ClassedDepartment.objects.create(department=near, unit_class=make_class(cast.tree.xiling))
    staff.post(reverse("office:classed_departments"), {f"class_{near.pk}": ""})
    assert in_classes() == {}


def test_a_class_of_another_county_is_no_choice(cast, staff):
    near, far = bureau(cast, "甲局"), make_class(cast.tree.yuanan)
    answer = staff.post(reverse("office:classed_departments"), {f"class_{near.pk}": far.pk})
    assert answer.status_code == 422
    assert "没有这个类别，请重新选。" in answer.content.decode()


def test_the_form_takes_the_same_queries_for_one_and_for_three(cast, staff):
    make_class(cast.tree.xiling)
    url = reverse("office:classed_departments")
    counts = [count_queries(staff, url)]
    for name in ("甲局", "乙局"):
        bureau(cast, name)
    counts.append(count_queries(staff, url))
    assert counts[0] == counts[1]


def test_a_class_is_made_renamed_and_deleted(cast, staff):
    staff.post(reverse("office:unit_class_add"), {"name": "民生服务", "position": 0})
    made = UnitClass.objects.get()
    assert (made.area, made.name) == (cast.tree.xiling, "民生服务")
    taken = staff.post(reverse("office:unit_class_add"), {"name": "民生服务", "position": 1})
    assert "这个名称的类别已经有了。" in taken.content.decode()
    staff.post(reverse("office:unit_class_edit", args=[made.pk]), {"name": "民生", "position": 2})
    made.refresh_from_db()
    assert (made.name, made.position) == ("民生", 2)
    staff.post(reverse("office:unit_class_delete", args=[made.pk]))
    assert UnitClass.objects.count() == 0


def test_a_class_with_departments_is_not_deleted(cast, staff):
    made = make_class(cast.tree.xiling)
    ClassedDepartment.objects.create(department=bureau(cast), unit_class=made)
    page = staff.post(reverse("office:unit_class_delete", args=[made.pk]), follow=True)
    assert "不能删除" in page.content.decode()
    assert UnitClass.objects.count() == 1


def test_a_class_of_another_county_is_not_there(cast):
    made = make_class(cast.tree.xiling)
    stranger = signed_in(cast.stranger)
    assert stranger.get(reverse("office:unit_class_edit", args=[made.pk])).status_code == 404
    assert stranger.get(reverse("office:unit_classes") + "?area=420502").status_code == 404


def test_classes_are_listed_with_their_departments_and_those_in_none_beside_them(cast, staff):
    first, second = make_class(cast.tree.xiling), make_class(cast.tree.xiling, "执法监管", 1)
    make_class(cast.tree.yuanan)
    for name in ("甲局", "乙局"):
        ClassedDepartment.objects.create(department=bureau(cast, name), unit_class=first)
    gone = bureau(cast, "撤了的局")
    Department.objects.filter(pk=gone.pk).update(is_active=False)
    ClassedDepartment.objects.create(department=gone, unit_class=second)
    page = staff.get(reverse("office:unit_classes"))

    assert texts_on(page) == [["经济管理", "2", "甲局、乙局"], ["执法监管", "0", "还没有部门"]]
    assert page.context["listing"].unclassed == [cast.county_bureau.name]
    lead, header, rows = exported(staff, "unit_classes", "area=420502")
    assert lead.endswith("，西陵区")
    assert (header, rows) == (
        ["类别", "单位", "有哪些"],
        [["经济管理", 2, "甲局、乙局"], ["执法监管", 0, None]],
    )


def test_only_managers_of_the_area_change_its_classes(cast, city):
    make_class(cast.tree.xiling)
    url = reverse("office:unit_classes")
    links = ("新建类别", "修改", "删除", "给部门分类")
    found = {}
    for user in (cast.quxian, cast.jiedao):
        page = signed_in(user).get(f"{url}?area={user.area.code}").content.decode()
        found[user.username] = [one for one in links if one in page]
    assert found == {"quxian": [*links], "jiedao": []}


# what became of a department ------------------------------------------------------------------


def became(staff, old, new, **changes):
    data = {
        "predecessor": old.pk,
        "successor": new.pk,
        "kind": "renamed",
        "on": "2025-03-01",
        "document": "西编发〔2025〕3 号",
    }
    return staff.post(reverse("office:lineage_add"), data | changes)


def test_a_renamed_department_is_noted(cast, staff):
    old, new = bureau(cast, "商业局"), bureau(cast, "商务局")
    assert became(staff, old, new).status_code == 302
    row = Lineage.objects.get()
    assert (str(row), row.on) == ("商业局 更名 商务局", date(2025, 3, 1))
    page = staff.get(reverse("office:lineage")).content.decode()
    assert "西编发〔2025〕3 号" in page


def test_a_department_becomes_only_one(cast, staff):
    old, new, other = bureau(cast, "甲局"), bureau(cast, "乙局"), bureau(cast, "丙局")
    became(staff, old, new)
    again = became(staff, old, other)
    assert "这个单位的去向已经登记过了。" in again.content.decode()


def test_circles_are_refused(cast, staff):
    first, second, third = bureau(cast, "甲局"), bureau(cast, "乙局"), bureau(cast, "丙局")
    became(staff, first, second)
    became(staff, second, third)
    refused = became(staff, third, first)
    assert "丙局是从甲局变来的，不能再变回去，请核对。" in refused.content.decode()
    assert Lineage.objects.count() == 2
    itself = became(staff, third, third)
    assert "一个单位不能并入自己。" in itself.content.decode()
    assert Lineage.objects.count() == 2


def test_what_has_not_happened_is_not_noted(cast, staff):
    answer = became(staff, bureau(cast, "甲局"), bureau(cast, "乙局"), on="2999-01-01")
    assert "还没到" in answer.content.decode()


def test_departments_of_another_county_are_no_choice(cast, staff):
    far = make_department(cast.tree.yuanan, "外县局")
    assert became(staff, bureau(cast), far).status_code == 422


def test_a_note_is_deleted_by_the_managers_of_the_place(cast, staff):
    became(staff, bureau(cast, "甲局"), bureau(cast, "乙局"))
    url = reverse("office:lineage_delete", args=[Lineage.objects.get().pk])
    assert signed_in(cast.stranger).post(url).status_code == 404
    staff.post(url)
    assert Lineage.objects.count() == 0
