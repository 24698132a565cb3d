"""Where everything belongs: the tree of areas, the installation, the days that staff override.

The tree is the *statistical* tree: every area stands in it once, so sums never count twice.
Streets that a function zone administers stand under the zone, keep their code, and name in
``coded_under`` the county whose code they carry; both offices see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from areas.cached import INSTALLATION_KEY, OVERRIDES_KEY, forget, held_value


class Level(models.TextChoices):
    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"


DEPTHS = {Level.CITY: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3, Level.VILLAGE: 4}


class AreaQuerySet(MP_NodeQuerySet):
    def within(self, area: Area) -> AreaQuerySet:
        """The area, all below it, and the areas coded under it: what its office may see."""
        return self.filter(area.scope_q(prefix=""))

    def at_level(self, level: str) -> AreaQuerySet:
        return self.filter(level=level)

    def children_of(self, area: Area, *, with_coded: bool = False) -> AreaQuerySet:
        """Areas directly below; ``with_coded`` adds those coded under the area."""
        interval = area._get_children_path_interval(area.path)
        children = Q(depth=area.depth + 1, path__range=interval)
        return self.filter(children | Q(coded_under=area) if with_coded else children)


class AreaManager(MP_NodeManager.from_queryset(AreaQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> AreaQuerySet:
        return AreaQuerySet(self.model, using=self._db).order_by("path")

    def prime_lineage(self, areas: Iterable[Area]) -> None:
        """Fetch the areas above all given areas in one query.

        Lists that show ``full_name()``, ``county`` or ``township`` of many rows call it first.
        """
        wanted = list(areas)
        paths = {path for area in wanted for path in area.lineage_paths()}
        by_path = {area.path: area for area in self.filter(path__in=paths)}
        for area in wanted:
            above = [by_path[path] for path in area.lineage_paths()[:-1]]
            area.__dict__["lineage"] = [*above, area]


class Area(MP_Node):
    """A city, county, township or village; a function zone is an area at county level."""

    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("正式名称", max_length=64)
    short_name = models.CharField("简称", max_length=64)
    level = models.CharField("级别", max_length=10, choices=Level)
    is_function_zone = models.BooleanField("功能区", default=False)
    coded_under = models.ForeignKey(
        "self",
        verbose_name="代码所属县区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="coded_areas",
    )

    objects: ClassVar[AreaManager] = AreaManager()

    _cached_attributes = (*MP_Node._cached_attributes, "lineage", "scope_paths")

    class Meta:
        verbose_name = "区划"
        verbose_name_plural = "区划"
        constraints = [
            models.CheckConstraint(
                name="area_depth_fits_level",
                condition=Q(*[Q(level=lv, depth=d) for lv, d in DEPTHS.items()], _connector=Q.OR),
            ),
            models.CheckConstraint(
                name="area_zone_is_county_level",
                condition=Q(is_function_zone=False) | Q(level=Level.COUNTY),
            ),
            models.CheckConstraint(
                name="area_only_townships_coded_elsewhere",
                condition=Q(coded_under=None) | Q(level=Level.TOWNSHIP),
            ),
            models.CheckConstraint(
                name="area_is_named", condition=~Q(code="") & ~Q(name="") & ~Q(short_name="")
            ),
            models.UniqueConstraint(name="area_one_root", fields=["depth"], condition=Q(depth=1)),
        ]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def get_root(cls) -> Area:
        """The area of the whole installation; ``Area.DoesNotExist`` before ``load_areas``."""
        return cls.objects.get(depth=1)

    # Above ------------------------------------------------------------------------------------

    def lineage_paths(self) -> list[str]:
        """Paths from the root down to this area itself; no query."""
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        return [self.path[:end] for end in ends]

    @cached_property
    def lineage(self) -> list[Area]:
        """The areas from the root down to this one; one query, then kept on the instance."""
        above = (
            list(Area.objects.filter(path__in=self.lineage_paths()[:-1])) if self.depth > 1 else []
        )
        return [*above, self]

    def ancestor_at(self, level: str) -> Area | None:
        """The area of that level between the root and here, both included."""
        return next((area for area in self.lineage if area.level == level), None)

    @property
    def county(self) -> Area | None:
        """The county, or the function zone, that administers this area."""
        return self.ancestor_at(Level.COUNTY)

    @property
    def township(self) -> Area | None:
        return self.ancestor_at(Level.TOWNSHIP)

    def office_area(self) -> Area:
        """The nearest area, itself included, that has an office: a township or higher."""
        return self.lineage[min(len(self.lineage), DEPTHS[Level.TOWNSHIP]) - 1]

    def parent_office(self) -> Area | None:
        """The area one level up, None for the root; a function zone counts as a county."""
        return self.lineage[-2] if self.depth > 1 else None

    @property
    def is_quasi_township(self) -> bool:
        """A mining district, dam zone and the like: 类似乡级单位, the codes 400–599 of a county
        in the statistical division codes (统计用区划代码)."""
        return self.level == Level.TOWNSHIP and "400" <= self.code[6:9] <= "599"

    def full_name(self) -> str:
        """「西陵区云集街道果园路社区」; the city itself by its own name."""
        return "".join(area.short_name for area in self.lineage[1:]) or self.short_name

    # Below ------------------------------------------------------------------------------------

    def path_range(self) -> tuple[str, str]:
        """Bounds that hold the paths of the area and of all below it."""
        return self._range(self.path)

    @staticmethod
    def _range(path: str) -> tuple[str, str]:
        """Bounds that hold exactly a path and all paths below it.

        A range, not ``LIKE``: SQLite never uses the index for it, PostgreSQL only under
        some collations.
        """
        return path, path + Area.alphabet[-1] * Area.steplen

    @cached_property
    def scope_paths(self) -> list[str]:
        """Paths whose sub-trees this area's office may see: its own, and areas coded under it."""
        coded: list[str] = []
        if self.level == Level.COUNTY and not self.is_function_zone:
            coded = list(Area.objects.filter(coded_under=self).values_list("path", flat=True))
        return [self.path, *coded]

    def scope_q(self, prefix: str = "area__") -> Q:
        """Filter for rows whose area this area's office may see; ``prefix`` leads to the Area.

        At most one query (counties only), kept on the instance.
        """
        ranges = [Q(**{f"{prefix}path__range": self._range(path)}) for path in self.scope_paths]
        return Q(*ranges, _connector=Q.OR)

    def subtree_q(self, prefix: str = "area__") -> Q:
        """Like ``scope_q`` without the areas coded here but standing elsewhere: for figures."""
        return Q(**{f"{prefix}path__range": self.path_range()})

    def contains(self, other: Area) -> bool:
        """Whether this area's office may see ``other``: itself, below it, or coded under it."""
        return any(other.path.startswith(path) for path in self.scope_paths)


