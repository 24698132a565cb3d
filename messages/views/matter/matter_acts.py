"""The acts of whoever holds a matter at a desk, or looks on from above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms as fields
from django.utils import timezone

from areas.names import office_name
from messages import permissions as may
from messages.forms import desk as forms
from messages.forms.desk import ActForm, ReasonForm, asks, line, words
from messages.intake import incoming
from messages.states import Holder, Rating, RatingSource, Referral
from messages.views.matter.act import act

if TYPE_CHECKING:
    from accounts.models import User
    from casework.actors import Actor
    from messages.models import Message


def _decline_label(matter: Message) -> str:
    return "同意，不予受理" if matter.referral == Referral.DECLINE else "不予受理"


def _refer_label(matter: Message) -> str:
    return f"提请{office_name(matter.office_above())}交办"


def _accept_label(matter: Message) -> str:
    return "先受理，稍后答复" if matter.holder == Holder.REPRESENTATIVE else "受理"


def _assigns(user: User, matter: Message) -> bool:
    return may.assignable_departments(user, matter).exists()


def _refers_to_decline(user: User, matter: Message) -> bool:
    """An office signs by itself."""
    return may.can_refer(user, matter) and not may.can_decline(user, matter)


def _pauses(user: User, matter: Message) -> bool:
    return matter.paused_on is None and may.can_pause(user, matter)


def _resumes(user: User, matter: Message) -> bool:
    return matter.paused_on is not None and may.can_pause(user, matter)


@act(
    _decline_label,
    may.can_decline,
    form=forms.SignDeclineForm,
    key="e",
    hint="选民会看到原因和正确的渠道，这件事就此结束。",
    done="已告知选民不予受理的原因和正确渠道。",
)
def decline(matter: Message, form: ActForm, by: Actor) -> None:
    matter.decline(form.cleaned_data["reason"], form.cleaned_data["channel"], by=by)


@act(
    "交办",
    _assigns,
    form=forms.AssignForm,
    key="a",
    leads=True,
    template="desk/actions/_assign.html",
)
def assign(matter: Message, form: ActForm, by: Actor) -> str:
    chosen = form.cleaned_data
    matter.assign(
        by=by,
        lead=chosen["lead"],
        co=chosen["co"],
        grade=chosen["grade"],
        instruction=chosen["instruction"],
    )
    return f"已交{chosen['lead']}办理。"


@act(_refer_label, may.can_refer, form=ReasonForm, key="p", leads=True, done="已提请上级交办。")
def refer_to_assign(matter: Message, form: ActForm, by: Actor) -> None:
    matter.refer_to_assign(form.cleaned_data["reason"], by=by)


@act(
    "答复选民",
    may.can_reply,
    form=asks(text=words("答复", rows=6, longest=5000)),
    key="r",
    leads=True,
    template="desk/actions/_reply.html",
    done="答复已送出，等选民评价。",
)
def reply(matter: Message, form: ActForm, by: Actor) -> None:
    matter.reply(form.cleaned_data["text"], by=by)


@act(_accept_label, may.can_accept, key="1", done="已受理。")
def accept(matter: Message, form: ActForm, by: Actor) -> None:
    matter.accept(by=by)


@act(
    "接手办理",
    may.can_take,
    key="1",
    hint="代表没有在期限内受理，或者外出了，您可以接过来。",
    leads=True,
    done="已接手，现在由您办理。",
)
def take(matter: Message, form: ActForm, by: Actor) -> None:
    matter.take(by=by, today=timezone.localdate())


@act(
    "转联络员",
    may.can_hand_over,
    form=ReasonForm,
    key="t",
    hint="转过去以后由站点的联络员办理。",
    done="已转给联络员。",
)
def hand_over(matter: Message, form: ActForm, by: Actor) -> None:
    matter.hand_over(form.cleaned_data["reason"], by=by)


@act("建议不予受理", _refers_to_decline, form=forms.DeclineForm, done="已报上级决定是否受理。")
def refer_to_decline(matter: Message, form: ActForm, by: Actor) -> None:
    matter.refer_to_decline(form.cleaned_data["reason"], form.cleaned_data["channel"], by=by)


@act("不同意提请", may.can_decide_referral, form=ReasonForm, done="已退回下级继续办理。")
def refuse_referral(matter: Message, form: ActForm, by: Actor) -> None:
    matter.refuse_referral(form.cleaned_data["reason"], by=by)


@act(
    "登记电话回访的评价",
    may.can_call_back,
    form=asks(
        rating=fields.ChoiceField(  # none is chosen beforehand
            label="本人怎么评价", choices=Rating, widget=fields.RadioSelect
        ),
        words=words("本人说的话", longest=1000, required=False),
    ),
    key="c",
    hint="给本人打电话，按本人的原话登记；谁登记、谁答复的，谁就不能回访。",
    leads=True,
    done="评价已登记，这件事办结了。",
)
def call_back(matter: Message, form: ActForm, by: Actor) -> None:
    given = form.cleaned_data
    matter.rate(given["rating"], words=given["words"], source=RatingSource.CALLBACK, by=by)


@act(
    "提级办理",
    may.can_take_up,
    hint="收到本级机关来办，下级不再经办。",
    done="已收到本级机关办理。",
)
def take_up(matter: Message, form: ActForm, by: Actor) -> None:
    matter.take_up(by=by)


@act(
    "督办",
    may.can_supervise,
    form=ReasonForm,
    hint="选民会看到已列入督办。",
    done="已列入督办，并通知了经办方。",
)
def supervise(matter: Message, form: ActForm, by: Actor) -> None:
    matter.supervise(form.cleaned_data["reason"], by=by)


@act("合并到另一件", may.can_merge, form=forms.MergeForm, key="2")
def merge(matter: Message, form: ActForm, by: Actor) -> str:
    target: Message = form.cleaned_data["into"]
    matter.merge_into(target, by=by)
    return f"已合并到 {target.number}。"


@act("拆分成几件", may.can_split, form=forms.SplitForm, hint="每一件各有编号，分别办理。")
def split(matter: Message, form: forms.SplitForm, by: Actor) -> str:
    parts = incoming.split(matter, form.parts(), by=by)
    return f"已拆分成 {len(parts)} 件：{'、'.join(part.number for part in parts)}。"


@act(
    "已由其他渠道办理",
    may.can_close_elsewhere,
    form=asks(
        system=line("由哪个渠道办理", longest=40, initial="12345 热线"),
        number=line("那边的编号", longest=40),
        text=words("说明", longest=300, required=False),
    ),
    done="已登记由其他渠道办理。",
)
def close_elsewhere(matter: Message, form: ActForm, by: Actor) -> None:
    given = form.cleaned_data
    matter.close_elsewhere(given["system"], given["number"], given["text"], by=by)


@act("暂停计时", _pauses, form=ReasonForm, hint="选民会看到原因。", done="已暂停计时。")
def pause(matter: Message, form: ActForm, by: Actor) -> None:
    matter.pause(form.cleaned_data["reason"], by=by)


@act("恢复计时", _resumes, done="已恢复计时。")
def resume(matter: Message, form: ActForm, by: Actor) -> None:
    matter.resume(by=by)


@act(
    "登记手机号已核实",
    may.can_confirm_phone,
    form=asks(how=line("怎么核实的", longest=200, initial="回拨电话，接听的是留言人本人。")),
    hint="公开答复前要核实。",
    done="已登记手机号核实。",
)
def confirm_phone(matter: Message, form: ActForm, by: Actor) -> None:
    matter.confirm_phone(form.cleaned_data["how"], by=by)


@act(
    "写内部备注",
    may.can_write_note,
    form=asks(text=words("内部备注", longest=2000, help_text="只有工作人员能看到。")),
    key="n",
    done="备注已记下。",
)
def note(matter: Message, form: ActForm, by: Actor) -> None:
    matter.write_note(form.cleaned_data["text"], by=by)


@act(
    "查看（要写原因）",
    may.can_reveal_phone,
    form=asks(reason=line("为什么要看手机号", longest=200, help_text="选民会看到谁看过、为什么。")),
)
def reveal_phone(matter: Message, form: ActForm, by: Actor) -> str:
    """Returns the number; it stands beside it on the page, with a view of its own (``read``)."""
    return matter.reveal_phone(form.cleaned_data["reason"], by=by)


# In the order of what comes first on the page.
MATTER_ACTS = (
    decline,
    assign,
    refer_to_assign,
    reply,
    accept,
    take,
    hand_over,
    refer_to_decline,
    refuse_referral,
    call_back,
    take_up,
    supervise,
    merge,
    split,
    close_elsewhere,
    pause,
    resume,
    confirm_phone,
    note,
)
