"""`load_areas`: what it refuses, and how it brings an existing tree to a new file."""

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area

HEADER = "code,name,level,parent_code\n"
GOOD = (
    HEADER
    + """110000,甲市,city,
110001,乙区,county,110000
110002,丙县,county,110000
110001001,丁镇,township,110001
110001001001,戊村村委会,village,110001001
"""
)


@pytest.fixture
def load(db, tmp_path):
    def run(areas=GOOD, zones=None, encoding="utf-8"):
        (tmp_path / "areas.csv").write_text(areas, encoding=encoding)
        options = {"file": tmp_path / "areas.csv"}
        if zones:
            (tmp_path / "zones.csv").write_text(zones, encoding="utf-8")
            options["zones"] = tmp_path / "zones.csv"
        call_command("load_areas", **options)

    return run


ZONES = """code,name,short_name,long_name,parent_code,member_code
1100KF,甲市开发区,开发区,,110000,110001001
"""


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("110001002,己镇,township,119999", "上级代码 119999 不存在"),
        ("110001,庚区,county,110000", "第 7 行：代码 110001 重复"),
        ("11000100,己镇,township,110001", "第 7 行：代码「11000100」应为 9 位数字"),
        ("11000100X,己镇,township,110001", "应为 9 位数字"),
        ("110001002,,township,110001", "代码 110001002 没有名称"),
        ("110001002,己镇,town,110001", "级别「town」不认识"),
        ("110001002,己镇,township,110002", "代码与上级代码 110002 不符"),
        ("110001002,己镇,township,110000", "不是高一级的区划"),
        ("120000,另市,city,", "恰好有一个没有上级的市，现有 2 个"),
    ],
)
def test_wrong_row_is_named_and_nothing_is_loaded(load, line, problem):
    with pytest.raises(CommandError, match=problem):
        load(GOOD + line + "\n")
    assert Area.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("1100KF,开发区,,,110000,110001009", "110001009 不是已有的乡镇"),
        ("1100KF,开发区,,,110001,110001001", "上级 110001 不是市"),
        ("110002,开发区,,,110000,110001001", "已被占用"),
    ],
)
def test_wrong_zone_row_is_named(load, line, problem):
    with pytest.raises(CommandError, match=problem):
        load(zones=ZONES.splitlines()[0] + "\n" + line + "\n")
    assert Area.objects.count() == 0


def test_file_that_is_no_area_file_is_refused_with_a_reason(load, db):
    with pytest.raises(CommandError, match="缺少这些列：parent_code"):
        load("code,name,level\n")
    with pytest.raises(CommandError, match="不是 UTF-8 编码"):
        load(encoding="gb18030")
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("load_areas", "--file=/nonexistent.csv")


def test_file_with_a_byte_order_mark_loads(load):
    load(encoding="utf-8-sig")
    assert Area.get_root().name == "甲市"


def test_renamed_and_added_areas_arrive_without_new_ids(load, capsys):
    load()
    before = Area.objects.get(code="110001001")
    load(GOOD.replace("丁镇", "丁街道办事处") + "110001002,己镇,township,110001\n")
    after = Area.objects.get(code="110001001")
    assert (after.pk, after.path, after.short_name) == (before.pk, before.path, "丁街道")
    assert Area.objects.get(code="110001002").path == "000100010002"
    assert "新增 1，更新 1，未变 4" in capsys.readouterr().out
    assert Area.objects.find_problems() == ([], [], [], [], [])


def test_areas_gone_from_the_file_stay_and_are_named(load, capsys):
    load(GOOD + "110001002,己镇,township,110001\n")
    load()
    assert Area.objects.filter(code="110001002").exists()
    assert "仍予保留的区划：110001002" in capsys.readouterr().out


def test_zone_added_later_takes_over_its_street_with_everything_below(load):
    load()
    village = Area.objects.get(code="110001001001")
    load(zones=ZONES)
    zone, county = Area.objects.get(code="1100KF"), Area.objects.get(code="110001")
    moved = Area.objects.get(pk=village.pk)
    assert moved.full_name() == "开发区丁镇戊村"
    assert zone.contains(moved)
    assert county.contains(moved)
    assert Area.objects.find_problems() == ([], [], [], [], [])
    load(zones=ZONES)
    assert Area.objects.get(pk=village.pk).path == moved.path
