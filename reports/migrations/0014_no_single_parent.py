"""Takes away the one parent that 0013 made links of.

A migration of its own: SQLite makes an index that comes and is renamed in one on a column that is gone by then.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0013_several_parents'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='historicalsubject',
            name='whole',
        ),
        migrations.RemoveField(
            model_name='subject',
            name='whole',
        ),
    ]
