"""Second looks become rows of their own; whose inspection it was; reminders of stale columns."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def carry_over(apps, schema_editor):
    Inspection = apps.get_model("stations", "Inspection")
    Finding = apps.get_model("stations", "Finding")
    Recheck = apps.get_model("stations", "Recheck")
    for inspection in Inspection.objects.select_related("station").iterator():
        inspection.office_id = inspection.station.area_id
        inspection.save(update_fields=["office"])
    for score in apps.get_model("stations", "InspectionScore").objects.select_related("item"):
        score.out_of = max(score.item.points, score.points)
        score.save(update_fields=["out_of"])
    for finding in Finding.objects.exclude(rechecked_on=None).select_related("inspection"):
        Recheck.objects.create(
            finding=finding, number=1, due_on=finding.recheck_on, day=finding.rechecked_on,
            is_mended=finding.is_mended, note=finding.result,
            recorded_by_id=finding.inspection.recorded_by_id,
        )
        finding.looks = 1
        finding.mended_on = finding.rechecked_on if finding.is_mended else None
        finding.save(update_fields=["looks", "mended_on"])


def carry_back(apps, schema_editor):
    """Only the look that closed a finding has a place in the old columns."""
    closing = apps.get_model("stations", "Recheck").objects.filter(is_mended=True)
    for recheck in closing.select_related("finding"):
        finding = recheck.finding
        finding.rechecked_on, finding.is_mended = recheck.day, True
        finding.result = recheck.note
        finding.save(update_fields=["rechecked_on", "is_mended", "result"])


def person():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+",
        to=settings.AUTH_USER_MODEL, verbose_name="记录人",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0002_network"),
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("finding", "finding_rechecked_with_result"),
        migrations.RemoveIndex("finding", "findings_to_recheck"),
        migrations.AddField(
            "inspection", "office",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="areas.area", verbose_name="督查单位",
            ),
        ),
        migrations.AddField(
            "inspectionscore", "out_of", models.PositiveSmallIntegerField("满分", null=True)
        ),
        migrations.AddField(
            "finding", "looks", models.PositiveSmallIntegerField("复查次数", default=0)
        ),
        migrations.AddField(
            "finding", "mended_on", models.DateField("整改确认日期", null=True, blank=True)
        ),
        migrations.AddField(
            "finding", "reminded_at", models.DateTimeField("提醒时间", null=True, blank=True)
        ),
        migrations.CreateModel(
            "Recheck",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField("第几次")),
                ("due_on", models.DateField("原定日期")),
                ("day", models.DateField("复查日期")),
                ("is_mended", models.BooleanField("已整改")),
                ("note", models.CharField("复查情况", max_length=300)),
                ("recorded_at", models.DateTimeField("记录时间", auto_now_add=True)),
                ("finding", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="rechecks",
                    to="stations.finding", verbose_name="问题")),
                ("recorded_by", person()),
            ],
            options={
                "verbose_name": "复查",
                "verbose_name_plural": "复查",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("finding", "number"), name="one_recheck_per_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_mended", True)), fields=("finding",),
                        name="mended_once"),
                ],
            },
        ),
        migrations.CreateModel(
            "DisclosureReminder",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("column", models.CharField("栏目", max_length=16, choices=[
                    ("residents", "居委会事务公开"), ("owners", "业委会事务公开"),
                    ("property", "物业事务公开")])),
                ("since", models.DateField("上次更新")),
                ("told_at", models.DateTimeField("提醒时间", auto_now_add=True)),
                ("congress", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+",
                    to="stations.smallcongress")),
            ],
            options={
                "verbose_name": "公开栏目的提醒",
                "verbose_name_plural": "公开栏目的提醒",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "column", "since"),
                        name="one_reminder_per_stale_stretch"),
                ],
            },
        ),
        migrations.RunPython(carry_over, carry_back),
    ]
