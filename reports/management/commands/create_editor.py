"""Create a staff user who may enter reports or, with --reviewer, publish them."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from reports.newsroom.accounts import check_name, create_editor


class Command(BaseCommand):
    help = "Create a user in the group Editors. Asks for name and password, or takes EDITOR_NAME and EDITOR_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reviewer", action="store_true", help="put the user in Reviewers, who publish")

    def handle(self, *, reviewer: bool, **options: object) -> None:
        try:
            name = check_name(self.value("EDITOR_NAME", lambda: input("Name: ")))
            user = create_editor(
                name=name, password=self.value("EDITOR_PASSWORD", self.ask_password), reviewer=reviewer
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except (Group.DoesNotExist, OperationalError, ProgrammingError):
            raise CommandError("The database is not ready. Run first: make run") from None
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Stopped: nobody was created.") from None
        role = "reviewer" if reviewer else "editor"
        self.stdout.write(f"Created the {role} {user.username}, who can log in at /admin/.")

    def value(self, variable: str, ask: object) -> str:
        if variable in os.environ:
            return os.environ[variable]
        if not sys.stdin.isatty():
            raise CommandError(f"No terminal to ask on. Set EDITOR_NAME and EDITOR_PASSWORD ({variable} is missing).")
        return ask()

    def ask_password(self) -> str:
        password = getpass("Password: ")
        if getpass("Password again: ") != password:
            raise ValidationError("The two passwords differ.")
        return password
