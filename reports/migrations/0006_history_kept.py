"""History begins: what was on record already gets its first row.

Reasons may be long from here on, and addresses are lower-case.
"""

import django.core.validators
from django.db import migrations, models
from django.utils import timezone

RECORDS = [
    "citation", "conflict", "event", "figure", "measure", "measureoutcome", "outcome", "party", "report", "side",
    "source", "subject", "variant",
]  # fmt: skip
# through table: (model whose history it belongs to, its column)
LINKS = {"party_conflicts": ("party", "party_id"), "report_draws_on": ("report", "report_id")}
OF_HISTORY = {"history_id", "history_date", "history_change_reason", "history_type", "history_user_id", "m2m_history_id"}
REASON = "on record before its history began"


def begin(apps, schema_editor):
    """One row for each record that is there already, and has no history yet."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for name in RECORDS:
            history = apps.get_model("reports", f"historical{name}")
            fields = ", ".join(_columns(connection, history))
            cursor.execute(
                f"INSERT INTO reports_historical{name} ({fields}, history_date, history_change_reason, history_type)"
                f" SELECT {fields}, %s, %s, '+' FROM reports_{name} t"
                f" WHERE NOT EXISTS (SELECT 1 FROM reports_historical{name} h WHERE h.id = t.id)",
                [connection.ops.adapt_datetimefield_value(timezone.now()), REASON],
            )
        for through, (name, owner) in LINKS.items():
            history = apps.get_model("reports", f"historical{through}")
            columns = _columns(connection, history)
            there, here = ", ".join(columns), ", ".join(f"t.{column}" for column in columns)
            cursor.execute(
                f"INSERT INTO reports_historical{through} ({there}, history_id)"
                f" SELECT {here}, h.history_id FROM reports_{through} t"
                f" JOIN reports_historical{name} h ON h.id = t.{owner} AND h.history_change_reason = %s",
                [REASON],
            )


def _columns(connection, history):
    return [connection.ops.quote_name(field.column) for field in history._meta.fields if field.column not in OF_HISTORY]


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0005_seal'),
    ]

    operations = [
        migrations.AlterField(
            model_name='conflict',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='figure',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /figures/…/', max_length=150, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalcitation',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalconflict',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalconflict',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalevent',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalfigure',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalfigure',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /figures/…/', max_length=150, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalmeasure',
            name='family',
            field=models.SlugField(help_text='Measures of one family stand in one row of the grid.', validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalmeasure',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalmeasure',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalmeasureoutcome',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicaloutcome',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicaloutcome',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalparty',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalparty',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalreport',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalreport',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /reports/…/', max_length=100, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalside',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalside',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /sources/…/', max_length=100, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalsubject',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalsubject',
            name='slug',
            field=models.SlugField(validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='historicalvariant',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='measure',
            name='family',
            field=models.SlugField(help_text='Measures of one family stand in one row of the grid.', validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='measure',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='outcome',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='party',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='report',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /reports/…/', max_length=100, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='side',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='source',
            name='slug',
            field=models.SlugField(help_text='Its address on the site: /sources/…/', max_length=100, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.AlterField(
            model_name='subject',
            name='slug',
            field=models.SlugField(unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9_-]+\\Z', 'An address has small letters, digits and hyphens, such as russian-forces.')]),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
