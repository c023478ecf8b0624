"""Two addresses of one document are told to be, and no two of the bundled sources are taken for one."""

from collections import defaultdict

import pytest

from reports.models import Source
from reports.parsing.url_canonical import document_of, host_names, publisher_host, without_tracking

SAME = [
    [
        "https://www.pravda.com.ua/news/2022/04/18/1/",
        "http://pravda.com.ua/news/2022/04/18/1",
        "pravda.com.ua/news/2022/04/18/1",
    ],
    [
        "https://example.org/a?id=1",
        "https://example.org/a?utm_source=x&id=1&utm_medium=y",
        "https://example.org/a?id=1&fbclid=IwAR3",
        "https://example.org/a?id=1&gclid=1#top",
        "HTTPS://EXAMPLE.org:443/a?ref=tw&id=1",
    ],
    ["https://m.censor.net/ua/n1", "https://censor.net/ua/n1", "https://mobile.censor.net/ua/n1/"],
    [
        "https://t.me/GeneralStaffZSU/1",
        "https://t.me/s/GeneralStaffZSU/1",
        "https://telegram.me/GeneralStaffZSU/1?single",
    ],
    ["https://x.com/a/status/1?s=20&t=abc", "https://mobile.twitter.com/a/status/1"],
    [
        "https://youtu.be/dQw4?si=1&t=30",
        "https://www.youtube.com/watch?v=dQw4&feature=share",
        "https://m.youtube.com/watch?v=dQw4",
    ],
    [
        "https://www.facebook.com/GeneralStaff/posts/1?__cft__[0]=x&__tn__=y",
        "https://m.facebook.com/GeneralStaff/posts/1",
    ],
    ["https://uk.wikipedia.org/wiki/Втрати", "https://uk.wikipedia.org/wiki/%D0%92%D1%82%D1%80%D0%B0%D1%82%D0%B8"],
    ["https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"],
    ["https://пошта.укр/a", "https://xn--80a1acn3a.xn--j1amh/a"],
]
DIFFERENT = [
    ["https://example.org/?p=1", "https://example.org/?p=2"],
    ["https://example.org/A", "https://example.org/a"],
    ["https://t.me/a/1", "https://t.me/a/2", "https://t.me/b/1"],
    ["https://example.org/#/news/1", "https://example.org/#/news/2", "https://example.org/"],
    [
        "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
        "https://www.facebook.com/permalink.php?story_fbid=3&id=2",
    ],
    ["https://en.example.org/a", "https://uk.example.org/a"],
    ["https://example.org:8080/a", "https://example.org/a"],
    ["https://web.archive.org/web/2022/https://example.org/a", "https://example.org/a"],
]
NONE = [
    "",
    "  ",
    "nowhere",
    "javascript:alert(1)",
    "ftp://example.org/a",
    "https://",
    "https://[::1",
    "https://example.org:x/",
]


@pytest.mark.parametrize("addresses", SAME, ids=lambda each: each[0])
def test_addresses_of_one_document(addresses: list[str]) -> None:
    keys = {document_of(each) for each in addresses}
    assert len(keys) == 1, keys
    assert keys != {""}


@pytest.mark.parametrize("addresses", DIFFERENT, ids=lambda each: each[0])
def test_addresses_of_several_documents(addresses: list[str]) -> None:
    assert len({document_of(each) for each in addresses}) == len(addresses)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_web_address(text: str) -> None:
    assert (document_of(text), publisher_host(text)) == ("", "")


@pytest.mark.parametrize("addresses", SAME, ids=lambda each: each[0])
def test_every_address_of_a_document_holds_a_name_of_its_host(addresses: list[str]) -> None:
    """By which those on record are looked up; but for hosts in other letters, which two spellings may name."""
    if any(not each.split("/")[2].isascii() for each in addresses if "://" in each):
        return
    names = host_names(addresses[0])
    assert all(any(name in each.lower() for name in names) for each in addresses)


def test_a_channel_of_a_host_of_many_is_its_publisher() -> None:
    assert publisher_host("https://t.me/s/rotfront/1") == publisher_host("https://t.me/rotfront/2") == "t.me/rotfront"
    assert publisher_host("https://www.bbc.com/news/1") == "bbc.com"


def test_no_two_bundled_sources_are_one_document(bundled: None) -> None:
    by_document = defaultdict(list)
    for url in Source.objects.values_list("url", flat=True):
        by_document[document_of(url)].append(url)
    assert [urls for urls in by_document.values() if len(urls) > 1] == []
    assert "" not in by_document
    assert len(by_document) == Source.objects.count() >= 2160


@pytest.mark.parametrize(
    ("address", "kept", "names"),
    [
        (
            "https://example.org/a?utm_source=x&id=1&UTM_Medium=y",
            "https://example.org/a?id=1",
            ("utm_source", "UTM_Medium"),
        ),
        ("https://example.org/a?fbclid=1#top", "https://example.org/a#top", ("fbclid",)),
        ("https://example.org/a?gclid=1&gclid=2", "https://example.org/a", ("gclid",)),
        ("https://example.org/a?b=%D0%92&&c&ref=tw", "https://example.org/a?b=%D0%92&&c", ("ref",)),
        ("https://youtu.be/dQw4?si=1&t=30", "https://youtu.be/dQw4?si=1&t=30", ()),
        ("https://example.org/#/a?utm_source=x", "https://example.org/#/a?utm_source=x", ()),
        ("https://example.org/a/?", "https://example.org/a/?", ()),
        ("", "", ()),
    ],
)
def test_a_new_address_loses_what_tracks_and_nothing_else(address: str, kept: str, names: tuple[str, ...]) -> None:
    assert without_tracking(address) == (kept, names)
    assert document_of(kept) == document_of(address)


def test_no_two_bundled_sources_would_be_one_without_tracking(bundled: None) -> None:
    addresses = list(Source.objects.values_list("url", flat=True))
    kept = [without_tracking(each)[0] for each in addresses]
    assert len(set(kept)) == len(addresses) > 2_000
    assert [document_of(each) for each in kept] == [document_of(each) for each in addresses]
