"""Waiting times in words."""

ALMOST = 10


def time_left(seconds: int | None) -> str:
    """「大约还要 40 秒」; "" while nobody can tell."""
    if seconds is None:
        return ""
    if seconds < ALMOST:
        return "马上就好"
    if seconds < 60:
        return f"大约还要 {-(-seconds // 10) * 10} 秒"
    return f"大约还要 {-(-seconds // 60)} 分钟"
