import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HolidayNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                ("document", models.CharField(max_length=80, verbose_name="依据")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="录入时间")),
            ],
            options={
                "verbose_name": "放假安排",
                "verbose_name_plural": "放假安排",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="区划代码")),
                ("name", models.CharField(max_length=64, verbose_name="正式名称")),
                ("short_name", models.CharField(max_length=64, verbose_name="简称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "市"),
                            ("county", "县（市、区）"),
                            ("township", "乡镇（街道）"),
                            ("village", "村（社区）"),
                        ],
                        max_length=10,
                        verbose_name="级别",
                    ),
                ),
                ("is_function_zone", models.BooleanField(default=False, verbose_name="功能区")),
                (
                    "coded_under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coded_areas",
                        to="areas.area",
                        verbose_name="代码所属县区",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划",
                "verbose_name_plural": "区划",
            },
        ),
        migrations.CreateModel(
            name="DayOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("is_working", models.BooleanField(default=False, verbose_name="上班")),
                ("reason", models.CharField(max_length=60, verbose_name="原因")),
                (
                    "notice",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="areas.holidaynotice",
                        verbose_name="放假安排",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作日调整",
                "verbose_name_plural": "工作日调整",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("portal_name", models.CharField(max_length=60, verbose_name="网站名称")),
                (
                    "province_name",
                    models.CharField(blank=True, max_length=20, verbose_name="所在省份"),
                ),
                (
                    "organ_name",
                    models.CharField(blank=True, max_length=60, verbose_name="主办单位"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=30, verbose_name="联系电话"),
                ),
                (
                    "contact_address",
                    models.CharField(blank=True, max_length=120, verbose_name="联系地址"),
                ),
                (
                    "icp_number",
                    models.CharField(blank=True, max_length=40, verbose_name="ICP备案号"),
                ),
                (
                    "police_number",
                    models.CharField(blank=True, max_length=40, verbose_name="公安备案号"),
                ),
                (
                    "site_identifier",
                    models.CharField(blank=True, max_length=20, verbose_name="网站标识码"),
                ),
                (
                    "map_approval",
                    models.CharField(blank=True, max_length=40, verbose_name="地图审图号"),
                ),
                (
                    "publishes_comparisons",
                    models.BooleanField(
                        default=False,
                        help_text="关着的时候，区划、站点和代表之间的对照只给工作人员看。",
                        verbose_name="向社会公开五有达标情况",
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="installation",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "网站信息",
                "verbose_name_plural": "网站信息",
            },
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("depth", 1), ("level", "city")),
                    models.Q(("depth", 2), ("level", "county")),
                    models.Q(("depth", 3), ("level", "township")),
                    models.Q(("depth", 4), ("level", "village")),
                    _connector="OR",
                ),
                name="area_depth_fits_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_function_zone", False), ("level", "county"), _connector="OR"
                ),
                name="area_zone_is_county_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("coded_under", None), ("level", "township"), _connector="OR"),
                name="area_only_townships_coded_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), _negated=True),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("short_name", ""), _negated=True),
                ),
                name="area_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                condition=models.Q(("depth", 1)), fields=("depth",), name="area_one_root"
            ),
        ),
        migrations.AddConstraint(
            model_name="dayoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="day_override_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="installation",
            constraint=models.CheckConstraint(
                condition=models.Q(("portal_name", ""), _negated=True), name="installation_is_named"
            ),
        ),
    ]
