"""What the database refuses, on its own: every row here is written past the forms and past Django's checks."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from reports.models import Citation, Figure, Report, Source, Variant
from tests import records

pytestmark = pytest.mark.django_db

ITSELF = object()  # a key to the row it stands in
OTHER = object()  # a key to, or the value of, another row that exists

DAY = records.DAY
NEXT = DAY + timedelta(days=1)
NONE = {"low": None, "best": None, "high": None}


def numbers(low: int | None = None, best: int | None = None, high: int | None = None) -> dict:
    return {"low": low, "best": best, "high": high}


# What each qualifier takes, as rows of (qualifier, low, best, high).
FITTING = [
    ("exact", None, 0, None),
    ("exact", None, 2_147_483_647, None),
    ("about", None, 20600, None),
    ("at_least", 5, None, None),
    ("more_than", 5, None, None),
    ("up_to", None, None, 40000),
    ("fewer_than", None, None, 40000),
    ("range", 7000, None, 15000),
    ("range", 7000, 7000, 7000),
]
UNFITTING = [
    ("exact", 5, None, None),
    ("exact", 5, 5, None),
    ("exact", None, 5, 5),
    ("about", None, None, 5),
    ("at_least", None, 5, None),
    ("at_least", 5, None, 9),
    ("more_than", None, None, 5),
    ("up_to", 5, None, None),
    ("up_to", None, 5, 9),
    ("fewer_than", None, 5, None),
    ("range", 5, None, None),
    ("range", None, None, 5),
    ("range", None, 5, None),
    ("range", 5, 6, None),
]
UNORDERED = [("range", 9, None, 5), ("range", 5, 4, 9), ("range", 5, 10, 9)]


def number_rows(table: str) -> dict[str, tuple[list, list]]:
    def rows(quadruples: list) -> list[dict]:
        return [{"qualifier": qualifier, **numbers(*rest)} for qualifier, *rest in quadruples]

    return {
        f"{table}_qualifier_fits_numbers": (rows(FITTING), rows(UNFITTING)),
        f"{table}_numbers_in_order": (rows(FITTING), rows(UNORDERED)),
    }


# model -> constraint -> (good rows, bad rows); a row is given by what it has other than a plain good one.
TABLE: dict[str, dict[str, tuple[list[dict], list[dict]]]] = {
    "conflict": {
        "conflict_ends_after_start": (
            [{"end_date": None}, {"end_date": date(2022, 2, 24)}, {"end_date": date(2030, 1, 1)}],
            [{"end_date": date(2022, 2, 23)}],
        ),
    },
    "subject": {
        "subject_not_part_of_itself": ([{"part_of_id": None}, {"part_of_id": OTHER}], [{"part_of_id": ITSELF}])
    },
    "event": {"event_once": ([{"title": "Another"}], [{"title": OTHER}])},
    "party": {"party_kind_known": ([{"kind": "media"}], [{"kind": "ministry"}, {"kind": ""}, {"kind": "Media"}])},
    "measure": {
        "measure_category_known": ([{"category": "equipment"}], [{"category": "animals"}, {"category": ""}]),
        "measure_unit_known": ([{"unit": "percent"}], [{"unit": "tonnes"}, {"unit": ""}]),
    },
    "measureoutcome": {
        "measure_outcome_once": ([{}], [{"outcome_id": OTHER}]),
        "measure_outcome_certainty_known": ([{"certainty": "may_include"}], [{"certainty": "perhaps"}]),
    },
    "report": {
        "report_kind_known": ([{"kind": "leak"}], [{"kind": "rumour"}, {"kind": ""}]),
        "report_method_known": ([{"method": "named_count"}], [{"method": "guess"}, {"method": ""}]),
        "report_status_known": ([{"status": "submitted"}], [{"status": "retired"}, {"status": ""}]),
        "report_revises_another": ([{"revises_id": None}, {"revises_id": OTHER}], [{"revises_id": ITSELF}]),
        "report_replaces_another": ([{"replaces_id": None}, {"replaces_id": OTHER}], [{"replaces_id": ITSELF}]),
        "report_published_has_time": (
            [{"status": "published", "published_at": timezone.now()}, {"status": "draft", "published_at": None}],
            [{"status": "published", "published_at": None}],
        ),
    },
    "source": {
        "source_url_is_web_address": (
            [{"url": "https://example.org/ü?a=b#c"}, {"url": "http://example.org/one"}],
            [{"url": "javascript:alert(1)"}, {"url": "ftp://example.org/"}, {"url": "//example.org"}, {"url": ""}],
        ),
        "source_archived_url_is_web_address": (
            [{"archived_url": ""}, {"archived_url": "https://web.archive.org/web/2022/https://example.org"}],
            [{"archived_url": "javascript:alert(1)"}, {"archived_url": " https://example.org"}],
        ),
        "source_snapshot_has_digest": (
            [{"snapshot": "", "snapshot_sha256": ""}, {"snapshot": "a.pdf", "snapshot_sha256": "a" * 64}],
            [{"snapshot": "a.pdf", "snapshot_sha256": ""}, {"snapshot": "", "snapshot_sha256": "a" * 64}],
        ),
    },
    "citation": {
        "citation_once": ([{}], [{"source_id": OTHER}]),
        "citation_role_known": ([{"role": "primary"}], [{"role": "tertiary"}, {"role": ""}]),
        "citation_taken_from_another": (
            [{"taken_from_id": None}, {"taken_from_id": OTHER}],
            [{"taken_from_id": models.F("source_id")}],
        ),
    },
    "figure": {
        **number_rows("figure"),
        "figure_has_a_number": ([numbers(best=0)], [NONE]),
        "figure_qualifier_known": ([{}], [{"qualifier": "roughly"}, {"qualifier": ""}]),
        "figure_basis_known": ([{"basis": "held"}], [{"basis": "weekly"}, {"basis": ""}]),
        "figure_scope_known": ([{"scope": "place"}], [{"scope": "galaxy"}, {"scope": ""}]),
        "figure_period_in_order": (
            [{"period_start": None}, {"period_start": DAY}, {"period_start": date(2022, 2, 24)}],
            [{"period_start": NEXT}],
        ),
        # triggers
        "figure_copies_its_report": ([{}], [{"stated_on": NEXT}, {"party_id": OTHER}]),
        "figure_not_about_a_later_day": (
            [{"as_of": DAY}, {"as_of": NEXT}, {"as_of": date(2022, 2, 24)}],
            [{"as_of": NEXT + timedelta(days=1)}, {"as_of": date(2032, 1, 1)}],
        ),
        "figure_subject_of_the_conflict": ([{}], [{"subject_id": OTHER}]),
    },
    "variant": {
        **{
            name: ([*good, {"qualifier": "", **NONE}], [*bad, {"qualifier": "", **numbers(best=5)}] if fits else bad)
            for name, (good, bad) in number_rows("variant").items()
            for fits in [name.endswith("fits_numbers")]
        },
        "variant_kind_known": ([{"kind": "attribution"}], [{"kind": "mood"}, {"kind": ""}]),
        "variant_once": ([{"kind": "hedge"}], [{"kind": OTHER}]),
        # trigger
        "variant_of_one_report": ([{}], [{"citation_id": OTHER}, {"figure_id": OTHER}]),
    },
}
# A row that breaks these cannot but break another as well, which the database may name instead.
IMPLIED_BY = {
    "figure_has_a_number": "figure_qualifier_fits_numbers",
    "figure_qualifier_known": "figure_qualifier_fits_numbers",
}
KEEPS_COPIES = "report_passes_on_its_day"  # a trigger that refuses nothing


def cases(good: bool) -> list:
    return [
        pytest.param(model, name, row, id=f"{name}-{number}")
        for model, constraints in TABLE.items()
        for name, rows in constraints.items()
        for number, row in enumerate(rows[0 if good else 1])
    ]


class Plain:
    """A plain good row of each model, not written yet, beside another that is."""

    def __init__(self, model: str) -> None:
        self.other, self.values = getattr(self, model)()
        self.model = type(self.other)

    def conflict(self) -> tuple:
        return records.conflict(), {"slug": "test-war", "name": "War", "start_date": date(2022, 2, 24)}

    def subject(self) -> tuple:
        other = records.subject()
        return other, like(other, slug="test-subject")

    def event(self) -> tuple:
        other = records.conflict().events.create(date=DAY, title="Test event")
        return other, like(other, title="Second test event")

    def party(self) -> tuple:
        other = records.party()
        return other, like(other, slug="test-party")

    def measure(self) -> tuple:
        other = records.measure()
        return other, like(other, slug="test-measure")

    def measureoutcome(self) -> tuple:
        outcome = apps.get_model("reports.Outcome").objects
        one, two = (outcome.create(slug=f"test-{name}", name=name, applies_to="people") for name in ("lost", "found"))
        other = records.measure().measure_outcomes.create(outcome=one, certainty="includes")
        return other, like(other, outcome_id=two.pk)

    def report(self) -> tuple:
        other = records.report()
        return other, like(other, slug="test-report")

    def source(self) -> tuple:
        other = records.source()
        return other, like(other, slug="test-source", url="https://gazette.example/test")

    def citation(self) -> tuple:
        other = records.citation()
        return other, like(other, source_id=records.source().pk)

    def figure(self) -> tuple:
        elsewhere = records.conflict("test-elsewhere")
        other = records.figure(report=records.report(conflict=elsewhere))
        mine = records.figure()
        mine.delete()
        return other, like(mine, slug="test-figure")

    def variant(self) -> tuple:
        other = records.variant(kind="meaning")
        mine = records.variant()
        mine.delete()
        return other, like(mine)

    def with_(self, row: dict) -> dict:
        """``row`` with its placeholders filled in, as far as they can be before the row has a key."""
        return {name: self.meant(name, value) for name, value in row.items()}

    def meant(self, name: str, value: object) -> object:
        if value is not OTHER:
            return value
        if name in {"part_of_id", "revises_id", "replaces_id"}:
            return self.other.pk
        if name == "taken_from_id":
            return records.source().pk
        return getattr(self.other, name)


def like(record: models.Model, **changes: object) -> dict:
    """Column attributes of ``record`` without its key."""
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {name: value for name, value in values.items() if name != "id"} | changes


def insert(model: type[models.Model], values: dict) -> int:
    """Write a row with SQL alone; its key."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    names = ", ".join(f'"{fields[name].column}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    prepared = [fields[name].get_db_prep_save(value, connection) for name, value in values.items()]
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks}) RETURNING "id"', prepared)  # noqa: S608
        return cursor.fetchone()[0]


