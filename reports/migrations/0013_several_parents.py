"""A subject may be part of several others. What it was part of goes on, in its history too."""

import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

# Each one parent that there was becomes a link; a row of history keeps the one of its time.
COPY = [
    "INSERT INTO reports_subject_part_of (from_subject_id, to_subject_id)"
    " SELECT id, whole_id FROM reports_subject WHERE whole_id IS NOT NULL",
    "INSERT INTO reports_historicalsubject_part_of (id, from_subject_id, to_subject_id, history_id)"
    " SELECT COALESCE((SELECT t.id FROM reports_subject_part_of t"
    " WHERE t.from_subject_id = h.id AND t.to_subject_id = h.whole_id), h.history_id), h.id, h.whole_id, h.history_id"
    " FROM reports_historicalsubject h WHERE h.whole_id IS NOT NULL",
]
# There, only one of several fits.
BACK = [
    "UPDATE reports_subject SET whole_id ="
    " (SELECT MIN(t.to_subject_id) FROM reports_subject_part_of t WHERE t.from_subject_id = reports_subject.id)",
    "UPDATE reports_historicalsubject SET whole_id = (SELECT MIN(t.to_subject_id)"
    " FROM reports_historicalsubject_part_of t WHERE t.history_id = reports_historicalsubject.history_id)",
]


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_coverage_and_adjustments'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='subject',
            name='subject_not_part_of_itself',
        ),
        migrations.RenameField(
            model_name='subject',
            old_name='part_of',
            new_name='whole',
        ),
        migrations.RenameField(
            model_name='historicalsubject',
            old_name='part_of',
            new_name='whole',
        ),
        migrations.AlterField(
            model_name='subject',
            name='whole',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.subject'),
        ),
        migrations.CreateModel(
            name='HistoricalSubject_part_of',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('from_subject', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.subject')),
                ('to_subject', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reports.subject')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='reports.historicalsubject')),
            ],
            options={
                'verbose_name': 'HistoricalSubject_part_of',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='subject',
            name='part_of',
            field=models.ManyToManyField(blank=True, help_text='The larger subjects that it is part of; one that is part of these need not be named again.', related_name='parts', to='reports.subject'),
        ),
        migrations.RunSQL(COPY, BACK),
    ]
