"""Reading the area files and bringing the tree in the database to their state.

Reading checks everything and touches nothing; ``apply`` writes in one short transaction.
Areas that vanished from the files are reported, never deleted: matters hang on them.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from areas.models import DEPTHS, Area, Installation, Level
from areas.names import short_name

DATA = Path(__file__).parent / "data"
AREAS_FILE = DATA / "yichang_areas.csv"
ZONES_FILE = DATA / "function_zones.csv"
AREA_COLUMNS = ("code", "name", "level", "parent_code")
ZONE_COLUMNS = ("code", "name", "short_name", "long_name", "parent_code", "member_code")
CODE_LENGTHS = {Level.CITY: 6, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
_FIELDS = ("name", "short_name", "level", "is_function_zone")


class AreaFileError(Exception):
    """The files can't be loaded; ``problems`` are Chinese sentences with line numbers."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass
class PlannedArea:
    code: str
    name: str
    level: str
    parent_code: str
    short_name: str = ""
    is_function_zone: bool = False
    coded_under: str = ""


@dataclass(frozen=True)
class LoadResult:
    created: int
    changed: int
    unchanged: int
    missing: list[str] = field(default_factory=list)


# Reading ----------------------------------------------------------------------------------------


def read_plan(areas_file: Path, zones_file: Path | None) -> dict[str, PlannedArea]:
    """Areas by code, parents before children, siblings in file order, zones after counties.

    Raises ``AreaFileError`` with everything that is wrong, up to 20 problems.
    """
    plan: dict[str, PlannedArea] = {}
    problems = [*_read_areas(areas_file, plan)]
    problems = problems or [*_check_structure(plan)]
    long_names: tuple[str, ...] = ()
    if zones_file and not problems:
        rows = list(_rows(zones_file, ZONE_COLUMNS))
        long_names = tuple({row["long_name"] for _, row in rows})
        problems = [*_add_zones(rows, plan)]
    if problems:
        raise AreaFileError(problems[:20])
    set_short_names(plan, long_names)
    return dict(sorted(plan.items(), key=lambda item: DEPTHS[Level(item[1].level)]))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if lacking := [c for c in columns if c not in (reader.fieldnames or [])]:
                raise AreaFileError([f"{path.name} 缺少这些列：{'、'.join(lacking)}"])
            for row in reader:
                yield reader.line_num, {c: (row[c] or "").strip() for c in columns}
    except OSError as error:
        raise AreaFileError([f"打不开文件 {path}：{error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise AreaFileError([f"{path.name} 不是 UTF-8 编码"]) from error


def _read_areas(path: Path, plan: dict[str, PlannedArea]) -> Iterator[str]:
    for line, row in _rows(path, AREA_COLUMNS):
        problem = _row_problem(row)
        if not problem and row["code"] in plan:
            problem = f"代码 {row['code']} 重复"
        if problem:
            yield f"第 {line} 行：{problem}"
        else:
            plan[row["code"]] = PlannedArea(
                row["code"], row["name"], row["level"], row["parent_code"]
            )


def _row_problem(row: dict[str, str]) -> str:
    code, level = row["code"], row["level"]
    if level not in Level.values:
        return f"级别「{level}」不认识，应为 {'、'.join(Level.values)}"
    if len(code) != CODE_LENGTHS[Level(level)] or not (code.isascii() and code.isdigit()):
        return f"代码「{code}」应为 {CODE_LENGTHS[Level(level)]} 位数字"
    if not row["name"]:
        return f"代码 {code} 没有名称"
    return ""


def _check_structure(plan: dict[str, PlannedArea]) -> Iterator[str]:
    roots = [area for area in plan.values() if not area.parent_code]
    if len(roots) != 1 or roots[0].level != Level.CITY:
        yield f"应当恰好有一个没有上级的市，现有 {len(roots)} 个没有上级的区划"
    for area in plan.values():
        if problem := _parent_problem(area, plan):
            yield f"{area.name}（{area.code}）：{problem}"


def _parent_problem(area: PlannedArea, plan: dict[str, PlannedArea]) -> str:
    if not area.parent_code:
        return ""
    parent = plan.get(area.parent_code)
    if parent is None:
        return f"上级代码 {area.parent_code} 不存在"
    if DEPTHS[Level(parent.level)] + 1 != DEPTHS[Level(area.level)]:
        return f"上级 {parent.name} 不是高一级的区划"
    if parent.level != Level.CITY and not area.code.startswith(parent.code):
        return f"代码与上级代码 {parent.code} 不符"
    return ""


def _add_zones(
    rows: list[tuple[int, dict[str, str]]], plan: dict[str, PlannedArea]
) -> Iterator[str]:
    """Put each zone into the plan and its members under it; they keep their code's county."""
    for line, row in rows:
        parent, member = plan.get(row["parent_code"]), plan.get(row["member_code"])
        existing = plan.get(row["code"])
        if parent is None or parent.level != Level.CITY:
            yield f"功能区文件第 {line} 行：上级 {row['parent_code']} 不是市"
        elif member is None or member.level != Level.TOWNSHIP:
            yield f"功能区文件第 {line} 行：{row['member_code']} 不是已有的乡镇（街道）"
        elif (existing and not existing.is_function_zone) or not row["code"] or not row["name"]:
            yield f"功能区文件第 {line} 行：代码「{row['code']}」为空、没有名称或已被占用"
        elif member.coded_under:
            yield f"功能区文件第 {line} 行：{member.name} 已属于一个功能区"
        else:
            plan[row["code"]] = PlannedArea(
                code=row["code"],
                name=row["name"],
                level=Level.COUNTY,
                parent_code=row["parent_code"],
                short_name=row["short_name"] or row["name"],
                is_function_zone=True,
            )
            member.coded_under, member.parent_code = member.parent_code, row["code"]


def set_short_names(plan: dict[str, PlannedArea], long_names: tuple[str, ...] = ()) -> None:
    """Fill in short names; two alike under one parent keep their official names."""
    city = next(area.name for area in plan.values() if area.level == Level.CITY)
    for area in plan.values():
        county = plan.get(_coded_county(area, plan))
        prefixes = (county.name, city + county.name) if county else ()
        area.short_name = area.short_name or short_name(area.name, (*prefixes, *long_names))
    taken = Counter((area.parent_code, area.short_name) for area in plan.values())
    for area in plan.values():
        if taken[area.parent_code, area.short_name] > 1:
            area.short_name = area.name


def _coded_county(area: PlannedArea, plan: dict[str, PlannedArea]) -> str:
    """Code of the county whose name may stand in front of this area's name, "" above counties."""
    if area.level == Level.VILLAGE:
        area = plan[area.parent_code]
    return (area.coded_under or area.parent_code) if area.level == Level.TOWNSHIP else ""


# Writing ----------------------------------------------------------------------------------------


@transaction.atomic
def apply(plan: dict[str, PlannedArea]) -> LoadResult:
    """Bring the tree to the plan; areas that are there already keep their place and their id."""
    before = set(Area.objects.values_list("code", flat=True))
    changed = _move_to_new_parents(plan)
    stored = {area.code: area for area in Area.objects.all()}
    changed |= _update(plan, stored)
    _create(plan, stored)
    changed |= _link_coded_under(plan, stored)
    new = set(stored) - before
    _count_children(stored)
    _name_installation()
    return LoadResult(
        created=len(new),
        changed=len(changed - new),
        unchanged=len(plan) - len(changed | new),
        missing=sorted(set(stored) - set(plan)),
    )


def _move_to_new_parents(plan: dict[str, PlannedArea]) -> set[str]:
    """Move areas whose parent changed between two known parents (a new zone comes first)."""
    stored = {area.code: area for area in Area.objects.all()}
    by_path = {area.path: area.code for area in stored.values()}
    moved = set()
    for code, area in list(stored.items()):
        wanted = plan[code].parent_code if code in plan else ""
        if not wanted or by_path[area.path[: -Area.steplen]] == wanted:
            continue
        if wanted not in stored:
            _create({wanted: plan[wanted]}, stored)
        Area.objects.move(Area.objects.get(code=code), Area.objects.get(code=wanted), "last-child")
        moved.add(code)
    return moved


def _update(plan: dict[str, PlannedArea], stored: dict[str, Area]) -> set[str]:
    changed = []
    for code, area in stored.items():
        wanted = plan.get(code)
        if wanted and any(getattr(area, f) != getattr(wanted, f) for f in _FIELDS):
            for name in _FIELDS:
                setattr(area, name, getattr(wanted, name))
            changed.append(area)
    Area.objects.bulk_update(changed, _FIELDS, batch_size=200)
    return {area.code for area in changed}


def _create(plan: dict[str, PlannedArea], stored: dict[str, Area]) -> None:
    """Insert what is not stored yet, behind its last sibling, and add it to ``stored``.

    Computes the paths itself: ``add_child`` takes several queries for every area.
    """
    last = _last_steps(stored)
    new: list[Area] = []
    for code, wanted in plan.items():
        if code in stored:
            continue
        parent = stored[wanted.parent_code].path if wanted.parent_code else ""
        last[parent] += 1
        depth = DEPTHS[Level(wanted.level)]
        values = {name: getattr(wanted, name) for name in _FIELDS}
        path = Area._get_path(parent, depth, last[parent])
        stored[code] = Area(code=code, path=path, depth=depth, **values)
        new.append(stored[code])
    Area.objects.bulk_create(new, batch_size=500)


def _last_steps(stored: dict[str, Area]) -> Counter[str]:
    """Highest step number in use below each parent path."""
    last: Counter[str] = Counter()
    for area in stored.values():
        parent = area.path[: -Area.steplen]
        last[parent] = max(last[parent], area._get_lastpos_in_path())
    return last


def _link_coded_under(plan: dict[str, PlannedArea], stored: dict[str, Area]) -> set[str]:
    changed = []
    for code, wanted in plan.items():
        county = stored[wanted.coded_under].pk if wanted.coded_under else None
        if stored[code].coded_under_id != county:
            stored[code].coded_under_id = county
            changed.append(stored[code])
    Area.objects.bulk_update(changed, ["coded_under"])
    return {area.code for area in changed}


def _count_children(stored: dict[str, Area]) -> None:
    children = Counter(area.path[: -Area.steplen] for area in stored.values())
    wrong = [area for area in stored.values() if area.numchild != children[area.path]]
    for area in wrong:
        area.numchild = children[area.path]
    Area.objects.bulk_update(wrong, ["numchild"], batch_size=200)


def _name_installation() -> None:
    """Give a new installation a name to start with; staff change it in the admin."""
    root = Area.get_root()
    if not Installation.objects.filter(area=root).exists():
        city = root.short_name.removesuffix("市")
        Installation.objects.create(
            area=root,
            portal_name=f"{city}人大代表联络e站",
            organ_name=f"{root.name}人民代表大会常务委员会",
        )
