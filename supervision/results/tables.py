"""A count as tables: what staff pages, the announcement, the report and the workbook all show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from supervision.models import Count, Remark, Result, Scheme, SchemeOption, Tally
from supervision.models.schemes import Measure
from supervision.scheme_words import sentences, target_words
from supervision.states import Way

if TYPE_CHECKING:
    from supervision.models import Evaluation

ORDER = {str(way): n for n, way in enumerate(Way.values)}


@dataclass(frozen=True)
class GroupVotes:
    """Of one group of ways: votes by option in their order, the invalid ones last."""

    label: str
    votes: list[int]

    @property
    def total(self) -> int:
        return sum(self.votes)


@dataclass
class Row:
    """One object: its figures, and below them the votes they come from."""

    result: Result
    groups: list[GroupVotes] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.result.subject.name

    @property
    def total(self) -> list[int]:
        return [sum(column) for column in zip(*(group.votes for group in self.groups), strict=True)]


@dataclass
class ResultTable:
    count: Count
    scheme: Scheme
    options: list[SchemeOption]
    rows: list[Row]
    rules: list[tuple[str, str]]

    @property
    def vote_labels(self) -> list[str]:
        return [*(option.label for option in self.options), "无效"]

    @property
    def target(self) -> str:
        """「加权得分达到 85」: always with its measure."""
        return target_words(self.scheme)

    @property
    def ranked_by(self) -> str:
        return str(Measure(self.scheme.ranked_by).label)

    @property
    def has_grades(self) -> bool:
        return any(row.result.grade for row in self.rows)

    @property
    def has_classes(self) -> bool:
        return any(row.result.subject.unit_class_id for row in self.rows)

    @property
    def has_ways(self) -> bool:
        """More than one group of ways somewhere."""
        return any(len(row.groups) > 1 for row in self.rows)

    @property
    def remarks(self) -> list[Row]:
        return [row for row in self.rows if row.remarks]

    @property
    def chosen(self) -> list[Row]:
        return [row for row in self.rows if row.result.is_chosen]

    @property
    def tied(self) -> list[Row]:
        return [row for row in self.rows if row.result.is_tied]


def read_table(count: Count, scheme: Scheme, *, with_remarks: bool = False) -> ResultTable:
    """Five queries (six with remarks), however many objects there are."""
    options = list(scheme.options.all())
    related = ("subject__department", "subject__seat__representative", "subject__unit_class")
    rows = {
        result.pk: Row(result)
        for result in count.results.select_related(*related).order_by("subject__position", "pk")
    }
    _add_votes(rows, options)
    if with_remarks:
        for result, text in Remark.objects.filter(result__in=rows).values_list("result", "text"):
            rows[result].remarks.append(text)
    rules = sentences(scheme, options, list(scheme.grades.all()))
    return ResultTable(count, scheme, options, list(rows.values()), rules)


def _add_votes(rows: dict[int, Row], options: Sequence[SchemeOption]) -> None:
    places = {option.pk: n for n, option in enumerate(options)}
    votes: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * (len(options) + 1))
    tallies = Tally.objects.filter(result__in=rows).values_list("result", "ways", "option", "votes")
    for result, ways, option, n in tallies:
        votes[result, ways][places[option] if option else -1] += n
    for (result, ways), counted in sorted(votes.items(), key=_in_order_of_ways):
        rows[result].groups.append(GroupVotes(Tally(ways=ways).ways_label, counted))


def _in_order_of_ways(item: tuple[tuple[int, str], list[int]]) -> tuple[int, list[int]]:
    (result, ways), _ = item
    return result, [ORDER[way] for way in ways.split("+")]


def by_rank(table: ResultTable) -> list[Row]:
    """Best first; those without a rank at the end, in the order of the ballot."""
    return sorted(table.rows, key=lambda row: (row.result.rank is None, row.result.rank or 0))


def turnout(count: Count) -> str:
    """「86.5%」, 「100%」: how many of those who may vote handed in a ballot."""
    if count.turnout is None:
        return "未知"
    return f"{count.turnout:.1f}".removesuffix(".0") + "%"


def workbook_table(evaluation: Evaluation, table: ResultTable) -> tuple[list[str], list[list[Any]]]:
    """(header, rows): every figure under its name, numbers as numbers."""
    header = [
        "测评对象",
        "类别",
        "收回",
        "有效",
        "不计入",
        "无效",
        *table.vote_labels[:-1],
        "加权得分",
        "满意率（%）",
        "离散",
        "等次",
        f"总名次（按{table.ranked_by}）",
        "参加总排名",
        "同类名次",
        "参加同类排名",
        f"达标（{table.target}）",
        "当年承办留言",
        "说明",
    ]
    about = f"{evaluation.title}，{table.scheme}，第 {table.count.version} 版计票"
    return header, [_workbook_row(row, len(table.options), about) for row in table.rows]


def _workbook_row(row: Row, options: int, about: str) -> list[Any]:
    one = row.result
    return [
        row.name,
        one.subject.unit_class.name if one.subject.unit_class else "",
        one.returned,
        one.valid,
        one.uncounted,
        one.invalid,
        *(row.total[:-1] if row.groups else [None] * options),
        one.score,
        one.satisfaction,
        one.spread,
        one.grade,
        one.rank,
        one.ranked,
        one.class_rank,
        one.class_ranked,
        {True: "是", False: "否", None: ""}[one.reaches_target],
        one.workload,
        "票数太少，不显示" if one.is_withheld else about,
    ]


def selection_table(
    evaluation: Evaluation, table: ResultTable
) -> tuple[list[str], list[list[Any]]]:
    """Of a selection: who was listed how often."""
    header = ["候选单位", "类别", "收回", "有效", "无效", "列入票", "名次", "结果", "说明"]
    about = f"{evaluation.title}，{table.scheme}，第 {table.count.version} 版计票"
    rows = []
    for row in table.rows:
        one = row.result
        outcome = "列入" if one.is_chosen else "末位票数相同，再投一次" if one.is_tied else "未列入"
        rows.append(
            [
                row.name,
                one.subject.unit_class.name if one.subject.unit_class else "",
                one.returned,
                one.valid,
                one.invalid,
                one.satisfied,
                one.rank,
                "" if one.is_withheld else outcome,
                "票数太少，不显示" if one.is_withheld else about,
            ]
        )
    return header, rows
