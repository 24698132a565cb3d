import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jobs.storage


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        ("representatives", "0001_initial"),
        ("stations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("open", "开展测评"),
                            ("publish", "公布结果"),
                            ("correct", "更正结果"),
                        ],
                        max_length=8,
                        verbose_name="批准什么",
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        help_text="例如：主任会议、主席团", max_length=40, verbose_name="批准机构"
                    ),
                ),
                ("day", models.DateField(verbose_name="批准日期")),
                ("document", models.CharField(max_length=60, verbose_name="文号")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "批准",
                "verbose_name_plural": "批准",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session_number",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="大会期间的测评才填；闭会期间空着",
                        null=True,
                        verbose_name="第几次会议",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("voters", "代表向选民述职"),
                            ("unit", "代表向选举单位述职"),
                            ("departments", "部门向代表述职"),
                        ],
                        max_length=12,
                        verbose_name="述职方向",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("rating", "满意度测评"), ("selection", "票选测评对象")],
                        default="rating",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="票选测评对象才填", null=True, verbose_name="选出几个"
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("by_paper", models.BooleanField(default=False, verbose_name="纸质票")),
                (
                    "by_slip",
                    models.BooleanField(default=False, verbose_name="扫码投票（一次性票签）"),
                ),
                ("by_account", models.BooleanField(default=False, verbose_name="代表登录投票")),
                (
                    "reports_due",
                    models.DateField(blank=True, null=True, verbose_name="述职报告提交期限"),
                ),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="投票截止")),
                (
                    "eligible",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="应到人数"),
                ),
                (
                    "electorate_digest",
                    models.CharField(blank=True, max_length=64, verbose_name="名单校验值"),
                ),
                (
                    "slips_handed_out",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="发出票签"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "准备中"),
                            ("open", "正在测评"),
                            ("closed", "已截止，待计票"),
                            ("counted", "已计票，未公布"),
                            ("published", "已公布"),
                            ("finished", "已办结"),
                            ("cancelled", "已取消"),
                        ],
                        default="preparing",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("tried_at", models.DateTimeField(blank=True, null=True, verbose_name="试投时间")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="截止时间")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="公布时间"),
                ),
                ("publishes_ranks", models.BooleanField(default=False, verbose_name="公布名次")),
                (
                    "objections_until",
                    models.DateField(blank=True, null=True, verbose_name="异议截止"),
                ),
                (
                    "vote_reminded_for",
                    models.DateTimeField(blank=True, null=True, verbose_name="已提醒的投票截止"),
                ),
                (
                    "objections_reminded_for",
                    models.DateField(blank=True, null=True, verbose_name="已提醒的异议截止"),
                ),
                (
                    "paper_round",
                    models.PositiveSmallIntegerField(default=1, verbose_name="纸质票第几次录入"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="areas.area",
                        verbose_name="组织机关",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="建立人",
                    ),
                ),
                (
                    "selected_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="supervision.evaluation",
                        verbose_name="对象来自哪次票选",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="representatives.term",
                        verbose_name="届",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评",
                "verbose_name_plural": "测评",
                "ordering": ["-year", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Elector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_voted", models.BooleanField(default=False, verbose_name="已登录投票")),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="electors",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评人",
                "verbose_name_plural": "测评人",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="第几版")),
                ("is_current", models.BooleanField(default=True, verbose_name="现行")),
                ("counted_at", models.DateTimeField(verbose_name="计票时间")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
                ("eligible", models.PositiveIntegerField(verbose_name="应到人数")),
                ("issued", models.PositiveIntegerField(verbose_name="发出票数")),
                ("returned", models.PositiveIntegerField(verbose_name="收回票数")),
                ("has_quorum", models.BooleanField(verbose_name="达到法定人数")),
                (
                    "over_issued",
                    models.CharField(
                        blank=True, max_length=24, verbose_name="收回多于发出的投票方式"
                    ),
                ),
                ("file", models.JSONField(default=dict, verbose_name="计票文件")),
                ("file_digest", models.CharField(max_length=64, verbose_name="计票文件校验值")),
                (
                    "plain_digest",
                    models.CharField(max_length=64, verbose_name="不含名次的计票文件校验值"),
                ),
                (
                    "paper_round",
                    models.PositiveSmallIntegerField(default=1, verbose_name="纸质票第几次录入"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="公布时间"),
                ),
                (
                    "approval",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.approval",
                        verbose_name="批准",
                    ),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="计票人",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
            ],
            options={
                "verbose_name": "计票",
                "verbose_name_plural": "计票",
                "ordering": ["-version"],
            },
        ),
        migrations.AddField(
            model_name="approval",
            name="evaluation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="supervision.evaluation",
                verbose_name="测评",
            ),
        ),
        migrations.CreateModel(
            name="EvaluationEvent",
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
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评经过",
                "verbose_name_plural": "测评经过",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Lineage",
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
                        choices=[("renamed", "更名"), ("merged", "并入")],
                        max_length=8,
                        verbose_name="变动",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("document", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                (
                    "predecessor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="became",
                        to="stations.department",
                        verbose_name="原单位",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="came_from",
                        to="stations.department",
                        verbose_name="现单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位沿革",
                "verbose_name_plural": "单位沿革",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
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
                "verbose_name": "整改",
                "verbose_name_plural": "整改",
                "ordering": ["due_date", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RectificationEvent",
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
                    "rectification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="supervision.rectification",
                        verbose_name="整改",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改经过",
                "verbose_name_plural": "整改经过",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                            ("submitted", "已提交"),
                            ("sent_back", "退回修改"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="述职报告")),
                ("figures", models.JSONField(blank=True, default=list, verbose_name="年度数据")),
                (
                    "figures_as_of",
                    models.DateTimeField(blank=True, null=True, verbose_name="数据截至"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="提交时间"),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="退回意见")),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="保存时间")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提交人",
                    ),
                ),
            ],
            options={
                "verbose_name": "述职报告",
                "verbose_name_plural": "述职报告",
            },
        ),
        migrations.CreateModel(
            name="ReportedResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("class_name", models.CharField(blank=True, max_length=20, verbose_name="类别")),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="加权得分",
                    ),
                ),
                (
                    "satisfaction",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="满意率"
                    ),
                ),
                (
                    "class_rank",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="同类名次"
                    ),
                ),
                (
                    "class_ranked",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="同类参加排名的"
                    ),
                ),
                (
                    "ballots",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="有效票"),
                ),
                ("scheme_name", models.CharField(max_length=60, verbose_name="当年方案")),
                ("source", models.CharField(max_length=120, verbose_name="来源")),
                ("as_of", models.DateField(verbose_name="截至")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_results",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_results",
                        to="stations.department",
                        verbose_name="部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "报告的测评结果",
                "verbose_name_plural": "报告的测评结果",
                "ordering": ["-year", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="文件",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="supervision.report",
                        verbose_name="述职报告",
                    ),
                ),
            ],
            options={
                "verbose_name": "述职附件",
                "verbose_name_plural": "述职附件",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_withheld",
                    models.BooleanField(default=False, verbose_name="票数太少，不显示"),
                ),
                (
                    "returned",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="收回"),
                ),
                ("valid", models.PositiveIntegerField(blank=True, null=True, verbose_name="有效")),
                (
                    "uncounted",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="不计入（如不了解）"
                    ),
                ),
                (
                    "invalid",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="无效"),
                ),
                (
                    "satisfied",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="满意票或列入票"
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="加权得分",
                    ),
                ),
                (
                    "satisfaction",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="满意率"
                    ),
                ),
                (
                    "spread",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="离散"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=12, verbose_name="等次")),
                (
                    "rank",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="总名次"),
                ),
                (
                    "ranked",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="参加总排名的"
                    ),
                ),
                (
                    "class_rank",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="同类名次"
                    ),
                ),
                (
                    "class_ranked",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="同类参加排名的"
                    ),
                ),
                (
                    "reaches_target",
                    models.BooleanField(blank=True, null=True, verbose_name="达到达标线"),
                ),
                (
                    "workload",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="当年承办留言"),
                ),
                ("is_chosen", models.BooleanField(default=False, verbose_name="票选列入")),
                ("is_tied", models.BooleanField(default=False, verbose_name="末位票数相同")),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="supervision.count",
                        verbose_name="计票",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评结果",
                "verbose_name_plural": "测评结果",
                "ordering": ["subject__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="意见")),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="supervision.result",
                        verbose_name="结果",
                    ),
                ),
            ],
            options={
                "verbose_name": "意见",
                "verbose_name_plural": "意见",
                "ordering": ["text"],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                (
                    "is_comparable",
                    models.BooleanField(default=False, verbose_name="和上一版的结果可以比较"),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("rating", "满意度测评"), ("selection", "票选测评对象")],
                        default="rating",
                        max_length=10,
                        verbose_name="用于",
                    ),
                ),
                (
                    "quorum_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="百分之几，要超过它才有效",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="参加人数要超过应到的",
                    ),
                ),
                (
                    "smallest_group",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="少于几张票不显示结果"
                    ),
                ),
                (
                    "least_ballots",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="少于几张有效票不排名"
                    ),
                ),
                (
                    "grading",
                    models.CharField(
                        choices=[
                            ("none", "不定等次"),
                            ("share", "按得票率定等次"),
                            ("weight", "按加权得分定等次"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="定等次",
                    ),
                ),
                (
                    "ranked_by",
                    models.CharField(
                        choices=[("score", "加权得分"), ("satisfaction", "满意率")],
                        default="score",
                        max_length=12,
                        verbose_name="按什么排名",
                    ),
                ),
                ("ranked_in_class", models.BooleanField(default=True, verbose_name="分类排名")),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2,
                        default=85,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="达标线",
                    ),
                ),
                (
                    "target_measure",
                    models.CharField(
                        choices=[("score", "加权得分"), ("satisfaction", "满意率")],
                        default="score",
                        max_length=12,
                        verbose_name="达标线看什么",
                    ),
                ),
                (
                    "recuses",
                    models.BooleanField(
                        default=False,
                        help_text="大会期间的测评不回避",
                        verbose_name="代表对自己任职的单位回避",
                    ),
                ),
                (
                    "objection_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="异议期（工作日）"),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="说明")),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="定版时间")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="定版校验值")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
                        to="areas.area",
                        verbose_name="制定机关",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next_version",
                        to="supervision.scheme",
                        verbose_name="上一版",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评方案",
                "verbose_name_plural": "测评方案",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="evaluation",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="supervision.scheme",
                verbose_name="测评方案",
            ),
        ),
        migrations.CreateModel(
            name="SchemeGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("label", models.CharField(max_length=12, verbose_name="等次")),
                (
                    "at_least",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="不低于",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grades",
                        to="supervision.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "等次",
                "verbose_name_plural": "等次",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SchemeOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                ("label", models.CharField(max_length=12, verbose_name="选项")),
                (
                    "weight",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="0 到 100；空着就是不计入有效票，例如「不了解」",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="分值",
                    ),
                ),
                ("is_satisfied", models.BooleanField(default=False, verbose_name="算满意")),
                (
                    "is_graded",
                    models.BooleanField(default=False, verbose_name="计入定等次的得票率"),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="supervision.scheme",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "选项",
                "verbose_name_plural": "选项",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SlipBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.PositiveIntegerField(verbose_name="张数")),
                ("printed_at", models.DateTimeField(auto_now_add=True, verbose_name="印制时间")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="作废时间")),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="作废原因"),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slip_batches",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="印制人",
                    ),
                ),
            ],
            options={
                "verbose_name": "票签批次",
                "verbose_name_plural": "票签批次",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="校验值")),
                ("is_spent", models.BooleanField(default=False, verbose_name="已用")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="supervision.slipbatch",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "票签",
                "verbose_name_plural": "票签",
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("named", models.CharField(blank=True, max_length=80, verbose_name="名称")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="撤出时间"),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤出原因"),
                ),
                ("is_chosen", models.BooleanField(default=False, verbose_name="票选列入")),
                (
                    "report_reminded",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "无"), (1, "快到期"), (2, "超期"), (3, "督办")],
                        default=0,
                        verbose_name="述职已提醒",
                    ),
                ),
                (
                    "report_reminded_for",
                    models.DateField(blank=True, null=True, verbose_name="已提醒的述职期限"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluated",
                        to="stations.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluated",
                        to="representatives.seat",
                        verbose_name="代表职务",
                    ),
                ),
            ],
            options={
                "verbose_name": "测评对象",
                "verbose_name_plural": "测评对象",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="result",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="supervision.subject",
                verbose_name="测评对象",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="subject",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="report",
                to="supervision.subject",
                verbose_name="测评对象",
            ),
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=100, verbose_name="原因")),
                (
                    "elector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="supervision.elector",
                        verbose_name="测评人",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="supervision.subject",
                        verbose_name="测评对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "回避",
                "verbose_name_plural": "回避",
            },
        ),
        migrations.AddField(
            model_name="rectification",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rectifications",
                to="supervision.subject",
                verbose_name="整改单位",
            ),
        ),
        migrations.CreateModel(
            name="Objection",
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
                            ("open", "待答复"),
                            ("upheld", "异议成立"),
                            ("dismissed", "异议不成立"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="异议")),
                ("raised_at", models.DateTimeField(verbose_name="提出时间")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="答复时间"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="supervision.subject",
                        verbose_name="测评对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议",
                "verbose_name_plural": "异议",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="反馈意见")),
                ("sent_at", models.DateTimeField(verbose_name="发出时间")),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发出人",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="supervision.subject",
                        verbose_name="测评对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "反馈意见",
                "verbose_name_plural": "反馈意见",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ways", models.CharField(max_length=40, verbose_name="投票方式")),
                ("votes", models.PositiveIntegerField(verbose_name="票数")),
                (
                    "option",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.schemeoption",
                        verbose_name="选项",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="supervision.result",
                        verbose_name="结果",
                    ),
                ),
            ],
            options={
                "verbose_name": "得票",
                "verbose_name_plural": "得票",
            },
        ),
        migrations.CreateModel(
            name="TellerSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几次录入")),
                ("issued", models.PositiveIntegerField(verbose_name="发出票数")),
                ("returned", models.PositiveIntegerField(verbose_name="收回票数")),
                (
                    "scan",
                    models.FileField(
                        storage=jobs.storage.private_storage,
                        upload_to=jobs.storage.random_name,
                        verbose_name="计票单照片或扫描件",
                    ),
                ),
                ("scan_name", models.CharField(max_length=120, verbose_name="文件名")),
                ("entered_at", models.DateTimeField(auto_now=True, verbose_name="录入时间")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teller_sheets",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="计票人",
                    ),
                ),
            ],
            options={
                "verbose_name": "计票单",
                "verbose_name_plural": "计票单",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TellerTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("votes", models.PositiveIntegerField(verbose_name="票数")),
                (
                    "option",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.schemeoption",
                        verbose_name="选项",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="totals",
                        to="supervision.tellersheet",
                        verbose_name="计票单",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.subject",
                        verbose_name="测评对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "计票",
                "verbose_name_plural": "计票",
            },
        ),
        migrations.CreateModel(
            name="UnitClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_classes",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位类别",
                "verbose_name_plural": "单位类别",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="subject",
            name="unit_class",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.unitclass",
                verbose_name="类别",
            ),
        ),
        migrations.CreateModel(
            name="ClassedDepartment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classed",
                        to="stations.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "unit_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="supervision.unitclass",
                        verbose_name="类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门类别",
                "verbose_name_plural": "部门类别",
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("paper", "纸质票"),
                            ("slip", "扫码投票"),
                            ("account", "登录投票"),
                            ("trial", "试投"),
                        ],
                        max_length=8,
                        verbose_name="投票方式",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urns",
                        to="supervision.evaluation",
                        verbose_name="测评",
                    ),
                ),
            ],
            options={
                "verbose_name": "票箱",
                "verbose_name_plural": "票箱",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=26, unique=True)),
                (
                    "urn",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.urn",
                    ),
                ),
            ],
            options={
                "verbose_name": "投票回执",
                "verbose_name_plural": "投票回执",
            },
        ),
        migrations.CreateModel(
            name="UrnMark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "option",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.schemeoption",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.subject",
                    ),
                ),
                (
                    "urn",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.urn",
                    ),
                ),
            ],
            options={
                "verbose_name": "票箱里的选择",
                "verbose_name_plural": "票箱里的选择",
            },
        ),
        migrations.CreateModel(
            name="UrnRemark",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=300)),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.subject",
                    ),
                ),
                (
                    "urn",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="supervision.urn",
                    ),
                ),
            ],
            options={
                "verbose_name": "票箱里的意见",
                "verbose_name_plural": "票箱里的意见",
            },
        ),
        migrations.CreateModel(
            name="CurveRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fall_places",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="下降几名算明显",
                    ),
                ),
                (
                    "fall_points",
                    models.DecimalField(
                        decimal_places=1,
                        default=5,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="下降几分算明显",
                    ),
                ),
                (
                    "low_percent",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="同类后百分之几算靠后",
                    ),
                ),
                (
                    "low_years",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="连续几年算长期",
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="curve_rules",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "曲线提示规则",
                "verbose_name_plural": "曲线提示规则",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fall_places__gte", 1),
                            ("fall_points__gte", 1),
                            ("low_years__gte", 2),
                            ("low_percent__gte", 1),
                            ("low_percent__lte", 50),
                        ),
                        name="curve_rules_within_bounds",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="elector",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "representative"), name="one_elector_per_evaluation"
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "version"), name="one_count_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("evaluation",),
                name="one_current_count",
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approval", None), ("reason", ""), ("version", 1)),
                    models.Q(
                        ("approval__isnull", False),
                        ("version__gt", 1),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineage",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="department_does_not_follow_itself",
                violation_error_message="一个单位不能并入自己。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedresult",
            constraint=models.UniqueConstraint(
                fields=("department", "year"), name="one_reported_result_per_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("score__isnull", False), ("satisfaction__isnull", False), _connector="OR"
                ),
                name="reported_result_reports_something",
                violation_error_message="加权得分和满意率至少要有一个。",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("score", None),
                        models.Q(("score__gte", 0), ("score__lte", 100)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("satisfaction", None),
                        models.Q(("satisfaction__gte", 0), ("satisfaction__lte", 100)),
                        _connector="OR",
                    ),
                ),
                name="reported_result_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("class_rank", None),
                    models.Q(("class_rank__gte", 1), ("class_ranked__gte", models.F("class_rank"))),
                    _connector="OR",
                ),
                name="reported_rank_out_of",
                violation_error_message="名次要在参加排名的单位数以内。",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.UniqueConstraint(
                fields=("area", "name", "version"), name="one_scheme_per_name_and_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("smallest_group__gte", 5), ("least_ballots__gte", models.F("smallest_group"))
                ),
                name="scheme_protects_small_groups",
                violation_error_message="少于 5 张票的结果不能显示；排名至少要有显示结果那么多票。",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("frozen_at", None)),
                    models.Q(("frozen_at__isnull", False), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="scheme_frozen_with_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quorum_percent__lte", 100), ("target__gte", 0), ("target__lte", 100)
                ),
                name="scheme_shares_are_percentages",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("previous", None), ("version", 1)),
                    models.Q(("previous__isnull", False), ("version__gt", 1)),
                    _connector="OR",
                ),
                name="scheme_later_version_has_a_previous",
            ),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["area", "-year", "-id"], name="evaluations_of_area"),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["closes_at"],
                name="evaluations_to_close",
            ),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["-published_at"],
                name="evaluations_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("places__gt", 0), ("purpose", "selection")),
                    models.Q(("places", None), ("purpose", "rating")),
                    _connector="OR",
                ),
                name="selection_has_places",
                violation_error_message="票选测评对象要写明选出几个。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("direction", "voters"), _negated=True),
                    ("by_account", False),
                    _connector="OR",
                ),
                name="voters_have_no_account",
                violation_error_message="选民没有账号，请用纸质票或扫码投票。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["preparing", "cancelled"]),
                    models.Q(
                        ("eligible__gt", 0),
                        ("opened_at__isnull", False),
                        models.Q(("electorate_digest", ""), _negated=True),
                        ("closes_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evaluation_opened_with_its_electorate",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["preparing", "open", "cancelled"]),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="evaluation_closed_with_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    ("state", "finished"),
                    models.Q(
                        models.Q(("state__in", ["published", "finished"]), _negated=True),
                        ("published_at", None),
                    ),
                    _connector="OR",
                ),
                name="evaluation_published_with_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["preparing", "cancelled"]),
                    ("by_paper", True),
                    ("by_slip", True),
                    ("by_account", True),
                    _connector="OR",
                ),
                name="opening_needs_a_way_to_vote",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemegrade",
            constraint=models.UniqueConstraint(
                fields=("scheme", "position"), name="one_grade_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemegrade",
            constraint=models.CheckConstraint(
                condition=models.Q(("at_least__gte", 0), ("at_least__lte", 100)),
                name="grade_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeoption",
            constraint=models.UniqueConstraint(
                fields=("scheme", "position"), name="one_option_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeoption",
            constraint=models.UniqueConstraint(
                fields=("scheme", "label"), name="one_option_per_label"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weight", None),
                    models.Q(("weight__gte", 0), ("weight__lte", 100)),
                    _connector="OR",
                ),
                name="option_weight_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeoption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weight__isnull", False),
                    models.Q(("is_graded", False), ("is_satisfied", False)),
                    _connector="OR",
                ),
                name="uncounted_option_satisfies_nobody",
                violation_error_message="不计入有效票的选项，不能算满意，也不能用来定等次。",
            ),
        ),
        migrations.AddConstraint(
            model_name="slipbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at", None)),
                    models.Q(
                        ("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="slips_voided_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                fields=("count", "subject"), name="one_result_per_subject"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_withheld", False),
                    models.Q(
                        ("class_rank", None),
                        ("grade", ""),
                        ("invalid", None),
                        ("is_chosen", False),
                        ("is_withheld", True),
                        ("rank", None),
                        ("reaches_target", None),
                        ("returned", None),
                        ("satisfaction", None),
                        ("satisfied", None),
                        ("score", None),
                        ("spread", None),
                        ("uncounted", None),
                        ("valid", None),
                    ),
                    _connector="OR",
                ),
                name="withheld_result_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "submitted"), _negated=True),
                    models.Q(
                        ("submitted_at__isnull", False),
                        ("submitted_by__isnull", False),
                        models.Q(("text", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="report_handed_in_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("elector", "subject"), name="recused_once"),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="recused_for_a_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="rectification",
            index=models.Index(
                condition=models.Q(("state", "mending")),
                fields=["due_date"],
                name="rectifications_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectification",
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
                name="rectification_reported_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectification",
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
                name="rectification_checked_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="rectification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "mending"), _negated=True),
                    ("due_date__isnull", False),
                    _connector="OR",
                ),
                name="rectification_runs_while_mending",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("subject",),
                name="one_open_objection",
                violation_error_message="上一条异议还没有答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""),
                        ("decided_at", None),
                        ("decided_by", None),
                        ("state", "open"),
                    ),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="objection_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("result", "ways", "option"), name="one_tally_per_option"
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                condition=models.Q(("option", None)),
                fields=("result", "ways"),
                name="one_tally_of_invalid",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellersheet",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "round", "teller"),
                name="one_sheet_per_teller",
                violation_error_message="您已经录入过了，两份计票单要由两个人录入。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellersheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned__lte", models.F("issued"))),
                name="no_more_returned_than_issued",
                violation_error_message="收回的票不能比发出的多。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tellertotal",
            constraint=models.UniqueConstraint(
                fields=("sheet", "subject", "option"), name="one_total_per_option"
            ),
        ),
        migrations.AddConstraint(
            model_name="tellertotal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("option", None)),
                fields=("sheet", "subject"),
                name="one_total_of_invalid_votes",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitclass",
            constraint=models.UniqueConstraint(
                fields=("area", "name"), name="one_unit_class_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", False), ("seat", None)),
                    models.Q(("department", None), ("seat__isnull", False)),
                    _connector="OR",
                ),
                name="subject_is_a_department_or_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "department"),
                name="department_rated_once",
                violation_error_message="这个部门已经在测评对象里了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "seat"),
                name="seat_rated_once",
                violation_error_message="这位代表已经在测评对象里了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_reason", "")),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="subject_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="urn",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "way"), name="one_urn_per_way"
            ),
        ),
    ]
