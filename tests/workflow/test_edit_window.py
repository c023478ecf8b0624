"""A published figure, changed through every way there is of writing it: refused each time, and nothing is different."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, connection, transaction

from reports import workflow
from reports.models import PUBLIC, Citation, Figure, Report, Unsealed, Variant
from tests import records
from tests.newsroom.entry import as_shown, citation_fields, entry, figure_fields, page
from tests.people import logged_in

pytestmark = pytest.mark.django_db

LIST = "/admin/reports/report/"


@pytest.fixture(params=PUBLIC)
def figure(request: pytest.FixtureRequest, editor: AbstractUser) -> Figure:
    figure = records.figure(report=records.report(author=editor, status=request.param))
    records.variant(figure=figure)
    return figure


@pytest.fixture(autouse=True)
def nothing_is_different(figure: Figure) -> Iterator[None]:
    before = everything_of(figure.report)
    yield
    assert everything_of(figure.report) == before


def everything_of(report: Report) -> list:
    rows = (
        Report.all_objects.filter(pk=report.pk),
        Figure.all_objects.filter(report=report),
        Citation.objects.filter(report=report),
        Variant.objects.filter(figure__report=report),
        Report.draws_on.through.objects.filter(report=report),
    )
    return [list(each.order_by("pk").values()) for each in rows]


# Who may do most is tried each time, who may do less in the long run.
LESS = [pytest.param(person, marks=pytest.mark.slow) for person in ("author", "editor")]


@pytest.fixture(params=[*LESS, "reviewer", "administrator"])
def person(request: pytest.FixtureRequest, editor: AbstractUser, reviewer: AbstractUser) -> AbstractUser:
    others = {"author": editor, "reviewer": reviewer}
    if request.param in others:
        return others[request.param]
    return records.user("" if request.param == "administrator" else "Editors", is_superuser=request.param != "editor")


class TestInTheAdmin:
    def test_its_form(self, figure: Figure, person: AbstractUser) -> None:
        answer = logged_in(person).post(page(figure.report), entry(title="Changed", _save="Save"))
        assert answer.status_code == 403

    def test_its_inlines(self, figure: Figure, person: AbstractUser, desk: object, editor: AbstractUser) -> None:
        """The very form that its author would have had while it was a draft, with another number in it."""
        draft = records.variant(figure=records.figure(report=records.report(author=editor))).figure
        theirs = as_shown(desk, draft.report) | {"figures-0-best": "5"}
        ours = {
            "figures-0-id": figure.pk,
            "citations-0-id": figure.report.citations.get().pk,
            "variants-0-id": figure.variants.get().pk,
        }
        of_report = {f"{name}-0-report": figure.report_id for name in ("figures", "citations")}
        assert logged_in(person).post(page(figure.report), theirs | ours | of_report).status_code == 403

    def test_new_rows_in_its_inlines(self, figure: Figure, person: AbstractUser) -> None:
        data = entry(figures=[figure_fields()], citations=[citation_fields()])
        assert logged_in(person).post(page(figure.report), data).status_code == 403

    def test_the_list(self, figure: Figure, person: AbstractUser) -> None:
        """As a list with fields would send it; the list has none, and no action but the workflow's."""
        row = {"form-0-id": figure.report_id, "form-0-title": "Changed", "form-0-status": "draft"}
        management = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "_save": "Save"}
        logged_in(person).post(LIST, row | management)

    @pytest.mark.parametrize("action", ["delete_selected", "submit_chosen", "publish_chosen"])
    def test_bulk_actions(self, figure: Figure, person: AbstractUser, action: str) -> None:
        logged_in(person).post(LIST, {"action": action, "_selected_action": [figure.report_id], "post": "yes"})

    def test_delete(self, figure: Figure, person: AbstractUser) -> None:
        answer = logged_in(person).post(f"{LIST}{figure.report_id}/delete/", {"post": "yes"})
        assert answer.status_code == 403

    def test_a_variant_of_another_report_drawn_to_it(self, figure: Figure, desk: object, editor: AbstractUser) -> None:
        draft = records.variant(figure=records.figure(report=records.report(author=editor))).figure.report
        ours = {"variants-0-figure": figure.pk, "variants-0-citation": figure.report.citations.get().pk}
        answer = desk.post(page(draft), as_shown(desk, draft) | ours)
        assert "belongs to this report" in answer.content.decode()


def refused(change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=r"sealed|kept|stays_public|copies_its_report"), transaction.atomic():
        change()


