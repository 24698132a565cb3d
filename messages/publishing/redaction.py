"""Help with hiding what must not be published; a person still reads every word.

Patterns find what has a form: numbers, addresses, names after 「我叫」 or before 「先生」. They err on
the side of marking too much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴严莫孔向"
)
TITLES = "先生|女士|小姐|同志|老师|大爷|大妈|大叔|阿姨|奶奶|爷爷|师傅|医生|主任|书记|经理|老板"


@dataclass(frozen=True)
class Rule:
    kind: str
    pattern: re.Pattern[str]
    instead: str


PHONES = Rule(
    "电话",
    re.compile(r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8})(?!\d)"),
    "（电话已隐去）",
)
RULES = (
    Rule("身份证号", re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "（证件号已隐去）"),
    PHONES,
    Rule(
        "车牌", re.compile(r"[\u4e00-\u9fff][A-Z][·\s]?[A-Z0-9]{5,6}(?![A-Z0-9])"), "（车牌已隐去）"
    ),
    Rule(
        "门牌",
        re.compile(
            r"(?:[0-9A-Za-z一二三四五六七八九十]+\s*(?:号楼|栋|幢|单元|号院|弄)[,，\s]*)+"
            r"(?:\d{2,4}\s*[室户房]?)?|\d{3,4}\s*[室户房]|(?<=[路街巷道村组])\s*\d+\s*号"
        ),
        "某处",
    ),
    Rule("姓名", re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]?(?={TITLES})"), "某"),
    Rule(
        "姓名",
        re.compile(rf"(?<=我叫|我是|姓名|叫做|名叫)[:：\s]*[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"),
        "某人",
    ),
)


@dataclass(frozen=True)
class Hint:
    """Something to look at before publishing."""

    kind: str
    text: str


def hide_phones(text: str) -> str:
    return PHONES.pattern.sub(PHONES.instead, text)


def redact(text: str, *, name: str = "") -> str:
    """``text`` with everything the rules find replaced, and the voter's own name."""
    if len(name) > 1:
        text = text.replace(name, "某选民")
    for rule in RULES:
        text = rule.pattern.sub(rule.instead, text)
    return text


def hints(text: str, *, name: str = "") -> list[Hint]:
    """What the rules find, each once, in the order of the rules."""
    found = [Hint("姓名", name)] if len(name) > 1 and name in text else []
    for rule in RULES:
        found += [Hint(rule.kind, match.group().strip()) for match in rule.pattern.finditer(text)]
    return list(dict.fromkeys(found))
