"""The import without pages: cleaning, comparing, writing all or nothing."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from areas.models import DayOverride
from jobs import cells
from jobs.columns import Column
from jobs.imports import ImportRefusedError, TableImport, as_table, run_import
from jobs.plans import Plan
from jobs.tables import TableError
from tests.factories.jobs import DAYS, DayImport, csv_bytes, workbook_bytes

MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)


def imported(rows, tree, cls=DayImport):
    return run_import(cls, rows, actor=None, scope=[tree.city])


def days():
    return list(DayOverride.objects.order_by("day").values_list("day", "is_working", "reason"))


def test_rows_are_written(tree):
    counts = imported([{"日期": "2026-05-01", "上班": "否", "原因": "劳动节"}], tree)
    assert counts == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}
    assert days() == [(MAY, False, "劳动节")]


@pytest.mark.parametrize("data", [workbook_bytes(DAYS), csv_bytes(DAYS, "gbk")])
def test_a_file_is_imported_like_rows(tree, data):
    assert imported(io.BytesIO(data), tree)["new"] == 2


def test_a_path_is_imported_like_a_file(tree, tmp_path):
    path = tmp_path / "days.csv"
    path.write_bytes(csv_bytes(DAYS))
    assert imported(path, tree)["new"] == 2


def test_the_same_file_twice_changes_nothing(tree):
    imported(io.BytesIO(workbook_bytes(DAYS)), tree)
    before = list(DayOverride.objects.order_by("pk").values_list())
    counts = imported(io.BytesIO(workbook_bytes(DAYS)), tree)
    assert counts == {"new": 0, "changed": 0, "unchanged": 2, "wrong": 0}
    assert list(DayOverride.objects.order_by("pk").values_list()) == before


def test_an_unchanged_table_writes_nothing(tree, monkeypatch):
    rows = [{"日期": "2026-05-01", "原因": "劳动节"}]
    imported(rows, tree)
    monkeypatch.setattr(DayImport, "apply", None)
    assert imported(rows, tree)["unchanged"] == 1


def test_changed_rows_are_changed(tree):
    DayOverride.objects.create(day=MAY, reason="劳动节")
    counts = imported([{"日期": "2026/5/1", "上班": "是", "原因": "劳动节"}], tree)
    assert counts == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    assert days() == [(MAY, True, "劳动节")]


def test_a_column_that_is_not_in_the_file_leaves_what_is_stored(tree):
    DayOverride.objects.create(day=MAY, is_working=True, reason="调休")
    counts = imported(
        [{"日期": "2026-05-01", "原因": "换班"}, {"日期": "2026-06-01", "原因": "休"}], tree
    )
    assert counts == {"new": 1, "changed": 1, "unchanged": 0, "wrong": 0}
    assert days() == [(MAY, True, "换班"), (JUNE, False, "休")]


def test_an_empty_cell_clears_what_is_stored(tree):
    DayOverride.objects.create(day=MAY, is_working=True, reason="调休")
    imported([{"日期": "2026-05-01", "上班": "", "原因": "调休"}], tree)
    assert days() == [(MAY, False, "调休")]


def test_one_wrong_row_and_nothing_is_written(tree):
    rows = [
        {"日期": "2026-05-01", "原因": "休"},
        {"日期": "五一", "原因": ""},
        {"日期": "2026-06-01", "原因": "错"},
    ]
    with pytest.raises(ImportRefusedError) as caught:
        imported(rows, tree)
    assert [(row.number, row.reasons) for row in caught.value.plan.wrong] == [
        (3, ["「日期」不是一个日期：「五一」，请写成 2026-05-01 这样。", "「原因」没有填。"]),
        (4, ["这个原因不行。"]),
    ]
    assert days() == []


def test_a_row_that_stands_twice_is_wrong(tree):
    rows = [{"日期": "2026-05-01", "原因": "一"}, {"日期": "2026-5-1", "原因": "二"}]
    with pytest.raises(ImportRefusedError) as caught:
        imported(rows, tree)
    assert [(row.number, row.reasons) for row in caught.value.plan.wrong] == [
        (3, ["与第 2 行重复。"])
    ]


def test_an_unusable_file_is_refused(tree):
    with pytest.raises(TableError):
        imported(io.BytesIO(b""), tree)


def test_all_or_nothing_when_writing_breaks_off_three_times(tree):
    class Breaking(DayImport):
        tries = 0

        def apply(self, plan):
            super().apply(plan)
            Breaking.tries += 1
            raise IntegrityError

    with pytest.raises(ImportRefusedError, match="资料刚刚被别人改动了"):
        imported([{"日期": "2026-05-01", "原因": "休"}], tree, Breaking)
    assert (days(), Breaking.tries) == ([], 3)


def test_a_plan_made_of_old_data_is_made_anew(tree):
    class Overtaken(DayImport):
        """Somebody else adds the same day between the comparison and the writing."""

        def compare(self, rows, existing, plan):
            super().compare(rows, existing, plan)
            DayOverride.objects.get_or_create(day=MAY, defaults={"reason": "别人"})

    counts = imported([{"日期": "2026-05-01", "原因": "休"}], tree, Overtaken)
    assert counts == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    assert days() == [(MAY, False, "休")]


def test_a_refusal_while_comparing_makes_the_row_wrong(tree):
    class Ended(DayImport):
        def differences(self, values, existing):
            raise ValidationError("这一条已经结束，不会恢复。")

    DayOverride.objects.create(day=MAY, reason="休")
    with pytest.raises(ImportRefusedError) as caught:
        imported([{"日期": "2026-05-01", "原因": "换"}], tree, Ended)
    assert caught.value.plan.wrong[0].reasons == ["这一条已经结束，不会恢复。"]


def test_areas_are_known_and_within_the_scope(tree):
    importer = DayImport(actor=None, scope=[tree.xiling])
    assert importer.area_of("420502003") == tree.yunji
    assert importer.area_of("420502008") == tree.nanyuan  # coded under 西陵, stands under 高新
    for code, words in [("420525101", "不在您管理的范围里"), ("999999", "没有区划代码")]:
        with pytest.raises(ValidationError, match=words):
            importer.area_of(code)


def test_areas_are_read_in_one_query(tree, django_assert_num_queries):
    importer = DayImport(actor=None, scope=[tree.yunji, tree.xiba])
    with django_assert_num_queries(1):
        assert importer.allows(importer.area_of("420502003004"))
        assert importer.allows(importer.area_of("420502004001"))


def test_checking_takes_the_same_queries_for_more_rows(tree, django_assert_num_queries):
    table = [{"日期": f"2026-05-{n:02}", "原因": "休"} for n in range(1, 29)]
    for rows in (table[:1], table):
        importer = DayImport(actor=None, scope=[tree.city])
        with django_assert_num_queries(1):
            plan = importer.check(as_table(rows, DayImport.columns))
        assert plan.counts["new"] == len(rows)


def test_two_plans_that_write_the_same_have_the_same_digest(tree):
    def digest(*rows):
        importer = DayImport(actor=None, scope=[tree.city])
        return importer.check(as_table(rows, DayImport.columns)).digest()

    row = {"日期": "2026-05-01", "原因": "休"}
    assert digest(row) == digest(row)
    assert digest(row) != digest(row | {"原因": "换"})
    assert digest() == Plan().digest()


def test_the_preview_masks_what_a_column_hides():
    class Hidden(TableImport):
        slug, label = "hidden", "隐"
        key_fields = ("name",)
        columns = (
            Column("姓名", field="name"),
            Column("手机号", cells.phone(), field="phone", show=lambda phone: phone[:7] + "****"),
        )

    importer = Hidden(actor=None, scope=[])
    assert importer.show("phone", "13912345678") == "1391234****"
    assert importer.show("phone", "") == "（空）"
    assert (importer.heading("phone"), importer.heading("other")) == ("手机号", "other")
    assert importer.title({"name": "向明"}) == "向明"
