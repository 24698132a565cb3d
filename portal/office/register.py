"""What the pages of the register share: who keeps a station, what an act is noted as, paging."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.http import SignedInRequest
from accounts.models import AuditEntry, User
from accounts.permissions import can_manage, is_office_staff, managed_scope_q
from areas.dates import chinese_date
from areas.models import Area
from messages.hats import hats_of
from stations.models import Station

SIZE = 30
EARLIEST_YEAR = 2000
LONGEST_NOTED = 60  # characters of one value in the log, whose column holds 500


# who ------------------------------------------------------------------------------------------


def is_officer(user: User) -> bool:
    """Whether some open station's work is this person's today."""
    return bool(hats_of(user).stations)


def can_keep(user: User, station: Station) -> bool:
    """Write what a station says of itself: its managers above, and its officers of today."""
    manages = is_office_staff(user) and can_manage(user, station.area)
    return manages or station.pk in hats_of(user).station_ids


def kept_stations(user: User) -> QuerySet[Station]:
    """Stations for which ``can_keep`` says yes."""
    own = Q(pk__in=hats_of(user).station_ids)
    # A superuser without a post manages, but has no office to do it from.
    managed = managed_scope_q(user) if is_office_staff(user) else Q(pk__in=[])
    return Station.objects.filter(own | managed)


def kept_station(request: SignedInRequest, pk: int) -> Station:
    return get_object_or_404(kept_stations(request.user).select_related("area"), pk=pk)


def seen_stations(user: User) -> QuerySet[Station]:
    """All that the person's offices hold, and those he or she serves; 404 for everybody else."""
    if not (is_office_staff(user) or is_officer(user)):
        raise Http404
    inside = Station.objects.looked_after_by(user).order_by().values("pk")
    return Station.objects.filter(Q(pk__in=inside) | Q(pk__in=hats_of(user).station_ids))


def may_manage(request: SignedInRequest, area: Area) -> None:
    """404 where the page shows something that somebody else manages."""
    if not can_manage(request.user, area):
        raise Http404


def posted_pk(request: SignedInRequest, name: str) -> int:
    """A primary key as posted; 0, which nobody has, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


# notes ----------------------------------------------------------------------------------------


def record(
    request: SignedInRequest, target: str, area: Area, reason: str = "", *, publishes: bool = False
) -> None:
    """An entry of the audit log, inside the caller's transaction."""
    action = AuditEntry.Action.PUBLISH if publishes else AuditEntry.Action.SETTINGS_CHANGE
    AuditEntry.record(
        actor=request.user, action=action, target=target, reason=reason, area=area, request=request
    )


def what_changed(form: forms.ModelForm[Any]) -> str:
    """「地址：无 → 果园路 3 号；站长：王一 → 李二」; "" when nothing did."""
    changes = []
    for name in form.changed_data:
        field, was = form.fields[name], form[name].initial
        before, after = _words(field, was), _words(field, form.cleaned_data.get(name))
        if before != after:  # the same place, written another way
            changes.append(f"{form[name].label}：{before} → {after}")
    return "；".join(changes)


def _words(field: forms.Field, value: Any) -> str:
    words = _all_words(field, value)
    return words if len(words) <= LONGEST_NOTED else f"{words[: LONGEST_NOTED - 1]}…"


def _all_words(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, forms.CharField):
        return str(field.prepare_value(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


# lists ----------------------------------------------------------------------------------------


def take_latest(
    request: SignedInRequest, rows: QuerySet[Any], day: str
) -> tuple[list[Any], dict[str, Any]]:
    """A page, newest ``day`` first, and what templates/office/includes/_older.html needs."""
    before = request.GET.get("before", "")
    at, _, pk = before.partition("_")
    known = parse_day(at)
    if known and pk.isascii() and pk.isdigit() and len(pk) <= 18:
        rows = rows.filter(Q(**{f"{day}__lt": known}) | Q(**{day: known, "pk__lt": int(pk)}))
    else:
        before = ""
    found = list(rows.order_by(f"-{day}", "-pk")[: SIZE + 1])
    kept = {name: value for name, value in request.GET.items() if name != "before" and value}
    older = ""
    if len(found) > SIZE:
        last = found[SIZE - 1]
        older = "?" + urlencode(kept | {"before": f"{getattr(last, day)}_{last.pk}"})
    pager = {"older_url": older, "is_first": not before, "start_url": "?" + urlencode(kept)}
    return found[:SIZE], pager


def parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def not_in_future(day: date) -> date:
    """For ``clean_<day>``: what is recorded has happened."""
    if day > timezone.localdate():
        raise forms.ValidationError(f"{chinese_date(day)}还没到，到了再记。")
    return day


def month_asked_for(request: SignedInRequest) -> date:
    """The first day of 「?month=2026-11」; of the present month where that makes no sense."""
    today = timezone.localdate()
    asked = parse_day(f"{request.GET.get('month', '')[:7]}-01")
    known = asked and EARLIEST_YEAR <= asked.year <= today.year + 1
    return asked if asked and known else today.replace(day=1)


def year_asked_for(request: SignedInRequest, today: date) -> int:
    """「?year=2026」, up to the next one; the present year where that makes no sense."""
    year = request.GET.get("year", "")
    is_number = year.isascii() and year.isdigit() and len(year) <= 4
    known = is_number and EARLIEST_YEAR <= int(year) <= today.year + 1
    return int(year) if known else today.year
