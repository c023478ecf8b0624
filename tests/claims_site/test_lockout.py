"""Too many wrong passwords: who is locked out, from where, for how long, and what the page says."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from claims_site.visitors import client_address
from tests import records
from tests.conftest import words

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
PASSWORD = "a long way from Kherson"
START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def anna() -> str:
    user = records.user("Editors", username="anna", password=PASSWORD)
    return user.username


def attempt(name: str, password: str, address: str = "192.0.2.7", **headers: str) -> HttpResponse:
    """A browser's POST of the form, from a new browser at ``address``."""
    return Client(REMOTE_ADDR=address, headers=headers).post(LOGIN, {"username": name, "password": password})


def fail(name: str, times: int, address: str = "192.0.2.7", **headers: str) -> list[int]:
    return [attempt(name, "wrong", address, **headers).status_code for _ in range(times)]


def logged_in(response: HttpResponse) -> bool:
    return response.status_code == 302


def test_fifth_failure_locks_also_the_right_password(anna: str) -> None:
    assert fail(anna, 5) == [200, 200, 200, 200, 429]
    assert attempt(anna, PASSWORD).status_code == 429


def test_four_failures_and_the_right_password_begin_anew(anna: str) -> None:
    for _ in range(2):
        assert fail(anna, 4) == [200] * 4
        assert logged_in(attempt(anna, PASSWORD))


def test_another_browser_is_the_same_address_another_address_is_not(anna: str) -> None:
    fail(anna, 3, **{"user-agent": "one"})
    assert fail(anna, 2, **{"user-agent": "two"}) == [200, 429]
    assert logged_in(attempt(anna, PASSWORD, address="192.0.2.8"))


def test_another_name_at_the_address_is_free(anna: str) -> None:
    records.user("Editors", username="bohdan", password=PASSWORD)
    fail(anna, 5)
    assert logged_in(attempt("bohdan", PASSWORD))


def test_lock_ends_after_a_quarter_of_an_hour_however_often_one_tries_meanwhile(anna: str) -> None:
    with travel(START, tick=False) as clock:
        fail(anna, 5)
        clock.shift(timedelta(minutes=14))
        assert attempt(anna, PASSWORD).status_code == 429
        clock.shift(timedelta(minutes=1, seconds=1))
        assert logged_in(attempt(anna, PASSWORD))


def test_page_says_what_to_do_and_when(anna: str) -> None:
    with travel(START, tick=False) as clock:
        fail(anna, 5)
        clock.shift(timedelta(minutes=4))
        response = attempt(anna, PASSWORD)
    said = words(BeautifulSoup(response.content, "html.parser").main)
    assert "in 11 minutes" in said
    assert "until 12:15 UTC" in said
    assert "manage.py axes_reset" in said
    assert response["Retry-After"] == str(11 * 60)
    assert b"anna" not in response.content


def test_page_does_not_tell_which_names_there_are(anna: str) -> None:
    with travel(START, tick=False):
        real, invented = fail(anna, 6), fail("nobody", 6)
        assert real == invented
        pages = [attempt(name, "wrong").content for name in (anna, "nobody")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "anna"]])
def test_administrator_ends_the_wait(anna: str, command: list[str]) -> None:
    fail(anna, 5)
    call_command(*command)
    assert logged_in(attempt(anna, PASSWORD))


def test_public_pages_ask_nothing_more_for_it(client: Client) -> None:
    records.conflict()
    client.get("/parties/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/parties/")
    assert not [each["sql"] for each in asked if "axes" in each["sql"] or "session" in each["sql"]]
    with CaptureQueriesContext(connection) as asked:
        client.get(LOGIN)
    assert not [each["sql"] for each in asked if "axes" in each["sql"]]


# --- behind a proxy ---------------------------------------------------------------------------------------------------


def asked(remote: str, forwarded: str | None = None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers)


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "192.0.2.7", None, "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),  # anybody can write the header
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "10.0.0.1"),
        (1, "10.0.0.1", "nonsense", None),
        (0, "", None, None),
        (0, "2001:db8:1:2:aaaa::1", None, "2001:db8:1:2::"),
        (0, "2001:db8:1:2:bbbb::2", None, "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.7", None, "192.0.2.7"),
    ],
)
def test_address_of_the_visitor(
    settings: object, proxies: int, remote: str, forwarded: str | None, address: str | None
) -> None:
    settings.PROXIES = proxies
    assert client_address(asked(remote, forwarded)) == address


def test_one_visitor_behind_a_proxy_does_not_lock_out_the_next(anna: str, settings: object) -> None:
    settings.PROXIES = 1
    assert fail(anna, 5, "10.0.0.1", **{"X-Forwarded-For": "198.51.100.1"})[-1] == 429
    assert logged_in(attempt(anna, PASSWORD, "10.0.0.1", **{"X-Forwarded-For": "198.51.100.2"}))
