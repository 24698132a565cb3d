"""What is refused, with the words for the person. Nothing changes, and nobody is told."""

from collections.abc import Callable

import pytest

from casework.workflow import TransitionError
from messages.models import Publication, phone_check
from messages.states import Grade
from tests.effects.acts import Act, Here
from tests.effects.engine import Effect
from tests.factories.casework import ANSWER
from tests.factories.moments import NOW

TODAY = NOW.date()


def refused(
    name: str,
    on: str,
    by: str,
    do: Callable[[Here], object],
    words: str,
    does: Effect | None = None,
) -> Act:
    def tried(here: Here) -> None:
        with pytest.raises(TransitionError) as error:
            do(here)
        assert str(error.value) == words

    return Act(name, on, by, tried, does or Effect())


NOT_YET = "还没有超过受理期限，请先等代表处理。"
NOT_WITH_REPRESENTATIVE = "这件事现在不在代表手里。"
NOT_FROM_ABOVE = "只有上级机关可以提级办理。"
ONLY_OPEN = "只能合并到另一件还没有答复的留言。"
NO_ANSWER = "这段话只说了已收到或已转交，没有说办得怎么样。请写明做了什么、结果如何、还要多久。"
ONCE_RETURNED = "退回只能申请一次，请继续办理；确有困难请联系交办单位。"
TO_CODE_HOLDER = "只有离任代表留在站点的事才能转给继任代表。"
TAKEN_BACK = "这件留言现在不需要核实手机号。"

AT_DESKS = [
    refused(
        "Message.take",
        "just_submitted",
        "lianluo",
        lambda here: here.it.take(by=here.by, today=TODAY),
        NOT_YET,
    ),
    refused(
        "Message.take",
        "to_station",
        "lianluo",
        lambda here: here.it.take(by=here.by, today=TODAY),
        NOT_YET,
    ),
    refused(
        "Message.hand_over",
        "at_station",
        "lianluo",
        lambda here: here.it.hand_over("转", by=here.by),
        NOT_WITH_REPRESENTATIVE,
    ),
    refused(
        "Message.take_up",
        "at_street",
        "jiedao",
        lambda here: here.it.take_up(by=here.by),
        NOT_FROM_ABOVE,
    ),
    refused(
        "Message.take_up",
        "submitted",
        "lianluo",
        lambda here: here.it.take_up(by=here.by),
        NOT_FROM_ABOVE,
    ),
    refused(
        "Message.reply",
        "accepted",
        "daibiao",
        lambda here: here.it.reply("您好，已转交相关部门办理。", by=here.by),
        NO_ANSWER,
    ),
    refused(
        "Message.reply",
        "accepted",
        "system",
        lambda here: here.it.reply(ANSWER, by=here.by),
        "只有登录的工作人员可以这样做。",
    ),
    refused(
        "Message.refer_to_assign",
        "at_city",
        "shiji",
        lambda here: here.it.refer_to_assign("请上级", by=here.by),
        "已经是最高一级机关，没有上级可以提请。",
    ),
    refused(
        "Message.refuse_referral",
        "returned",
        "jiedao",
        lambda here: here.it.refuse_referral("不办", by=here.by),
        "这件事没有等您决定的提请。",
    ),
    refused(
        "Message.assign",
        "returned",
        "jiedao",
        lambda here: here.it.assign(by=here.by, lead=here.around.village_body, grade=Grade.SIMPLE),
        "果园路社区居委会正在协办，请先撤销协办再交它主办。",
    ),
    refused(
        "Message.pause",
        "paused_at_station",
        "lianluo",
        lambda here: here.it.pause("再停", by=here.by),
        "已经暂停计时了。",
    ),
    refused(
        "Message.resume",
        "at_station",
        "lianluo",
        lambda here: here.it.resume(by=here.by),
        "现在没有暂停计时。",
    ),
    refused(
        "Message.remind",
        "replied",
        "jiedao",
        lambda here: here.it.remind("", by=here.by, today=TODAY),
        "已经答复或者办结，不用催。",
    ),
    refused(
        "Message.remind",
        "reminded_today",
        "lianluo",
        lambda here: here.it.remind("", by=here.by, today=TODAY),
        "今天已经催过了。",
    ),
    refused(
        "Message.supervise",
        "at_street",
        "quxian",
        lambda here: here.it.supervise("久拖不办", by=here.by),
        "这件事已经在督办。",
    ),
    refused(
        "Message.merge_into",
        "at_station",
        "lianluo",
        lambda here: here.it.merge_into(here.it, by=here.by),
        ONLY_OPEN,
    ),
    refused(
        "Message.merge_into",
        "at_station",
        "lianluo",
        lambda here: here.it.merge_into(here.other("replied"), by=here.by),
        ONLY_OPEN,
    ),
]

