"""One page of every public route, on the bundled data: all that most of them are tried for on the second database."""

import pytest
from django.test import Client
from django.urls import resolve

from reports.urls import urlpatterns

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

WAR, COMPARED = "/russia-ukraine", "a=ukraine-general-staff&b=russia-mod&measure=losses"
RECORDS = [
    "/parties/ukraine-general-staff/",
    "/reports/russia-kremlin-2022-04-07-peskov/",
    "/figures/ru-mod-2022-03-25-wounded/",
    "/sources/international-business-times-f4b6badc/",
]
ADDRESSES = {
    "text/html": [
        "/parties/",
        "/measures/",
        "/method/",
        *RECORDS,
        f"{WAR}/?on=2022-04-18",
        f"{WAR}/timeline/?scale=log",
        f"{WAR}/timeline/embed/?party=oryx&measure=tanks-documented",
        f"{WAR}/compare/?{COMPARED}",
        f"{WAR}/reports/?party=nato&text=nato",
        f"{WAR}/figures/?party=nato&measure=killed&sort=size",
        f"{WAR}/variants/?kind=attribution",
        f"{WAR}/corrections/?kind=source&page=2",
    ],
    "image/png": [
        "/preview.png",
        *(f"{page}preview.png" for page in ("/parties/", "/measures/", "/method/", *RECORDS)),
        f"{WAR}/preview.png?on=2022-04-18",
        f"{WAR}/timeline/preview.png?party=oryx&measure=killed",
        f"{WAR}/compare/preview.png?{COMPARED}",
        *(f"{WAR}/{page}/preview.png" for page in ("reports", "figures", "variants", "corrections")),
    ],
    "application/json": [
        "/healthz",
        f"/oembed?url=http://testserver{WAR}/timeline/",
        f"{WAR}/timeline/chart.json?party=oryx&measure=killed",
        f"{WAR}/timeline/figures.json?party=oryx&measure=killed",
        f"{WAR}/compare/chart.json?{COMPARED}",
    ],
    "text/csv": [
        f"{WAR}/timeline/figures.csv?party=oryx&measure=killed",
        f"{WAR}/compare/compare.csv?{COMPARED}",
        f"{WAR}/variants/variants.csv?kind=attribution",
    ],
}
EACH = [(kind, address) for kind, addresses in ADDRESSES.items() for address in addresses]


@pytest.mark.parametrize(("kind", "address"), EACH)
def test_it_opens(client: Client, kind: str, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:2000].decode()
    assert answer["Content-Type"].split(";")[0] == kind


def test_the_front_page_leads_to_the_only_war(client: Client) -> None:
    assert client.get("/").headers["Location"] == f"{WAR}/"


def test_none_is_left_out() -> None:
    """Of the copies of sources there are none in the bundled data: test_snapshots has them, on both databases."""
    opened = {resolve(address.partition("?")[0]).url_name for _kind, address in EACH}
    assert {route.name for route in urlpatterns} - opened == {"home", "source-snapshot"}
