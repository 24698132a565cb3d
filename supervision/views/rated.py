"""Who is rated in an evaluation: the list, and putting it together."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import managers_only, staff_only
from office.lists import Column, Empty, listed
from office.paging import posted_pk
from supervision.ballots.objects import elected_here
from supervision.forms.running import DepartmentsForm, FindForm
from supervision.models import ClassedDepartment, Evaluation, Report, Subject
from supervision.models.subjects import SubjectQuerySet
from supervision.permissions import can_edit, can_run
from supervision.views.pages import OfEvaluation
from supervision.views.running import get_editable, get_evaluation, refusing_in_words
from yichang_renda.asking import pk_of

SEATS_FOUND = 60
MOST_SUBJECTS = 150  # a teller's sheet of them is still one form


@listed
class Subjects(OfEvaluation):
    """At most 150, in the order of the ballot."""

    key, title = "subjects", "测评对象"
    template = "supervision/office/evaluation_subjects.html"
    order = "position"
    columns = (
        Column(
            "place",
            "顺序",
            template="supervision/office/includes/_subject_place.html",
            sort="position",
        ),
        Column("name", "测评对象", is_head=True, width=30),
        Column(
            "withdrawn_reason",
            "撤出原因",
            words=lambda one: f"已撤出：{one.withdrawn_reason}" if one.is_withdrawn else "",
            under="name",
            width=36,
        ),
        Column(
            "unit_class",
            "类别",
            words=lambda one: one.unit_class or "没有分类",
            sort="unit_class__position",
        ),
        Column("withdrawn_at", "撤出时间", is_shown=False, width=18),
    )
    acts = "supervision/office/includes/_subject_acts.html"
    nothing = Empty("还没有测评对象", "从下面选，选好的会列在这里。")

    def rows(self) -> SubjectQuerySet:
        return Subject.objects.filter(evaluation=self.owner).with_names()

    def dressed(self, found: list[Any]) -> list[Any]:
        for row in found:
            row.place = self.places[row.pk]
        return found

    @cached_property
    def places(self) -> dict[int, int]:
        """From 1, without the gaps that those who were removed have left."""
        keys = self.owner.subjects.values_list("pk", flat=True)
        return {pk: place for place, pk in enumerate(keys, 1)}

    @cached_property
    def may_edit(self) -> bool:
        return can_edit(self.user, self.owner)

    @property
    def may_order(self) -> bool:
        return self.may_edit and len(self.places) > 1

    @property
    def may_withdraw(self) -> bool:
        return can_run(self.user, self.owner) and self.owner.can("withdraw_subject")


@require_safe
@staff_only
def subjects(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_evaluation(request, pk)
    listing = Subjects(request.user, request.GET, found)
    context: dict[str, Any] = {"evaluation": found, "form": None, "seats": [], "chosen_count": 0}
    if listing.may_edit:
        chosen = _chosen(found).count() if found.selected_from_id else 0
        context |= _candidates(request, found) | {"chosen_count": chosen}
    return listing.respond(request, **context)


def _candidates(request: SignedInRequest, found: Evaluation) -> dict[str, Any]:
    """Departments of the area, or seats elected here, found by name or district."""
    if found.rates_departments:
        taken = found.subjects.values("department")
        return {"form": DepartmentsForm(area=found.area, taken=taken), "seats": [], "find": None}
    find = FindForm(request.GET)
    rows = elected_here(found).active().exclude(pk__in=found.subjects.values("seat"))
    if find.words:
        by_name = rows.filter(representative__name__icontains=find.words)
        rows = by_name | rows.filter(district__name__icontains=find.words)
    shown = rows.select_related("representative", "district", "unit").order_by("pk")
    return {"form": None, "seats": list(shown[:SEATS_FOUND]), "find": find}


def _chosen(found: Evaluation) -> Any:
    """Departments that the ballot before chose and that are not in yet."""
    chosen = Subject.objects.filter(evaluation=found.selected_from_id, is_chosen=True)
    return chosen.exclude(department__in=found.subjects.order_by().values("department"))


@require_POST
@managers_only
@refusing_in_words
def add_subjects(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was ticked, all departments, or all that were chosen by ballot."""
    found = get_editable(request, pk)
    rows = _ticked(request, found)
    if rows is None:
        flash.error(request, "有的对象不在这里，请重新选。")
    elif found.subjects.count() + len(rows) > MOST_SUBJECTS:
        flash.error(request, f"一次测评最多 {MOST_SUBJECTS} 个对象，多的请另建一次。")
    elif added := _put_on(found, rows):
        flash.success(request, f"加入了 {added} 个测评对象。")
    else:
        flash.warning(request, "没有选，名单没有变。")
    return redirect("office:evaluation_subjects", pk)


