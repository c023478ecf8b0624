"""Finished answers are kept until the data change: whoever changes them, by whatever way."""

import json
import sys

import pytest

from tests.own_database import own_database

pytestmark = pytest.mark.both_databases

# In a process as the server's are. Each visit tells whether it was answered, with what name of the subject, and from
# how many questions to the data: on PostgreSQL that for the version is a query too, and is not counted.
VISITS = """
import json, subprocess, sys, django
from datetime import timedelta
import time_machine
django.setup()
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from reports.models import Conflict, Subject
from reports.views.page_cache import LARGEST, cache_until_data_changes, data_version

plain_names = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
override_settings(STORAGES=settings.STORAGES | plain_names).enable()  # so that no test needs collectstatic

def visit(address="/war/timeline/", **headers):
    client = Client(headers={"host": "localhost"} | headers)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = [each for each in asked.captured_queries if "pg_current_snapshot" not in each["sql"]]
    name = next((name for name in ("First", "Second", "Third", "Fourth") if name in answer.content.decode()), "")
    return [answer.status_code, name, len(queries), answer.headers.get("X-Frame-Options")]

# Made again where another test on this PostgreSQL server has written meanwhile: that is a change, too.
def undisturbed(visits):
    for _try in range(100):
        before = data_version()
        made = visits()
        if data_version() == before:
            return made
        caches["answers"].clear()
    raise AssertionError("Others write without a pause.")

def twice(*given, **headers):
    return undisturbed(lambda: [visit(*given, **headers), visit(*given, **headers)])

def rename(name):
    Subject.objects.filter(slug="forces").update(name=name)

def times_made(length):
    made = []
    def view(request):
        made.append(request)
        return HttpResponse("." * length)
    def twice():
        made.clear()
        for _visit in range(2):
            cache_until_data_changes(view)(RequestFactory(headers={"host": "localhost"}).get(f"/{length}/"))
        return len(made)
    return undisturbed(twice)

war = Conflict.objects.create(slug="war", name="War", start_date="2022-02-24")
Subject.objects.create(slug="forces", name="First", conflict=war)
told = {"first": twice(), "frame": twice("/war/timeline/embed/"), "refused": twice("/war/timeline/?mode=none")}
told["session"] = twice(cookie="sessionid=any")
rename("Second")
told["after this process"] = twice()
elsewhere = "from reports.models import Subject; Subject.objects.filter(slug='forces').update(name='Third')"
subprocess.run([sys.executable, "manage.py", "shell", "-c", elsewhere], check=True, capture_output=True)
told["after another"] = twice()
with transaction.atomic():
    told["within"] = twice()
    rename("Fourth")
    told["within, after a change"] = twice()
    transaction.set_rollback(True)
told["undone"] = twice()
told["by length"] = [times_made(LARGEST), times_made(LARGEST + 1)]
with translation.override("uk"):
    told["another language"] = twice()
with time_machine.travel(timezone.now() + timedelta(days=1)):
    told["tomorrow"] = twice()
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    with own_database(tmp_path_factory.mktemp("kept")) as database:
        done = database.run(sys.executable, "-c", VISITS)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("when", "name"),
    [
        ("first", "First"),
        ("after this process", "Second"),
        ("after another", "Third"),
        ("another language", "Third"),
        ("tomorrow", "Third"),
    ],
)
def test_an_answer_is_made_once_and_anew_when_something_has_changed(told: dict, when: str, name: str) -> None:
    made, again = told[when]
    assert made[:2] == again[:2] == [200, name]
    assert made[2] > 0 == again[2]


def test_what_was_undone_was_never_shown_to_others(told: dict) -> None:
    assert [visit[1] for visit in told["undone"]] == ["Third", "Third"]


@pytest.mark.parametrize(
    ("when", "name"), [("session", "First"), ("within", "Third"), ("within, after a change", "Fourth")]
)
def test_with_a_session_or_within_a_transaction_it_is_made_anew(told: dict, when: str, name: str) -> None:
    for status, shown, queries, _ in told[when]:
        assert (status, shown) == (200, name)
        assert queries > 0


def test_refusals_are_not_kept(told: dict) -> None:
    assert [visit[0] for visit in told["refused"]] == [400, 400]
    assert min(visit[2] for visit in told["refused"]) > 0


def test_nobody_fills_the_memory_with_very_large_answers(told: dict) -> None:
    assert told["by length"] == [1, 2]


def test_a_kept_answer_has_the_headers_of_the_first(told: dict) -> None:
    assert [visit[3] for visit in told["first"]] == ["DENY", "DENY"]
    assert [visit[3] for visit in told["frame"]] == [None, None], "it may stand in frames"
    assert told["frame"][1][2] == 0
