"""What every form of the desk takes as an address and as a number."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from reports.models import Conflict, Figure, Measure, Outcome, Party, Report, Side, Source, Subject
from tests import records
from tests.conftest import words
from tests.newsroom.entry import ADD, citation_fields, entry, figure_fields
from tests.people import logged_in

pytestmark = pytest.mark.django_db

WITH_ADDRESS = [Conflict, Figure, Measure, Outcome, Party, Report, Side, Source, Subject]


@pytest.fixture
def boss() -> Client:
    return logged_in(records.user("", is_superuser=True))


@pytest.mark.parametrize("model", ["report", "source", "party", "subject"])
def test_no_form_asks_for_a_slug(boss: Client, model: str) -> None:
    page = BeautifulSoup(boss.get(f"/admin/reports/{model}/add/").content, "html.parser")
    assert "slug" not in {words(label).lower().rstrip(":") for label in page.find_all("label")}
    assert words(page.find("label", attrs={"for": "id_slug"})) == "Address on the site:"
    if model == "report":
        assert words(page.find(id="id_slug_helptext")).startswith("The last part of it, as in /reports/…/.")


def test_what_a_qualifier_is_stands_beside_it(boss: Client) -> None:
    page = BeautifulSoup(boss.get(ADD).content, "html.parser")
    chosen = page.find(id="id_figures-0-qualifier")
    assert words(page.find(id=chosen["aria-describedby"])) == (
        "How the party hedged its number: exact, about, at least …"
    )


@pytest.mark.parametrize("model", WITH_ADDRESS, ids=lambda model: model.__name__)
def test_no_record_takes_capitals(model: type) -> None:
    with pytest.raises(ValidationError) as refused:
        model(slug="Test-Address").clean_fields()
    assert "small letters" in str(refused.value.message_dict["slug"])


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("conflict", {"name": "War", "start_date": "2022-02-24"}),
        ("side", {"name": "Side"}),
        ("subject", {"name": "Subject", "position": "10"}),
        ("party", {"name": "Party", "short_name": "P", "kind": "media", "rank": "10"}),
        ("outcome", {"name": "Outcome", "applies_to": "people", "position": "10"}),
        ("source", {"url": "https://gazette.example/test", "publisher": "Gazette"}),
    ],
)
def test_capitals_typed_by_habit_become_small(boss: Client, name: str, fields: dict) -> None:
    conflict = records.conflict()
    data = {"slug": "Test-Typed", "conflict": conflict.pk, "conflicts": [conflict.pk]} | fields
    answer = boss.post(f"/admin/reports/{name}/add/", data)
    assert answer.status_code == 302, answer.context["errors"]
    (model,) = (each for each in WITH_ADDRESS if each._meta.model_name == name)
    assert model.objects.filter(slug="test-typed").exists()


def test_so_do_those_of_a_report_and_its_figures(desk: Client) -> None:
    figure = figure_fields(slug="Test-Figure")
    answer = desk.post(ADD, entry(slug="Test-Report", figures=[figure], citations=[citation_fields()]))
    assert answer.status_code == 302, answer.context["errors"]
    assert Report.all_objects.get().figures.get().slug == "test-figure"
    assert Report.all_objects.get().slug == "test-report"


def test_an_address_in_another_script_is_refused(boss: Client) -> None:
    data = {"slug": "втрати", "name": "War", "start_date": "2022-02-24"}
    answer = boss.post("/admin/reports/conflict/add/", data)
    assert answer.context["adminform"].form.errors["slug"]


@pytest.mark.parametrize("typed", ["١٣٥١", "１３５１", "1_351", "1351.0", "1e3", "०", "+5", "1351 men"])
def test_digits_of_other_scripts_are_no_guess(boss: Client, typed: str) -> None:
    data = {"slug": "test-party", "name": "Party", "short_name": "P", "kind": "media", "rank": typed}
    answer = boss.post("/admin/reports/party/add/", data | {"conflicts": [records.conflict().pk]})
    assert answer.context["adminform"].form.errors["rank"] == ["Write a whole number in digits only, such as 1351."]
    assert not Party.objects.filter(slug="test-party").exists()


def test_plain_digits_are_taken_with_a_space_around(boss: Client) -> None:
    data = {"slug": "test-party", "name": "Party", "short_name": "P", "kind": "media", "rank": " 010 "}
    assert boss.post("/admin/reports/party/add/", data | {"conflicts": [records.conflict().pk]}).status_code == 302
    assert Party.objects.get(slug="test-party").rank == 10
