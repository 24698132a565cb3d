"""The acts of whoever holds a matter at a desk: representative, officer, office."""

from __future__ import annotations

from django.utils import timezone

from casework.actors import Actor
from messages.forms import desk as forms
from messages.intake import incoming
from messages.models import Message
from messages.states import RatingSource
from messages.views.desk_do import matter_act


@matter_act("accept", done="已受理。")
def accept(matter: Message, form: forms.ActForm, by: Actor) -> None:
    matter.accept(by=by)


@matter_act("take", done="已接手，现在由您办理。")
def take(matter: Message, form: forms.ActForm, by: Actor) -> None:
    matter.take(by=by, today=timezone.localdate())


@matter_act("hand_over", done="已转给联络员。")
def hand_over(matter: Message, form: forms.ReasonForm, by: Actor) -> None:
    matter.hand_over(form.cleaned_data["reason"], by=by)


@matter_act("reply", done="答复已送出，等选民评价。")
def reply(matter: Message, form: forms.ReplyForm, by: Actor) -> None:
    matter.reply(form.cleaned_data["text"], by=by)


@matter_act("propose_assign", done="已提请上级交办。")
def propose_assign(matter: Message, form: forms.ReasonForm, by: Actor) -> None:
    matter.propose_assign(form.cleaned_data["reason"], by=by)


@matter_act("propose_decline", done="已报上级决定是否受理。")
def propose_decline(matter: Message, form: forms.DeclineForm, by: Actor) -> None:
    matter.propose_decline(form.cleaned_data["reason"], form.cleaned_data["channel"], by=by)


@matter_act("refuse_proposal", done="已退回下级继续办理。")
def refuse_proposal(matter: Message, form: forms.ReasonForm, by: Actor) -> None:
    matter.refuse_proposal(form.cleaned_data["reason"], by=by)


@matter_act("decline", done="已告知选民不予受理的原因和正确渠道。")
def decline(matter: Message, form: forms.DeclineForm, by: Actor) -> None:
    matter.decline(form.cleaned_data["reason"], form.cleaned_data["channel"], by=by)


@matter_act("assign", done="已交办。")
def assign(matter: Message, form: forms.AssignForm, by: Actor) -> str:
    chosen = form.cleaned_data
    matter.assign(
        by=by,
        lead=chosen["lead"],
        co=chosen["co"],
        grade=chosen["grade"],
        instruction=chosen["instruction"],
    )
    return f"已交{chosen['lead']}办理。"


@matter_act("take_up", done="已收到本级机关办理。")
def take_up(matter: Message, form: forms.ActForm, by: Actor) -> None:
    matter.take_up(by=by)


@matter_act("supervise", done="已列入督办，并通知了经办方。")
def supervise(matter: Message, form: forms.ReasonForm, by: Actor) -> None:
    matter.supervise(form.cleaned_data["reason"], by=by)


@matter_act("pause", done="已暂停计时。")
def pause(matter: Message, form: forms.ReasonForm, by: Actor) -> None:
    matter.pause(form.cleaned_data["reason"], by=by)


@matter_act("resume", done="已恢复计时。")
def resume(matter: Message, form: forms.ActForm, by: Actor) -> None:
    matter.resume(by=by)


@matter_act("merge", done="已合并。")
def merge(matter: Message, form: forms.MergeForm, by: Actor) -> str:
    target: Message = form.cleaned_data["into"]
    matter.merge_into(target, by=by)
    return f"已合并到 {target.number}。"


@matter_act("split", done="已拆分。")
def split(matter: Message, form: forms.SplitForm, by: Actor) -> str:
    parts = incoming.split(matter, form.parts(), by=by)
    return f"已拆分成 {len(parts)} 件：{'、'.join(part.number for part in parts)}。"


@matter_act("close_elsewhere", done="已登记由其他渠道办理。")
def close_elsewhere(matter: Message, form: forms.CloseElsewhereForm, by: Actor) -> None:
    given = form.cleaned_data
    matter.close_elsewhere(given["system"], given["number"], given["text"], by=by)


@matter_act("note", done="备注已记下。")
def note(matter: Message, form: forms.NoteForm, by: Actor) -> None:
    matter.write_note(form.cleaned_data["text"], by=by)


@matter_act("confirm_phone", done="已登记手机号核实。")
def confirm_phone(matter: Message, form: forms.ConfirmPhoneForm, by: Actor) -> None:
    matter.confirm_phone(form.cleaned_data["how"], by=by)


@matter_act("call_back", done="评价已登记，这件事办结了。")
def call_back(matter: Message, form: forms.RateForm, by: Actor) -> None:
    given = form.cleaned_data
    matter.rate(given["rating"], words=given["words"], source=RatingSource.CALLBACK, by=by)
