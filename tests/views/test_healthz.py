"""The page for machines, with a database and without."""

import os
import subprocess
import sys

import pytest
from django.test import Client

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_ok_with_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_503_without_one() -> None:
    """A PostgreSQL that nobody runs, at the discard port: asked in a process of its own, as the server would."""
    script = (
        "import django; django.setup(); from django.test import Client;"
        "a = Client().get('/healthz', headers={'host': 'localhost'}); print(a.status_code, a.content.decode())"
    )
    environment = os.environ | {
        "DATABASE_URL": "postgres://nobody:secret@127.0.0.1:9/none",
        "DJANGO_SETTINGS_MODULE": "claims_site.settings",
    }
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=600)
    assert '503 {"status": "error", "database": "unreachable"}' in done.stdout
    assert "secret" not in done.stdout


@pytest.mark.django_db
def test_front_page_without_data_says_how_to_load_it(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "There is no data yet. Load the bundled data with: make run" in answer.content.decode()
