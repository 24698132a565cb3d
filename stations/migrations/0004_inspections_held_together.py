"""The constraints of 0003: PostgreSQL does not alter a table whose rows were just changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0003_inspections_and_disclosures")]
    operations = [
        migrations.RemoveField("finding", "is_mended"),
        migrations.RemoveField("finding", "rechecked_on"),
        migrations.RemoveField("finding", "result"),
        migrations.AlterField(
            "inspection", "office",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="areas.area", verbose_name="督查单位",
            ),
        ),
        migrations.AlterField(
            "inspectionscore", "out_of", models.PositiveSmallIntegerField("满分")
        ),
        migrations.AddIndex(
            "finding",
            models.Index(
                fields=["recheck_on", "id"], condition=models.Q(("mended_on", None)),
                name="findings_to_recheck",
            ),
        ),
        migrations.AddIndex(
            "inspection",
            models.Index(fields=["-day", "-id"], name="inspections_newest_first"),
        ),
        migrations.AddConstraint(
            "finding",
            models.CheckConstraint(
                condition=models.Q(("mended_on", None), ("looks__gt", 0), _connector="OR"),
                name="finding_mended_after_a_look",
                violation_error_message="整改要有复查记录。",
            ),
        ),
        migrations.AddConstraint(
            "inspectionscore",
            models.CheckConstraint(
                condition=models.Q(("points__lte", models.F("out_of"))),
                name="score_within_its_item",
                violation_error_message="得分不能超过满分。",
            ),
        ),
        migrations.AddConstraint(
            "scoresheet",
            models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("area", "name"),
                name="one_current_sheet_per_name",
                violation_error_message="这个名称的评分表已经有了，请换个名称，或者去修改原来的。",
            ),
        ),
    ]
