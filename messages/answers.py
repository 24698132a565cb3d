"""Replied is not answered: an answer that only passes the matter on is stopped."""

from __future__ import annotations

import re

from casework.workflow import TransitionError

SHORTEST = 12  # characters of substance left after the empty phrases are taken out

# What offices write instead of an answer. Longer phrases first: they are cut out one by one.
EMPTY_PHRASES = re.compile(
    r"(您|你)?(好|反映的(问题|情况|事项)|的?(来信|留言|诉求|意见))|"
    r"(我们|我单位|本单位|我局|我办|现)?(已经?|正在)?(收到|收悉|知悉|知晓|受理|登记|阅|阅知)|"
    r"(已经?|正在)?(转交|转办|转送|转给|转|交办|移交|反馈给|反映给|上报|报送)"
    r"(至|给|到|由)?(相关|有关|责任|主管|上级|职能)?(部门|单位|领导|科室|机关)?(办理|处理|研究|阅处)?|"
    r"(请|敬请)?(耐心)?(等待|等候|知悉|谅解|理解)|(感谢|谢谢)(您|你)?的?(支持|关注|理解|来信|留言)?|"
    r"(会|将)?(尽快|及时|认真)(处理|办理|研究|落实|答复|回复)"
)
BLANK = "＿"  # what shared canned replies leave open
NOT_WORDS = re.compile(r"[\W_]+")


def is_only_passed_on(text: str) -> bool:
    """True for 「已转交相关部门，感谢您的支持。」: nothing in it was done, found or refused."""
    substance = NOT_WORDS.sub("", EMPTY_PHRASES.sub("", NOT_WORDS.sub(" ", text)))
    return bool(EMPTY_PHRASES.search(text)) and len(substance) < SHORTEST


def check_answer(text: str) -> None:
    """Raises TransitionError when ``text`` is no answer."""
    if not text.strip():
        raise TransitionError("请写明办理情况。")
    if BLANK in text:
        raise TransitionError("还有空着的地方（＿＿）。请填好，或者删掉再送出。")
    if is_only_passed_on(text):
        raise TransitionError(
            "这段话只说了已收到或已转交，没有说办得怎么样。请写明做了什么、结果如何、还要多久。"
        )
