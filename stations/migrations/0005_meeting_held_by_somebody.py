"""Without a number a meeting was held by nobody: NULL > 0 is no refusal to a database."""

from django.db import migrations, models
from django.db.models import Q

NAME = "meeting_held_with_attendance"


class Migration(migrations.Migration):
    dependencies = [("stations", "0004_inspections_held_together")]
    operations = [
        migrations.RemoveConstraint("communitymeeting", NAME),
        migrations.AddConstraint(
            "communitymeeting",
            models.CheckConstraint(
                name=NAME,
                condition=Q(held_on=None, attended=None)
                | Q(held_on__isnull=False, attended__isnull=False, attended__gt=0),
                violation_error_message="开过的会要写召开日期和到会人数。",
            ),
        ),
    ]
