"""Replies for everybody to start from; what stands on ＿＿ is filled in for the matter at hand."""

from django.db import migrations

SHARED = [
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
        "按照＿＿的规定，您说的情况＿＿。需要带＿＿到＿＿办理，电话＿＿，"
        "一般＿＿个工作日办好。",
    ),
]


def add(apps, schema_editor):
    CannedReply = apps.get_model("voter_messages", "CannedReply")
    for title, text in SHARED:
        CannedReply.objects.get_or_create(owner=None, title=title, defaults={"text": text})


def remove(apps, schema_editor):
    CannedReply = apps.get_model("voter_messages", "CannedReply")
    CannedReply.objects.filter(owner=None, title__in=[title for title, _ in SHARED]).delete()


class Migration(migrations.Migration):
    dependencies = [("voter_messages", "0002_lists")]

    operations = [migrations.RunPython(add, remove)]
