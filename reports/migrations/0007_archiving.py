"""Copies of sources lie in their own folder, by their digest; archived ones are asked for no sooner than due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_history_kept")]

    operations = [
        migrations.AddField(
            model_name="archiveattempt",
            name="again_at",
            field=models.DateTimeField(blank=True, help_text="Before then it asked not to be asked again.", null=True),
        ),
        # Where files go is nothing that the table knows of: SQLite need not make it anew.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="source", name="snapshot", field=models.FileField(blank=True, upload_to="")
                )
            ]
        ),
    ]
