"""The acts on a department's share: its own, and those of the desk that assigned it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.states import AssignmentState
from messages import permissions as may
from messages.forms import desk as forms
from messages.forms.desk import ActForm, ReasonForm, asks, words
from messages.views.matter.act import act

if TYPE_CHECKING:
    from accounts.models import User
    from casework.actors import Actor
    from messages.models import MessageAssignment


def _release_label(share: MessageAssignment) -> str:
    return "采用并答复选民" if share.is_lead else "采用协办结果"


def _answer_label(share: MessageAssignment) -> str:
    is_new = share.state == AssignmentState.ASSIGNED
    return "签收并提交办理结果" if is_new else "提交办理结果"


def _releases(user: User, share: MessageAssignment) -> bool:
    return share.can("release") and may.can_decide_on(user, share)


def _decides_return(user: User, share: MessageAssignment) -> bool:
    return share.can("approve_return") and may.can_decide_on(user, share)


def _decides_time(user: User, share: MessageAssignment) -> bool:
    asked = any(extension.state == "requested" for extension in share.extensions.all())
    return asked and may.can_decide_on(user, share)


def _signs(user: User, share: MessageAssignment) -> bool:
    return share.can("sign") and may.can_work_on(user, share)


def _asks_time(user: User, share: MessageAssignment) -> bool:
    return may.can_work_on(user, share) and not share.extensions.all()


def _asks_return(user: User, share: MessageAssignment) -> bool:
    return may.can_work_on(user, share) and not share.return_reason


def _cancels(user: User, share: MessageAssignment) -> bool:
    return share.can("cancel") and not share.is_lead and may.can_decide_on(user, share)


@act(
    _release_label,
    _releases,
    key="r",
    hint="答复会原样发给选民；不合适的请退回修改。",
    leads=True,
    template="desk/actions/_release.html",
    done="答复已送出，等选民评价。",
)
def release(share: MessageAssignment, form: ActForm, by: Actor) -> str:
    share.release(by=by)
    return "" if share.is_lead else "协办结果已采用。"


@act("退回修改", _releases, form=ReasonForm, done="已退回修改。")
def send_back(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.send_back(form.cleaned_data["reason"], by=by)


@act(
    "决定是否同意退回",
    _decides_return,
    form=forms.VerdictForm,
    leads=True,
    template="desk/actions/_return.html",
)
def decide_return(share: MessageAssignment, form: forms.VerdictForm, by: Actor) -> str:
    if form.is_granted:
        share.approve_return(by=by)
        return "已同意退回，请重新安排。"
    share.refuse_return(form.cleaned_data["reason"], by=by)
    return "没有同意退回，已通知承办单位继续办理。"


@act(
    "决定是否同意延期",
    _decides_time,
    form=forms.VerdictForm,
    leads=True,
    template="desk/actions/_extension.html",
)
def decide_extension(share: MessageAssignment, form: forms.VerdictForm, by: Actor) -> str:
    request = share.extensions.get()
    request.decide(granted=form.is_granted, by=by, reason=form.cleaned_data["reason"])
    return "已同意延期。" if form.is_granted else "没有同意延期，已通知承办单位。"


@act(
    "签收",
    _signs,
    key="s",
    hint="期限从交办那天算起，签收不会重新计时。",
    leads=True,
    done="已签收。",
)
def sign(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.sign(by=by)


@act(
    _answer_label,
    may.can_work_on,
    form=asks(
        text=words(
            "办理结果",
            rows=6,
            longest=5000,
            help_text="写清楚做了什么、结果如何；只写已转交、已收到会被退回。",
        )
    ),
    key="r",
    hint="交办单位审核后发给选民。",
    leads=True,
    template="desk/actions/_reply.html",
    done="办理结果已提交，等交办单位审核。",
)
def answer(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.submit_answer(form.cleaned_data["text"], by=by)


@act("申请延期", _asks_time, form=forms.ExtensionForm, done="延期申请已提交。")
def request_extension(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.request_extension(form.cleaned_data["amount"], form.cleaned_data["reason"], by=by)


@act(
    "申请退回",
    _asks_return,
    form=ReasonForm,
    key="t",
    hint="只有明显不属于本单位职责才可以退回，而且只能申请一次。",
    done="退回申请已提交。",
)
def request_return(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.request_return(form.cleaned_data["reason"], by=by)


@act("撤销协办", _cancels, done="已撤销协办。")
def cancel_share(share: MessageAssignment, form: ActForm, by: Actor) -> None:
    share.cancel(by=by)


# In the order of what comes first on the page.
SHARE_ACTS = (
    release,
    send_back,
    decide_return,
    decide_extension,
    sign,
    answer,
    request_extension,
    request_return,
    cancel_share,
)
