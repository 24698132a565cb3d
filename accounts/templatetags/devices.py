from django import template

register = template.Library()

# The first word that appears in a User-Agent names the program; the order settles overlaps.
PROGRAMS = {
    "MicroMessenger": "微信",
    "DingTalk": "钉钉",
    "Edg": "Edge 浏览器",
    "HuaweiBrowser": "华为浏览器",
    "Firefox": "火狐浏览器",
    "Chrome": "谷歌内核浏览器",
    "Safari": "苹果浏览器",
}
MACHINES = {
    "HarmonyOS": "鸿蒙手机",
    "iPhone": "苹果手机",
    "iPad": "平板",
    "Android": "安卓手机",
    "Windows": "Windows 电脑",
    "Macintosh": "苹果电脑",
    "Linux": "电脑",
}


@register.filter
def device_name(user_agent: str) -> str:
    """「苹果手机 · 微信」 from a User-Agent, so that people recognise their own devices."""
    machine = next((name for word, name in MACHINES.items() if word in user_agent), "不认识的设备")
    program = next((name for word, name in PROGRAMS.items() if word in user_agent), "其他程序")
    return f"{machine} · {program}"
