"""Coverage and adjustments; denials, time of day, language of words; sources without an address; copies of a day."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0011_nearly_and_intervals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='The day of the total that made the step.')),
                ('kind', models.CharField(choices=[('restated_upwards', 'restated upwards'), ('restated_downwards', 'restated downwards'), ('late_additions', 'late additions'), ('change_of_what_is_counted', 'change of what is counted'), ('count_started_anew', 'count started anew')], max_length=30)),
                ('amount', models.IntegerField(blank=True, help_text='With its sign: −5 took five away. Empty if it is not known.', null=True)),
                ('stated', models.CharField(choices=[('stated', 'stated by the party'), ('listed', 'listed by a transcriber'), ('inferred', 'inferred by us')], max_length=10, verbose_name='how we know')),
                ('wording', models.CharField(blank=True, help_text='The party’s words, if it stated it.', max_length=300)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-day', 'party', 'measure__position', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('bulletin', 'bulletin'), ('briefing', 'briefing'), ('interview', 'interview'), ('speech', 'speech'), ('estimate', 'estimate'), ('leak', 'leak'), ('intercept', 'intercept'), ('count', 'count')], help_text='Of what statements; empty: of all kinds.', max_length=20)),
                ('since', models.DateField(help_text='The first day that was searched.')),
                ('until', models.DateField(help_text='The last day that was searched.')),
                ('completeness', models.CharField(choices=[('every', 'every statement'), ('selected', 'selected statements')], help_text='Every statement of these days is on record, or some that we found.', max_length=8)),
                ('looked_on', models.DateField(help_text='The day on which we looked.')),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['conflict', 'party', 'since', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAdjustment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('day', models.DateField(help_text='The day of the total that made the step.')),
                ('kind', models.CharField(choices=[('restated_upwards', 'restated upwards'), ('restated_downwards', 'restated downwards'), ('late_additions', 'late additions'), ('change_of_what_is_counted', 'change of what is counted'), ('count_started_anew', 'count started anew')], max_length=30)),
                ('amount', models.IntegerField(blank=True, help_text='With its sign: −5 took five away. Empty if it is not known.', null=True)),
                ('stated', models.CharField(choices=[('stated', 'stated by the party'), ('listed', 'listed by a transcriber'), ('inferred', 'inferred by us')], max_length=10, verbose_name='how we know')),
                ('wording', models.CharField(blank=True, help_text='The party’s words, if it stated it.', max_length=300)),
                ('note', models.TextField(blank=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical adjustment',
                'verbose_name_plural': 'historical adjustments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCoverage',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('bulletin', 'bulletin'), ('briefing', 'briefing'), ('interview', 'interview'), ('speech', 'speech'), ('estimate', 'estimate'), ('leak', 'leak'), ('intercept', 'intercept'), ('count', 'count')], help_text='Of what statements; empty: of all kinds.', max_length=20)),
                ('since', models.DateField(help_text='The first day that was searched.')),
                ('until', models.DateField(help_text='The last day that was searched.')),
                ('completeness', models.CharField(choices=[('every', 'every statement'), ('selected', 'selected statements')], help_text='Every statement of these days is on record, or some that we found.', max_length=8)),
                ('looked_on', models.DateField(help_text='The day on which we looked.')),
                ('note', models.TextField(blank=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical coverage',
                'verbose_name_plural': 'historical coverages',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RemoveConstraint(
            model_name='report',
            name='report_method_known',
        ),
        migrations.RemoveConstraint(
            model_name='source',
            name='source_url_is_web_address',
        ),
        migrations.AddField(
            model_name='citation',
            name='archived_at',
            field=models.CharField(blank=True, help_text='The 14 digits of the copy’s time, as in its address: 20220418093000.', max_length=14, validators=[django.core.validators.RegexValidator('^[0-9]{14}\\Z', 'The time of a copy has 14 digits: year, month, day, hour, minute, second.')], verbose_name='archived at'),
        ),
        migrations.AddField(
            model_name='citation',
            name='archived_by',
            field=models.CharField(blank=True, help_text='Who opened it, and when; or that nobody did.', max_length=200, verbose_name='who saw the copy'),
        ),
        migrations.AddField(
            model_name='citation',
            name='archived_url',
            field=models.CharField(blank=True, help_text='As the source was then: a page that goes on changing needs a copy for each of its days.', max_length=1000, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='archived copy of that day'),
        ),
        migrations.AddField(
            model_name='figure',
            name='language',
            field=models.CharField(blank=True, help_text='Of these words: uk, ru, en, …', max_length=35),
        ),
        migrations.AddField(
            model_name='figure',
            name='method',
            field=models.CharField(blank=True, choices=[('official_count', 'official count'), ('intelligence_estimate', 'intelligence estimate'), ('named_count', 'named count'), ('verified_incidents', 'verified incidents'), ('visual_confirmation', 'visual confirmation'), ('statistical_estimate', 'statistical estimate'), ('open_source_estimate', 'open-source estimate'), ('intercepted_communication', 'intercepted communication'), ('leaked_document', 'leaked document'), ('unnamed_official', 'unnamed official'), ('stated_by_official', 'an official’s statement'), ('unsourced', 'none given')], help_text='How the party knows this number, if not as the report.', max_length=30),
        ),
        migrations.AddField(
            model_name='figure',
            name='translated',
            field=models.BooleanField(default=False, help_text='The words are ours, not the page’s.'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='archived_at',
            field=models.CharField(blank=True, help_text='The 14 digits of the copy’s time, as in its address: 20220418093000.', max_length=14, validators=[django.core.validators.RegexValidator('^[0-9]{14}\\Z', 'The time of a copy has 14 digits: year, month, day, hour, minute, second.')], verbose_name='archived at'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='archived_by',
            field=models.CharField(blank=True, help_text='Who opened it, and when; or that nobody did.', max_length=200, verbose_name='who saw the copy'),
        ),
        migrations.AddField(
            model_name='historicalcitation',
            name='archived_url',
            field=models.CharField(blank=True, help_text='As the source was then: a page that goes on changing needs a copy for each of its days.', max_length=1000, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='archived copy of that day'),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='language',
            field=models.CharField(blank=True, help_text='Of these words: uk, ru, en, …', max_length=35),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='method',
            field=models.CharField(blank=True, choices=[('official_count', 'official count'), ('intelligence_estimate', 'intelligence estimate'), ('named_count', 'named count'), ('verified_incidents', 'verified incidents'), ('visual_confirmation', 'visual confirmation'), ('statistical_estimate', 'statistical estimate'), ('open_source_estimate', 'open-source estimate'), ('intercepted_communication', 'intercepted communication'), ('leaked_document', 'leaked document'), ('unnamed_official', 'unnamed official'), ('stated_by_official', 'an official’s statement'), ('unsourced', 'none given')], help_text='How the party knows this number, if not as the report.', max_length=30),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='translated',
            field=models.BooleanField(default=False, help_text='The words are ours, not the page’s.'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='denies',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Another party’s report that the party denies with this one. Verdicts do not change by it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.report'),
        ),
        migrations.AddField(
            model_name='historicalreport',
            name='stated_at',
            field=models.TimeField(blank=True, help_text='In UTC, if known; it orders several statements of a day.', null=True, verbose_name='time of day'),
        ),
        migrations.AddField(
            model_name='historicalsource',
            name='named_by',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Of a source without an address (a broadcast, a video): the source that names it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.source'),
        ),
        migrations.AddField(
            model_name='historicalvariant',
            name='language',
            field=models.CharField(blank=True, help_text='Of these words: uk, ru, en, …', max_length=35),
        ),
        migrations.AddField(
            model_name='historicalvariant',
            name='translated',
            field=models.BooleanField(default=False, help_text='The words are ours, not the page’s.'),
        ),
        migrations.AddField(
            model_name='report',
            name='denies',
            field=models.ForeignKey(blank=True, help_text='Another party’s report that the party denies with this one. Verdicts do not change by it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='denied_by', to='reports.report'),
        ),
        migrations.AddField(
            model_name='report',
            name='stated_at',
            field=models.TimeField(blank=True, help_text='In UTC, if known; it orders several statements of a day.', null=True, verbose_name='time of day'),
        ),
        migrations.AddField(
            model_name='source',
            name='named_by',
            field=models.ForeignKey(blank=True, help_text='Of a source without an address (a broadcast, a video): the source that names it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='names', to='reports.source'),
        ),
        migrations.AddField(
            model_name='variant',
            name='language',
            field=models.CharField(blank=True, help_text='Of these words: uk, ru, en, …', max_length=35),
        ),
        migrations.AddField(
            model_name='variant',
            name='translated',
            field=models.BooleanField(default=False, help_text='The words are ours, not the page’s.'),
        ),
        migrations.AlterField(
            model_name='historicalreport',
            name='method',
            field=models.CharField(choices=[('official_count', 'official count'), ('intelligence_estimate', 'intelligence estimate'), ('named_count', 'named count'), ('verified_incidents', 'verified incidents'), ('visual_confirmation', 'visual confirmation'), ('statistical_estimate', 'statistical estimate'), ('open_source_estimate', 'open-source estimate'), ('intercepted_communication', 'intercepted communication'), ('leaked_document', 'leaked document'), ('unnamed_official', 'unnamed official'), ('stated_by_official', 'an official’s statement'), ('unsourced', 'none given')], help_text='How the party says it knows.', max_length=30),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='url',
            field=models.CharField(blank=True, help_text='Empty where it is known only because another source names it.', max_length=1000, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='report',
            name='method',
            field=models.CharField(choices=[('official_count', 'official count'), ('intelligence_estimate', 'intelligence estimate'), ('named_count', 'named count'), ('verified_incidents', 'verified incidents'), ('visual_confirmation', 'visual confirmation'), ('statistical_estimate', 'statistical estimate'), ('open_source_estimate', 'open-source estimate'), ('intercepted_communication', 'intercepted communication'), ('leaked_document', 'leaked document'), ('unnamed_official', 'unnamed official'), ('stated_by_official', 'an official’s statement'), ('unsourced', 'none given')], help_text='How the party says it knows.', max_length=30),
        ),
        migrations.AlterField(
            model_name='source',
            name='url',
            field=models.CharField(blank=True, help_text='Empty where it is known only because another source names it.', max_length=1000, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['url'], name='source_by_url'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('archived_url__startswith', 'http://'), ('archived_url__startswith', 'https://'), ('archived_url', ''), _connector='OR'), name='citation_archived_url_is_web_address', violation_error_message='An address begins with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('archived_url__contains', '*'), _negated=True), name='citation_archived_whole', violation_error_message='The address of a copy has no *: it leads to one copy, not to a list of them.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('archived_at', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('archived_at'), 14), _connector='OR'), name='citation_archived_moment', violation_error_message='The time of a copy has 14 digits: year, month, day, hour, minute, second.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('archived_url', ''), _negated=True), models.Q(('archived_at', ''), ('archived_by', '')), _connector='OR'), name='citation_archived_with_address', violation_error_message='The time of a copy, and who saw it, stand beside its address.'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['official_count', 'intelligence_estimate', 'named_count', 'verified_incidents', 'visual_confirmation', 'statistical_estimate', 'open_source_estimate', 'intercepted_communication', 'leaked_document', 'unnamed_official', 'stated_by_official', 'unsourced', ''])), name='figure_method_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('method__in', ['official_count', 'intelligence_estimate', 'named_count', 'verified_incidents', 'visual_confirmation', 'statistical_estimate', 'open_source_estimate', 'intercepted_communication', 'leaked_document', 'unnamed_official', 'stated_by_official', 'unsourced'])), name='report_method_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('denies', None), models.Q(('denies', models.F('id')), _negated=True), _connector='OR'), name='report_denies_another', violation_error_message='A report cannot deny itself.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('url__startswith', 'http://'), ('url__startswith', 'https://'), ('url', ''), _connector='OR'), name='source_url_is_web_address', violation_error_message='An address begins with http:// or https://.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='source_url_once', violation_error_message='Another source has this address.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), ('named_by__isnull', False), _connector='OR'), name='source_has_address_or_is_named', violation_error_message='A source has an address, or another source that names it.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('named_by', None), models.Q(('named_by', models.F('id')), _negated=True), _connector='OR'), name='source_named_by_another', violation_error_message='A source cannot be named by itself.'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='reports.measure'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='reports.party'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='reports.source'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='reports.subject'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='conflict',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='reports.conflict'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverages', to='reports.party'),
        ),
        migrations.AddField(
            model_name='historicaladjustment',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicaladjustment',
            name='measure',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.measure'),
        ),
        migrations.AddField(
            model_name='historicaladjustment',
            name='party',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.party'),
        ),
        migrations.AddField(
            model_name='historicaladjustment',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.source'),
        ),
        migrations.AddField(
            model_name='historicaladjustment',
            name='subject',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.subject'),
        ),
        migrations.AddField(
            model_name='historicalcoverage',
            name='conflict',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.conflict'),
        ),
        migrations.AddField(
            model_name='historicalcoverage',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcoverage',
            name='party',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.party'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['restated_upwards', 'restated_downwards', 'late_additions', 'change_of_what_is_counted', 'count_started_anew'])), name='adjustment_kind_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('stated__in', ['stated', 'listed', 'inferred'])), name='adjustment_stated_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.UniqueConstraint(fields=('party', 'subject', 'measure', 'day', 'kind'), name='adjustment_once', violation_error_message='This adjustment of that day is on record already.'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['bulletin', 'briefing', 'interview', 'speech', 'estimate', 'leak', 'intercept', 'count', ''])), name='coverage_kind_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('completeness__in', ['every', 'selected'])), name='coverage_completeness_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.UniqueConstraint(fields=('conflict', 'party', 'kind', 'since'), name='coverage_once', violation_error_message='There is a coverage of this party and kind from that day on already.'),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='coverage_in_order', violation_error_message='It ends before it begins.'),
        ),
    ]
