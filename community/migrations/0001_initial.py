import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SmallCongress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("founded_on", models.DateField(verbose_name="成立日期")),
                (
                    "stale_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="多少天没更新就提醒"),
                ),
                (
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="small_congress",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "社区居民议事会",
                "verbose_name_plural": "社区居民议事会",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ResidentRepresentative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "represents",
                    models.CharField(blank=True, max_length=60, verbose_name="代表的楼栋或网格"),
                ),
                ("starts_on", models.DateField(verbose_name="任期开始")),
                ("ends_on", models.DateField(verbose_name="任期结束")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="residents",
                        to="community.smallcongress",
                        verbose_name="议事会",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民代表",
                "verbose_name_plural": "居民代表",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DisclosureReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("residents", "居委会事务公开"),
                            ("owners", "业委会事务公开"),
                            ("property", "物业事务公开"),
                        ],
                        max_length=16,
                        verbose_name="栏目",
                    ),
                ),
                ("since", models.DateField(verbose_name="上次更新")),
                ("told_at", models.DateTimeField(auto_now_add=True, verbose_name="提醒时间")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="community.smallcongress",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开栏目的提醒",
                "verbose_name_plural": "公开栏目的提醒",
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                (
                    "column",
                    models.CharField(
                        choices=[
                            ("residents", "居委会事务公开"),
                            ("owners", "业委会事务公开"),
                            ("property", "物业事务公开"),
                        ],
                        max_length=16,
                        verbose_name="栏目",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("body", models.TextField(max_length=5000, verbose_name="内容")),
                ("published_on", models.DateField(verbose_name="公开日期")),
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
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="community.smallcongress",
                        verbose_name="议事会",
                    ),
                ),
            ],
            options={
                "verbose_name": "事务公开",
                "verbose_name_plural": "事务公开",
                "ordering": ["-published_on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CommunityMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("planned_on", models.DateField(verbose_name="计划日期")),
                ("topic", models.CharField(max_length=80, verbose_name="议题")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="召开日期")),
                (
                    "attended",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="到会人数"
                    ),
                ),
                (
                    "decisions",
                    models.TextField(blank=True, max_length=2000, verbose_name="议定事项"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="community.smallcongress",
                        verbose_name="议事会",
                    ),
                ),
            ],
            options={
                "verbose_name": "议事会会议",
                "verbose_name_plural": "议事会会议",
                "ordering": ["-planned_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkingGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_groups",
                        to="community.smallcongress",
                        verbose_name="议事会",
                    ),
                ),
                (
                    "convenor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="convened_groups",
                        to="community.residentrepresentative",
                        verbose_name="召集人",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作小组",
                "verbose_name_plural": "工作小组",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=300, verbose_name="做了什么")),
                ("is_done", models.BooleanField(default=False, verbose_name="已完成")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="community.workinggroup",
                        verbose_name="工作小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作记录",
                "verbose_name_plural": "工作记录",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="smallcongress",
            constraint=models.CheckConstraint(
                condition=models.Q(("stale_days__gte", 1)),
                name="small_congress_reminds_after_a_while",
                violation_error_message="提醒天数至少是 1。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residentrepresentative",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="resident_term_in_order",
                violation_error_message="任期结束要晚于开始。",
            ),
        ),
        migrations.AddConstraint(
            model_name="residentrepresentative",
            constraint=models.UniqueConstraint(
                fields=("congress", "name", "starts_on"),
                name="one_resident_per_term",
                violation_error_message="这位居民代表的这个任期已经登记了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurereminder",
            constraint=models.UniqueConstraint(
                fields=("congress", "column", "since"), name="one_reminder_per_stale_stretch"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                fields=["congress", "column", "-published_on"], name="disclosures_by_column"
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
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
                name="disclosure_published_after_check_and_looks",
                violation_error_message="发布前要做保密审查（保守国家秘密法第三十五条）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
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
                name="disclosure_withdrawn_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("looks_wanted__lte", 3)), name="disclosure_looks_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="communitymeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attended", None), ("held_on", None)),
                    models.Q(
                        ("attended__gt", 0), ("attended__isnull", False), ("held_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="meeting_held_with_attendance",
                violation_error_message="开过的会要写召开日期和到会人数。",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinggroup",
            constraint=models.UniqueConstraint(
                fields=("congress", "name"), name="one_working_group_per_name"
            ),
        ),
    ]
