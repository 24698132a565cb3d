"""Pinyin of Chinese names. The usual readers get surnames wrong, so those are listed."""

from __future__ import annotations

# Characters read otherwise when they are a surname (现代汉语词典, 姓).
SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "任": "ren",
    "朴": "piao",
    "翟": "zhai",
    "盖": "ge",
    "冼": "xian",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "缪": "miao",
    "晟": "cheng",
    "乐": "yue",
    "员": "yun",
    "黑": "he",
    "繁": "po",
    "洗": "xian",
    "折": "she",
    "种": "chong",
    "秘": "bi",
    "令狐": "ling hu",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "覃": "qin",
    "华": "hua",
    "卜": "bu",
    "召": "shao",
    "隗": "wei",
    "句": "gou",
}


def pinyin_of(name: str) -> str:
    """「曾小贤」 → "zeng xiao xian zxx": full syllables, then initials, for searching."""
    # Here, because its tables take 12 MB that no web worker needs: it is for imports.
    from pypinyin import Style, lazy_pinyin

    surname = next((name[:n] for n in (2, 1) if name[:n] in SURNAMES), "")
    head = SURNAMES.get(surname, "").split()
    syllables = [*head, *lazy_pinyin(name[len(surname) :], style=Style.NORMAL)]
    return " ".join([*syllables, "".join(syllable[:1] for syllable in syllables)])[:120]
