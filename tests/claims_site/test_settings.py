"""What the environment may say, and what is said back: each case in a process of its own, as a start would be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from claims_site.environment import is_loopback, secret_key

OURS = ("DEBUG", "HOST", "ALLOWED_HOSTS", "HTTPS_ONLY", "CSRF_TRUSTED_ORIGINS", "SECRET_KEY", "DATABASE_URL")


def settings(name: str, **environment: str) -> subprocess.CompletedProcess:
    """Start Python with only the given settings in its environment, and print the setting ``name``."""
    clean = {key: value for key, value in os.environ.items() if key not in OURS}
    script = (
        "from django.core.management import execute_from_command_line as run;"
        f"from claims_site import settings; print(settings.{name})"
    )
    return subprocess.run(
        [sys.executable, "-c", script], env=clean | environment, capture_output=True, text=True, timeout=600
    )


def check(**environment: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if key not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], env=clean | environment, capture_output=True, text=True, timeout=600
    )


@pytest.mark.parametrize(("word", "meaning"), [("true", "True"), ("1", "True"), ("no", "False"), ("off", "False")])
def test_debug_takes_words_for_yes_and_no(word: str, meaning: str) -> None:
    assert settings("DEBUG", DEBUG=word).stdout == f"{meaning}\n"


def test_debug_is_off_unless_asked_for() -> None:
    assert settings("DEBUG").stdout == "False\n"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"DATABASE_POOL": "many"}, "DATABASE_POOL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "mysql://root@localhost/claims"}, "neither SQLite nor PostgreSQL"),
        ({"HOST": "192.168.1.20"}, "SECRET_KEY is not set, and HOST is 192.168.1.20"),
        ({"HOST": "0.0.0.0", "SECRET_KEY": "k" * 60}, "ALLOWED_HOSTS is not set, and HOST is 0.0.0.0"),  # noqa: S104
        ({"HOST": "claims.example"}, "SECRET_KEY is not set"),
        ({"ARCHIVE_SERVICE": "archive.example/save/"}, "must be an address of the web that ends with a slash"),
        ({"ARCHIVE_SERVICE": "https://archive.example/save"}, "must be an address of the web that ends with a slash"),
        ({"ARCHIVE_SERVICE": "https://[archive.example/"}, "must be an address of the web that ends with a slash"),
        ({"ARCHIVE_DELAY": "-1"}, "ARCHIVE_DELAY"),
    ],
)
def test_what_cannot_be_is_one_clear_line(environment: dict[str, str], said: str) -> None:
    done = check(**environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_public_host_with_a_key_starts() -> None:
    assert check(HOST="claims.example", SECRET_KEY="k" * 60).returncode == 0


def test_no_archive_is_asked_unless_one_is_named() -> None:
    assert settings("ARCHIVE_SERVICE").stdout == "\n"
    named = "https://archive.example/save/"
    assert settings("ARCHIVE_SERVICE", ARCHIVE_SERVICE=named).stdout == f"{named}\n"


def test_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    file = tmp_path / "new" / "secret_key"
    made = secret_key("", "127.0.0.1", file)
    assert len(made) > 60
    assert secret_key("", "localhost", file) == made == file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_given_key_wins_and_leaves_no_file(tmp_path: Path) -> None:
    assert secret_key("given", "claims.example", tmp_path / "secret_key") == "given"
    assert not list(tmp_path.iterdir())


def test_an_empty_key_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    file.touch()
    with pytest.raises(ImproperlyConfigured, match="no usable key"):
        secret_key("", "127.0.0.1", file)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.1", "example.org", "localhost.example.org", ""])  # noqa: S104
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)
