import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.phones
import jobs.storage
import representatives.models.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("jobs", "0001_initial"),
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Congress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "全国"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                            ("township", "乡"),
                        ],
                        max_length=16,
                        verbose_name="层级",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="例如：西陵区、宜昌市、湖北省、全国",
                        max_length=40,
                        verbose_name="名称",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="congresses",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "人民代表大会",
                "verbose_name_plural": "人民代表大会",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ElectingUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "全国"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                            ("township", "乡"),
                        ],
                        max_length=16,
                        verbose_name="选举哪一级代表",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="electing_units",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "选举单位",
                "verbose_name_plural": "选举单位",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ElectoralDistrict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "全国"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                            ("township", "乡"),
                        ],
                        max_length=16,
                        verbose_name="层级",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "areas",
                    models.ManyToManyField(
                        blank=True,
                        related_name="electoral_districts",
                        to="areas.area",
                        verbose_name="范围",
                    ),
                ),
            ],
            options={
                "verbose_name": "选区",
                "verbose_name_plural": "选区",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PublicationFreeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("reason", models.CharField(max_length=80, verbose_name="原因")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freezes",
                        to="representatives.congress",
                        verbose_name="人民代表大会",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="设定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "暂停公开个人数据",
                "verbose_name_plural": "暂停公开个人数据",
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phone",
                    accounts.phones.EncryptedTextField(blank=True, null=True, verbose_name="电话"),
                ),
                (
                    "phone_index",
                    models.CharField(
                        blank=True, db_index=True, max_length=64, verbose_name="电话索引"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("pinyin", models.CharField(blank=True, max_length=120, verbose_name="拼音")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("male", "男"), ("female", "女")],
                        max_length=8,
                        verbose_name="性别",
                    ),
                ),
                (
                    "is_party_member",
                    models.BooleanField(
                        default=False, help_text="只有工作人员看得到", verbose_name="中共党员"
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                ("post", models.CharField(blank=True, max_length=80, verbose_name="单位职务")),
                ("bio", models.TextField(blank=True, max_length=1000, verbose_name="简介")),
                (
                    "photo",
                    models.ImageField(
                        blank=True, upload_to="representatives/", verbose_name="照片"
                    ),
                ),
                (
                    "public_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="公示电话"),
                ),
                ("publish_photo", models.BooleanField(default=True, verbose_name="公开照片")),
                ("publish_post", models.BooleanField(default=True, verbose_name="公开单位职务")),
                ("publish_bio", models.BooleanField(default=True, verbose_name="公开简介")),
                ("publish_phone", models.BooleanField(default=False, verbose_name="公开公示电话")),
                ("away_from", models.DateField(blank=True, null=True, verbose_name="外出开始")),
                ("away_until", models.DateField(blank=True, null=True, verbose_name="外出结束")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representatives",
                        to="stations.station",
                        verbose_name="所在站点",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="representative",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表",
                "verbose_name_plural": "代表",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MessageCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        default=representatives.models.codes.new_slug,
                        max_length=16,
                        unique=True,
                        verbose_name="短码",
                    ),
                ),
                (
                    "printed_for",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="印着这位代表的名字，现在通向别人。",
                        max_length=40,
                        verbose_name="原来是谁的",
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="发放时间")),
                (
                    "printed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近印制"),
                ),
                ("mounted_on", models.DateField(blank=True, null=True, verbose_name="张贴日期")),
                (
                    "mounted_at",
                    models.CharField(blank=True, max_length=60, verbose_name="张贴位置"),
                ),
                (
                    "last_scanned_on",
                    models.DateField(blank=True, null=True, verbose_name="最近扫码"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="停用时间"),
                ),
                (
                    "revoked_reason",
                    models.CharField(blank=True, max_length=80, verbose_name="停用原因"),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="stations.liaisonofficer",
                        verbose_name="联络员",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codes",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "留言二维码",
                "verbose_name_plural": "留言二维码",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "组长"), ("deputy", "副组长"), ("member", "组员")],
                        default="member",
                        max_length=8,
                        verbose_name="角色",
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="加入日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="stations.group",
                        verbose_name="代表小组",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_memberships",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组成员",
                "verbose_name_plural": "小组成员",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DutyReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="述职日期")),
                ("audience", models.CharField(max_length=80, verbose_name="向谁述职")),
                ("attended", models.PositiveSmallIntegerField(verbose_name="到会人数")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_reports",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表述职",
                "verbose_name_plural": "代表述职",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BranchMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("secretary", "书记"), ("member", "党员")],
                        default="member",
                        max_length=10,
                        verbose_name="角色",
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="加入日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="stations.partybranch",
                        verbose_name="党支部",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branch_memberships",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "支部党员",
                "verbose_name_plural": "支部党员",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="届次")),
                (
                    "opened_on",
                    models.DateField(blank=True, null=True, verbose_name="第一次会议日期"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="届满日期")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="representatives.congress",
                        verbose_name="人民代表大会",
                    ),
                ),
            ],
            options={
                "verbose_name": "届",
                "verbose_name_plural": "届",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "全国"),
                            ("province", "省"),
                            ("city", "市"),
                            ("county", "县"),
                            ("township", "乡"),
                        ],
                        max_length=16,
                        verbose_name="层级",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "在任"),
                            ("suspended", "暂停执行职务"),
                            ("ended", "已终止"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("term_over", "任期届满"),
                            ("moved", "迁出或调离"),
                            ("resigned", "辞职被接受"),
                            ("absent", "未经批准两次不出席会议"),
                            ("recalled", "被罢免"),
                            ("nationality", "丧失国籍"),
                            ("rights_lost", "被剥夺政治权利"),
                            ("incapable", "丧失行为能力"),
                            ("died", "去世"),
                        ],
                        max_length=16,
                        verbose_name="终止原因",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="representatives.electoraldistrict",
                        verbose_name="选区",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="representatives.electingunit",
                        verbose_name="选举单位",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="representatives.term",
                        verbose_name="届",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表职务",
                "verbose_name_plural": "代表职务",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="electoraldistrict",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="districts",
                to="representatives.term",
                verbose_name="届",
            ),
        ),
        migrations.CreateModel(
            name="TermChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="新一届届次")),
                ("first_session_on", models.DateField(verbose_name="新一届第一次会议日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "准备中"),
                            ("rehearsed", "已预演"),
                            ("scheduled", "已排定"),
                            ("running", "正在换届"),
                            ("done", "已换届"),
                            ("cancelled", "已取消"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "roster",
                    models.FileField(
                        blank=True,
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="名册",
                    ),
                ),
                (
                    "roster_name",
                    models.CharField(blank=True, max_length=200, verbose_name="名册文件名"),
                ),
                (
                    "codes_lead",
                    models.CharField(
                        choices=[("station", "通向站点"), ("revoked", "停用")],
                        default="station",
                        max_length=8,
                        verbose_name="离任代表的二维码",
                    ),
                ),
                (
                    "rehearsal",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="预演",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="预演的内容")),
                (
                    "rehearsed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="预演时间"),
                ),
                (
                    "problem",
                    models.CharField(blank=True, max_length=300, verbose_name="没有办成的原因"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="发起时间")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="换届时间")),
                (
                    "result",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="结果",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="term_changes",
                        to="representatives.congress",
                        verbose_name="人民代表大会",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                        verbose_name="任务",
                    ),
                ),
                (
                    "new_term",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="representatives.term",
                        verbose_name="新一届",
                    ),
                ),
                (
                    "ordered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "换届",
                "verbose_name_plural": "换届",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Leaver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codes_lead",
                    models.CharField(
                        choices=[
                            ("station", "通向站点"),
                            ("successor", "通向继任代表"),
                            ("revoked", "停用"),
                        ],
                        default="station",
                        max_length=10,
                        verbose_name="二维码",
                    ),
                ),
                ("matters", models.PositiveIntegerField(default=0, verbose_name="转到站点的留言")),
                (
                    "passed",
                    models.PositiveIntegerField(default=0, verbose_name="转给继任代表的留言"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="决定时间"),
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
                    "codes",
                    models.ManyToManyField(
                        related_name="+", to="representatives.messagecode", verbose_name="二维码"
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="representatives.representative",
                        verbose_name="继任代表",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leavers",
                        to="representatives.termchange",
                        verbose_name="换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "离任代表",
                "verbose_name_plural": "离任代表",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="congress",
            constraint=models.UniqueConstraint(
                fields=("level", "area"), name="one_congress_per_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="electingunit",
            constraint=models.UniqueConstraint(
                fields=("level", "name"), name="one_unit_name_per_level"
            ),
        ),
        migrations.AddConstraint(
            model_name="electingunit",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ("national", "province", "city"))),
                name="unit_of_an_indirect_level",
                violation_error_message="只有市级以上代表由选举单位选举。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationfreeze",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="freeze_ends_after_it_starts",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicationfreeze",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="freeze_has_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="representative",
            index=models.Index(fields=["name"], name="representative_name"),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.UniqueConstraint(
                fields=("name", "phone_index"), name="one_person_per_phone"
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("away_from__isnull", True), ("away_until__isnull", True)),
                    ("away_until__gte", models.F("away_from")),
                    _connector="OR",
                ),
                name="away_dates_in_order",
                violation_error_message="外出的开始和结束日期要一起填，结束不能早于开始。",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagecode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("officer", None), ("representative__isnull", False), ("station", None)
                    ),
                    models.Q(
                        ("officer__isnull", False), ("representative", None), ("station", None)
                    ),
                    models.Q(
                        ("officer", None), ("representative", None), ("station__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="code_leads_to_exactly_one",
                violation_error_message="二维码要指向一位代表、一位联络员或一个站点，只能选一个。",
            ),
        ),
        migrations.AddConstraint(
            model_name="messagecode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_reason", "")),
                    models.Q(
                        ("revoked_at__isnull", False),
                        models.Q(("revoked_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="code_revoked_with_reason",
                violation_error_message="停用二维码要写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None)),
                fields=("group", "representative"),
                name="in_a_group_once",
                violation_error_message="这位代表已经在小组里了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None), ("role", "leader")),
                fields=("group",),
                name="one_leader_per_group",
                violation_error_message="一个小组只有一位组长。",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None),
                    ("joined_on", None),
                    ("left_on__gte", models.F("joined_on")),
                    _connector="OR",
                ),
                name="left_group_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyreport",
            constraint=models.UniqueConstraint(
                fields=("representative", "day"),
                name="one_report_per_day",
                violation_error_message="这一天的述职已经登记了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("attended__gt", 0)),
                name="report_to_somebody",
                violation_error_message="到会人数至少是 1。",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None)),
                fields=("branch", "representative"),
                name="in_a_branch_once",
                violation_error_message="这位代表已经在支部里了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None), ("role", "secretary")),
                fields=("branch",),
                name="one_secretary_per_branch",
                violation_error_message="一个党支部只有一位书记。",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None),
                    ("joined_on", None),
                    ("left_on__gte", models.F("joined_on")),
                    _connector="OR",
                ),
                name="left_branch_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(
                fields=("congress", "number"), name="one_term_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on", None)),
                fields=("congress",),
                name="one_current_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None),
                    ("opened_on", None),
                    ("closed_on__gt", models.F("opened_on")),
                    _connector="OR",
                ),
                name="term_closes_after_it_opens",
                violation_error_message="届满日期要晚于第一次会议日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="term_number_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("representative", "term"), name="one_seat_per_person_and_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("district__isnull", False),
                        ("level__in", ("county", "township")),
                        ("unit", None),
                    ),
                    models.Q(
                        ("district", None),
                        ("level__in", ("national", "province", "city")),
                        ("unit__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="seat_assigned_by_level",
                violation_error_message="县级、乡级代表归选区，市级以上代表归选举单位。",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False),
                        ("status", "ended"),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "ended"), _negated=True),
                        ("end_reason", ""),
                        ("ended_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="seat_ended_with_date_and_reason",
                violation_error_message="终止的职务要写明日期和原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="electoraldistrict",
            constraint=models.UniqueConstraint(
                fields=("term", "name"), name="one_district_name_per_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="electoraldistrict",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ("county", "township"))),
                name="district_of_a_direct_level",
                violation_error_message="只有县级和乡级代表由选区选举。",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "rehearsed", "running", "scheduled"])),
                fields=("congress",),
                name="one_unfinished_change",
                violation_error_message="这个人民代表大会已经有一次换届在办。",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("congress", "number"),
                name="one_change_per_number",
                violation_error_message="换到这一届已经办过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "cancelled"]),
                    models.Q(
                        ("rehearsed_at__isnull", False), models.Q(("digest", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="change_rehearsed_before_it_runs",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["scheduled", "running", "done"]), _negated=True),
                    ("ordered_by__isnull", False),
                    _connector="OR",
                ),
                name="change_ordered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("done_at__isnull", False), ("new_term__isnull", False), ("state", "done")
                    ),
                    models.Q(
                        models.Q(("state", "done"), _negated=True),
                        ("done_at", None),
                        ("new_term", None),
                    ),
                    _connector="OR",
                ),
                name="change_done_with_its_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="termchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 2)), name="change_number_from_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="leaver",
            constraint=models.UniqueConstraint(
                fields=("change", "representative"), name="leaves_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="leaver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("codes_lead", "successor"), _negated=True), ("passed", 0)),
                    ("successor__isnull", False),
                    _connector="OR",
                ),
                name="codes_lead_to_a_successor_who_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None)),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="leaver_decided_by_somebody",
            ),
        ),
    ]
