from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voter_messages", "0007_first_entries")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("replied_at__isnull", False)),
                fields=["station", "-replied_at"],
                name="answers_by_station",
            ),
        ),
    ]
