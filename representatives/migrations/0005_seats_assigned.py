import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("representatives", "0004_seats_by_term")]

    operations = [
        migrations.AlterField(
            "seat",
            "term",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats",
                to="representatives.term", verbose_name="届",
            ),
        ),
        migrations.RemoveField(
            model_name='seat',
            name='area',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='congress_name',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='electing_body',
        ),
        migrations.RemoveField(
            model_name='seat',
            name='term_number',
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('representative', 'term'), name='one_seat_per_person_and_term'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('district__isnull', False), ('level__in', ('county', 'township')), ('unit', None)), models.Q(('district', None), ('level__in', ('national', 'province', 'city')), ('unit__isnull', False)), _connector='OR'), name='seat_assigned_by_level', violation_error_message='县级、乡级代表归选区，市级以上代表归选举单位。'),
        ),
    ]
