"""The four entries every installation begins with, and the counts of what came in before."""

from django.db import migrations
from django.db.models import Count
from django.db.models.functions import TruncDate

CHANNELS = [
    ("gzh", "宜昌人大公众号"),
    ("yige", "宜格服务"),
    ("board", "展板"),
    ("event", "活动"),
]
BATCH = 1000


def add(apps, schema_editor):
    Channel = apps.get_model("voter_messages", "Channel")
    for slug, name in CHANNELS:
        Channel.objects.get_or_create(slug=slug, defaults={"name": name})


def remove(apps, schema_editor):
    """Nothing to do: the tables go with the migration before."""


def count(apps, schema_editor):
    """Deltas not folded yet have no code, so what is counted here is not added again."""
    Message = apps.get_model("voter_messages", "Message")
    EntryTally = apps.get_model("voter_messages", "EntryTally")
    rows = (
        Message.objects.filter(code__isnull=False, is_kept=False)
        .annotate(on=TruncDate("submitted_at"))
        .order_by()
        .values_list("on", "station_id", "code_id")
        .annotate(Count("pk"), Count("replied_at"))
    )
    batch = []
    for day, station, code, received, answered in rows.iterator(chunk_size=BATCH):
        batch.append(
            EntryTally(day=day, station_id=station, code_id=code, received=received, answered=answered)
        )
        if len(batch) == BATCH:
            EntryTally.objects.bulk_create(batch)
            batch.clear()
    EntryTally.objects.bulk_create(batch)


class Migration(migrations.Migration):
    dependencies = [("voter_messages", "0006_entries")]

    operations = [
        migrations.RunPython(add, remove),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
