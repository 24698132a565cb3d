import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("stations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("branch", models.BooleanField(default=False, verbose_name="功能支部")),
                ("activity", models.BooleanField(default=False, verbose_name="定期活动")),
                ("identity", models.BooleanField(default=False, verbose_name="身份公示")),
                ("terminal", models.BooleanField(default=False, verbose_name="平台终端")),
                ("report", models.BooleanField(default=False, verbose_name="述职评议")),
                ("missing", models.JSONField(blank=True, default=dict, verbose_name="缺什么")),
                (
                    "last_activity_on",
                    models.DateField(blank=True, null=True, verbose_name="最近活动"),
                ),
                (
                    "last_report_on",
                    models.DateField(blank=True, null=True, verbose_name="最近述职"),
                ),
                (
                    "last_message_on",
                    models.DateField(blank=True, null=True, verbose_name="最近留言"),
                ),
                (
                    "last_answer_on",
                    models.DateField(blank=True, null=True, verbose_name="最近答复"),
                ),
                ("last_visit_on", models.DateField(blank=True, null=True, verbose_name="最近来访")),
                ("used_on", models.DateField(blank=True, null=True, verbose_name="最近使用")),
                ("checked_at", models.DateTimeField(verbose_name="核对时间")),
                (
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standing",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "五有情况",
                "verbose_name_plural": "五有情况",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True, verbose_name="标识")),
                ("topic", models.CharField(max_length=30, verbose_name="类别")),
                ("label", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="数值"),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "precision",
                    models.CharField(
                        choices=[("exact", "确数"), ("at_least", "至少"), ("about", "约数")],
                        default="exact",
                        max_length=8,
                        verbose_name="精度",
                    ),
                ),
                ("as_of", models.DateField(verbose_name="截至日期")),
                ("source", models.CharField(max_length=80, verbose_name="来源")),
                (
                    "counted_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stations", "站点"),
                            ("homes", "代表之家"),
                            ("liaison_stations", "代表联络站"),
                            ("contact_points", "基层联系点"),
                            ("regional_groups", "区域型代表小组"),
                            ("professional_groups", "专业型代表小组"),
                            ("branches", "功能型党支部"),
                            ("representatives", "在任代表"),
                            ("person_codes", "代表和联络员的二维码"),
                        ],
                        max_length=20,
                        verbose_name="对应的统计",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="说明")),
                ("is_public", models.BooleanField(default=True, verbose_name="公开")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_figures",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "报告数",
                "verbose_name_plural": "报告数",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("label", ""), _negated=True),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="reported_figure_with_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="reported_figure_not_negative",
                        violation_error_message="数值不能小于 0。",
                    ),
                ],
            },
        ),
    ]
