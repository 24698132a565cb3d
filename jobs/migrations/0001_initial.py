import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import jobs.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="种类")),
                ("label", models.CharField(max_length=100, verbose_name="名称")),
                ("step", models.CharField(blank=True, max_length=20, verbose_name="步骤")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "排队中"),
                            ("running", "正在处理"),
                            ("waiting", "等您确认"),
                            ("done", "已完成"),
                            ("failed", "没有完成"),
                            ("cancelled", "已取消"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0, verbose_name="第几次")),
                ("restarts", models.PositiveSmallIntegerField(default=0, verbose_name="中断次数")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已处理")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="正在做什么")),
                (
                    "error",
                    models.CharField(blank=True, max_length=500, verbose_name="没有完成的原因"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="发起时间"
                    ),
                ),
                (
                    "queued_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="排队时间"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="开始时间"),
                ),
                (
                    "heartbeat_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近一次进展"),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="结束时间"),
                ),
                (
                    "input_file",
                    models.FileField(
                        blank=True,
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="上传的文件",
                    ),
                ),
                (
                    "input_name",
                    models.CharField(blank=True, max_length=200, verbose_name="上传的文件名"),
                ),
                (
                    "result_file",
                    models.FileField(
                        blank=True,
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="结果文件",
                    ),
                ),
                (
                    "result_name",
                    models.CharField(blank=True, max_length=200, verbose_name="结果文件名"),
                ),
                (
                    "params",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="参数",
                    ),
                ),
                (
                    "result",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="结果",
                    ),
                ),
                ("is_cleaned", models.BooleanField(default=False, verbose_name="文件已清理")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="地区",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "后台任务",
                "verbose_name_plural": "后台任务",
            },
        ),
        migrations.CreateModel(
            name="JobPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="哪一部分")),
                (
                    "file",
                    models.FileField(
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="文件",
                    ),
                ),
                (
                    "result",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="结果",
                    ),
                ),
                ("is_done", models.BooleanField(default=False, verbose_name="已完成")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="jobs.job",
                        verbose_name="后台任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "后台任务的一部分",
                "verbose_name_plural": "后台任务的一部分",
                "ordering": ("pk",),
            },
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["created_by", "-id"], name="job_of_person"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(fields=["area", "-id"], name="job_of_area"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "running"))),
                fields=["state", "queued_at"],
                name="job_moving",
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("is_cleaned", False)),
                fields=["finished_at"],
                name="job_to_clean",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running", "waiting", "done", "failed", "cancelled"])
                ),
                name="job_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finished_at__isnull", False),
                        ("state__in", ("done", "failed", "cancelled")),
                    ),
                    models.Q(
                        ("finished_at__isnull", True),
                        ("state__in", ("queued", "running", "waiting")),
                    ),
                    _connector="OR",
                ),
                name="job_finished_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "running"), _negated=True),
                    models.Q(
                        ("attempt__gt", 0),
                        ("heartbeat_at__isnull", False),
                        ("started_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="job_running_has_heartbeat",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("error", ""), _negated=True),
                    _connector="OR",
                ),
                name="job_failed_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("total", 0), ("done__lte", models.F("total")), _connector="OR"),
                name="job_done_within_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobpart",
            constraint=models.UniqueConstraint(fields=("job", "key"), name="one_part_per_key"),
        ),
    ]
