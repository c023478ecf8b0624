"""`manage.py serve`: bring the database and the static files up to date, then serve the site."""

import os
import sys
from typing import NoReturn

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import Error as DatabaseError
from django.db import connection

from reports.management import serving
from reports.models import triggers


class Command(BaseCommand):
    help = "Serve the site at HOST:PORT (127.0.0.1:8000), with everything it needs brought up to date first."
    requires_system_checks = ()  # they are run once the database is known to answer

    def handle(self, **options) -> None:
        try:
            host, port = serving.address(os.environ)
            number = serving.free_address(host, port)
            self.prepare()
        except CommandError as error:  # said here, without Django's name for it before the sentence
            self.give_up(str(error))
        except DatabaseError as error:
            self.give_up(serving.cannot_be_used(error))
        except KeyboardInterrupt:
            sys.exit(130)
        self.announce(host, port)
        self.hand_over(number, port)

    def give_up(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(1)

    def prepare(self) -> None:
        """Bring everything in order that serving needs. Raises CommandError if that cannot be done."""
        serving.check_database()
        self.check()
        if serving.has_migrations_to_run():
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        triggers.install()  # a migration that was broken off has left them away
        call_command("load_bundled_data", stdout=self.stdout, stderr=self.stderr)
        serving.collect_static_files()

    def announce(self, host: str, port: int) -> None:
        place = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Claimed Losses is served at http://{place}:{port}/ (stop it with Ctrl-C).")
        if not get_user_model().objects.filter(is_staff=True, is_active=True).exists():
            self.stdout.write(f"Nobody can log in at http://{place}:{port}/admin/ yet. To make an editor: make editor")

    def hand_over(self, host: str, port: int) -> None:
        """Become the server: nothing of this process stays."""
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        server = [sys.executable, "-m", "reports.management.server", host, str(port)]
        os.execv(sys.executable, server)  # noqa: S606
