import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.phones
import casework.limits
import jobs.storage
import messages.models.photos
from messages.migrations import _seeds


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
            name="Channel",
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
                        max_length=16,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+\\Z", "代号只能用小写字母和数字。"
                            )
                        ],
                        verbose_name="链接里的代号",
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "入口",
                "verbose_name_plural": "入口",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FoldedBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True)),
                ("folded_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "verbose_name": "扫码批次",
                "verbose_name_plural": "扫码批次",
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                    "origin",
                    models.CharField(
                        choices=[
                            ("qr", "扫码"),
                            ("walk_in", "来访"),
                            ("call", "来电"),
                            ("letter", "来信"),
                            ("activity", "活动"),
                            ("company", "走访企业"),
                            ("cell", "微网格"),
                            ("consult", "征求意见"),
                            ("project", "民生项目"),
                        ],
                        default="qr",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("is_kept", models.BooleanField(default=False, verbose_name="不让本站和代表看到")),
                ("body", models.TextField(max_length=5000, verbose_name="内容")),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                (
                    "may_publish",
                    models.BooleanField(default=False, verbose_name="同意隐去个人信息后公开"),
                ),
                (
                    "phone_confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="手机号核实时间"),
                ),
                ("submitted_at", models.DateTimeField(verbose_name="提交时间")),
                ("secret", accounts.phones.EncryptedTextField(verbose_name="查询凭据")),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("code_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("submission_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "slip_printed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="回执打印时间"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "待受理"),
                            ("accepted", "已受理"),
                            ("assigned", "已交办"),
                            ("handling", "办理中"),
                            ("answered", "答复待审核"),
                            ("replied", "已答复"),
                            ("closed", "已办结"),
                            ("declined", "不予受理"),
                            ("returned", "已退回"),
                            ("withdrawn", "已撤回"),
                            ("merged", "已合并"),
                            ("split", "已拆分"),
                            ("reopened", "再次办理"),
                            ("closed_elsewhere", "已由其他渠道办理"),
                        ],
                        default="submitted",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("representative", "代表"),
                            ("station", "联络员"),
                            ("office", "人大机关"),
                            ("department", "承办单位"),
                            ("voter", "选民"),
                            ("nobody", "无"),
                        ],
                        max_length=16,
                        verbose_name="经办方",
                    ),
                ),
                (
                    "referral",
                    models.CharField(
                        blank=True,
                        choices=[("", "无"), ("assign", "提请交办"), ("decline", "建议不予受理")],
                        default="",
                        max_length=8,
                        verbose_name="提请事项",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("simple", "一般事项"),
                            ("ordinary", "较复杂事项"),
                            ("complex", "疑难事项"),
                        ],
                        default="simple",
                        max_length=8,
                        verbose_name="难度",
                    ),
                ),
                ("held_since", models.DateTimeField(verbose_name="经办开始时间")),
                (
                    "supervised_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="督办时间"),
                ),
                (
                    "urged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="最近催办时间"),
                ),
                (
                    "replied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="答复时间"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "reopened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="再办时间"),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basically_satisfied", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=20,
                        verbose_name="评价",
                    ),
                ),
                (
                    "rating_source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("online", "本人网上评价"),
                            ("slip", "凭单评价"),
                            ("callback", "电话回访"),
                        ],
                        max_length=8,
                        verbose_name="评价方式",
                    ),
                ),
                (
                    "rating_words",
                    models.TextField(blank=True, max_length=1000, verbose_name="评价的话"),
                ),
                (
                    "right_channel",
                    models.CharField(blank=True, max_length=200, verbose_name="正确渠道"),
                ),
                (
                    "other_system",
                    models.CharField(blank=True, max_length=40, verbose_name="其他系统"),
                ),
                (
                    "other_number",
                    models.CharField(blank=True, max_length=40, verbose_name="其他系统编号"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        help_text="站点所在的区划；选民不想让本站看到的，是上一级机关的区划。",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="区划",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voter_messages.channel",
                        verbose_name="入口",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="representatives.messagecode",
                        verbose_name="二维码",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="voter_messages.message",
                        verbose_name="合并到",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="经办的机关，或者交办、审核答复的机关；为空表示由站点交办。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                        verbose_name="经办机关",
                    ),
                ),
                (
                    "replied_by",
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
                    "representative",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_messages",
                        to="representatives.representative",
                        verbose_name="代表",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="voter_messages.message",
                        verbose_name="拆分自",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received_messages",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "留言",
                "verbose_name_plural": "留言",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="AreaRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="受理期限"
                    ),
                ),
                (
                    "assign_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="交办期限"
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
                    "simple_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="一般事项办理期限"
                    ),
                ),
                (
                    "ordinary_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="较复杂事项办理期限"
                    ),
                ),
                (
                    "complex_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="疑难事项办理期限"
                    ),
                ),
                (
                    "extension_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="最长延期"
                    ),
                ),
                (
                    "rating_limit",
                    casework.limits.LimitField(
                        blank=True, max_length=20, null=True, verbose_name="评价期限"
                    ),
                ),
                (
                    "station_assigns",
                    models.JSONField(
                        blank=True,
                        help_text="留空表示沿用上级的设定。",
                        null=True,
                        verbose_name="站点可以交办到",
                    ),
                ),
                (
                    "township_assigns",
                    models.JSONField(
                        blank=True,
                        help_text="留空表示沿用上级的设定。",
                        null=True,
                        verbose_name="乡镇街道可以交办到",
                    ),
                ),
                (
                    "county_assigns",
                    models.JSONField(
                        blank=True,
                        help_text="留空表示沿用上级的设定。",
                        null=True,
                        verbose_name="县市区可以交办到",
                    ),
                ),
                (
                    "city_assigns",
                    models.JSONField(
                        blank=True,
                        help_text="留空表示沿用上级的设定。",
                        null=True,
                        verbose_name="市可以交办到",
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
                "verbose_name": "办理规则",
                "verbose_name_plural": "办理规则",
            },
        ),
        migrations.CreateModel(
            name="Burst",
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
                        choices=[("device", "同一台设备"), ("network", "同一个网络")],
                        max_length=8,
                        verbose_name="相同的是",
                    ),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=16)),
                ("found_at", models.DateTimeField(auto_now_add=True, verbose_name="发现时间")),
                (
                    "looked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="看过的时间"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="看的结果")),
                ("is_genuine", models.BooleanField(default=False, verbose_name="照常计数")),
                (
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="看过的人",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bursts",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "集中提交",
                "verbose_name_plural": "集中提交",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author_label", models.CharField(max_length=120, verbose_name="作者名称")),
                ("text", models.TextField(max_length=2000, verbose_name="内容")),
                ("written_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作者",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "内部备注",
                "verbose_name_plural": "内部备注",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BurstMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "burst",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="voter_messages.burst",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="burst_parts",
                        to="voter_messages.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "集中提交的留言",
                "verbose_name_plural": "集中提交的留言",
            },
        ),
        migrations.AddField(
            model_name="burst",
            name="messages",
            field=models.ManyToManyField(
                related_name="bursts",
                through="voter_messages.BurstMessage",
                to="voter_messages.message",
            ),
        ),
        migrations.CreateModel(
            name="MessageAssignment",
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "交办",
                "verbose_name_plural": "交办",
                "ordering": ["-role", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MessageEvent",
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
                    "audience",
                    models.CharField(
                        choices=[
                            ("everyone", "选民和工作人员"),
                            ("staff", "工作人员"),
                            ("county", "县级以上人大机关"),
                        ],
                        default="everyone",
                        max_length=8,
                        verbose_name="谁能看到",
                    ),
                ),
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "经过",
                "verbose_name_plural": "经过",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MessageExtension",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="voter_messages.messageassignment",
                        verbose_name="交办",
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
                "verbose_name": "延期申请",
                "verbose_name_plural": "延期申请",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PhoneCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(verbose_name="发送时间")),
                ("sends", models.PositiveSmallIntegerField(default=1, verbose_name="发送次数")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="输错次数")),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phone_check",
                        to="voter_messages.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "手机号核实",
                "verbose_name_plural": "手机号核实",
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "raw",
                    models.FileField(
                        blank=True,
                        storage=jobs.storage.private_storage,
                        upload_to=messages.models.photos.raw_path,
                        verbose_name="原件",
                    ),
                ),
                (
                    "image",
                    models.FileField(
                        blank=True,
                        storage=jobs.storage.private_storage,
                        upload_to=messages.models.photos.clean_path,
                        verbose_name="照片",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "照片处理中"),
                            ("ready", "可以查看"),
                            ("broken", "照片打不开"),
                        ],
                        default="pending",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="处理到"),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="voter_messages.messageevent",
                        verbose_name="补充",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "照片",
                "verbose_name_plural": "照片",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("body", models.TextField(max_length=5000, verbose_name="留言（已隐去个人信息）")),
                (
                    "answer",
                    models.TextField(max_length=5000, verbose_name="答复（已隐去个人信息）"),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
                (
                    "photos",
                    models.ManyToManyField(
                        blank=True,
                        related_name="publications",
                        to="voter_messages.photo",
                        verbose_name="照片",
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
                "verbose_name": "公开的答复",
                "verbose_name_plural": "公开的答复",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReplyDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="内容")),
                ("saved_at", models.DateTimeField(auto_now=True, verbose_name="保存时间")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作者",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="voter_messages.message",
                        verbose_name="留言",
                    ),
                ),
            ],
            options={
                "verbose_name": "答复草稿",
                "verbose_name_plural": "答复草稿",
            },
        ),
        migrations.CreateModel(
            name="ResponseRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered", models.PositiveIntegerField(verbose_name="已答复")),
                (
                    "typical_days",
                    models.PositiveSmallIntegerField(verbose_name="一般用时（工作日）"),
                ),
                ("rated", models.PositiveIntegerField(default=0, verbose_name="评价数")),
                ("satisfied", models.PositiveIntegerField(default=0, verbose_name="满意数")),
                ("as_of", models.DateTimeField(auto_now=True, verbose_name="截至")),
                (
                    "representative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="response_record",
                        to="representatives.representative",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表答复情况",
                "verbose_name_plural": "代表答复情况",
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("query", models.CharField(max_length=300, verbose_name="筛选条件")),
                (
                    "is_home",
                    models.BooleanField(default=False, verbose_name="打开工作台时先看这个"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="用户",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用筛选",
                "verbose_name_plural": "常用筛选",
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
                ("is_proxied", models.BooleanField(verbose_name="代为登记")),
                ("received", models.IntegerField(default=0, verbose_name="收到")),
                ("replied", models.IntegerField(default=0, verbose_name="答复")),
                ("ended", models.IntegerField(default=0, verbose_name="办结")),
                ("satisfied", models.IntegerField(default=0, verbose_name="满意")),
                ("basically_satisfied", models.IntegerField(default=0, verbose_name="基本满意")),
                ("dissatisfied", models.IntegerField(default=0, verbose_name="不满意")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "每日统计",
                "verbose_name_plural": "每日统计",
            },
        ),
        migrations.CreateModel(
            name="TallyDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_proxied", models.BooleanField(verbose_name="代为登记")),
                ("received", models.IntegerField(default=0, verbose_name="收到")),
                ("replied", models.IntegerField(default=0, verbose_name="答复")),
                ("ended", models.IntegerField(default=0, verbose_name="办结")),
                ("satisfied", models.IntegerField(default=0, verbose_name="满意")),
                ("basically_satisfied", models.IntegerField(default=0, verbose_name="基本满意")),
                ("dissatisfied", models.IntegerField(default=0, verbose_name="不满意")),
                ("day", models.DateField(verbose_name="日期")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voter_messages.channel",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="representatives.messagecode",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "统计增量",
                "verbose_name_plural": "统计增量",
            },
        ),
        migrations.CreateModel(
            name="YearTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_proxied", models.BooleanField(verbose_name="代为登记")),
                ("received", models.IntegerField(default=0, verbose_name="收到")),
                ("replied", models.IntegerField(default=0, verbose_name="答复")),
                ("ended", models.IntegerField(default=0, verbose_name="办结")),
                ("satisfied", models.IntegerField(default=0, verbose_name="满意")),
                ("basically_satisfied", models.IntegerField(default=0, verbose_name="基本满意")),
                ("dissatisfied", models.IntegerField(default=0, verbose_name="不满意")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度统计",
                "verbose_name_plural": "年度统计",
            },
        ),
        migrations.CreateModel(
            name="CannedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=20, verbose_name="标题")),
                ("text", models.TextField(max_length=1000, verbose_name="内容")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="canned_replies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="所有者",
                    ),
                ),
            ],
            options={
                "verbose_name": "常用答复",
                "verbose_name_plural": "常用答复",
                "ordering": ["owner_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="canned_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("scans", models.IntegerField(default=0, verbose_name="扫码")),
                ("received", models.IntegerField(default=0, verbose_name="留言")),
                ("answered", models.IntegerField(default=0, verbose_name="答复")),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="voter_messages.channel",
                        verbose_name="入口",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="representatives.messagecode",
                        verbose_name="二维码",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="stations.station",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "入口统计",
                "verbose_name_plural": "入口统计",
                "indexes": [
                    models.Index(fields=["day", "station"], name="entry_tallies_by_day"),
                    models.Index(fields=["code", "day"], name="entry_tallies_by_code"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("channel__isnull", False)),
                        fields=("code", "day", "station", "channel"),
                        name="one_entry_tally_by_channel",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("channel", None)),
                        fields=("code", "day", "station"),
                        name="one_entry_tally_untagged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SenderTrace",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trace",
                        serialize=False,
                        to="voter_messages.message",
                    ),
                ),
                ("day", models.DateField(db_index=True)),
                ("device", models.CharField(blank=True, max_length=16)),
                ("network", models.CharField(blank=True, max_length=16)),
                (
                    "station",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="stations.station",
                    ),
                ),
            ],
            options={
                "verbose_name": "提交来源",
                "verbose_name_plural": "提交来源",
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["due_date", "id"],
                name="open_by_due_date",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["station", "due_date"],
                name="open_by_station",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["representative", "due_date"],
                name="open_by_representative",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["area", "due_date"],
                name="open_by_area",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["office"], name="open_by_office"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["area", "-id"], name="all_by_area"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["station", "-id"], name="all_by_station"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["representative", "-id"], name="all_by_representative"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("replied_at__isnull", False)),
                fields=["station", "-replied_at"],
                name="answers_by_station",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_date", None),
                        ("ended_at__isnull", False),
                        (
                            "state__in",
                            [
                                "closed",
                                "declined",
                                "withdrawn",
                                "merged",
                                "split",
                                "closed_elsewhere",
                            ],
                        ),
                    ),
                    models.Q(
                        ("due_date__isnull", False),
                        ("ended_at", None),
                        (
                            "state__in",
                            [
                                "submitted",
                                "accepted",
                                "assigned",
                                "handling",
                                "answered",
                                "replied",
                                "returned",
                                "reopened",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="message_ended_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("holder__in", ["representative", "station", "office"]),
                        ("state__in", ["submitted", "accepted", "returned", "reopened"]),
                    ),
                    models.Q(("holder__in", ["station", "office"]), ("state", "answered")),
                    models.Q(("holder", "department"), ("state__in", ["assigned", "handling"])),
                    models.Q(("holder", "voter"), ("state", "replied")),
                    models.Q(("ended_at__isnull", False), ("holder", "nobody")),
                    _connector="OR",
                ),
                name="message_holder_fits_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", "representative"), _negated=True),
                    ("representative__isnull", False),
                    _connector="OR",
                ),
                name="message_held_by_somebody_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", "office"), _negated=True),
                    ("office__isnull", False),
                    _connector="OR",
                ),
                name="message_office_named_when_it_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("referral", ""),
                    models.Q(("holder", "office"), ("state", "accepted")),
                    _connector="OR",
                ),
                name="message_referred_to_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_kept", False),
                    models.Q(("holder__in", ["representative", "station"]), _negated=True),
                    _connector="OR",
                ),
                name="message_kept_goes_to_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rating", ""), ("rating_source", ""), ("rating_words", "")),
                    models.Q(
                        models.Q(("rating", ""), _negated=True),
                        models.Q(("rating_source", ""), _negated=True),
                        ("state", "closed"),
                    ),
                    _connector="OR",
                ),
                name="message_rated_when_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("merged_into__isnull", False),
                        ("state", "merged"),
                        models.Q(("merged_into", models.F("id")), _negated=True),
                    ),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                    _connector="OR",
                ),
                name="message_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("right_channel", ""), _negated=True),
                    _connector="OR",
                ),
                name="message_declined_with_right_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed_elsewhere"), _negated=True),
                    models.Q(("other_number", ""), ("other_system", ""), _negated=True),
                    _connector="OR",
                ),
                name="message_closed_elsewhere_with_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="burstmessage",
            constraint=models.UniqueConstraint(
                fields=("burst", "message"), name="message_once_in_a_burst"
            ),
        ),
        migrations.AddConstraint(
            model_name="burst",
            constraint=models.UniqueConstraint(
                condition=models.Q(("digest", ""), _negated=True),
                fields=("station", "day", "kind", "digest"),
                name="one_burst_per_sender_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="burst",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_genuine", False), ("looked_at", None), ("looked_by", None)),
                    models.Q(
                        ("looked_at__isnull", False),
                        ("looked_by__isnull", False),
                        models.Q(("note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="burst_looked_at_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="messageassignment",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["assigned", "handling", "return_requested", "answered"])
                ),
                fields=["department", "due_date"],
                name="open_by_department",
            ),
        ),
        migrations.AddIndex(
            model_name="messageassignment",
            index=models.Index(fields=["department", "-id"], name="all_by_department"),
        ),
        migrations.AddIndex(
            model_name="messageassignment",
            index=models.Index(
                condition=models.Q(("state__in", ["assigned", "handling"])),
                fields=["due_date"],
                name="acting_by_due_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageassignment",
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
                name="messageassignment_answer_with_time_and_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageassignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("role", "lead"),
                    ("state__in", ["assigned", "handling", "return_requested", "answered"]),
                ),
                fields=("message",),
                name="one_open_lead_per_message",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageassignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["assigned", "handling", "return_requested", "answered"])
                ),
                fields=("message", "department"),
                name="one_open_share_per_department",
            ),
        ),
        migrations.AddIndex(
            model_name="messageextension",
            index=models.Index(
                condition=models.Q(("state", "requested")),
                fields=["assignment"],
                name="extensions_to_decide",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageextension",
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
                name="messageextension_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="messageextension",
            constraint=models.UniqueConstraint(
                fields=("assignment",), name="one_extension_per_assignment"
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("state", "pending")), fields=["id"], name="photos_to_process"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True),
                    models.Q(("image", ""), _negated=True),
                    _connector="OR",
                ),
                name="photo_ready_with_image",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
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
                name="publication_published_after_check_and_looks",
                violation_error_message="发布前要做保密审查（保守国家秘密法第三十五条）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
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
                name="publication_withdrawn_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("looks_wanted__lte", 3)), name="publication_looks_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")),
                fields=("message",),
                name="one_live_publication_per_message",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.UniqueConstraint(
                fields=("message", "author"), name="one_draft_per_author"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("user", "name"),
                name="one_saved_filter_per_name",
                violation_error_message="您已经有一个同名的筛选，请换个名称。",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_home", True)),
                fields=("user",),
                name="one_home_filter_per_user",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("query", ""), _negated=True)
                ),
                name="saved_filter_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("day", "station", "area", "is_proxied"), name="one_tally_per_place_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="yeartally",
            constraint=models.UniqueConstraint(
                fields=("area", "station", "year", "is_proxied"), name="one_tally_per_place_year"
            ),
        ),
        migrations.RunPython(_seeds.add, _seeds.remove),
    ]
