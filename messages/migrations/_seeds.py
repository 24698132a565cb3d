"""Rows that every installation begins with: made by the first migration, and by tests again."""

# Replies for everybody: two to send as they are, four whose ＿＿ are filled in first.
SHARED = [
    (
        "看过了，本周办",
        "您说的地方我到现场看过了，情况和您说的一样，已经列入本周要办的事，办好以后把结果告诉您。",
    ),
    (
        "已经修好，请您看看",
        "您反映的问题已经处理好，现场也复查过了。请您有空去看一看，"
        "如果还有不满意的地方，可以在评价里告诉我们。",
    ),
    (
        "已经解决",
        "您反映的事情已经解决：＿＿月＿＿日，＿＿到现场做了＿＿，现在＿＿。"
        "如果又出现同样的情况，请再扫码告诉我们。",
    ),
    (
        "正在办，说明时间",
        "现场看过了，情况属实，原因是＿＿。已经定下由＿＿负责，＿＿月＿＿日前完成，"
        "完成后再把结果告诉您。",
    ),
    (
        "暂时办不到，说明原因",
        "这件事现在还办不到，原因是＿＿。眼下能做的是＿＿；等＿＿以后，我们会再提出来。",
    ),
    (
        "解释政策",
        "按照＿＿的规定，您说的情况＿＿。需要带＿＿到＿＿办理，电话＿＿，一般＿＿个工作日办好。",
    ),
]
# The four entries that scans are counted by.
CHANNELS = [
    ("gzh", "宜昌人大公众号"),
    ("yige", "宜格服务"),
    ("board", "展板"),
    ("event", "活动"),
]


def add(apps, schema_editor):
    CannedReply = apps.get_model("voter_messages", "CannedReply")
    for title, text in SHARED:
        CannedReply.objects.get_or_create(owner=None, title=title, defaults={"text": text})
    Channel = apps.get_model("voter_messages", "Channel")
    for slug, name in CHANNELS:
        Channel.objects.get_or_create(slug=slug, defaults={"name": name})


def remove(apps, schema_editor):
    """Nothing to do: the tables go with the same migration."""
