import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

import jobs.storage


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JobPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="哪一部分")),
                ("file", models.FileField(storage=jobs.storage.private_storage, upload_to=jobs.storage.random_name, verbose_name="文件")),
                ("result", models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="结果")),
                ("is_done", models.BooleanField(default=False, verbose_name="已完成")),
                ("job", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="jobs.job", verbose_name="后台任务")),
            ],
            options={
                "verbose_name": "后台任务的一部分",
                "verbose_name_plural": "后台任务的一部分",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("job", "key"), name="one_part_per_key")],
            },
        ),
    ]
