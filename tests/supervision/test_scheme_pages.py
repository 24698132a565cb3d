"""Schemes: made from a good start, changed until an evaluation opens, then only read."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import AuditEntry
from supervision.forms.schemes import agree
from supervision.models import Scheme, SchemeFrozenError, SchemeOption
from supervision.views import schemes
from tests.factories import evaluations as make
from tests.factories.accounts import signed_in
from tests.factories.listings import rows_on


def rows(prefix, lines):
    data = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for n, line in enumerate(lines):
        data |= {f"{prefix}-{n}-{key}": value for key, value in line.items()}
    return data


OPTIONS = [
    {"label": "满意", "weight": "100", "is_satisfied": "on"},
    {"label": "不满意", "weight": "40"},
    {"label": "不了解", "weight": ""},
    {"label": "", "weight": ""},
]
GRADES = [{"label": "好", "at_least": "80"}, {"label": "其他", "at_least": "0"}]


def typed(cast, options=OPTIONS, grades=(), **changes):
    fields = {
        "area": cast.tree.xiling.pk,
        "name": "新方案",
        "target_measure": "satisfaction",
        "target": "85",
        "ranked_by": "score",
        "ranked_in_class": "on",
        "least_ballots": "10",
        "grading": "none",
        "quorum_percent": "50",
        "smallest_group": "5",
        "objection_days": "5",
        "note": "",
    }
    return fields | rows("option", options) | rows("grade", list(grades)) | changes


def add(staff, data, start="satisfaction"):
    return staff.post(f"{reverse('office:scheme_add')}?start={start}", data)


@pytest.mark.parametrize(
    ("start", "labels"),
    [
        ("satisfaction", ["满意", "基本满意", "不满意", "不了解"]),
        ("duty", ["优秀", "称职", "基本称职", "不称职"]),
        ("selection", ["列入", "不列入"]),
    ],
)
def test_a_start_fills_the_form_in_and_can_be_saved_as_it_is(cast, staff, start, labels):
    page = staff.get(reverse("office:scheme_add"), {"start": start})
    data = {}
    for form in [page.context["form"], *page.context["options"], *page.context["grades"]]:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    for formset in (page.context["options"], page.context["grades"]):
        data |= {field.html_name: field.value() for field in formset.management_form}
    assert add(staff, data, start).status_code == 302
    scheme = Scheme.objects.get()
    assert [option.label for option in scheme.options.all()] == labels
    assert scheme.purpose == ("selection" if start == "selection" else "rating")


def test_options_and_grades_are_stored_in_their_order_and_logged(cast, staff):
    options = [OPTIONS[0] | {"is_graded": "on"}, *OPTIONS[1:]]
    answer = add(staff, typed(cast, options, GRADES, grading="share"))
    scheme = Scheme.objects.get()
    assert answer["Location"] == reverse("office:scheme", args=[scheme.pk])
    assert list(scheme.options.values_list("position", "label", "weight")) == [
        (0, "满意", Decimal(100)),
        (1, "不满意", Decimal(40)),
        (2, "不了解", None),
    ]
    assert list(scheme.grades.values_list("label", "at_least")) == [
        ("好", Decimal(80)),
        ("其他", Decimal(0)),
    ]
    assert AuditEntry.objects.latest("pk").target == "新建测评方案：新方案（第 1 版）"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"option-1-label": "满意"}, "选项「满意」写了两次。"),
        ({"option-1-weight": ""}, "至少要有两个带分值的选项。"),
        ({"option-0-is_satisfied": ""}, "至少要有一个选项算满意"),
        ({"option-2-is_satisfied": "on"}, "没有分值的选项不计入有效票"),
        ({"option-1-weight": "101"}, "请填 0 到 100 的数"),
        ({"option-3-weight": "7"}, "这个选项没有写名称。"),
        ({"grading": "share"}, "要定等次，请在下面写出等次。"),
        ({"smallest_group": "4"}, "最少 5 张。"),
        ({"least_ballots": "3", "smallest_group": "5"}, "不能比「不显示结果」的张数还少。"),
        ({"target": "850"}, "请填 0 到 100 的数"),
        ({"name": ""}, "请填「名称」。"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(cast, staff, changes, words):
    answer = add(staff, typed(cast, note="写了很久的说明", **changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "写了很久的说明" in page
    assert Scheme.objects.count() == 0


@pytest.mark.parametrize(
    ("grades", "words"),
    [
        ([{"label": "好", "at_least": "80"}], "最后一个等次要从 0 起"),
        ([*reversed(GRADES)], "等次请从高到低写"),
        ([{"label": "好", "at_least": ""}], "请填从多少起"),
    ],
)
def test_every_result_falls_into_a_grade(cast, staff, grades, words):
    options = [OPTIONS[0] | {"is_graded": "on"}, *OPTIONS[1:]]
    answer = add(staff, typed(cast, options, grades, grading="share"))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_name_is_taken_once_in_an_area(cast, staff):
    make.make_scheme(cast.tree.xiling, name="新方案")
    make.make_scheme(cast.tree.yuanan, name="别处")
    assert "这个名称的方案已经有了" in add(staff, typed(cast)).content.decode()
    assert add(staff, typed(cast, name="别处")).status_code == 302


CHOICE = [
    {"label": "列入", "weight": "100", "is_satisfied": "on"},
    {"label": "不列入", "weight": "0"},
]


@pytest.mark.parametrize(("smallest", "least"), [("5", 10), ("10", 10), ("15", 15)])
def test_a_choice_may_hide_groups_of_more_than_ten(cast, staff, smallest, least):
    answer = add(staff, typed(cast, CHOICE, smallest_group=smallest), "selection")
    assert answer.status_code == 302
    assert Scheme.objects.get().least_ballots == least


def test_a_name_that_a_colleague_took_in_this_second_is_said(cast, staff, monkeypatch):
    def a_colleague_was_first(form, *rows):
        fits = agree(form, *rows)
        make.make_scheme(cast.tree.xiling, name="新方案")
        return fits

    monkeypatch.setattr(schemes, "agree", a_colleague_was_first)
    assert "同名的方案刚刚被别人存了，请换个名称。" in add(staff, typed(cast)).text


def test_what_else_the_database_refuses_is_not_taken_for_a_name(cast, staff, monkeypatch):
    def refused(scheme, options, grades):
        raise IntegrityError("another constraint")

    monkeypatch.setattr(Scheme, "revise", refused)
    with pytest.raises(IntegrityError, match="another constraint"):
        add(staff, typed(cast))


def test_changing_options_asks_for_a_new_trial(cast, staff):
    evaluation = make.ready(cast)
    scheme = evaluation.scheme
    url = reverse("office:scheme_edit", args=[scheme.pk])
    assert staff.post(url, typed(cast, name=scheme.name)).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.tried_at is None
    assert [o.label for o in scheme.options.all()] == ["满意", "不满意", "不了解"]


def test_a_scheme_is_not_edited_after_an_evaluation_opened_under_it(cast, staff):
    scheme = make.opened(cast).scheme
    before = scheme.as_data()
    url = reverse("office:scheme_edit", args=[scheme.pk])
    for answer in (staff.get(url), staff.post(url, typed(cast, name=scheme.name))):
        assert answer["Location"] == reverse("office:scheme", args=[scheme.pk])
    scheme.refresh_from_db()
    assert scheme.as_data() == before
    assert scheme.is_intact()


def test_an_edit_that_meets_the_opening_changes_nothing(cast):
    """The instance was read before the scheme was frozen."""
    scheme = make.make_scheme(cast.tree.xiling)
    read_before = Scheme.objects.get(pk=scheme.pk)
    scheme.freeze()
    with pytest.raises(SchemeFrozenError):
        read_before.revise([SchemeOption(label="随便", weight=1)], [])
    scheme.refresh_from_db()
    assert scheme.is_intact()


def test_a_frozen_scheme_reads_as_its_formula(cast, staff):
    scheme = make.opened(cast).scheme
    page = staff.get(reverse("office:scheme", args=[scheme.pk])).content.decode()
    for words in (
        "加权得分 = 满意×100 + 基本满意×70 + 不满意×30，除以有效票",
        "满意率 = 满意 + 基本满意，除以有效票",
        "选「不了解」的票收回，但不计入有效票。",
        "加权得分达到 85。",
        "按加权得分，在同类单位里排；数相同的名次相同，后面的空出来（1、1、3）；有效票少于 10 张的不排名。",
        scheme.digest,
    ):
        assert words in page


def test_a_new_version_is_a_copy_with_a_decision(cast, staff):
    scheme = make.opened(cast).scheme
    url = reverse("office:scheme_new_version", args=[scheme.pk])
    assert "请选能不能比较。" in staff.post(url).content.decode()
    answer = staff.post(url, {"is_comparable": "1"})
    copied = scheme.next_version
    assert answer["Location"] == reverse("office:scheme_edit", args=[copied.pk])
    assert (copied.version, copied.is_comparable, copied.is_frozen) == (2, True, False)
    assert copied.as_data()["options"] == scheme.as_data()["options"]
    # A second time leads to the version that is there.
    assert staff.post(url, {"is_comparable": "0"})["Location"] == reverse(
        "office:scheme", args=[copied.pk]
    )
    edited = staff.post(reverse("office:scheme_edit", args=[copied.pk]), typed(cast))
    assert edited.status_code == 302
    copied.refresh_from_db()
    assert (copied.name, copied.target_measure) == (scheme.name, "satisfaction")


def test_only_an_unused_draft_is_deleted(cast, staff):
    used = make.ready(cast).scheme
    draft = make.make_scheme(cast.tree.xiling, name="草稿")
    for scheme in (used, draft):
        staff.post(reverse("office:scheme_delete", args=[scheme.pk]))
    assert list(Scheme.objects.all()) == [used]


def test_staff_of_another_county_find_no_scheme(cast):
    scheme = make.make_scheme(cast.tree.xiling)
    stranger = signed_in(cast.stranger)
    assert rows_on(stranger.get(reverse("office:schemes"))) == []
    for name in ("scheme", "scheme_try", "scheme_edit"):
        assert stranger.get(reverse(f"office:{name}", args=[scheme.pk])).status_code == 404
