import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jobs.attachments
import jobs.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoreItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("text", models.CharField(max_length=80, verbose_name="项目")),
                ("points", models.PositiveSmallIntegerField(verbose_name="满分")),
            ],
            options={
                "verbose_name": "评分项目",
                "verbose_name_plural": "评分项目",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="督查日期")),
                ("team", models.CharField(max_length=80, verbose_name="督查组")),
                ("inspectors", models.PositiveSmallIntegerField(verbose_name="督查人数")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="总体情况")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="记录时间")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="督查单位",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "督查",
                "verbose_name_plural": "督查",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="问题")),
                ("recheck_on", models.DateField(verbose_name="复查日期")),
                ("looks", models.PositiveSmallIntegerField(default=0, verbose_name="复查次数")),
                ("mended_on", models.DateField(blank=True, null=True, verbose_name="整改确认日期")),
                (
                    "reminded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提醒时间"),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="inspections.inspection",
                        verbose_name="督查",
                    ),
                ),
            ],
            options={
                "verbose_name": "督查发现的问题",
                "verbose_name_plural": "督查发现的问题",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="InspectionPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "image",
                    models.ImageField(
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.attachments.picture_name,
                        verbose_name="照片",
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="inspections.finding",
                        verbose_name="问题",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="inspections.inspection",
                        verbose_name="督查",
                    ),
                ),
            ],
            options={
                "verbose_name": "督查照片",
                "verbose_name_plural": "督查照片",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几次")),
                ("due_on", models.DateField(verbose_name="原定日期")),
                ("day", models.DateField(verbose_name="复查日期")),
                ("is_mended", models.BooleanField(verbose_name="已整改")),
                ("note", models.CharField(max_length=300, verbose_name="复查情况")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="记录时间")),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rechecks",
                        to="inspections.finding",
                        verbose_name="问题",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
            ],
            options={
                "verbose_name": "复查",
                "verbose_name_plural": "复查",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="InspectionScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(verbose_name="得分")),
                ("out_of", models.PositiveSmallIntegerField(verbose_name="满分")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="inspections.inspection",
                        verbose_name="督查",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspections.scoreitem",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "督查得分",
                "verbose_name_plural": "督查得分",
                "ordering": ["item__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("is_current", models.BooleanField(default=True, verbose_name="在用")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="areas.area",
                        verbose_name="制定单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "督查评分表",
                "verbose_name_plural": "督查评分表",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="scoreitem",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="inspections.scoresheet",
                verbose_name="评分表",
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="inspections.scoresheet",
                verbose_name="评分表",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("mended_on", None)),
                fields=["recheck_on", "id"],
                name="findings_to_recheck",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("mended_on", None), ("looks__gt", 0), _connector="OR"),
                name="finding_mended_after_a_look",
                violation_error_message="整改要有复查记录。",
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(
                fields=("finding", "number"), name="one_recheck_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_mended", True)), fields=("finding",), name="mended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionscore",
            constraint=models.UniqueConstraint(
                fields=("inspection", "item"), name="one_score_per_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__lte", models.F("out_of"))),
                name="score_within_its_item",
                violation_error_message="得分不能超过满分。",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoresheet",
            constraint=models.UniqueConstraint(
                fields=("area", "name", "version"), name="one_sheet_per_name_and_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoresheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("area", "name"),
                name="one_current_sheet_per_name",
                violation_error_message="这个名称的评分表已经有了，请换个名称，或者去修改原来的。",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreitem",
            constraint=models.UniqueConstraint(
                fields=("sheet", "position"), name="one_item_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gt", 0)), name="score_item_has_points"
            ),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["-day", "-id"], name="inspections_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("inspectors__gt", 0)),
                name="inspection_by_somebody",
                violation_error_message="督查人数至少是 1。",
            ),
        ),
    ]
