"""Sources, and the records that reports refer to."""

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from reports.models import Conflict, Party, Report, Source, Subject
from reports.models.slugs import source_stem
from tests import records
from tests.conftest import words
from tests.people import logged_in

pytestmark = pytest.mark.django_db

ADD_SOURCE = "/admin/reports/source/add/"


def source_fields(**changes: object) -> dict:
    return {
        "url": "https://gazette.example/test",
        "publisher": "The Gazette",
        "title": "",
        "published_on": "",
        "retrieved_on": "",
        "language": "",
        "archived_url": "",
        "licence": "",
        "slug": "",
    } | changes


@pytest.fixture
def administrator() -> AbstractUser:
    return records.user("", is_superuser=True)


def change(record: object) -> str:
    return reverse(f"admin:reports_{record._meta.model_name}_change", args=[record.pk])


class TestSources:
    def test_an_editor_adds_one(self, desk: Client) -> None:
        desk.post(ADD_SOURCE, source_fields(url="HTTPS://gazette.example/test"))
        source = Source.objects.get(publisher="The Gazette")
        assert source.url == "https://gazette.example/test"
        assert source.slug == "the-gazette-6603ddaf"  # the first digits of the address's SHA-1

    def test_named_in_another_script(self, desk: Client) -> None:
        desk.post(ADD_SOURCE, source_fields(publisher="Українська правда"))
        assert Source.objects.get(url="https://gazette.example/test").slug.startswith("source-")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"url": "javascript:alert(1)"}, "valid URL"),
            ({"url": "ftp://gazette.example/"}, "valid URL"),
            ({"url": "//gazette.example/"}, "valid URL"),
            ({"url": "gazette"}, "valid URL"),
            ({"url": "https://gazette.example/a b"}, "valid URL"),
            ({"url": "https://gazette.example/\x00"}, "Null characters"),
            ({"url": "https://gazette.example/" + "x" * 1000}, "at most 1000"),
            ({"url": ""}, "required"),
            ({"archived_url": "javascript:alert(1)"}, "valid URL"),
            ({"publisher": " "}, "required"),
            ({"published_on": "2022-02-30"}, "no day of the calendar"),
            ({"published_on": "9999-01-01"}, "still to come"),
            ({"language": "Ukrainian!"}, "short code"),
        ],
    )
    def test_refused_beside_the_field(self, desk: Client, changes: dict, message: str) -> None:
        response = desk.post(ADD_SOURCE, source_fields(**changes))
        form = response.context["adminform"].form
        assert message in " ".join(form.errors[next(iter(changes))])
        assert not Source.objects.filter(publisher="The Gazette").exists()

    def test_one_address_once(self, desk: Client) -> None:
        known = records.source(url="https://gazette.example/test", title="Losses")
        page = BeautifulSoup(desk.post(ADD_SOURCE, source_fields()).content, "html.parser")
        assert "This address is on record already: Gazette: Losses . Cite that." in words(page.select_one(".field-url"))
        assert page.select_one(".field-url .errorlist a")["href"] == change(known)
        assert Source.objects.count() == 1

    @pytest.mark.parametrize("popup", ["", "?_popup=1"])
    def test_one_page_once_unless_it_is_another(self, desk: Client, popup: str) -> None:
        known = records.source(url="https://www.gazette.example/test/?utm_source=rss", title="<b>Losses</b>")
        near = source_fields(url="http://m.gazette.example/test?fbclid=1#top")
        page = BeautifulSoup(desk.post(ADD_SOURCE + popup, near).content, "html.parser")
        told = page.select_one(".field-url .errorlist")
        assert f"with the address {known.url}: Gazette: <b>Losses</b> . Cite that, or tick below" in words(told)
        assert told.select_one("a")["href"] == change(known)
        assert page.select_one("input[type=checkbox][name=another]")
        assert Source.objects.count() == 1
        desk.post(ADD_SOURCE + popup, near | {"another": "on"})
        assert Source.objects.filter(url=near["url"]).exists()

    def test_another_page_is_no_way_to_the_same_address(self, desk: Client) -> None:
        records.source(url="https://gazette.example/test")
        assert desk.post(ADD_SOURCE, source_fields(another="on")).status_code == 200
        assert Source.objects.count() == 1

    def test_a_source_is_not_taken_for_itself_but_for_another(self, desk: Client) -> None:
        mine, other = records.source(url="https://gazette.example/a"), records.source(url="https://gazette.example/b")
        desk.post(change(mine), source_fields(url="https://gazette.example/a/?ref=x"))
        mine.refresh_from_db()
        assert mine.url == "https://gazette.example/a/?ref=x"  # only a new one's is cut
        page = BeautifulSoup(desk.post(change(mine), source_fields(url=other.url + "?ref=x")).content, "html.parser")
        assert page.select_one(".field-url .errorlist a")["href"] == change(other)

    def test_a_new_one_is_kept_without_tracking_and_that_is_said(self, desk: Client) -> None:
        assert not BeautifulSoup(desk.get(ADD_SOURCE).content, "html.parser").select(
            "input[type=checkbox][name=another]"
        )
        typed = source_fields(url="https://gazette.example/test?utm_source=x&id=7&fbclid=y")
        answer = desk.post(ADD_SOURCE, typed, follow=True)
        source = Source.objects.get()
        assert source.url == "https://gazette.example/test?id=7"
        assert source.slug == source_stem("The Gazette", source.url)
        assert "kept without what only tracks readers: utm_source, fbclid." in words(
            BeautifulSoup(answer.content, "html.parser")
        )

    def test_what_a_published_record_cites_editors_cannot_change(self, desk: Client) -> None:
        cited = records.citation(report=records.report(status="published")).source
        before = Source.objects.filter(pk=cited.pk).values().get()
        desk.post(change(cited), source_fields(url="https://elsewhere.example/", publisher="Other", slug="other"))
        desk.post(change(cited), source_fields(archived_url="https://evil.example/", title="Other"))
        assert Source.objects.filter(pk=cited.pk).values().get() == before

    def test_reviewers_fill_in_what_is_missing_and_change_nothing(self, review_desk: Client) -> None:
        cited = records.citation(report=records.report(status="published")).source
        review_desk.post(change(cited), source_fields(publisher="Other", archived_url="https://archive.example/1"))
        cited.refresh_from_db()
        assert (cited.publisher, cited.archived_url) == ("Gazette", "https://archive.example/1")
        review_desk.post(change(cited), source_fields(archived_url="https://archive.example/2"))
        cited.refresh_from_db()
        assert cited.archived_url == "https://archive.example/1"

    def test_an_unpublished_one_does_not(self, desk: Client) -> None:
        cited = records.citation().source
        desk.post(change(cited), source_fields(url="https://elsewhere.example/"))
        cited.refresh_from_db()
        assert cited.url == "https://elsewhere.example/"

    def test_deleted_only_while_nothing_uses_them(self, desk: Client) -> None:
        cited, free = records.citation().source, records.source()
        for source in (cited, free):
            desk.post(f"/admin/reports/source/{source.pk}/delete/", {"post": "yes"})
        assert Source.objects.filter(pk=cited.pk).exists()
        assert not Source.objects.filter(pk=free.pk).exists()
        assert "delete_selected" not in desk.get("/admin/reports/source/").content.decode()


