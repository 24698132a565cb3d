import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Congresses, terms, districts and units as rows; seats get their columns for them."""

    dependencies = [
        ("areas", "0002_installation_province"),
        ("representatives", "0002_initial"),
        ("stations", "0002_network"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("seat", "one_seat_per_congress_and_term"),
        migrations.RenameField("seat", "term", "term_number"),
        migrations.RenameField("seat", "congress", "congress_name"),
        migrations.AlterField(
            "seat", "term_number", models.PositiveSmallIntegerField(null=True, verbose_name="届次")
        ),
        migrations.AlterField(
            "seat",
            "area",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="seats",
                to="areas.area", verbose_name="区划",
            ),
        ),
        migrations.AlterField(
            "seat", "congress_name", models.CharField(max_length=40, default="", verbose_name="人大名称")
        ),
        migrations.AlterField(
            "seat", "electing_body", models.CharField(max_length=80, default="", verbose_name="选区或选举单位")
        ),
        migrations.AddField(
            model_name='messagecode',
            name='last_scanned_on',
            field=models.DateField(blank=True, null=True, verbose_name='最近扫码'),
        ),
        migrations.AddField(
            model_name='messagecode',
            name='mounted_at',
            field=models.CharField(blank=True, max_length=60, verbose_name='张贴位置'),
        ),
        migrations.AddField(
            model_name='messagecode',
            name='mounted_on',
            field=models.DateField(blank=True, null=True, verbose_name='张贴日期'),
        ),
        migrations.AddField(
            model_name='messagecode',
            name='printed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='最近印制'),
        ),
        migrations.AddField(
            model_name='representative',
            name='is_party_member',
            field=models.BooleanField(default=False, help_text='只有工作人员看得到', verbose_name='中共党员'),
        ),
        migrations.CreateModel(
            name='BranchMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('secretary', '书记'), ('member', '党员')], default='member', max_length=10, verbose_name='角色')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='加入日期')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='stations.partybranch', verbose_name='党支部')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='branch_memberships', to='representatives.representative', verbose_name='代表')),
            ],
            options={
                'verbose_name': '支部党员',
                'verbose_name_plural': '支部党员',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Congress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('national', '全国'), ('province', '省'), ('city', '市'), ('county', '县'), ('township', '乡')], max_length=16, verbose_name='层级')),
                ('name', models.CharField(help_text='例如：西陵区、宜昌市、湖北省、全国', max_length=40, verbose_name='名称')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='congresses', to='areas.area', verbose_name='区划')),
            ],
            options={
                'verbose_name': '人民代表大会',
                'verbose_name_plural': '人民代表大会',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DutyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='述职日期')),
                ('audience', models.CharField(max_length=80, verbose_name='向谁述职')),
                ('attended', models.PositiveSmallIntegerField(verbose_name='到会人数')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duty_reports', to='representatives.representative', verbose_name='代表')),
            ],
            options={
                'verbose_name': '代表述职',
                'verbose_name_plural': '代表述职',
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ElectingUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('national', '全国'), ('province', '省'), ('city', '市'), ('county', '县'), ('township', '乡')], max_length=16, verbose_name='选举哪一级代表')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='electing_units', to='areas.area', verbose_name='区划')),
            ],
            options={
                'verbose_name': '选举单位',
                'verbose_name_plural': '选举单位',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='representatives.electingunit', verbose_name='选举单位'),
        ),
        migrations.CreateModel(
            name='ElectoralDistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('national', '全国'), ('province', '省'), ('city', '市'), ('county', '县'), ('township', '乡')], max_length=16, verbose_name='层级')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('areas', models.ManyToManyField(blank=True, related_name='electoral_districts', to='areas.area', verbose_name='范围')),
            ],
            options={
                'verbose_name': '选区',
                'verbose_name_plural': '选区',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='district',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='representatives.electoraldistrict', verbose_name='选区'),
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('leader', '组长'), ('deputy', '副组长'), ('member', '组员')], default='member', max_length=8, verbose_name='角色')),
                ('joined_on', models.DateField(blank=True, null=True, verbose_name='加入日期')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='退出日期')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='stations.group', verbose_name='代表小组')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_memberships', to='representatives.representative', verbose_name='代表')),
            ],
            options={
                'verbose_name': '小组成员',
                'verbose_name_plural': '小组成员',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PublicationFreeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('reason', models.CharField(max_length=80, verbose_name='原因')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freezes', to='representatives.congress', verbose_name='人民代表大会')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '暂停公开个人数据',
                'verbose_name_plural': '暂停公开个人数据',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='届次')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='第一次会议日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='届满日期')),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='representatives.congress', verbose_name='人民代表大会')),
            ],
            options={
                'verbose_name': '届',
                'verbose_name_plural': '届',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='electoraldistrict',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='districts', to='representatives.term', verbose_name='届'),
        ),
        migrations.AddField(
            model_name='seat',
            name='term',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='representatives.term', verbose_name='届'),
        ),
        migrations.AddConstraint(
            model_name='branchmembership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('branch', 'representative'), name='in_a_branch_once', violation_error_message='这位代表已经在支部里了。'),
        ),
        migrations.AddConstraint(
            model_name='branchmembership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None), ('role', 'secretary')), fields=('branch',), name='one_secretary_per_branch', violation_error_message='一个党支部只有一位书记。'),
        ),
        migrations.AddConstraint(
            model_name='branchmembership',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('joined_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='left_branch_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='congress',
            constraint=models.UniqueConstraint(fields=('level', 'area'), name='one_congress_per_area'),
        ),
        migrations.AddConstraint(
            model_name='dutyreport',
            constraint=models.UniqueConstraint(fields=('representative', 'day'), name='one_report_per_day', violation_error_message='这一天的述职已经登记了。'),
        ),
        migrations.AddConstraint(
            model_name='dutyreport',
            constraint=models.CheckConstraint(condition=models.Q(('attended__gt', 0)), name='report_to_somebody', violation_error_message='到会人数至少是 1。'),
        ),
        migrations.AddConstraint(
            model_name='electingunit',
            constraint=models.UniqueConstraint(fields=('level', 'name'), name='one_unit_name_per_level'),
        ),
        migrations.AddConstraint(
            model_name='electingunit',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ('national', 'province', 'city'))), name='unit_of_an_indirect_level', violation_error_message='只有市级以上代表由选举单位选举。'),
        ),
        migrations.AddConstraint(
            model_name='groupmembership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('group', 'representative'), name='in_a_group_once', violation_error_message='这位代表已经在小组里了。'),
        ),
        migrations.AddConstraint(
            model_name='groupmembership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None), ('role', 'leader')), fields=('group',), name='one_leader_per_group', violation_error_message='一个小组只有一位组长。'),
        ),
        migrations.AddConstraint(
            model_name='groupmembership',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('joined_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='left_group_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='publicationfreeze',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='freeze_ends_after_it_starts', violation_error_message='结束日期不能早于开始日期。'),
        ),
        migrations.AddConstraint(
            model_name='publicationfreeze',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='freeze_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('congress', 'number'), name='one_term_per_number'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('congress',), name='one_current_term'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='term_closes_after_it_opens', violation_error_message='届满日期要晚于第一次会议日期。'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='term_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='electoraldistrict',
            constraint=models.UniqueConstraint(fields=('term', 'name'), name='one_district_name_per_term'),
        ),
        migrations.AddConstraint(
            model_name='electoraldistrict',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ('county', 'township'))), name='district_of_a_direct_level', violation_error_message='只有县级和乡级代表由选区选举。'),
        ),
    ]
