"""Every wrong address gets a page that says what is wrong and offers the way back."""

import re

import pytest
from django.test import Client

from reports.models import Conflict
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]

BAD = [
    ("/russia-ukraine/?on=2022-02-30", "“2022-02-30” is not a day"),
    ("/russia-ukraine/?on=18.04.2022", "“18.04.2022” is not a day"),
    ("/russia-ukraine/?on=20220418", "“20220418” is not a day"),
    ("/russia-ukraine/?on=2022-4-18", "“2022-4-18” is not a day"),
    ("/russia-ukraine/?on=٢٠٢٢-٠٤-١٨", "is not a day"),
    ("/russia-ukraine/?on=2022-04-18%00", "is not a day"),
    ("/russia-ukraine/?on=0000-00-00", "is not a day"),
    ("/russia-ukraine/?on=99999-01-01", "is not a day"),
    ("/russia-ukraine/?on=2022-02-23", "The first day is 2022-02-24"),
    ("/russia-ukraine/?on=2022-04-18&on=2022-04-19", "“on” is given more than once"),
    ("/russia-ukraine/?subject=martians", "There is no “martians” here"),
    ("/russia-ukraine/?subject=russian-force", "Did you mean russian-forces?"),
    ("/russia-ukraine/?subject=%00", "here"),
    ("/russia-ukraine/?category=animals", "category"),
    ("/russia-ukraine/?category=personnel&category=equipment", "“category” is given more than once"),
    ("/russia-ukraine/?party=natto", "Did you mean nato?"),
    ("/russia-ukraine/?party=nato&party=%3Cscript%3E", "There is no “<script>” here"),
    ("/russia-ukraine/?prty=nato", "This page knows no “prty”. Did you mean party?"),
    ("/russia-ukraine/timeline/?measure=tank", "Did you mean tanks?"),
    ("/russia-ukraine/timeline/?party=nobody-at-all", "There is no “nobody-at-all” here"),
    ("/russia-ukraine/timeline/?from=2023-01-01&to=2022-01-01", "from (2023-01-01) is after to (2022-01-01)"),
    ("/russia-ukraine/timeline/?scale=square", "scale"),
    ("/russia-ukraine/timeline/?mode=hourly", "mode"),
    ("/russia-ukraine/timeline/?page=0", "“0” is not a page number"),
    ("/russia-ukraine/timeline/chart.json?scale=log&scale=linear", "“scale” is given more than once"),
    ("/russia-ukraine/figures/?measure=tankss", "Did you mean tanks"),
    ("/russia-ukraine/figures/?page=two", "“two” is not a page number"),
    ("/russia-ukraine/figures/?page=1&page=2", "“page” is given more than once"),
    ("/russia-ukraine/figures/?sort=colour", "sort: “colour” is none of as_of, -as_of, stated_on"),
    ("/russia-ukraine/figures/?sort=-as_of,party", "sort: “-as_of,party” is none of"),
    ("/russia-ukraine/figures/?scope=" + "x" * 5000, "xxx…” is none of theatre, formation"),
    ("/russia-ukraine/figures/?method=guess", "method"),
    ("/russia-ukraine/figures/?from=yesterday", "“yesterday” is not a day"),
    ("/russia-ukraine/figures/?text=" + "x" * 201, "text"),
    ("/russia-ukraine/figures/?text=%00", "text"),
    ("/russia-ukraine/figures/?from=2023-01-01&to=2022-01-01", "from (2023-01-01) is after to (2022-01-01)"),
    ("/russia-ukraine/reports/?from=2023-01-01&to=2022-01-01", "from (2023-01-01) is after to (2022-01-01)"),
    ("/russia-ukraine/timeline/chart.json?page=2", "This page knows no “page”"),
    ("/parties/?page=2", "This page knows no “page”"),
    ("/parties/nato/?on=2022-04-18", "This page knows no “on”"),
    ("/measures/?x=1", "This page knows no “x”"),
    ("/?x=1", "This page knows no “x”"),
    ("/reports/russia-kremlin-2022-04-07-peskov/?x=1", "This page knows no “x”"),
    ("/figures/ru-mod-2022-03-25-wounded/?x=1", "This page knows no “x”"),
    ("/sources/international-business-times-f4b6badc/?x=1", "This page knows no “x”"),
    ("/russia-ukraine/reports/?kind=rumour", "kind"),
    ("/russia-ukraine/corrections/?kind=rumour", "“rumour” is none of ours, party, source"),
    ("/russia-ukraine/corrections/?page=2", "Choose a kind first"),
    ("/russia-ukraine/reports/?to=2022-13-01", "“2022-13-01” is not a day"),
]