class TestWhoMayChangeWhat:
    REFERENCE = ["conflict", "side", "subject", "party", "outcome", "measure", "event"]

    @pytest.mark.parametrize("model", REFERENCE)
    def test_editors_read_reference_records(self, desk: Client, model: str) -> None:
        assert desk.get(f"/admin/reports/{model}/").status_code == 200
        assert desk.get(f"/admin/reports/{model}/add/").status_code == 403

    @pytest.mark.parametrize("model", REFERENCE)
    def test_reviewers_keep_parties_and_events(self, review_desk: Client, model: str) -> None:
        allowed = model in {"party", "event"}
        assert review_desk.get(f"/admin/reports/{model}/add/").status_code == (200 if allowed else 403)

    @pytest.mark.parametrize("model", [*REFERENCE, "report", "source"])
    def test_every_page_opens_for_an_administrator(self, administrator: AbstractUser, model: str) -> None:
        """The lists with a row in each, the empty form, and the page of one record."""
        client = logged_in(administrator)
        variant = records.variant()
        records.conflict().events.create(date=records.DAY, title="Test event")
        side = records.conflict().sides.create(slug="test-side", name="Side")
        Subject.objects.filter(pk=variant.figure.subject_id).update(side=side)
        measure = variant.figure.measure
        outcome = measure.outcomes.model.objects.create(slug="test-lost", name="lost", applies_to="items")
        measure.measure_outcomes.create(outcome=outcome, certainty="includes")
        site = {kept._meta.model_name: kept for kept in admin.site._registry}
        record = site[model]._default_manager.latest("pk")
        for address in (f"/admin/reports/{model}/", f"/admin/reports/{model}/add/", change(record)):
            assert client.get(address).status_code == 200

    def test_front_page_is_titled(self, desk: Client) -> None:
        shown = desk.get("/admin/").content.decode()
        assert "Claimed Losses" in shown
        assert "Django" not in shown