AT_DEPARTMENTS = [
    refused(
        "MessageAssignment.submit_answer",
        "handling",
        "zhanban",
        lambda here: here.lead.submit_answer("＿＿月修好", by=here.by),
        "还有空着的地方（＿＿）。请填好，或者删掉再送出。",
    ),
    refused(
        "MessageAssignment.submit_answer",
        "handling",
        "zhanban",
        lambda here: here.lead.submit_answer(" ", by=here.by),
        "请写明办理情况。",
    ),
    refused(
        "MessageAssignment.request_return",
        "assigned_again",
        "zhanban",
        lambda here: here.lead.request_return("还是归区里管", by=here.by),
        ONCE_RETURNED,
    ),
    refused(
        "MessageAssignment.request_return",
        "return_refused",
        "zhanban",
        lambda here: here.lead.request_return("还是归区里管", by=here.by),
        ONCE_RETURNED,
    ),
    refused(
        "MessageAssignment.request_return",
        "assigned_on_monday",
        "zhanban",
        lambda here: here.lead.request_return("归区里管", by=here.by),
        "交办超过 4 个工作日，不能再申请退回。",
    ),
    *(
        refused(
            "MessageAssignment.request_extension",
            "handling",
            "zhanban",
            lambda here, days=days: here.lead.request_extension(days, "等配件", by=here.by),
            "延期最多 9 个工作日。",
        )
        for days in (0, 10)
    ),
    refused(
        "MessageAssignment.request_extension",
        "time_asked",
        "zhanban",
        lambda here: here.lead.request_extension(1, "再等等", by=here.by),
        "延期只能申请一次。",
    ),
    refused(
        "MessageExtension.decide",
        "time_refused",
        "jiedao",
        lambda here: here.lead.extensions.get().decide(granted=True, by=here.by),
        "这项延期申请已经有人处理了。",
    ),
]

BY_VOTERS = [
    refused(
        "Message.urge",
        "urged",
        "voter",
        lambda here: here.it.urge(),
        "三天内已经催过一次，请过几天再催。",
    ),
    *(
        refused(
            "Message.reopen",
            on,
            "voter",
            lambda here: here.it.reopen("再办"),
            "现在不能再请求办理了。",
        )
        for on in ("satisfied", "dissatisfied_again")
    ),
    refused(
        "phone_check.text_code",
        "published",
        "voter",
        lambda here: phone_check.text_code(here.it),
        TAKEN_BACK,
    ),
    refused(
        "phone_check.text_code",
        "replied",
        "voter",
        lambda here: phone_check.text_code(here.it),
        TAKEN_BACK,
    ),
    refused(
        "phone_check.confirm",
        "publishable",
        "voter",
        lambda here: phone_check.confirm(here.it, "123456"),
        "验证码已经失效，请重新获取。",
    ),
    # A wrong one is counted, before it is compared.
    refused(
        "phone_check.confirm",
        "code_sent",
        "voter",
        lambda here: phone_check.confirm(here.it, "123457"),
        "验证码不对，请核对短信里的 6 位数字。",
        Effect({"phone check": {"tries": 1}}),
    ),
]


def publish(here: Here, *, secrecy_checked: bool = True) -> object:
    texts = dict(title="路灯", body="坏了", answer="修了", photos=())
    return Publication.objects.publish(
        here.it, **texts, secrecy_checked=secrecy_checked, by=here.by
    )


OTHERS = [
    refused(
        "Message.leave_to_station",
        "at_station",
        "system",
        lambda here: here.it.leave_to_station(),
        NOT_WITH_REPRESENTATIVE,
    ),
    refused(
        "Message.pass_on",
        "accepted",
        "quxian",
        lambda here: here.it.pass_on(here.around.neighbour, by=here.by),
        TO_CODE_HOLDER,
    ),
    refused(
        "Message.pass_on",
        "left_behind",
        "quxian",
        lambda here: here.it.pass_on(here.around.representative, by=here.by),
        TO_CODE_HOLDER,
    ),
    refused(
        "Message.pass_on",
        "to_station",
        "quxian",
        lambda here: here.it.pass_on(here.around.neighbour, by=here.by),
        TO_CODE_HOLDER,
    ),
    refused(
        "Publication.publish",
        "publishable",
        "jiedao",
        lambda here: publish(here, secrecy_checked=False),
        "请先做保密审查，再公开。",
    ),
    refused(
        "Publication.publish",
        "published",
        "jiedao",
        publish,
        "这件留言已经公开了。要改内容，请先撤下再公开。",
    ),
]

ACTS = [*AT_DESKS, *AT_DEPARTMENTS, *BY_VOTERS, *OTHERS]
