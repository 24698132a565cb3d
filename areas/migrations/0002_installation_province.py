from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="installation",
            name="province_name",
            field=models.CharField(blank=True, max_length=20, verbose_name="所在省份"),
        ),
    ]
