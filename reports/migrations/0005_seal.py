"""Made the triggers of public records. reports/models/triggers.py has them now, installed after every ``migrate``."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_desk")]

    operations = []
