"""The oEmbed provider, by the specification (oembed.com, version 1.0)."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from reports.models import Subject
from tests.conftest import Fetch

pytestmark = pytest.mark.usefixtures("bundled")

SITE = "http://testserver"
TIMELINE = f"{SITE}/russia-ukraine/timeline/"
QUERY = "?measure=killed&party=nato&party=russia-mod"


def ask(client: Client, status: int = 200, **parameters: str) -> dict:
    answer = client.get("/oembed", parameters)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def test_a_timeline_is_a_frame_with_all_that_the_specification_wants(client: Client) -> None:
    found = ask(client, url=TIMELINE + QUERY, format="json")
    frame = BeautifulSoup(found.pop("html"), "html.parser").iframe
    assert frame.attrs == {
        "src": f"{TIMELINE}embed/{QUERY}",
        "title": "Russian forces: killed, as claimed",
        "width": "720",
        "height": "480",
        "frameborder": "0",
        "loading": "lazy",
    }
    assert found == {
        "type": "rich",
        "version": "1.0",
        "title": "Russian forces: killed, as claimed",
        "provider_name": "Claimed Losses",
        "provider_url": f"{SITE}/",
        "cache_age": 86400,
        "width": 720,
        "height": 480,
        "thumbnail_url": f"{TIMELINE}preview.png{QUERY}",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


@pytest.mark.parametrize(
    "address",
    [f"{TIMELINE}embed/{QUERY}", f"{TIMELINE}{QUERY}&page=2&sort=party&utm_source=x", f"{TIMELINE}{QUERY}#rows"],
)
def test_the_frame_and_other_pages_of_the_table_are_the_same_timeline(client: Client, address: str) -> None:
    assert ask(client, url=address) == ask(client, url=TIMELINE + QUERY)


def test_the_frame_it_names_is_there(client: Client) -> None:
    frame = BeautifulSoup(ask(client, url=TIMELINE + QUERY)["html"], "html.parser").iframe
    assert client.get(frame["src"].removeprefix(SITE)).status_code == 200


def test_sizes_keep_within_what_is_asked_for(client: Client) -> None:
    found = ask(client, url=TIMELINE, maxwidth="400", maxheight="9000")
    assert (found["width"], found["height"]) == (400, 480)
    assert 'width="400" height="480"' in found["html"]
    assert "thumbnail_url" not in found  # it is wider
    assert "thumbnail_url" in ask(client, url=TIMELINE, maxwidth="1200", maxheight="630")
    assert "thumbnail_url" not in ask(client, url=TIMELINE, maxheight="629")


def test_a_name_cannot_carry_markup_into_another_site(client: Client) -> None:
    Subject.objects.filter(slug="russian-forces").update(name='"><script>alert(1)</script>')
    found = ask(client, url=TIMELINE + QUERY)
    assert BeautifulSoup(found["html"], "html.parser").script is None
    assert "<script" not in found["html"]


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/russia-ukraine/timeline/",
        "http://testserver.elsewhere.example/russia-ukraine/timeline/",
        "http://testserver:8000/russia-ukraine/timeline/",
        "http://me@testserver/russia-ukraine/timeline/",
        "ftp://testserver/russia-ukraine/timeline/",
        "javascript:alert(1)",
        "/russia-ukraine/timeline/",
        f"{SITE}/",
        f"{SITE}/russia-ukraine/",
        f"{SITE}/admin/",
        f"{SITE}/nowhere/at/all",
        f"{SITE}/oembed?url={TIMELINE}",
        "http://[",
        "\x00",
        "x" * 8001,
    ],
)
def test_what_is_no_timeline_of_this_site_is_not_found(client: Client, address: str) -> None:
    status = 404 if len(address) > 1 and len(address) < 8000 else 400
    assert ask(client, status, url=address)["error"].endswith(".")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{TIMELINE}?party=natto", "Did you mean nato?"),
        (f"{TIMELINE}?mode=hourly", "“hourly” is none of"),
        (f"{SITE}/no-such-war/timeline/", "There is no conflict “no-such-war” here."),
    ],
)
def test_a_timeline_that_cannot_be_is_not_found_and_why(client: Client, address: str, said: str) -> None:
    assert said in ask(client, 404, url=address)["error"]


@pytest.mark.parametrize("size", ["0", "-5", "wide", "3.5", "٤٠٠٫", "9" * 5000])
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_a_bad_size_is_refused(client: Client, name: str, size: str) -> None:
    assert name in ask(client, 400, url=TIMELINE, **{name: size})["error"]


def test_an_address_is_needed(client: Client) -> None:
    assert ask(client, 400)["error"] == "url: Give the address of a timeline."


def test_a_parameter_given_twice_is_refused(client: Client) -> None:
    answer = client.get(f"/oembed?url={TIMELINE}&maxwidth=300&maxwidth=400")
    assert answer.status_code == 400
    assert "maxwidth is given more than once" in answer.json()["error"]


def test_another_format_is_not_implemented(client: Client) -> None:
    assert "JSON" in ask(client, 501, url=TIMELINE, format="xml")["error"]


def test_what_consumers_add_of_their_own_is_passed_over(client: Client) -> None:
    assert ask(client, url=TIMELINE, dnt="1") == ask(client, url=TIMELINE)


def test_the_page_says_where_to_ask(client: Client, fetch: Fetch) -> None:
    page = fetch(f"/russia-ukraine/timeline/{QUERY}&page=1")
    link = page.select_one('link[rel=alternate][type="application/json+oembed"]')
    found = client.get(link["href"].removeprefix(SITE))
    assert found.json() == ask(client, url=TIMELINE + QUERY)
    assert found.json()["title"] == link["title"]


def test_the_picture_it_names_is_there_and_as_large_as_said(client: Client) -> None:
    found = ask(client, url=TIMELINE + QUERY)
    answer = client.get(found["thumbnail_url"].removeprefix(SITE))
    assert answer.status_code == 200
    picture = Image.open(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert picture.size == (found["thumbnail_width"], found["thumbnail_height"])
