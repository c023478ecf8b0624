"""`manage.py create_editor`."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from tests.own_database import sqlite_file

pytestmark = pytest.mark.django_db

NAME, PASSWORD = "EDITOR_NAME", "EDITOR_PASSWORD"
ROOT = Path(__file__).parents[2]
GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def no_answers_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """No terminal, and nothing in the environment yet."""
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def create(monkeypatch: pytest.MonkeyPatch, name: str, password: str, *options: str) -> str:
    monkeypatch.setenv(NAME, name)
    monkeypatch.setenv(PASSWORD, password)
    out = io.StringIO()
    call_command("create_editor", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "group", "role"), [([], "Editors", "editor"), (["--reviewer"], "Reviewers", "reviewer")]
)
def test_creates_a_staff_user_in_the_group(
    monkeypatch: pytest.MonkeyPatch, options: list, group: str, role: str
) -> None:
    said = create(monkeypatch, " oksana ", GOOD, *options)
    user = get_user_model().objects.get(username="oksana")
    assert said == f"Created the {role} oksana, who can log in at /admin/.\n"
    assert [g.name for g in user.groups.all()] == [group]
    assert (user.is_staff, user.is_superuser, user.check_password(GOOD)) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("", GOOD, "A name is needed"),
        ("   ", GOOD, "A name is needed"),
        ("two words", GOOD, "valid username"),
        ("x" * 151, GOOD, "at most 150"),
        ("oksana\x00", GOOD, "valid username"),
        ("oksana", "", "too short"),
        ("oksana", "password", "too common"),
        ("oksana", "4815162342108", "entirely numeric"),
        ("oksana.petrenko", "oksana.petrenko", "too similar"),
        ("Taken", GOOD, "named Taken already"),
        ("taken", GOOD, "named taken already"),
    ],
)
def test_refuses_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, password: str, message: str) -> None:
    get_user_model().objects.create_user("Taken")
    answers = {NAME: name, PASSWORD: password}
    monkeypatch.setattr(os, "environ", os.environ.copy() | answers)
    with pytest.raises(CommandError, match=message) as error:
        call_command("create_editor")
    assert error.value.returncode == 1
    assert "\n" not in str(error.value)
    assert get_user_model().objects.filter(groups__name="Editors").count() == 0


@pytest.mark.parametrize("given", [{}, {NAME: "oksana"}, {PASSWORD: GOOD}])
def test_without_terminal_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch, given: dict) -> None:
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(CommandError, match="Set EDITOR_NAME and EDITOR_PASSWORD"):
        call_command("create_editor")


def test_before_migration_it_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    Group.objects.all().delete()
    with pytest.raises(CommandError, match=r"Run first: make run$"):
        create(monkeypatch, "oksana", GOOD)
    assert not get_user_model().objects.filter(username="oksana").exists()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """For the real command: a database file of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in {NAME, PASSWORD}}
    environment["DATABASE_URL"] = f"sqlite:///{sqlite_file(tmp_path_factory.mktemp('desk') / 'desk.sqlite3')}"
    return environment


class TestOnATerminal:
    """The real command on a pseudo-terminal."""

    def answer(self, environment: dict, *lines: str) -> tuple[int, str]:
        """Type each line once the next prompt stands; the exit status and all that was shown."""
        ours, theirs = pty.openpty()
        command = [sys.executable, "manage.py", "create_editor"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        shown = ""
        waiting = [*lines]
        while chunk := read(ours):
            shown += chunk
            if waiting and shown.endswith((": ", ":")):
                os.write(ours, waiting.pop(0).encode() + b"\n")
        os.close(ours)
        return process.wait(timeout=600), shown

    def test_asks_for_name_and_twice_for_the_password(self, environment: dict) -> None:
        status, shown = self.answer(environment, "oksana", GOOD, GOOD)
        assert status == 0, shown
        assert "Created the editor oksana" in shown
        assert GOOD not in shown
        status, shown = self.answer(environment, "oksana")
        assert status == 1
        assert "There is a user named oksana already." in shown
        assert "Traceback" not in shown

    def test_two_passwords_that_differ(self, environment: dict) -> None:
        status, shown = self.answer(environment, "taras", GOOD, GOOD.upper())
        assert status == 1
        assert "The two passwords differ." in shown

    def test_end_of_input(self, environment: dict) -> None:
        status, shown = self.answer(environment, "\x04")
        assert status == 1
        assert "Stopped: nobody was created." in shown
        assert "Traceback" not in shown


def read(terminal: int) -> str:
    """What is shown next; nothing once the other end is closed."""
    try:
        return os.read(terminal, 1024).decode()
    except OSError:
        return ""
