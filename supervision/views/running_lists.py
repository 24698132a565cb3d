"""Who is rated, who votes, who has handed in a report: the lists of an evaluation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import managers_only, office_page, staff_only
from office.paging import posted_pk
from supervision.ballots import electorates
from supervision.ballots.objects import elected_here
from supervision.forms.running import (
    DepartmentsForm,
    ElectorForm,
    FindForm,
    ReasonForm,
    RecusalForm,
)
from supervision.models import ClassedDepartment, Elector, Evaluation, Recusal, Report, Subject
from supervision.permissions import can_edit, can_run
from supervision.states import EvaluationState
from supervision.views.running import (
    PART,
    SHOW_OR_ACT,
    get_editable,
    get_evaluation,
    refusing_in_words,
)
from yichang_renda.asking import pk_of

ELECTORS_SHOWN, SEATS_FOUND = 50, 60
MOST_SUBJECTS = 150  # a teller's sheet of them is still one form


# who is rated -------------------------------------------------------------------------------------


@require_safe
@staff_only
def subjects(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_evaluation(request, pk)
    may_edit = can_edit(request.user, found)
    context = {
        "evaluation": found,
        "subjects": list(found.subjects.with_names()),
        "may_edit": may_edit,
        "may_withdraw": can_run(request.user, found) and found.can("withdraw_subject"),
        "chosen_count": _chosen(found).count() if may_edit and found.selected_from_id else 0,
        **(_candidates(request, found) if may_edit else {"form": None, "seats": []}),
    }
    return office_page(request, PART, "supervision/office/evaluation_subjects.html", context)


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


# who votes ----------------------------------------------------------------------------------------


@require_safe
@staff_only
def electors(request: SignedInRequest, pk: int) -> HttpResponse:
    """By key, fifty at a time; found by name."""
    found = get_evaluation(request, pk)
    find = FindForm(request.GET)
    rows = found.electors.select_related("representative__station")
    if find.words:
        rows = rows.filter(representative__name__icontains=find.words)
    rows = rows.filter(pk__gt=pk_of(request.GET.get("after", "")))
    shown = list(rows.prefetch_related("recusals__subject__department")[: ELECTORS_SHOWN + 1])
    may_edit = can_edit(request.user, found)
    context = {
        "evaluation": found,
        "electors": shown[:ELECTORS_SHOWN],
        "next_after": shown[ELECTORS_SHOWN - 1].pk if len(shown) > ELECTORS_SHOWN else "",
        "total": found.electors.count(),
        "without_account": found.electors.filter(representative__user=None).count(),
        "find": find,
        "may_edit": may_edit,
        "form": ElectorForm(evaluation=found) if may_edit else None,
        "may_recuse": may_edit and found.recuses,
    }
    return office_page(request, PART, "supervision/office/evaluation_electors.html", context)


@require_POST
@managers_only
@refusing_in_words
def propose_electors(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the seats of the term that votes; replaces the list."""
    found = get_editable(request, pk)
    keys = electorates.proposed(found)
    electorates.set_electors(found, keys)
    if keys:
        flash.success(request, f"按在任代表生成了名单，共 {len(keys)} 人。")
    else:
        flash.warning(request, "没有找到在任代表。请先看届次和测评对象对不对。")
    return redirect("office:evaluation_electors", pk)


