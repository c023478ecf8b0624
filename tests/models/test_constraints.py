"""What the database refuses, on its own: every row here is written past the forms and past Django's checks."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from reports.models import Citation, Figure, Report, Source, Subject, Variant
from tests import records
from tests.models.constraint_rows import IMPLIED_BY, ITSELF, NONE, OTHER, TABLE
from tests.models.test_moves import MOVES
from tests.models.test_seal import SEAL

pytestmark = pytest.mark.django_db

DAY = records.DAY
NEXT = DAY + timedelta(days=1)

KEEPS_COPIES = "report_passes_on_its_day"  # a trigger that refuses nothing
# Triggers that have their tests with the room that they serve: tests/history and tests/archiving.
HISTORY = "history_kept"  # on each table of the history
COPIES = {"source_keeps_snapshot", "source_keeps_address"}


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

    def subjectpart(self) -> tuple:
        link = Subject.part_of.through.objects
        part, whole = records.subject(), records.subject()
        other = link.create(from_subject=part, to_subject=whole)
        return other, like(other, from_subject_id=records.subject().pk)

    def coverage(self) -> tuple:
        days = {"since": DAY, "until": DAY, "looked_on": NEXT}
        other = records.party().coverages.create(conflict=records.conflict(), completeness="every", **days)
        return other, like(other, since=DAY - timedelta(days=1))

    def adjustment(self) -> tuple:
        what = {"subject": records.subject(), "measure": records.measure(), "kind": "restated_upwards"}
        other = records.party().adjustments.create(day=DAY, stated="listed", **what)
        return other, like(other, day=NEXT)

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

    def step(self) -> tuple:
        other = records.report().steps.create(before="draft", after="submitted")
        return other, like(other)

    def unsaved(self) -> tuple:
        other = records.user().unsaved.create(page="/one/", data={})
        return other, like(other, page="/other/")

    def warningreason(self) -> tuple:
        by = records.user()
        other = records.report().warning_reasons.create(key="fell", message="It fell.", reason="It did.", by=by)
        return other, like(other, key="rose")

    def archiveattempt(self) -> tuple:
        other = records.source().archive_attempts.create(outcome="saved")
        return other, like(other)

    def upload(self) -> tuple:
        by = records.user()
        other = by.uploads.create(name="file.csv", kind="csv", size=1, sha256="a" * 64)
        return other, like(other)

    def uploadrow(self) -> tuple:
        upload = self.upload()[0]
        other = upload.rows.create(position=1, file="file.csv", line=2, state="new", record="A report")
        return other, like(other, position=2)

    def with_(self, row: dict) -> dict:
        """``row`` with its placeholders filled in, as far as they can be before the row has a key."""
        return {name: self.meant(name, value) for name, value in row.items()}

    def meant(self, name: str, value: object) -> object:
        if value is not OTHER:
            return value
        if name in {"named_by_id", "revises_id", "denies_id", "replaces_id"}:
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
        # A trigger names itself behind its rule.
        return text.removeprefix("CHECK constraint failed: ").partition(" (")[0]
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
    assert listed | MOVES | SEAL | COPIES | {KEEPS_COPIES, HISTORY} == in_models | triggers()
    assert all(good and bad for constraints in TABLE.values() for good, bad in constraints.values())


def test_every_constraint_of_the_models_is_in_the_database() -> None:
    models_ = apps.get_app_config("reports").get_models()
    assert {constraint.name for model in models_ for constraint in model._meta.constraints} <= constraints()


def constraints() -> set[str]:
    """The constraints that the database has, by name."""
    if connection.vendor == "postgresql":
        unique = "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique"
        return {name for (name,) in query(f"SELECT conname FROM pg_constraint UNION {unique}")}  # noqa: S608
    tables = query("SELECT sql FROM sqlite_master WHERE type = 'table' OR sql LIKE 'CREATE UNIQUE%'")
    return {name for (sql,) in tables for name in re.findall(r'(?:CONSTRAINT|UNIQUE INDEX) "(\w+)"', sql)}


def triggers() -> set[str]:
    """The rules that the database has as triggers, each once, however many triggers hold it."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'reports_%'",
        "postgresql": "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND c.relname LIKE 'reports_%'",
    }
    rules = {re.sub("_(insert|update|delete)$", "", name) for (name,) in query(names[connection.vendor])}
    return {HISTORY if name.startswith("reports_historical") else name for name in rules}


def query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


class TestFiguresFollowTheirReport:
    def test_party_and_day_are_passed_on(self) -> None:
        figure = records.figure()
        party = records.party()
        Report.all_objects.filter(pk=figure.report_id).update(party=party, stated_on=NEXT)
        figure.refresh_from_db()
        assert (figure.party_id, figure.stated_on) == (party.pk, NEXT)

    def test_other_reports_figures_stay(self) -> None:
        other, figure = records.figure(), records.figure()
        Report.all_objects.filter(pk=figure.report_id).update(stated_on=NEXT)
        other.refresh_from_db()
        assert other.stated_on == DAY

    def test_a_day_before_its_figures_is_refused(self) -> None:
        figure = records.figure()
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Report.all_objects.filter(pk=figure.report_id).update(stated_on=DAY - timedelta(days=2))
        assert refused(error.value) == "figure_not_about_a_later_day"

    def test_bulk_create_copies_too(self) -> None:
        report = records.report()
        plain = records.figure(report=report)
        figure = Figure(**like(plain, slug="test-bulk", party_id=None, stated_on=None))
        Figure.all_objects.bulk_create([figure])
        assert Figure.all_objects.get(slug="test-bulk").stated_on == report.stated_on


def test_deleting_a_report_takes_what_hangs_on_it_and_nothing_else() -> None:
    variant = records.variant()
    report, source = variant.figure.report, variant.citation.source
    report.delete()
    assert not Variant.objects.filter(pk=variant.pk).exists()
    assert not Figure.all_objects.filter(pk=variant.figure_id).exists()
    assert not Citation.objects.filter(pk=variant.citation_id).exists()
    assert Source.objects.filter(pk=source.pk).exists()
