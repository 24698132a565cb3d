"""Replied is not answered: what only says it was passed on is stopped."""

import pytest

from casework.workflow import TransitionError
from messages.answers import check_answer, is_only_passed_on
from tests.factories.casework import ANSWER
from tests.factories.states import accepted, fresh, handling


@pytest.mark.parametrize(
    "text",
    [
        "已收到。",
        "已转交",
        "您好，您反映的问题已收悉，已转交相关部门办理，感谢您的支持。",
        "已转至有关单位处理，请耐心等待！",
        "我局已知悉，会尽快处理。谢谢！",
        "收到，谢谢您的来信。",
    ],
)
def test_an_empty_answer_is_recognised(text):
    assert is_only_passed_on(text) is True


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        "已转交城管执法中队，队员当晚到现场劝离占道摊点三处，今后每天傍晚巡查。",
        "经核实，该路段不在拆迁范围，暂时没有改造计划，明年三月会再次评估。",
        "充电桩月底前新增六个，选址在二号楼东侧。",
    ],
)
def test_an_answer_with_substance_passes(text):
    assert is_only_passed_on(text) is False
    check_answer(text)


def test_an_answer_without_words_is_none():
    with pytest.raises(TransitionError, match="请写明办理情况"):
        check_answer("  \n ")


def test_a_canned_reply_is_not_sent_with_its_blanks():
    with pytest.raises(TransitionError, match="还有空着的地方"):
        check_answer("您反映的事情已经解决：＿＿月＿＿日，到现场做了检查，现在已经恢复。")


@pytest.mark.django_db
def test_neither_a_representative_nor_a_department_can_send_one(cast):
    message = accepted(cast)
    with pytest.raises(TransitionError, match="只说了已收到或已转交"):
        message.reply("已转交相关部门。", by=cast.actor(cast.daibiao, message))
    assert fresh(message).state == "accepted"

    message = handling(cast)
    with pytest.raises(TransitionError, match="只说了已收到或已转交"):
        message.assignments.get().submit_answer("已收到。", by=cast.actor(cast.zhanban, message))
    assert fresh(message).state == "handling"
