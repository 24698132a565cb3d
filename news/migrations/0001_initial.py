import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
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
                    "kind",
                    models.CharField(
                        choices=[("notice", "公告")],
                        default="notice",
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("body", models.TextField(max_length=5000, verbose_name="内容")),
                ("published_on", models.DateField(verbose_name="发布日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="展示到")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="areas.area",
                        verbose_name="区划",
                    ),
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
                    "station",
                    models.ForeignKey(
                        blank=True,
                        help_text="留空表示整个区划的公告。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="stations.station",
                        verbose_name="站点",
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
                "verbose_name": "公告",
                "verbose_name_plural": "公告",
                "ordering": ["-published_on", "-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "published")),
                        fields=["-published_on", "-id"],
                        name="articles_shown",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
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
                        name="article_published_after_check_and_looks",
                        violation_error_message="发布前要做保密审查（保守国家秘密法第三十五条）。",
                    ),
                    models.CheckConstraint(
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
                        name="article_withdrawn_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("looks_wanted__lte", 3)), name="article_looks_at_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None),
                            ("until__gte", models.F("published_on")),
                            _connector="OR",
                        ),
                        name="article_ends_after_it_starts",
                        violation_error_message="「展示到」不能早于发布日期。",
                    ),
                ],
            },
        ),
    ]