@SHOW_OR_ACT
@managers_only
@refusing_in_words
def add_elector(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    form = ElectorForm(request.POST or None, evaluation=found)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["name"]
        with transaction.atomic():
            found.begin_change(new_ballot=False)
            Elector.objects.get_or_create(evaluation=found, representative=person)
        flash.success(request, f"{person}在名单里了。")
        return redirect("office:evaluation_electors", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": "加一位代表",
        "act_button": "加入",
        "act_text": "填姓名；要是本区在任的代表。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)


@require_POST
@managers_only
@refusing_in_words
def remove_elector(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    elector = get_object_or_404(found.electors, pk=posted_pk(request, "elector"))
    with transaction.atomic():
        found.begin_change(new_ballot=False)
        elector.delete()
    flash.success(request, "已从名单里去掉。")
    return redirect("office:evaluation_electors", pk)


@SHOW_OR_ACT
@managers_only
@refusing_in_words
def recuse(request: SignedInRequest, pk: int, elector_pk: int) -> HttpResponse:
    """回避: only where the scheme says so, and never in session."""
    found = get_editable(request, pk)
    elector = get_object_or_404(found.electors.select_related("representative"), pk=elector_pk)
    form = RecusalForm(request.POST or None, evaluation=found, initial={"elector": elector.pk})
    if not found.recuses:
        flash.error(request, "这次测评不实行回避。")
        return redirect("office:evaluation_electors", pk)
    if request.method == "POST" and form.is_valid() and _leaves_something(form, found, elector):
        with transaction.atomic():
            found.begin_change(new_ballot=False)
            Recusal.objects.update_or_create(
                elector=elector,
                subject=form.cleaned_data["subject"],
                defaults={"reason": form.cleaned_data["reason"]},
            )
        flash.success(request, f"{elector}的选票上不会有{form.cleaned_data['subject']}。")
        return redirect("office:evaluation_electors", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": f"{elector}回避",
        "act_button": "登记回避",
        "act_text": "这位代表的选票上不出现回避的测评对象。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)


def _leaves_something(form: RecusalForm, found: Evaluation, elector: Elector) -> bool:
    kept_out = set(elector.recusals.values_list("subject", flat=True))
    kept_out.add(form.cleaned_data["subject"].pk)
    if found.subjects.rated().exclude(pk__in=kept_out).exists():
        return True
    form.add_error(
        "subject", "不能对全部测评对象都回避，那样就没有选票了；请从名单里去掉这位代表。"
    )
    return False


@require_POST
@managers_only
@refusing_in_words
def unrecuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    recusals = Recusal.objects.filter(elector__evaluation=found)
    recusal = get_object_or_404(recusals, pk=posted_pk(request, "recusal"))
    with transaction.atomic():
        found.begin_change(new_ballot=False)
        recusal.delete()
    flash.success(request, "这条回避取消了。")
    return redirect("office:evaluation_electors", pk)


# who reports --------------------------------------------------------------------------------------


@require_safe
@staff_only
def reports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every object with its report, those without one first."""
    found = get_evaluation(request, pk)
    rows = list(found.subjects.rated().with_names().select_related("report"))
    reports: list[Report | None] = [getattr(one, "report", None) for one in rows]
    handed_in = [bool(one and one.state == Report.State.SUBMITTED) for one in reports]
    items = [
        {"subject": subject, "report": report, "handed_in": done}
        for subject, report, done in zip(rows, reports, handed_in, strict=True)
    ]
    items.sort(key=lambda item: bool(item["handed_in"]))
    context = {
        "evaluation": found,
        "items": items,
        "handed_in": sum(handed_in),
        "may_send_back": can_run(request.user, found) and found.state == EvaluationState.PREPARING,
        "today": timezone.localdate(),
    }
    return office_page(request, PART, "supervision/office/evaluation_reports.html", context)


@SHOW_OR_ACT
@managers_only
def send_back_report(request: SignedInRequest, pk: int, subject_pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    report = get_object_or_404(
        Report.objects.select_related("subject__evaluation"),
        subject=subject_pk,
        subject__evaluation=found,
        state=Report.State.SUBMITTED,
    )
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = "要改什么"
    if request.method == "POST" and form.is_valid():
        report.send_back(form.cleaned_data["reason"], by=request.user)
        flash.success(request, f"已退回{report.subject.name}修改。")
        return redirect("office:evaluation_reports", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": f"退回{report.subject.name}的述职报告",
        "act_button": "退回修改",
        "act_text": "对方会看到您写的意见，改好以后再交。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)