MISSING = [
    ("/elsewhere/", "There is no conflict “elsewhere” here"),
    ("/elsewhere/timeline/", "There is no conflict “elsewhere” here"),
    ("/elsewhere/figures/", "There is no conflict “elsewhere” here"),
    ("/reports/none/", "There is no report “none” here"),
    ("/figures/none/", "There is no figure “none” here"),
    ("/sources/none/", "There is no source “none” here"),
    ("/parties/none/", "There is no party “none” here"),
    ("/russia-ukraine/nothing/", "There is no page at this address"),
    ("/russia-ukraine/figures/?page=99999", "This list has no page 99999; its last is"),
    ("/russia-ukraine/reports/?party=nato&page=9", "This list has no page 9; its last is 1"),
    ("/russia-ukraine/timeline/?page=999", "This list has no page 999"),
]


@pytest.mark.parametrize("address", ["/", "/russia-ukraine/timeline/", "/admin/login/", "/no-such-page/"])
def test_a_name_that_is_not_this_site_s_is_answered_with_400(client: Client, address: str) -> None:
    answer = client.get(address, headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Something in the request is malformed" in answer.content.decode()
    assert "elsewhere.example" not in answer.content.decode()


@pytest.mark.parametrize(("address", "message"), BAD)
def test_bad_parameters_are_named(fetch: Fetch, address: str, message: str) -> None:
    found = fetch(address, 400)
    assert message in words(found.select_one(".problems"))
    assert "<script>" not in str(found.select_one(".problems"))
    assert found.select_one("main a.button.main")["href"] == address.split("?")[0]


@pytest.mark.parametrize(("address", "message"), MISSING)
def test_missing_pages_say_what_is_missing(fetch: Fetch, address: str, message: str) -> None:
    found = fetch(address, 404)
    assert message in words(found.main)
    back = found.select_one("main a.button.main")["href"]
    assert back == ("/" if "page=" not in address else re.sub(r"[?&]page=\d+", "", address))


def test_every_problem_is_named_at_once(fetch: Fetch) -> None:
    problems = fetch("/russia-ukraine/?on=never&party=natto&x=1", 400).select(".problems li")
    assert len(problems) == 3


@pytest.mark.parametrize("extra", ["utm_source=feed", "fbclid=abc", "utm_medium=x&utm_campaign=y"])
def test_what_other_sites_add_to_links_is_harmless(fetch: Fetch, extra: str) -> None:
    found = fetch(f"/russia-ukraine/?on=2022-04-18&{extra}")
    assert extra.split("=")[0] not in found.select_one("[rel=next]")["href"]


def test_blank_fields_of_a_form_are_no_choice(fetch: Fetch) -> None:
    assert fetch("/russia-ukraine/figures/?text=&party=&subject=&from=&to=").select(".rows tbody tr")


@pytest.mark.parametrize("page", ["", "timeline/", "timeline/chart.json", "figures/", "reports/"])
def test_a_conflict_with_nothing_on_record_says_so(fetch: Fetch, page: str) -> None:
    Conflict.objects.create(slug="empty-war", name="Empty war", start_date="2022-01-01")
    future = Conflict.objects.create(slug="later-war", name="Later war", start_date="2199-01-01")
    future.subjects.create(slug="later-forces", name="Later forces")
    for slug in ("empty-war", "later-war"):
        assert "Nothing is on record here about" in words(fetch(f"/{slug}/{page}", 404).main)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_read_only(client: Client, method: str) -> None:
    assert getattr(client, method)("/russia-ukraine/").status_code == 405


def test_a_form_from_elsewhere_is_refused_with_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/russia-ukraine/", {"on": "2022-04-18"})
    assert answer.status_code == 403
    assert "not sent from a form of this site" in answer.content.decode()


def test_what_an_editor_may_not_do_is_said_on_a_page_of_ours(client: Client) -> None:
    client.force_login(records.user("Editors"))
    answer = client.get("/admin/reports/party/add/")
    assert answer.status_code == 403
    assert "may not do this" in answer.content.decode()


def test_browsers_find_the_mark_where_they_look_for_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("img/mark.svg")
