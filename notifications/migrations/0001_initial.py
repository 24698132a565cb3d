import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.phones


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.BooleanField(default=True, verbose_name="收到通知时发邮件")),
                ("sms", models.BooleanField(default=True, verbose_name="急事发短信")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channel_preference",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "接收方式",
                "verbose_name_plural": "接收方式",
            },
        ),
        migrations.CreateModel(
            name="Robot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("wecom", "企业微信群机器人"),
                            ("dingtalk", "钉钉群机器人"),
                            ("feishu", "飞书群机器人"),
                        ],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                ("webhook_url", accounts.phones.EncryptedTextField(verbose_name="机器人地址")),
                (
                    "secret",
                    accounts.phones.EncryptedTextField(
                        blank=True, null=True, verbose_name="签名密钥"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="robots",
                        to="areas.area",
                        verbose_name="所属区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "群机器人",
                "verbose_name_plural": "群机器人",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=180, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "电子邮件"),
                            ("sms", "短信"),
                            ("wecom", "企业微信群机器人"),
                            ("dingtalk", "钉钉群机器人"),
                            ("feishu", "飞书群机器人"),
                        ],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "recipient",
                    accounts.phones.EncryptedTextField(
                        blank=True, null=True, verbose_name="收件人"
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="内容")),
                ("payload", accounts.phones.EncryptedTextField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "等待发送"),
                            ("claimed", "正在发送"),
                            ("sent", "已发出"),
                            ("failed", "没有发出"),
                            ("skipped", "本人不想收"),
                            ("not_configured", "渠道没有配置"),
                        ],
                        default="pending",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("maybe_sent", models.BooleanField(default=False, verbose_name="可能已经发过")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                (
                    "next_try_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="下次发送"),
                ),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                (
                    "give_up_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="过时不发"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发出时间")),
                (
                    "provider_id",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="对方回执"
                    ),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="原因"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "robot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notifications.robot",
                    ),
                ),
            ],
            options={
                "verbose_name": "对外发送",
                "verbose_name_plural": "对外发送",
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "电子邮件"),
                            ("sms", "短信"),
                            ("wecom", "企业微信群机器人"),
                            ("dingtalk", "钉钉群机器人"),
                            ("feishu", "飞书群机器人"),
                        ],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                ("ok", models.BooleanField(verbose_name="发出")),
                (
                    "code",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="对方代码"
                    ),
                ),
                (
                    "explanation",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="说明"),
                ),
                ("possible_repeat", models.BooleanField(default=False, verbose_name="可能重复")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log",
                        to="notifications.delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "发送记录",
                "verbose_name_plural": "发送记录",
                "indexes": [
                    models.Index(fields=["channel", "ok", "-id"], name="attempt_last_of_channel")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ok", True),
                            models.Q(("explanation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="attempt_failure_is_explained",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("url", models.CharField(max_length=300, verbose_name="去哪里办")),
                ("key", models.CharField(max_length=120)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间"),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="已读时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "站内通知",
                "verbose_name_plural": "站内通知",
                "indexes": [
                    models.Index(fields=["user", "-id"], name="notice_newest_first"),
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["user"], name="notice_unread"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key"), name="notice_once_per_user_and_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="notice_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(
                                ("url__startswith", "/"),
                                models.Q(("url__startswith", "//"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_stays_on_this_site",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="robot",
            index=models.Index(
                condition=models.Q(("active", True)), fields=["area"], name="robot_active"
            ),
        ),
        migrations.AddConstraint(
            model_name="robot",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("wecom", "dingtalk", "feishu"))),
                name="robot_channel_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "pending")),
                fields=["next_try_at"],
                name="delivery_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "claimed")),
                fields=["claimed_until"],
                name="delivery_claimed",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["created_at"], name="delivery_created"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["pending", "claimed", "sent", "failed", "skipped", "not_configured"],
                    )
                ),
                name="delivery_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["email", "sms", "wecom", "dingtalk", "feishu"])
                ),
                name="delivery_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_try_at__isnull", False), ("state", "pending")),
                    models.Q(models.Q(("state", "pending"), _negated=True), ("next_try_at", None)),
                    _connector="OR",
                ),
                name="delivery_pending_has_a_next_try",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_until__isnull", False), ("state", "claimed")),
                    models.Q(
                        models.Q(("state", "claimed"), _negated=True), ("claimed_until", None)
                    ),
                    _connector="OR",
                ),
                name="delivery_claim_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                    _connector="OR",
                ),
                name="delivery_sent_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("last_error", ""), _negated=True),
                    _connector="OR",
                ),
                name="delivery_failure_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("channel__in", ("wecom", "dingtalk", "feishu")), ("robot__isnull", False)
                    ),
                    models.Q(
                        models.Q(("channel__in", ("wecom", "dingtalk", "feishu")), _negated=True),
                        ("robot", None),
                    ),
                    _connector="OR",
                ),
                name="delivery_robot_fits_channel",
            ),
        ),
    ]
