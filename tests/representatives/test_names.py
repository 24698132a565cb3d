import pytest

from representatives.names import pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("曾小贤", "zeng xiao xian zxx"),
        ("单田方", "shan tian fang stf"),
        ("区楚良", "ou chu liang ocl"),
        ("尉迟恭敬", "yu chi gong jing ycgj"),
        ("秦望舒", "qin wang shu qws"),
    ],
)
def test_surnames_are_read_as_surnames(name, pinyin):
    assert pinyin_of(name) == pinyin