def _ticked(request: SignedInRequest, found: Evaluation) -> list[dict[str, Any]] | None:
    """What to put on the ballot; None for what may not stand there."""
    how = request.POST.get("how", "")
    if how == "chosen" and found.selected_from_id:
        return [{"department": subject.department} for subject in _chosen(found).with_names()]
    if found.rates_departments:
        taken = found.subjects.values("department")
        form = DepartmentsForm(request.POST, area=found.area, taken=taken)
        if not form.is_valid():
            return None
        rows = form.all_of_them if how == "all" else form.cleaned_data["departments"]
        return [{"department": one} for one in rows]
    posted = request.POST.getlist("seats")
    keys = [key for text in posted if (key := pk_of(text))]
    seats = elected_here(found).active().filter(pk__in=keys[:SEATS_FOUND])
    free = seats.exclude(pk__in=found.subjects.filter(seat__isnull=False).values("seat"))
    return [{"seat": one} for one in free.order_by("pk")]


@transaction.atomic
def _put_on(found: Evaluation, rows: list[dict[str, Any]]) -> int:
    """Behind those already there; a department with the class it is in today."""
    found.begin_change()
    there = set(found.subjects.values_list("department", "seat"))  # a colleague pressed as well
    rows = [row for row in rows if _keys(row) not in there]
    last = found.subjects.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    departments = [row["department"].pk for row in rows if "department" in row]
    classed = ClassedDepartment.objects.filter(department__in=departments)
    classes = dict(classed.values_list("department", "unit_class"))
    Subject.objects.bulk_create(
        [
            Subject(
                evaluation=found,
                position=start + place,
                unit_class_id=classes.get(row["department"].pk) if "department" in row else None,
                **row,
            )
            for place, row in enumerate(rows)
        ]
    )
    return len(rows)


def _keys(row: dict[str, Any]) -> tuple[int | None, int | None]:
    """Of department and seat, one of which is None."""
    department, seat = row.get("department"), row.get("seat")
    return department and department.pk, seat and seat.pk


@require_POST
@managers_only
@refusing_in_words
def order_subjects(request: SignedInRequest, pk: int) -> HttpResponse:
    """As numbered by hand, or by class; the ballot shows them in this order."""
    found = get_editable(request, pk)
    rows = list(found.subjects.with_names())
    if request.POST.get("how") == "class":
        rows.sort(key=lambda one: one.unit_class.position if one.unit_class else MOST_SUBJECTS**2)
    else:
        wanted = {one.pk: _place(request, one, n) for n, one in enumerate(rows, 1)}
        rows.sort(key=lambda one: wanted[one.pk])
    for place, one in enumerate(rows):
        one.position = place
    with transaction.atomic():
        found.begin_change()
        found.subjects.bulk_update(rows, ["position"])
    flash.success(request, "顺序排好了。")
    return redirect("office:evaluation_subjects", pk)


def _place(request: SignedInRequest, subject: Subject, now: int) -> tuple[int, int]:
    """Whoever moves up to a taken place stands before its holder, whoever moves down behind."""
    wanted = posted_pk(request, f"place-{subject.pk}") or now
    return wanted, (wanted > now) - (wanted < now)


@require_POST
@managers_only
@refusing_in_words
def remove_subject(request: SignedInRequest, pk: int) -> HttpResponse:
    """While it is prepared; later an object is withdrawn, with a reason."""
    found = get_editable(request, pk)
    subject = get_object_or_404(found.subjects.with_names(), pk=posted_pk(request, "subject"))
    with transaction.atomic():
        found.begin_change()
        if Report.objects.filter(subject=subject).exclude(text="").exists():
            flash.error(
                request, f"{subject.name}已经写了述职报告，不能直接去掉；开始以后可以撤出。"
            )
            return redirect("office:evaluation_subjects", pk)
        Report.objects.filter(subject=subject).delete()
        subject.delete()
    flash.success(request, f"去掉了{subject.name}。")
    return redirect("office:evaluation_subjects", pk)
