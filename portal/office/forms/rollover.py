"""What a manager says of a roll-over: term and day, codes of leavers, one leaver's successor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, When

from areas.dates import chinese_date
from office.fields import date_input
from representatives.models import Congress, Leaver, Representative, Seat, TermChange

FURTHEST = timedelta(days=366)
MOST_OFFERED = 30


class TermForm(forms.Form):
    """Which term comes, and the day of its first session."""

    number = forms.IntegerField(
        label="新一届是第几届",
        min_value=2,
        max_value=99,
        error_messages={
            "min_value": "届次要从 2 开始。",
            "max_value": "届次不能超过 99。",
            "invalid": "届次只填数字。",
            "required": "请填新一届的届次。",
        },
    )
    first_session_on = forms.DateField(
        label="新一届第一次会议是哪天",
        widget=date_input(),
        error_messages={"required": "请填日期；没定的填预计的。"},
        help_text="上一届的职务到这天为止（代表法第二条）。还没定的，先填预计的日期，以后可以改。",
    )

    def __init__(
        self,
        *args: Any,
        congress: Congress,
        today: date,
        own: TermChange | None = None,
        **kwargs: Any,
    ) -> None:
        self.congress, self.today, self.own = congress, today, own
        self.current = congress.current_term
        if self.current:
            kwargs["initial"] = {"number": self.current.number + 1} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if self.current and number <= self.current.number:
            raise forms.ValidationError(f"现在是第 {self.current.number} 届，新一届要比它大。")
        taken = self.congress.term_changes.filter(number=number).exclude(state="cancelled")
        if taken.exclude(pk=self.own.pk if self.own else 0).exists():
            raise forms.ValidationError("换到这一届已经办过了，不能再办一次。")
        return number

    def clean_first_session_on(self) -> date:
        day: date = self.cleaned_data["first_session_on"]
        if abs(day - self.today) > FURTHEST:
            raise forms.ValidationError("和今天相差一年以上，请核对年份。")
        began = self.current and self.current.opened_on
        if began and day <= began:
            raise forms.ValidationError(
                f"两届不能重叠：现在这一届 {chinese_date(began, today=self.today)}才开始。"
            )
        closed = self.congress.terms.exclude(closed_on=None).order_by("-closed_on").first()
        if closed and closed.closed_on and day <= closed.closed_on:
            raise forms.ValidationError("两届不能重叠：上一届在这天以后才届满。")
        return day


class PolicyForm(forms.Form):
    codes_lead = forms.ChoiceField(
        label="离任代表的二维码",
        choices=TermChange.CodesLead.choices,
        widget=forms.RadioSelect,
        help_text="通向站点：墙上的码还能用，扫码的人找到站点。停用：扫码的人看到「已停用」和站点电话，不能恢复。",
    )


class AllCodesForm(PolicyForm):
    """For everybody about whom nobody has decided yet."""


class SuccessorField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.name}（{person.station.name}）"


class LeaverForm(forms.Form):
    """Codes and open matters of one leaver. A successor serves in the new term."""

    codes = forms.ChoiceField(
        label="二维码", choices=Leaver.CodesLead.choices, widget=forms.RadioSelect
    )
    matters = forms.ChoiceField(
        label="没办完的留言",
        widget=forms.RadioSelect,
        initial="station",
        choices=[("station", "留在站点，由联络员办"), ("successor", "转给继任代表办，并告诉选民")],
    )
    successor = SuccessorField(
        label="继任代表",
        queryset=Representative.objects.none(),
        required=False,
        empty_label="不指定",
        help_text="先列同一站点和同一选区的；找别人，请在上面查找。",
        error_messages={"invalid_choice": "只能选新一届在任的代表。"},
    )

    def __init__(self, *args: Any, leaver: Leaver, query: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaver = leaver
        field = self.fields["successor"]
        assert isinstance(field, SuccessorField)
        serving = successors_of(leaver)
        # Whoever serves may be chosen; a list of hundreds is not shown.
        field.queryset = serving
        field.choices = [("", "不指定")] + [
            (person.pk, field.label_from_instance(person))
            for person in offered(serving, leaver, query)
        ]
        if leaver.codes_lead == Leaver.CodesLead.REVOKED:
            self.fields["codes"].choices = [("revoked", "已停用，不能恢复")]  # type: ignore[attr-defined]
            self.fields["codes"].initial = "revoked"
        if not leaver.matters:
            del self.fields["matters"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        wanted = "successor" in (values.get("codes"), values.get("matters"))
        if wanted and not values.get("successor") and "successor" not in self.errors:
            self.add_error("successor", "请选继任代表。")
        return values


def successors_of(leaver: Leaver) -> QuerySet[Representative]:
    """Who serves in the term that came."""
    seats = Seat.objects.active().filter(term=leaver.change.new_term)
    people = Representative.objects.filter(pk__in=seats.order_by().values("representative"))
    return people.exclude(pk=leaver.representative_id).select_related("station")


def offered(serving: QuerySet[Representative], leaver: Leaver, query: str) -> list[Representative]:
    """Found by name; or near: at the same station, or elected where the leaver was."""
    if query:
        found = serving.filter(Q(name__icontains=query) | Q(pinyin__icontains=query))
        return list(found.order_by("pk")[:MOST_OFFERED])
    person = leaver.representative
    old = person.seats.filter(term__congress=leaver.change.congress, district__isnull=False)
    near = Seat.objects.filter(
        term=leaver.change.new_term, district__areas__in=old.values("district__areas")
    )
    close = Q(station=person.station_id) | Q(pk__in=near.order_by().values("representative"))
    same = Case(When(station=person.station_id, then=0), default=1)
    return list(serving.filter(close).order_by(same, "pk")[:MOST_OFFERED])