class TestReferenceRecords:
    def test_addresses_stay_once_given(self, administrator: AbstractUser) -> None:
        party = records.party()
        fields = {"name": "New name", "short_name": "New", "kind": "media", "rank": 7, "slug": "new-address"}
        logged_in(administrator).post(change(party), fields | {"conflicts": records.conflict().pk})
        kept = Party.objects.get(pk=party.pk)
        assert (kept.name, kept.slug) == ("New name", party.slug)

    @pytest.mark.parametrize(
        ("changes", "field", "message"),
        [
            ({"colour": "red"}, "colour", "# and six digits"),
            ({"rank": "32768"}, "rank", "too large"),
            ({"kind": "ministry"}, "kind", "not one of the available choices"),
            ({"slug": "a/b"}, "slug", "letters, numbers"),
            ({"website": "javascript:alert(1)"}, "website", "valid URL"),
            ({"conflicts": "99999999"}, "conflicts", "not one of the available choices"),
        ],
    )
    def test_party_refused_beside_the_field(self, review_desk: Client, changes: dict, field: str, message: str) -> None:
        fields = {
            "slug": "test-new",
            "name": "New",
            "short_name": "New",
            "kind": "media",
            "rank": 7,
            "conflicts": records.conflict().pk,
        }
        form = review_desk.post("/admin/reports/party/add/", fields | changes).context["adminform"].form
        assert message in " ".join(form.errors[field])
        assert not Party.objects.filter(slug="test-new").exists()

    def test_party_of_a_side_whose_conflict_it_does_not_speak_on(self, review_desk: Client) -> None:
        side = records.conflict("test-elsewhere").sides.create(slug="test-side", name="Side")
        fields = {"slug": "test-new", "name": "New", "short_name": "New", "kind": "media", "rank": 7}
        fields |= {"conflicts": records.conflict().pk, "side": side.pk}
        form = review_desk.post("/admin/reports/party/add/", fields).context["adminform"].form
        assert "does not speak on" in " ".join(form.errors["side"])

    def test_subjects_form_no_circle(self, administrator: AbstractUser) -> None:
        whole = records.subject()
        part, smaller = records.subject(), records.subject()
        part.part_of.add(records.subject(), whole)
        smaller.part_of.add(part)
        fields = {"name": "Whole", "conflict": whole.conflict_id, "part_of": [smaller.pk], "position": 1}
        form = logged_in(administrator).post(change(whole), fields).context["adminform"].form
        assert "cannot be part of itself" in " ".join(form.errors["part_of"])

    def test_used_records_cannot_be_deleted(self, administrator: AbstractUser) -> None:
        client = logged_in(administrator)
        figure = records.figure()
        for record in (figure.party, figure.subject, figure.measure, figure.report.conflict):
            address = change(record).replace("change", "delete")
            assert client.post(address, {"post": "yes"}).status_code == 403
        free = Conflict.objects.create(slug="test-free", name="Free", start_date=records.DAY)
        assert client.post(change(free).replace("change", "delete"), {"post": "yes"}).status_code == 302
        assert not Conflict.objects.filter(pk=free.pk).exists()
        assert Report.all_objects.filter(pk=figure.report_id).exists()
