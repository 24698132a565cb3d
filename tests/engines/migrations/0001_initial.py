import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casework.limits


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("stations", "0001_initial"),
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
                ("state", models.CharField(default="assigned", max_length=16)),
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
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="第几次提交")),
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
                ("needed", models.PositiveSmallIntegerField(default=0)),
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
            name="Promise",
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
                ("title", models.CharField(max_length=80, verbose_name="整改事项")),
                ("demand", models.TextField(max_length=1000, verbose_name="整改要求")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mending", "整改中"),
                            ("reported", "待复查"),
                            ("done", "整改完成"),
                            ("cancelled", "已撤销"),
                        ],
                        default="mending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("result", models.TextField(blank=True, max_length=3000, verbose_name="整改结果")),
                (
                    "reported_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="报告时间"),
                ),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="复查时间"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复查人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报告人",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromiseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "actor_label",
                    models.CharField(blank=True, max_length=120, verbose_name="经办方"),
                ),
                ("kind", models.CharField(max_length=24, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="engines.promise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuggestionAssignment",
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
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "主办"), ("co", "协办"), ("separate", "分办")],
                        max_length=8,
                        verbose_name="角色",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "待签收"),
                            ("handling", "办理中"),
                            ("return_requested", "申请退回"),
                            ("answered", "待审核"),
                            ("released", "已采用"),
                            ("returned", "已退回"),
                            ("cancelled", "已撤销"),
                        ],
                        default="assigned",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="交办时间")),
                ("handle_amount", models.PositiveSmallIntegerField(verbose_name="办理期限")),
                (
                    "handle_unit",
                    models.CharField(
                        choices=[("working_day", "个工作日"), ("day", "天"), ("month", "个月")],
                        default="working_day",
                        max_length=12,
                        verbose_name="办理期限的单位",
                    ),
                ),
                (
                    "instruction",
                    models.CharField(blank=True, max_length=300, verbose_name="交办要求"),
                ),
                ("answer", models.TextField(blank=True, max_length=5000, verbose_name="办理结果")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提交时间"),
                ),
                (
                    "return_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="退回理由"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="交办人",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="stations.department",
                        verbose_name="承办单位",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="engines.suggestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuggestionEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "actor_label",
                    models.CharField(blank=True, max_length=120, verbose_name="经办方"),
                ),
                ("kind", models.CharField(max_length=24, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="engines.suggestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SuggestionExtension",
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
                            ("requested", "待批准"),
                            ("granted", "已同意"),
                            ("refused", "未同意"),
                        ],
                        default="requested",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="延长")),
                (
                    "unit",
                    models.CharField(
                        choices=[("working_day", "个工作日"), ("day", "天"), ("month", "个月")],
                        default="working_day",
                        max_length=12,
                        verbose_name="单位",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("requested_at", models.DateTimeField(verbose_name="申请时间")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="决定时间"),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="engines.suggestionassignment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
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
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reported", "done"]), _negated=True),
                    models.Q(
                        ("reported_at__isnull", False),
                        ("reported_by__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="promise_reported_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                        models.Q(("checked_by", models.F("reported_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="promise_checked_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "mending"), _negated=True),
                    ("due_date__isnull", False),
                    _connector="OR",
                ),
                name="promise_runs_while_mending",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestionassignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["answered", "released"]), _negated=True),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="suggestionassignment_answer_with_time_and_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestionextension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "requested")),
                    models.Q(
                        models.Q(("state", "requested"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="suggestionextension_decided_by_somebody",
            ),
        ),
    ]
