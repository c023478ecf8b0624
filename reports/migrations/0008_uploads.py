"""Uploads of files and what was found in their rows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_archiving'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As its sender called it.', max_length=200, verbose_name='file')),
                ('kind', models.CharField(blank=True, choices=[('csv', 'CSV table'), ('xlsx', 'XLSX workbook'), ('package', 'data package')], max_length=8)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('received', 'waiting to be read'), ('reading', 'being read'), ('read', 'waiting for confirmation'), ('confirmed', 'waiting to be written'), ('writing', 'being written'), ('done', 'imported'), ('failed', 'failed'), ('outdated', 'to be read anew'), ('discarded', 'discarded')], default='received', max_length=10)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('counts', models.JSONField(default=dict, help_text='How many rows are in each state, and reports among them.')),
                ('remarks', models.JSONField(default=list, help_text='How the file was understood.')),
                ('shown', models.CharField(blank=True, max_length=64)),
                ('correcting', models.BooleanField(default=False, help_text='Whether published reports that differ are corrected.')),
                ('correction_reason', models.TextField(blank=True)),
                ('problem', models.TextField(blank=True, help_text='Why it failed, or what is left to do.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uploads', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('reports', models.ManyToManyField(blank=True, help_text='Those it wrote.', related_name='uploads', to='reports.report')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='UploadRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('file', models.CharField(max_length=200)),
                ('line', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('same', 'same'), ('error', 'error')], max_length=8)),
                ('report', models.CharField(blank=True, max_length=100)),
                ('record', models.CharField(help_text='What the row is, in words.', max_length=320)),
                ('cells', models.JSONField(default=list, help_text='The cells that differ: column, on record, in the file.')),
                ('fate', models.CharField(blank=True, help_text='What becomes of it, if not what its state says.', max_length=12)),
                ('problems', models.JSONField(default=list)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reports.upload')),
            ],
            options={
                'ordering': ['upload', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['csv', 'xlsx', 'package', ''])), name='upload_kind_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'reading', 'read', 'confirmed', 'writing', 'done', 'failed', 'outdated', 'discarded'])), name='upload_state_known', violation_error_message='Unknown value.'),
        ),
        migrations.AddIndex(
            model_name='uploadrow',
            index=models.Index(fields=['upload', 'state', 'position'], name='upload_row_by_state'),
        ),
        migrations.AddConstraint(
            model_name='uploadrow',
            constraint=models.UniqueConstraint(fields=('upload', 'position'), name='upload_row_once'),
        ),
        migrations.AddConstraint(
            model_name='uploadrow',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'changed', 'same', 'error'])), name='upload_row_state_known', violation_error_message='Unknown value.'),
        ),
    ]