def rewrite(model: type[models.Model], key: int, values: dict) -> None:
    values = {name: key if value is ITSELF else value for name, value in values.items()}
    assert model._base_manager.filter(pk=key).update(**values or {"id": key}) == 1


def refused(error: IntegrityError) -> str:
    """The name of the rule that a row broke, as the database tells it."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name
    text = str(error)
    if not text.startswith("UNIQUE"):
        return text.removeprefix("CHECK constraint failed: ")
    columns = {column.split(".")[-1] for column in text.split(": ")[1].split(", ")}
    table = text.split(": ")[1].split(".")[0]
    model = next(model for model in apps.get_app_config("reports").get_models() if model._meta.db_table == table)
    return next(
        constraint.name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and {model._meta.get_field(field).column for field in constraint.fields} == columns
    )


@pytest.mark.parametrize(("model", "name", "row"), cases(good=True))
def test_good_row_is_taken(model: str, name: str, row: dict) -> None:
    plain = Plain(model)
    inserted = insert(plain.model, plain.values | plain.with_(row))
    plain.model._base_manager.filter(pk=inserted).delete()
    rewrite(plain.model, insert(plain.model, plain.values), plain.with_(row))


@pytest.mark.parametrize(("model", "name", "row"), cases(good=False))
def test_bad_row_is_refused_when_written_and_when_changed(model: str, name: str, row: dict) -> None:
    plain = Plain(model)
    row = plain.with_(row)
    if not any(value is ITSELF or isinstance(value, models.F) for value in row.values()):
        values = plain.values | row
        with pytest.raises(IntegrityError) as written, transaction.atomic():
            insert(plain.model, collide(plain, name, values))
        assert refused(written.value) in {name, IMPLIED_BY.get(name)}
    key = insert(plain.model, plain.values)
    with pytest.raises(IntegrityError) as changed, transaction.atomic():
        rewrite(plain.model, key, collide(plain, name, row))
    assert refused(changed.value) in {name, IMPLIED_BY.get(name)}


def collide(plain: Plain, name: str, values: dict) -> dict:
    """For a rule of uniqueness, the other columns of the other row as well."""
    for constraint in plain.model._meta.constraints:
        if constraint.name == name and isinstance(constraint, models.UniqueConstraint):
            attnames = [plain.model._meta.get_field(field).attname for field in constraint.fields]
            return values | {attname: getattr(plain.other, attname) for attname in attnames}
    return values


@pytest.mark.parametrize(("model", "name"), [("figure", name) for name in IMPLIED_BY])
def test_implied_constraint_is_there_on_its_own(model: str, name: str) -> None:
    """The database names another one first, so ask this one by itself."""
    constraint = next(one for one in Figure._meta.constraints if one.name == name)
    good, bad = TABLE[model][name]
    for row in good:
        constraint.validate(Figure, Figure(qualifier="exact", **NONE | row))
    for row in bad:
        with pytest.raises(Exception, match=str(constraint.violation_error_message)):
            constraint.validate(Figure, Figure(**{"qualifier": "exact", **NONE} | row))


@pytest.mark.parametrize("field", ["low", "best", "high"])
@pytest.mark.parametrize("model", ["figure", "variant"])
def test_no_number_is_negative(model: str, field: str) -> None:
    qualifier = {"low": "at_least", "best": "exact", "high": "up_to"}[field]
    plain = Plain(model)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(plain.model, plain.values | {"qualifier": qualifier, **NONE, field: -1})
    insert(plain.model, plain.values | {"qualifier": qualifier, **NONE, field: 0})


def test_every_constraint_and_trigger_has_rows_here() -> None:
    in_models = {
        constraint.name
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
    }
    listed = {name for constraints in TABLE.values() for name in constraints}
    assert listed | {KEEPS_COPIES} == in_models | triggers()
    assert all(good and bad for constraints in TABLE.values() for good, bad in constraints.values())


def test_every_constraint_of_the_models_is_in_the_database() -> None:
    models_ = apps.get_app_config("reports").get_models()
    assert {constraint.name for model in models_ for constraint in model._meta.constraints} <= constraints()


def constraints() -> set[str]:
    """The constraints that the database has, by name."""
    if connection.vendor == "postgresql":
        return {name for (name,) in query("SELECT conname FROM pg_constraint")}
    tables = query("SELECT sql FROM sqlite_master WHERE type = 'table'")
    return {name for (sql,) in tables for name in re.findall(r'CONSTRAINT "(\w+)"', sql)}


def triggers() -> set[str]:
    """The triggers that the database has, each rule once."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'reports_%'",
        "postgresql": "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relname LIKE 'reports_%'",
    }
    return {name.removesuffix("_insert").removesuffix("_update") for (name,) in query(names[connection.vendor])}


