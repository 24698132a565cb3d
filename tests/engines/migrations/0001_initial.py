import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casework.limits


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock_started_on",
                    models.DateField(blank=True, null=True, verbose_name="起算日"),
                ),
                ("clock_amount", models.PositiveSmallIntegerField(default=0, verbose_name="期限")),
                (
                    "clock_unit",
                    models.CharField(
                        choices=[("working_day", "个工作日"), ("day", "天"), ("month", "个月")],
                        default="working_day",
                        max_length=12,
                        verbose_name="单位",
                    ),
                ),
                (
                    "clock_extended",
                    models.PositiveSmallIntegerField(default=0, verbose_name="延长"),
                ),
                (
                    "clock_extended_unit",
                    models.CharField(
                        choices=[("working_day", "个工作日"), ("day", "天"), ("month", "个月")],
                        default="working_day",
                        max_length=12,
                        verbose_name="延长的单位",
                    ),
                ),
                ("clock_paused", models.PositiveSmallIntegerField(default=0, verbose_name="暂停")),
                ("due_date", models.DateField(blank=True, null=True, verbose_name="期限日")),
                ("amber_date", models.DateField(blank=True, null=True, verbose_name="提醒日")),
                ("paused_on", models.DateField(blank=True, null=True, verbose_name="暂停自")),
                (
                    "pause_reason",
                    models.CharField(blank=True, max_length=80, verbose_name="暂停原因"),
                ),
                (
                    "reminded",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "无"), (1, "快到期"), (2, "超期"), (3, "督办")],
                        default=0,
                        verbose_name="已提醒",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("in_review", "待审核"),
                            ("published", "已发布"),
                            ("withdrawn", "已撤下"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "looks_wanted",
                    models.PositiveSmallIntegerField(default=0, verbose_name="审核次数"),
                ),
                (
                    "looks_passed",
                    models.PositiveSmallIntegerField(default=0, verbose_name="审核通过次数"),
                ),
                (
                    "secrecy_checked",
                    models.BooleanField(default=False, verbose_name="已做保密审查"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="发布时间"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="撤下时间"),
                ),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="areas.area"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤下人",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作者",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PaperLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="提交时间")),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="审核时间")),
                ("passed", models.BooleanField(null=True, verbose_name="通过")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="审核意见")),
                ("is_over", models.BooleanField(default=False, verbose_name="已重新提交")),
                (
                    "asked_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="请谁审核",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="engines.paper",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuggestionRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sign_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="签收期限"
                    ),
                ),
                (
                    "return_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="退回期限"
                    ),
                ),
                (
                    "handle_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="办理期限"
                    ),
                ),
                (
                    "extension_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="最长延期"
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议办理规则",
            },
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at", None),
                        ("published_by", None),
                        ("state__in", ["draft", "in_review"]),
                    ),
                    models.Q(
                        ("looks_passed__gte", models.F("looks_wanted")),
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("secrecy_checked", True),
                        ("state__in", ["published", "withdrawn"]),
                    ),
                    _connector="OR",
                ),
                name="paper_published_after_check_and_looks",
                violation_error_message="发布前要做保密审查（保守国家秘密法第三十五条）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_by__isnull", False),
                        ("withdrawn_at__gte", models.F("published_at")),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_at", None),
                        ("withdrawn_by", None),
                    ),
                    _connector="OR",
                ),
                name="paper_withdrawn_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("looks_wanted__lte", 3)), name="paper_looks_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperlook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at", None), ("by", None), ("passed", None)),
                    models.Q(
                        ("at__isnull", False), ("by__isnull", False), ("passed__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="paperlook_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperlook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("passed", False), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="paperlook_sent_back_with_reason",
            ),
        ),
    ]