class TestInTheShell:
    def test_save(self, figure: Figure) -> None:
        figure.best = 5
        refused(figure.save)
        refused(lambda: figure.save(update_fields=["best"]))

    def test_save_of_its_report(self, figure: Figure) -> None:
        for name, value in {"title": "Changed", "party": records.party(), "status": "draft"}.items():
            report = Report.all_objects.get(pk=figure.report_id)
            setattr(report, name, value)
            refused(report.save)

    def test_save_of_its_variant_and_citation(self, figure: Figure) -> None:
        variant, citation = figure.variants.get(), figure.report.citations.get()
        variant.best, citation.locator = 5, "p. 1"
        refused(variant.save)
        refused(citation.save)

    def test_update(self, figure: Figure) -> None:
        refused(lambda: Figure.all_objects.filter(pk=figure.pk).update(best=5))
        refused(lambda: Figure.all_objects.update(note="All of them."))

    def test_bulk_update(self, figure: Figure) -> None:
        figure.best = 5
        refused(lambda: Figure.all_objects.bulk_update([figure], ["best"]))

    def test_bulk_create_over_it(self, figure: Figure) -> None:
        figure.best = 5
        refused(
            lambda: Figure.all_objects.bulk_create(
                [figure], update_conflicts=True, unique_fields=["slug"], update_fields=["best"]
            )
        )

    def test_another_beside_it(self, figure: Figure) -> None:
        figure.pk, figure.slug = None, "another"
        refused(figure.save)

    def test_delete(self, figure: Figure) -> None:
        refused(figure.delete)
        refused(lambda: Figure.all_objects.filter(pk=figure.pk).delete())
        refused(lambda: Figure.all_objects.filter(pk=figure.pk)._raw_delete("default"))
        refused(figure.report.delete)

    def test_what_its_history_holds_put_back(self, figure: Figure) -> None:
        """django-simple-history can write a past state over the present one."""
        past = figure.history.create(**{**figure.history.values("slug", "qualifier", "basis", "scope").first(),
            "id": figure.pk, "best": 5, "as_of": figure.as_of, "stated_on": figure.stated_on,
            "history_date": figure.report.created_at, "history_type": "~", "report": figure.report,
            "party": figure.party, "subject": figure.subject, "measure": figure.measure})  # fmt: skip
        refused(past.instance.save)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_figure SET best = 5 WHERE id = {figure}",
        "UPDATE reports_figure SET best = best WHERE id = {figure}",
        "UPDATE reports_figure SET stated_on = '2022-04-17' WHERE id = {figure}",
        "DELETE FROM reports_figure WHERE id = {figure}",
        "UPDATE reports_report SET stated_on = '2022-04-17' WHERE id = {report}",
        "UPDATE reports_report SET status = 'draft' WHERE id = {report}",
        "DELETE FROM reports_report WHERE id = {report}",
        "DELETE FROM reports_variant WHERE figure_id = {figure}",
        "UPDATE reports_citation SET locator = 'p. 1' WHERE report_id = {report}",
    ],
)
def test_in_sql(figure: Figure, statement: str) -> None:
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(statement.format(figure=figure.pk, report=figure.report_id)))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite deletes what stands in the way of a row")
def test_in_sql_that_replaces(figure: Figure) -> None:
    other = records.figure()
    with connection.cursor() as cursor:
        refused(
            lambda: cursor.execute(
                "UPDATE OR REPLACE reports_figure SET slug = %s WHERE id = %s", [figure.slug, other.pk]
            )
        )


class TestUnsealed:
    """The one way in, for imports, which add what further sources print."""

    def test_within_it_alone(self, figure: Figure) -> None:
        with workflow.allow_published_writes([figure.report_id]):
            Figure.all_objects.filter(pk=figure.pk).update(best=5)
            Figure.all_objects.filter(pk=figure.pk).update(best=figure.best)
        assert not Unsealed.objects.exists()
        refused(lambda: Figure.all_objects.filter(pk=figure.pk).update(best=5))

    def test_of_the_reports_named_alone(self, figure: Figure) -> None:
        with workflow.allow_published_writes([records.report(status="published").pk]):
            refused(lambda: Figure.all_objects.filter(pk=figure.pk).update(best=5))

    def test_one_within_another(self, figure: Figure) -> None:
        other = records.figure(report=records.report(status="published"))
        with workflow.allow_published_writes([figure.report_id]):
            with workflow.allow_published_writes([figure.report_id, other.report_id]):
                Figure.all_objects.filter(pk=other.pk).update(best=5)
            refused(lambda: Figure.all_objects.filter(pk=other.pk).update(best=6))
            Figure.all_objects.filter(pk=figure.pk).update(best=figure.best)
        assert not Unsealed.objects.exists()

    def test_what_fails_within_it_leaves_nothing(self, figure: Figure) -> None:
        def fail() -> None:
            with workflow.allow_published_writes([figure.report_id]):
                Figure.all_objects.filter(pk=figure.pk).update(best=5)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert not Unsealed.objects.exists()
