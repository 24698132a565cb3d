import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.phones
import jobs.attachments
import jobs.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyBranch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("is_active", models.BooleanField(default=True, verbose_name="在运行")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_branches",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "功能型党支部",
                "verbose_name_plural": "功能型党支部",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("regional", "区域型"), ("professional", "专业型")],
                        max_length=16,
                        verbose_name="类型",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True, help_text="专业型小组要填。", max_length=20, verbose_name="领域"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="在运行")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="stations.partybranch",
                        verbose_name="功能型党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表小组",
                "verbose_name_plural": "代表小组",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=32, unique=True, verbose_name="编号")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("home", "代表之家"),
                            ("station", "代表联络站"),
                            ("contact_point", "基层联系点"),
                        ],
                        max_length=16,
                        verbose_name="类型",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="专业联系点的领域，例如：茶旅融合、乡村振兴。",
                        max_length=20,
                        verbose_name="领域",
                    ),
                ),
                (
                    "host_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party_centre", "党群服务中心"),
                            ("service_centre", "便民服务中心"),
                            ("enterprise", "企业"),
                            ("school", "学校"),
                            ("mining", "矿区"),
                            ("trade", "市场、商会、行业协会"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="依托类型",
                    ),
                ),
                ("host", models.CharField(blank=True, max_length=80, verbose_name="依托单位")),
                ("head", models.CharField(blank=True, max_length=40, verbose_name="站长")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="地址")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="公开电话")),
                (
                    "opening_hours",
                    models.CharField(blank=True, max_length=80, verbose_name="开放时间"),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="经度"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="纬度"
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="建站日期")),
                (
                    "pinyin",
                    models.CharField(
                        blank=True, editable=False, max_length=400, verbose_name="拼音"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="开放")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="areas.area",
                        verbose_name="所在区划",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="stations.station",
                        verbose_name="上级站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "站点",
                "verbose_name_plural": "站点",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="ReceptionDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[("month", "每月"), ("week", "每周")],
                        default="month",
                        max_length=8,
                        verbose_name="周期",
                    ),
                ),
                ("day", models.PositiveSmallIntegerField(verbose_name="日")),
                ("starts_at", models.TimeField(verbose_name="开始时间")),
                ("ends_at", models.TimeField(verbose_name="结束时间")),
                (
                    "when_off",
                    models.CharField(
                        choices=[
                            ("next", "遇休息日顺延"),
                            ("before", "遇休息日提前"),
                            ("skip", "遇休息日不接待"),
                            ("keep", "休息日照常接待"),
                        ],
                        default="next",
                        max_length=8,
                        verbose_name="遇休息日",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="例如：代表轮流接待",
                        max_length=60,
                        verbose_name="说明",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reception_days",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待日",
                "verbose_name_plural": "接待日",
                "ordering": ["every", "day", "starts_at"],
            },
        ),
        migrations.CreateModel(
            name="LiaisonOfficer",
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
                ("is_active", models.BooleanField(default=True, verbose_name="在岗")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaison_officer",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "stations",
                    models.ManyToManyField(
                        related_name="officers", to="stations.station", verbose_name="站点"
                    ),
                ),
            ],
            options={
                "verbose_name": "联络员",
                "verbose_name_plural": "联络员",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("current", models.CharField(blank=True, max_length=64, verbose_name="现在的内容")),
                (
                    "checked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="核对时间"),
                ),
                ("printed", models.CharField(blank=True, max_length=64, verbose_name="印出的内容")),
                (
                    "printed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="印制时间"),
                ),
                ("paper", models.CharField(blank=True, max_length=4, verbose_name="纸张")),
                ("parts", models.JSONField(blank=True, default=dict, verbose_name="各部分")),
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
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示栏",
                "verbose_name_plural": "公示栏",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StationCover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期")),
                ("reason", models.CharField(blank=True, max_length=80, verbose_name="原因")),
                (
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        help_text="留空表示由上级（乡镇街道）代管。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="stations.liaisonofficer",
                        verbose_name="代管联络员",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covers",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "站点代管",
                "verbose_name_plural": "站点代管",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="StationPhoto",
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
                ("caption", models.CharField(max_length=60, verbose_name="说明")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "站点照片",
                "verbose_name_plural": "站点照片",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reception", "接待日"),
                            ("walk_in", "群众来访"),
                            ("outreach", "走访"),
                        ],
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                ("visitors", models.PositiveSmallIntegerField(verbose_name="群众人数")),
                (
                    "representatives",
                    models.PositiveSmallIntegerField(default=0, verbose_name="代表人数"),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="情况")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="记录时间")),
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
                        related_name="visits",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "接待和走访",
                "verbose_name_plural": "接待和走访",
                "ordering": ["-day", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Department",
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
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("contact", models.CharField(blank=True, max_length=40, verbose_name="联系人")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="areas.area",
                        verbose_name="所属区划",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True,
                        related_name="departments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "承办单位",
                "verbose_name_plural": "承办单位",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "name"), name="one_department_name_per_area"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspection", "会前视察"),
                            ("training", "能力培训"),
                            ("special", "专项活动"),
                            ("theme", "主题活动"),
                            ("vote", "代表票决"),
                        ],
                        max_length=16,
                        verbose_name="类型",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="主题")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("planned_on", models.DateField(verbose_name="计划日期")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="开展日期")),
                (
                    "attended",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="参加人数"
                    ),
                ),
                ("outcome", models.TextField(blank=True, max_length=2000, verbose_name="活动情况")),
                ("cancelled", models.BooleanField(default=False, verbose_name="已取消")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="stations.group",
                        verbose_name="代表小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组活动",
                "verbose_name_plural": "小组活动",
                "ordering": ["-planned_on", "-pk"],
                "indexes": [models.Index(fields=["group", "-held_on"], name="activities_held")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attended", None), ("held_on", None)),
                            models.Q(
                                ("attended__gt", 0),
                                ("cancelled", False),
                                ("held_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="activity_held_with_attendance",
                        violation_error_message="开展过的活动要写日期和参加人数；取消的活动不写。",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="partybranch",
            constraint=models.UniqueConstraint(
                fields=("area", "name"), name="one_branch_name_per_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                fields=("area", "name"), name="one_group_name_per_area"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("field", ""), ("kind", "regional")),
                    models.Q(("kind", "professional"), models.Q(("field", ""), _negated=True)),
                    _connector="OR",
                ),
                name="group_has_field_when_professional",
                violation_error_message="专业型小组要写领域；区域型小组不写。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="station_position_whole_and_on_earth",
                violation_error_message="经度和纬度要一起填，并且在合理范围内。",
            ),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="station_is_not_its_own_parent",
                violation_error_message="上级站点不能是自己。",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.UniqueConstraint(
                fields=("station", "every", "day", "starts_at"),
                name="one_reception_per_time",
                violation_error_message="这个接待日已经有了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("day__range", (1, 31)), ("every", "month")),
                    models.Q(("day__range", (1, 7)), ("every", "week")),
                    _connector="OR",
                ),
                name="reception_day_exists",
                violation_error_message="每月的接待日填 1 到 31，每周的填 1 到 7。",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="reception_ends_after_it_starts",
                violation_error_message="结束时间要晚于开始时间。",
            ),
        ),
        migrations.AddConstraint(
            model_name="liaisonofficer",
            constraint=models.UniqueConstraint(
                fields=("name", "phone_index"), name="one_officer_per_phone"
            ),
        ),
        migrations.AddIndex(
            model_name="board",
            index=models.Index(fields=["last_scanned_on"], name="boards_by_scan"),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("printed", ""), ("printed_at", None)),
                    models.Q(("printed", ""), ("printed_at", None), _negated=True),
                    _connector="OR",
                ),
                name="board_printed_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mounted_on", None), models.Q(("printed", ""), _negated=True), _connector="OR"
                ),
                name="board_mounted_after_printing",
                violation_error_message="还没有印制，不能登记张贴。",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationcover",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="cover_ends_after_it_starts",
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["station", "-day"], name="visits_of_station"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visitors__gt", 0), ("representatives__gt", 0), _connector="OR"
                ),
                name="visit_of_somebody",
                violation_error_message="群众人数和代表人数至少填一个。",
            ),
        ),
    ]