class Installation(models.Model):
    """What this installation calls itself; one row, on the root area."""

    area = models.OneToOneField(
        Area, verbose_name="区划", on_delete=models.PROTECT, related_name="installation"
    )
    portal_name = models.CharField("网站名称", max_length=60)
    province_name = models.CharField("所在省份", max_length=20, blank=True)
    organ_name = models.CharField("主办单位", max_length=60, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    contact_address = models.CharField("联系地址", max_length=120, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=40, blank=True)
    site_identifier = models.CharField("网站标识码", max_length=20, blank=True)
    # 地图管理条例 Art. 15 and 22: without this number no map is shown to the public.
    map_approval = models.CharField("地图审图号", max_length=40, blank=True)
    publishes_comparisons = models.BooleanField(
        "向社会公开五有达标情况",
        default=False,
        help_text="关着的时候，区划、站点和代表之间的对照只给工作人员看。",
    )

    class Meta:
        verbose_name = "网站信息"
        verbose_name_plural = "网站信息"
        constraints = [
            models.CheckConstraint(name="installation_is_named", condition=~Q(portal_name="")),
        ]

    def __str__(self) -> str:
        return self.portal_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(INSTALLATION_KEY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(INSTALLATION_KEY)
        return deleted

    @property
    def footer(self) -> dict[str, str]:
        """What ``components/footer.html`` shows; empty values are left out there."""
        return {
            "organiser": self.organ_name,
            "phone": self.contact_phone,
            "address": self.contact_address,
            "icp": self.icp_number,
            "police": self.police_number,
            "site_identifier": self.site_identifier,
        }

    @classmethod
    def current(cls) -> Installation:
        """The installation's row, at most 60 seconds old; an unsaved nameless one before set-up."""
        return held_value(
            INSTALLATION_KEY, lambda: cls.objects.first() or cls(portal_name="代表联络站")
        )


class HolidayNotice(models.Model):
    """A year's days off and swapped weekends as staff entered them; its days are overrides."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    document = models.CharField("依据", max_length=80)
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year} 年放假安排"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(OVERRIDES_KEY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(OVERRIDES_KEY)
        return deleted


class DayOverrideQuerySet(models.QuerySet["DayOverride"]):
    """Bulk writes forget the cached overrides as ``save`` and ``delete`` of one row do."""

    def update(self, **kwargs: Any) -> int:
        changed = super().update(**kwargs)
        forget(OVERRIDES_KEY)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        deleted = super().delete()
        forget(OVERRIDES_KEY)
        return deleted

    def bulk_create(  # type: ignore[override]
        self, objs: Iterable[Any], **kwargs: Any
    ) -> list[Any]:
        created = super().bulk_create(objs, **kwargs)
        forget(OVERRIDES_KEY)
        return created


class DayOverride(models.Model):
    """A day that staff made a working day or a day off, against the national calendar."""

    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("上班", default=False)
    reason = models.CharField("原因", max_length=60)
    notice = models.ForeignKey(
        HolidayNotice,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="days",
        verbose_name="放假安排",
    )

    objects = DayOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = "工作日调整"
        verbose_name_plural = "工作日调整"
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(name="day_override_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'上班' if self.is_working else '休息'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        forget(OVERRIDES_KEY)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        forget(OVERRIDES_KEY)
        return deleted
