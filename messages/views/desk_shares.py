"""The acts on a department's share: its own, and those of the desk that assigned it."""

from __future__ import annotations

from casework.actors import Actor
from messages.forms import desk as forms
from messages.models import MessageAssignment
from messages.views.desk_do import share_act


@share_act("sign", done="已签收。")
def sign(share: MessageAssignment, form: forms.ActForm, by: Actor) -> None:
    share.sign(by=by)


@share_act("answer", done="办理结果已提交，等交办单位审核。")
def answer(share: MessageAssignment, form: forms.AnswerForm, by: Actor) -> None:
    share.submit_answer(form.cleaned_data["text"], by=by)


@share_act("request_extension", done="延期申请已提交。")
def request_extension(share: MessageAssignment, form: forms.ExtensionForm, by: Actor) -> None:
    share.request_extension(form.cleaned_data["amount"], form.cleaned_data["reason"], by=by)


@share_act("request_return", done="退回申请已提交。")
def request_return(share: MessageAssignment, form: forms.ReasonForm, by: Actor) -> None:
    share.request_return(form.cleaned_data["reason"], by=by)


@share_act("release", done="答复已送出，等选民评价。")
def release(share: MessageAssignment, form: forms.ActForm, by: Actor) -> str:
    share.release(by=by)
    return "" if share.is_lead else "协办结果已采用。"


@share_act("send_back", done="已退回修改。")
def send_back(share: MessageAssignment, form: forms.ReasonForm, by: Actor) -> None:
    share.send_back(form.cleaned_data["reason"], by=by)


@share_act("decide_return", done="已决定。")
def decide_return(share: MessageAssignment, form: forms.VerdictForm, by: Actor) -> str:
    if form.is_granted:
        share.approve_return(by=by)
        return "已同意退回，请重新安排。"
    share.refuse_return(form.cleaned_data["reason"], by=by)
    return "没有同意退回，已通知承办单位继续办理。"


@share_act("decide_extension", done="已决定。")
def decide_extension(share: MessageAssignment, form: forms.VerdictForm, by: Actor) -> str:
    request = share.extensions.get()
    request.decide(granted=form.is_granted, by=by, reason=form.cleaned_data["reason"])
    return "已同意延期。" if form.is_granted else "没有同意延期，已通知承办单位。"


@share_act("cancel_share", done="已撤销协办。")
def cancel_share(share: MessageAssignment, form: forms.ActForm, by: Actor) -> None:
    share.cancel(by=by)