def query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


class TestFiguresFollowTheirReport:
    def test_party_and_day_are_passed_on(self) -> None:
        figure = records.figure()
        party = records.party()
        Report.everything.filter(pk=figure.report_id).update(party=party, stated_on=NEXT)
        figure.refresh_from_db()
        assert (figure.party_id, figure.stated_on) == (party.pk, NEXT)

    def test_other_reports_figures_stay(self) -> None:
        other, figure = records.figure(), records.figure()
        Report.everything.filter(pk=figure.report_id).update(stated_on=NEXT)
        other.refresh_from_db()
        assert other.stated_on == DAY

    def test_a_day_before_its_figures_is_refused(self) -> None:
        figure = records.figure()
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Report.everything.filter(pk=figure.report_id).update(stated_on=DAY - timedelta(days=2))
        assert refused(error.value) == "figure_not_about_a_later_day"

    def test_bulk_create_copies_too(self) -> None:
        report = records.report()
        plain = records.figure(report=report)
        figure = Figure(**like(plain, slug="test-bulk", party_id=None, stated_on=None))
        Figure.everything.bulk_create([figure])
        assert Figure.everything.get(slug="test-bulk").stated_on == report.stated_on


def test_deleting_a_report_takes_what_hangs_on_it_and_nothing_else() -> None:
    variant = records.variant()
    report, source = variant.figure.report, variant.citation.source
    report.delete()
    assert not Variant.objects.filter(pk=variant.pk).exists()
    assert not Figure.everything.filter(pk=variant.figure_id).exists()
    assert not Citation.objects.filter(pk=variant.citation_id).exists()
    assert Source.objects.filter(pk=source.pk).exists()
