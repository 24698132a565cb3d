"""Preparing and running an evaluation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import managed_areas, managed_scope_q
from areas.models import Area
from office.fields import AreaField, not_in_future
from representatives.models import Congress, Representative, Term
from stations.models import Department
from supervision.ballots.electorates import seats_that_vote
from supervision.models import Evaluation, Scheme, Subject
from supervision.states import Direction, Purpose
from supervision.wording import OWN_TERM
from yichang_renda.fields import RowsField

# A change of these and the ballot has to be tried again.
ON_THE_BALLOT = {"scheme", "purpose", "places", "by_slip", "by_account"}
AREA_WORDS = "填区划代码或名称，例如：{}。填到乡镇（街道）为止，村（社区）不单独组织测评。"
NO_OFFICE = "{}没有人大机构，不能组织测评，请填它所在的{}。"
FIRST_YEAR, MOST_NAMED, LONGEST_DAYS = 2000, 5, 366


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


def not_too_far(until: datetime) -> datetime:
    """For ``clean_<moment>``: later than now, and within a year."""
    if until <= timezone.now():
        raise forms.ValidationError("投票截止时间要在现在之后。")
    if (until - timezone.now()).days > LONGEST_DAYS:
        raise forms.ValidationError("截止时间太远了，最多一年。")
    return until


class EvaluationForm(forms.ModelForm[Evaluation]):
    """Who reports to whom, by which rules, how and until when."""

    class Meta:
        model = Evaluation
        fields = (
            "title",
            "year",
            "area",
            "term",
            "session_number",
            "direction",
            "purpose",
            "places",
            "selected_from",
            "scheme",
            "venue",
            "by_paper",
            "by_slip",
            "by_account",
            "eligible",
            "reports_due",
            "closes_at",
        )
        widgets = {
            "direction": forms.RadioSelect,
            "purpose": forms.RadioSelect,
            "reports_due": date_input(),
            "closes_at": time_input(),
        }
        help_texts = {
            "title": "例如：2026 年度区直部门满意度测评",
            "selected_from": "用票选结果做测评对象的，选那次票选；没有就空着",
            "by_account": "代表登录以后在手机上投",
            "eligible": "选民会议填应到人数；代表投票的按名单算，可以空着",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = managed_areas(user)[0].short_name
        self.fields["area"] = AreaField(
            user=user, label="组织机关所在区划", help_text=AREA_WORDS.format(own)
        )
        managed = managed_scope_q(user)
        congresses = Congress.objects.looked_after_by(user) | _above(user)
        terms = Term.objects.current().filter(congress__in=congresses.order_by().values("pk"))
        if self.instance.pk:
            terms = terms | Term.objects.filter(pk=self.instance.term_id)
        self._offer("term", terms.select_related("congress").order_by("congress__area__path"))
        schemes = Scheme.objects.filter(managed).newest()
        if self.instance.pk:
            schemes = schemes | Scheme.objects.filter(pk=self.instance.scheme_id)
        self._offer("scheme", schemes.order_by("name", "-version"))
        selections = Evaluation.objects.filter(managed, purpose=Purpose.SELECTION).counted()
        self._offer("selected_from", selections.exclude(pk=self.instance.pk))
        # Without the empty choice that a radio list would show.
        for name, choices in (("direction", Direction.choices), ("purpose", Purpose.choices)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.empty_label = "没有" if name == "selected_from" else "请选择"

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
            raise forms.ValidationError(f"年度填 {FIRST_YEAR} 到明年之间的四位数。")
        return year

    def clean_area(self) -> Area | None:
        """Only an office hears of objections, reports of results and the end of the vote."""
        area: Area | None = self.cleaned_data["area"]
        if area and area.office_area() != area:
            raise forms.ValidationError(NO_OFFICE.format(area, area.office_area()))
        return area

    def clean_closes_at(self) -> datetime | None:
        until: datetime | None = self.cleaned_data["closes_at"]
        return not_too_far(until) if until else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("purpose") == Purpose.SELECTION:
            if not data.get("places"):
                self.add_error("places", "票选测评对象要写明选出几个。")
        else:
            data["places"] = None
        if data.get("direction") == Direction.VOTERS and data.get("by_account"):
            self.add_error("by_account", "选民没有账号，请用纸质票或扫码投票。")
        if data.get("direction") == Direction.DEPARTMENTS and not self._has_own_term(data):
            self.add_error("term", OWN_TERM.format(data["area"]))
        if self.instance.pk and self.instance.subjects.exists():
            for name in ("direction", "term", "area"):
                if name in data and data[name] != getattr(self.instance, name):
                    self.add_error(name, "已经选了测评对象，这一项不能再改；要改先把对象都去掉。")
        scheme = data.get("scheme")
        if scheme and data.get("purpose") and scheme.purpose != data["purpose"]:
            self.add_error("scheme", "这个方案不是用于这一种测评的。")
        if not (data.get("by_paper") or data.get("by_slip") or data.get("by_account")):
            self.add_error("by_paper", "至少选一种投票方式。")
        return data

    @staticmethod
    def _has_own_term(data: dict[str, Any]) -> bool:
        """Also while one of the two is missing, which its field says."""
        area, term = data.get("area"), data.get("term")
        return not (area and term) or Evaluation(area=area, term=term).has_own_term

    @property
    def changes_the_ballot(self) -> bool:
        return bool(set(self.changed_data) & ON_THE_BALLOT)


def _above(user: User) -> QuerySet[Congress]:
    """Congresses to which the own one elects: their representatives report to it."""
    paths = {path for area in managed_areas(user) for path in area.lineage_paths()}
    return Congress.objects.filter(area__path__in=paths)


class ApprovalForm(forms.Form):
    body = forms.CharField(label="批准机构", max_length=40, help_text="例如：主任会议、主席团")
    day = forms.DateField(label="批准日期", widget=date_input())
    document = forms.CharField(label="文号或会议名称", max_length=60)

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)


class ProlongForm(ReasonForm):
    until = forms.DateTimeField(label="新的截止时间", widget=time_input())
    field_order = ["until", "reason"]

    def clean_until(self) -> datetime:
        return not_too_far(self.cleaned_data["until"])


class CloseEarlyForm(ReasonForm):
    """Before the announced time those who come later are shut out: that needs a reason."""

    reason = forms.CharField(
        label="为什么提前截止", max_length=200, help_text="例如：到会的代表都投完了"
    )


class DepartmentsForm(forms.Form):
    """The area's own departments that are not on the ballot yet."""

    departments = RowsField(
        label="部门",
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, area: Area, taken: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Department.objects.active().filter(area=area).exclude(pk__in=taken)
        field = self.fields["departments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        self.all_of_them = rows.order_by("classed__unit_class__position", "pk")
        field.queryset = self.all_of_them


class FindForm(forms.Form):
    q = forms.CharField(label="姓名", max_length=40, required=False)

    @property
    def words(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).replace("\0", "").strip()


class ElectorForm(forms.Form):
    """A representative by name, one who holds a seat that votes."""

    name = forms.CharField(label="姓名", max_length=40, help_text="重名的，请在后面加手机号后四位")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.evaluation = evaluation

    def clean_name(self) -> Representative:
        words = self.cleaned_data["name"].split() or [""]
        rows = Representative.objects.serving().within(self.evaluation.area)
        found = list(rows.filter(name=words[0]).order_by("pk")[: MOST_NAMED + 1])
        if len(words) > 1:
            found = [one for one in found if (one.phone or "").endswith(words[1])]
        if not found:
            raise forms.ValidationError("没有找到这位在任代表，请核对姓名。")
        if len(found) > 1:
            raise forms.ValidationError("叫这个名字的不止一位，请在后面加手机号后四位。")
        if self.evaluation.subjects.filter(seat__representative=found[0]).exists():
            raise forms.ValidationError("这位代表是这次的测评对象，不能测评自己。")
        if not seats_that_vote(self.evaluation).filter(representative=found[0]).exists():
            raise forms.ValidationError("这位代表不是这次参加投票的在任代表，请核对届次。")
        return found[0]


class RecusalForm(forms.Form):
    elector = forms.IntegerField(label="代表", widget=forms.HiddenInput)
    subject = forms.ModelChoiceField(
        label="回避哪个测评对象", queryset=Subject.objects.none(), empty_label="请选择"
    )
    reason = forms.CharField(label="原因", max_length=100, help_text="例如：在该局任职")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = evaluation.subjects.rated().with_names()
