"""Which addresses are sent to an archive, and which of those that it answers are copies."""

import pytest

from reports.archiving.archive_urls import is_copy, sendable, why_not_send

PAGE = "https://www.gazette.example/2022/03/25/losses?id=7"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://gazette.example:8080/",
        "https://93.184.216.34/a",
        "https://[2606:2800:220:1::1]/",
        "https://мвс.укр/втрати",
        "https://local.example/",
        "https://t.me/channel/1",
    ],
)
def test_public_pages_are_sent(url: str) -> None:
    assert why_not_send(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://localhost:8000/admin/",
        "http://LOCALHOST./",
        "http://desk.localhost/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://intranet/",
        "http://files.lan/",
        "http://printer.local/",
    ],
)
def test_addresses_of_a_private_network_are_not(url: str) -> None:
    assert "private network" in why_not_send(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://gazette.example/", "http or https"),
        ("javascript:alert(1)", "http or https"),
        ("https://", "http or https"),
        ("https://editor:secret@gazette.example/", "password"),
        ("https://editor@gazette.example/", "password"),
        ("https://gazette.example:99999/", "no address that can be opened"),
        ("https://[gazette.example/", "no address that can be opened"),
    ],
)
def test_nor_is_what_no_archive_could_open(url: str, reason: str) -> None:
    assert reason in why_not_send(url)


def test_what_follows_a_hash_is_left_out() -> None:
    assert sendable(f"{PAGE}#top") == PAGE


@pytest.mark.parametrize(
    "written",
    [
        PAGE,
        PAGE.replace("https:", "http:"),
        PAGE.replace("https://", "https:/"),
        PAGE.replace("https://www.", ""),
        PAGE.replace("www.", ""),
        PAGE.replace("gazette.example", "GAZETTE.example:443"),
        PAGE.replace("losses", "%6cosses"),
        PAGE.replace("losses", "losses/"),
    ],
)
@pytest.mark.parametrize(
    "before", ["https://web.archive.example/web/20261122120000/", "http://a.example/20261122120000id_/"]
)
def test_a_copy_holds_its_moment_and_the_page_in_the_archives_own_way(before: str, written: str) -> None:
    assert is_copy(before + written, PAGE)


@pytest.mark.parametrize(
    "address",
    [
        "",
        PAGE,
        "https://archive.example/login",
        f"https://archive.example/save/{PAGE}",
        f"https://archive.example/web/2026/{PAGE}",
        f"https://archive.example/web/*/{PAGE}",
        f"ftp://archive.example/web/20261122120000/{PAGE}",
        "https://archive.example/web/20261122120000/https://www.gazette.example/",
        "https://archive.example/web/20261122120000/https://www.gazette.example/2022/03/25/losses?id=8",
        "https://archive.example/web/20261122120000/https://consent.example/?to=" + PAGE,
        "https://archive.example/web/20261122120000/https://[gazette.example/",
        "https://archive.example/web/20261122120000/https://gazette.example:x/",
        f"https://archive.example/?to=/web/20261122120000/{PAGE}",
    ],
)
def test_anything_else_is_no_copy_of_it(address: str) -> None:
    assert not is_copy(address, PAGE)
