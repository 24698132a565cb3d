"""Short, spoken names of areas, made from their official names, and of their offices."""

import re

from areas.models import Area, Level

# The 55 minorities by the names that official names of autonomous areas carry.
_MINORITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|"
    "水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|"
    "乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_AUTONOMOUS = re.compile(rf"(?<=..)(?:(?:{_MINORITIES})族)+(?=自治[州县旗]$)")

# Suffix, what replaces it, and endings that need no replacement. First match wins, so the longer
# spellings come first.
_OFFICE_SUFFIXES = (
    ("社区居民委员会", "社区", ("社区",)),
    ("社区居委会", "社区", ("社区",)),
    ("村民委员会", "村", ("村", "社区")),
    ("村委会", "村", ("村", "社区")),
    ("居民委员会", "社区", ("社区",)),
    ("居委会", "社区", ("社区",)),
    ("街道办事处", "街道", ()),
    ("管理委员会", "", ()),
    ("管委会", "", ()),
)


def short_name(name: str, prefixes: tuple[str, ...] = ()) -> str:
    """Return the spoken name: 「建民村村民委员会」 → 「建民村」, 「当阳市两河镇」 → 「两河镇」.

    ``prefixes`` are names of areas above; the longest one that the name starts with is cut off.
    Never empty: a name that would lose everything stays as it is.
    """
    short = _without_prefix(name, prefixes)
    short = _without_office(short)
    short = _AUTONOMOUS.sub("", short)
    return short or name


def _without_prefix(name: str, prefixes: tuple[str, ...]) -> str:
    for prefix in sorted(prefixes, key=len, reverse=True):
        if prefix and name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
    return name


def _without_office(name: str) -> str:
    for suffix, plain, complete in _OFFICE_SUFFIXES:
        stem = name.removesuffix(suffix)
        if stem not in ("", name):
            return stem if stem.endswith(complete) else stem + plain
    return name


def office_name(area: Area) -> str:
    """How the congress's office of an area is called (地方组织法 Arts. 47, 59)."""
    if area.is_function_zone:
        return f"{area.short_name}人大工委"
    if area.level in (Level.CITY, Level.COUNTY):
        return f"{area.short_name}人大常委会"
    return f"{area.short_name}人大工委" if area.name.endswith("街道") else f"{area.short_name}人大"
