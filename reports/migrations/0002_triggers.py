"""Made the first triggers. reports/models/triggers.py has all of them now, installed after every ``migrate``."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_records")]

    operations = []
