"""Time left, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from supervision.tasklist import time_left

NOW = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=1), "还剩 3 天"),
        (timedelta(hours=47), "还剩 47 小时"),
        (timedelta(minutes=20), "还剩 21 分钟"),
        (timedelta(0), "已经到时间"),
        (timedelta(days=-1), "已经到时间"),
    ],
)
def test_time_left_is_said_in_the_largest_unit_that_helps(left, words):
    assert time_left(NOW + left, NOW) == words
