from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

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
            ],
            options={
                "abstract": False,
            },
        ),
    ]
