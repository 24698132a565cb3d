"""Pinyin of place names, for searching."""

from __future__ import annotations

LENGTH = 400  # of the column


def spell(name: str) -> str:
    """「小林园代表之家」 → "xiao lin yuan dai biao zhi jia xlydbzj": syllables, then initials."""
    # Here, because its tables take 12 MB that web workers need only when somebody edits a name.
    from pypinyin import Style, lazy_pinyin

    syllables = "".join(f"{one} " for one in lazy_pinyin(name, style=Style.NORMAL)).lower().split()
    initials = "".join(one[:1] for one in syllables)
    return f"{' '.join(syllables)[: LENGTH - 1 - len(initials)]} {initials}"
