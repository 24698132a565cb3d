"""Which acts a page of one matter offers: a table, in the order of what comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from areas.names import office_name
from casework.states import AssignmentState
from messages import permissions as may
from messages.forms import desk as forms
from messages.states import Holder, Proposal

if TYPE_CHECKING:
    from accounts.models import User
    from messages.models import Message, MessageAssignment

    Matterlike = Message | MessageAssignment

ONE_TAP = forms.NoWordsForm


@dataclass(frozen=True)
class Act:
    """``name`` is the URL's name in ``desk:``; ``allowed`` takes the user and the matter or share.

    ``leads`` acts may be the page's one main act, in the order of the table.
    """

    name: str
    label: str
    form: type[forms.ActForm]
    allowed: Callable[[User, Any], bool]
    key: str = ""
    hint: str = ""
    leads: bool = False
    template: str = "desk/actions/_form.html"

    @property
    def is_one_tap(self) -> bool:
        return self.form is ONE_TAP


@dataclass
class Panel:
    """One act as it stands on the page."""

    act: Act
    label: str
    form: forms.ActForm
    url: str
    anchor: str
    is_open: bool = False
    is_main: bool = False


def _proposes_decline(user: User, matter: Message) -> bool:
    """An office signs by itself."""
    return may.can_propose(user, matter) and not may.can_decline(user, matter)


def _assigns(user: User, matter: Message) -> bool:
    return may.assignable_departments(user, matter).exists()


def _pauses(user: User, matter: Message) -> bool:
    return matter.paused_on is None and may.can_pause(user, matter)


def _resumes(user: User, matter: Message) -> bool:
    return matter.paused_on is not None and may.can_pause(user, matter)


def _asks_return(user: User, share: MessageAssignment) -> bool:
    return may.can_work_on(user, share) and not share.return_reason


def _asks_time(user: User, share: MessageAssignment) -> bool:
    return may.can_work_on(user, share) and not share.extensions.all()


def _signs(user: User, share: MessageAssignment) -> bool:
    return share.can("sign") and may.can_work_on(user, share)


def _releases(user: User, share: MessageAssignment) -> bool:
    return share.can("release") and may.can_decide_on(user, share)


def _decides_return(user: User, share: MessageAssignment) -> bool:
    return share.can("approve_return") and may.can_decide_on(user, share)


def _decides_time(user: User, share: MessageAssignment) -> bool:
    asked = any(extension.state == "requested" for extension in share.extensions.all())
    return asked and may.can_decide_on(user, share)


def _cancels(user: User, share: MessageAssignment) -> bool:
    return share.can("cancel") and not share.is_lead and may.can_decide_on(user, share)


SHARE_ACTS = (
    Act(
        "release",
        "采用并答复选民",
        ONE_TAP,
        _releases,
        "r",
        "答复会原样发给选民；不合适的请退回修改。",
        leads=True,
        template="desk/actions/_release.html",
    ),
    Act("send_back", "退回修改", forms.ReasonForm, _releases),
    Act(
        "decide_return",
        "决定是否同意退回",
        forms.VerdictForm,
        _decides_return,
        leads=True,
        template="desk/actions/_return.html",
    ),
    Act(
        "decide_extension",
        "决定是否同意延期",
        forms.VerdictForm,
        _decides_time,
        leads=True,
        template="desk/actions/_extension.html",
    ),
    Act("sign", "签收", ONE_TAP, _signs, "s", "期限从交办那天算起，签收不会重新计时。", leads=True),
    Act(
        "answer",
        "提交办理结果",
        forms.AnswerForm,
        may.can_work_on,
        "r",
        "交办单位审核后发给选民。",
        leads=True,
        template="desk/actions/_reply.html",
    ),
    Act("request_extension", "申请延期", forms.ExtensionForm, _asks_time),
    Act(
        "request_return",
        "申请退回",
        forms.ReasonForm,
        _asks_return,
        "t",
        "只有明显不属于本单位职责才可以退回，而且只能申请一次。",
    ),
    Act("cancel_share", "撤销协办", ONE_TAP, _cancels),
)

ACTS = (
    Act(
        "decline",
        "不予受理",
        forms.SignDeclineForm,
        may.can_decline,
        "e",
        "选民会看到原因和正确的渠道，这件事就此结束。",
    ),
    Act(
        "assign",
        "交办",
        forms.AssignForm,
        _assigns,
        "a",
        template="desk/actions/_assign.html",
        leads=True,
    ),
    Act("propose_assign", "提请交办", forms.ReasonForm, may.can_propose, "p", leads=True),
    Act(
        "reply",
        "答复选民",
        forms.ReplyForm,
        may.can_reply,
        "r",
        leads=True,
        template="desk/actions/_reply.html",
    ),
    Act("accept", "受理", ONE_TAP, may.can_accept, "1"),
    Act(
        "take",
        "接手办理",
        ONE_TAP,
        may.can_take,
        "1",
        "代表没有在期限内受理，或者外出了，您可以接过来。",
        leads=True,
    ),
    Act(
        "hand_over",
        "转联络员",
        forms.ReasonForm,
        may.can_hand_over,
        "t",
        "转过去以后由站点的联络员办理。",
    ),
    Act("propose_decline", "建议不予受理", forms.DeclineForm, _proposes_decline),
    Act("refuse_proposal", "不同意提请", forms.ReasonForm, may.can_decide_proposal),
    Act(
        "call_back",
        "登记电话回访的评价",
        forms.RateForm,
        may.can_call_back,
        "c",
        "给本人打电话，按本人的原话登记；谁登记、谁答复的，谁就不能回访。",
        leads=True,
    ),
    Act("take_up", "提级办理", ONE_TAP, may.can_take_up, hint="收到本级机关来办，下级不再经办。"),
    Act("supervise", "督办", forms.ReasonForm, may.can_supervise, hint="选民会看到已列入督办。"),
    Act("merge", "合并到另一件", forms.MergeForm, may.can_merge, "2"),
    Act("split", "拆分成几件", forms.SplitForm, may.can_split, hint="每一件各有编号，分别办理。"),
    Act("close_elsewhere", "已由其他渠道办理", forms.CloseElsewhereForm, may.can_close_elsewhere),
    Act("pause", "暂停计时", forms.ReasonForm, _pauses, hint="选民会看到原因。"),
    Act("resume", "恢复计时", ONE_TAP, _resumes),
    Act(
        "confirm_phone",
        "登记手机号已核实",
        forms.ConfirmPhoneForm,
        may.can_confirm_phone,
        hint="公开答复前要核实。",
    ),
    Act("note", "写内部备注", forms.NoteForm, may.can_write_note, "n"),
)
REVEAL = Act("reveal_phone", "查看（要写原因）", forms.RevealForm, may.can_reveal_phone)
BY_NAME = {act.name: act for act in (*ACTS, *SHARE_ACTS, REVEAL)}


def panel_of(
    act: Act,
    user: User,
    matter: Message,
    share: MessageAssignment | None = None,
    **form_options: Any,
) -> Panel:
    form = act.form(name=act.name, user=user, matter=matter, share=share, **form_options)
    anchor = f"act-{act.name}" + (f"-{share.pk}" if share else "")
    url = reverse(f"desk:{act.name}", args=[share.pk if share else matter.pk])
    return Panel(act, _label(act, matter, share), form, url, anchor)


def panels_of_matter(user: User, matter: Message) -> list[Panel]:
    return [panel_of(act, user, matter) for act in ACTS if act.allowed(user, matter)]


def panels_of_share(user: User, share: MessageAssignment) -> list[Panel]:
    return [
        panel_of(act, user, share.message, share) for act in SHARE_ACTS if act.allowed(user, share)
    ]


def choose_main(panels: list[Panel], matter: Message) -> Panel | None:
    """The one main act: what a person who opens this page most likely came for."""
    wanted = [panel for panel in panels if panel.act.leads]
    if matter.proposal == Proposal.DECLINE:
        wanted = [panel for panel in panels if panel.act.name == "decline"] + wanted
    return next(iter(wanted), None)


def _label(act: Act, matter: Message, share: MessageAssignment | None) -> str:
    if act.name == "propose_assign":
        return f"提请{office_name(matter.office_above())}交办"
    if act.name == "decline" and matter.proposal == Proposal.DECLINE:
        return "同意，不予受理"
    if act.name == "release" and share and not share.is_lead:
        return "采用协办结果"
    if act.name == "answer" and share and share.state == AssignmentState.ASSIGNED:
        return "签收并提交办理结果"
    if act.name == "accept" and matter.holder == Holder.REPRESENTATIVE:
        return "先受理，稍后答复"
    return act.label
