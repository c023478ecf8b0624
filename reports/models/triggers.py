"""The triggers: rules over several rows or tables, and what never changes, held against every way of writing.

This is their one home: to add a trigger, add it to the list. They are installed after every ``migrate``, and put away
before one that changes this app's tables, because SQLite makes a table anew to alter it: the table's own triggers are
lost then, and those of other tables that name it are in the way. A data migration thus runs without them.

A refused write raises IntegrityError, whose text has the name of the rule and of the trigger.
"""

# ruff: noqa: S608 (the SQL is put together from constants of this module alone)
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import choices

__all__ = ["Trigger", "all_triggers", "install", "installed", "message_for", "put_away"]

PUBLIC = str(tuple(map(str, choices.PUBLIC)))  # as a list of SQL's
SEALED = _(
    "A published record never changes in place. Correct it, or add what another source prints: a new version takes its "
    "place."
)
# How the databases write what they do not write alike.
DIALECTS = {
    "sqlite": {"differs": "IS NOT", "next_day": "date(NEW.stated_on, '+1 day')"},
    "postgresql": {"differs": "IS DISTINCT FROM", "next_day": "NEW.stated_on + 1"},
}


@dataclass(frozen=True)
class Trigger:
    """Refuses a write of ``table`` where ``broken`` is true, or else, with ``action``, does more after the write.

    ``moment`` is INSERT, DELETE, UPDATE or UPDATE OF columns; ``broken`` and ``action`` are SQL over OLD and NEW, in
    which {differs} and {next_day} stand for the words of ``DIALECTS``. ``hold`` is SQL for ids of reports that no other
    transaction may change until this one is done: on PostgreSQL two transactions do not see each other's work.
    ``sentence`` says why, to the person whose write was refused.
    """

    name: str
    table: str
    moment: str
    rule: str
    sentence: Promise | str
    broken: str = ""
    hold: str = ""
    action: str = ""

    def missing_from(self, columns: dict[str, set[str]]) -> bool:
        """Whether tables or columns that it needs are not among ``columns`` (by table): a migration still to come."""
        statement = f"{self.broken} {self.hold} {self.action}"
        tables = {self.table, *re.findall(r"\breports_\w+", statement)}
        own = set(re.findall(r"\b(?:OLD|NEW)\.(\w+)", statement))
        return not (tables <= columns.keys() and own <= columns[self.table])

    def body(self, vendor: str) -> str:
        """What it does, as the database keeps it."""
        words = DIALECTS[vendor]
        broken, action = self.broken.format(**words), self.action.format(**words)
        if vendor == "sqlite":
            return f"BEGIN {action or f'SELECT {_raise_on_sqlite(self)}'}; END"
        # An array is computed first. An IN would be joined, and by each figure with each report where PostgreSQL last
        # counted the rows of empty tables: minutes for the variants of one import.
        hold = f" PERFORM 1 FROM reports_report WHERE id = ANY(ARRAY[{self.hold}]) FOR SHARE;" if self.hold else ""
        do = f"{action};" if action else f"IF {broken} THEN {_raise_on_postgresql(self)} END IF;"
        return f" BEGIN{hold} {do} RETURN {'OLD' if self.moment == 'DELETE' else 'NEW'}; END "

    def create(self, vendor: str) -> str:
        """The statement that makes it; on PostgreSQL its function must be there."""
        head = f"CREATE TRIGGER {self.name} {'AFTER' if self.action else 'BEFORE'} {self.moment} ON {self.table}"
        if vendor == "postgresql":
            return f"{head} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        when = f" WHEN {self.broken.format(**DIALECTS[vendor])}" if self.broken else ""
        return f"{head}{when} {self.body(vendor)}"


def _raise_on_sqlite(trigger: Trigger) -> str:
    return f"RAISE(ABORT, 'CHECK constraint failed: {trigger.rule} ({trigger.name})')"


def _raise_on_postgresql(trigger: Trigger) -> str:
    return (
        f"RAISE EXCEPTION 'row violates {trigger.rule} ({trigger.name})'"
        f" USING ERRCODE = 'check_violation', CONSTRAINT = '{trigger.rule}';"
    )


# --- installing -------------------------------------------------------------------------------------------------------


def put_away(using: str = DEFAULT_DB_ALIAS, plan: list[tuple] | None = None, **signal: object) -> None:
    """Drop the triggers, before ``migrate`` runs ``plan``; nothing if no migration of this app is in it."""
    if any(migration.app_label == "reports" for migration, _backwards in plan or []):
        drop_all(using)


def drop_all(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop the triggers: whoever does so puts them back (install) in the same transaction."""
    connection = connections[using]
    present = installed(connection)
    with transaction.atomic(using), connection.cursor() as cursor:
        for trigger in all_triggers():
            if trigger.name in present:
                _drop(trigger, cursor, connection.vendor)


def install(using: str = DEFAULT_DB_ALIAS, **signal: object) -> None:
    """Make each trigger that is missing or differs, as far as the tables and columns that it needs are there yet."""
    connection = connections[using]
    present = installed(connection)
    wanted = [trigger for trigger in all_triggers() if present.get(trigger.name) != _as_installed(trigger, connection)]
    if not wanted:
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        columns = _columns(cursor, connection.vendor)
        for trigger in wanted:
            if trigger.missing_from(columns):
                continue
            _drop(trigger, cursor, connection.vendor)
            if connection.vendor == "postgresql":
                body = trigger.body(connection.vendor)
                cursor.execute(f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
            cursor.execute(trigger.create(connection.vendor))


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The definition of each trigger in the database that is not disabled, by name; also of triggers not of ours."""
    query = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT t.tgname, pg_get_triggerdef(t.oid, true) || p.prosrc FROM pg_trigger t"
        " JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND pg_table_is_visible(t.tgrelid)",
    }
    with connection.cursor() as cursor:
        cursor.execute(query[connection.vendor])
        return dict(cursor.fetchall())


def _columns(cursor: object, vendor: str) -> dict[str, set[str]]:
    """The columns of each table of this app that is there."""
    query = {
        "sqlite": "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
        "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()",
    }
    cursor.execute(query[vendor])
    columns = defaultdict(set)
    for table, column in cursor.fetchall():
        if table.startswith("reports_"):
            columns[table].add(column)
    return columns


def _as_installed(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    statement = trigger.create(connection.vendor)
    return statement if connection.vendor == "sqlite" else statement + trigger.body(connection.vendor)


def _drop(trigger: Trigger, cursor: object, vendor: str) -> None:
    if vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
    else:
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
        cursor.execute(f"DROP FUNCTION IF EXISTS {trigger.name}()")


def message_for(error: Error) -> str:
    """One sentence, for the person who asked, on why the database wrote nothing."""
    rules = {trigger.rule: trigger.sentence for trigger in all_triggers() if trigger.sentence} | {
        constraint.name: constraint.violation_error_message
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
    }
    # Whole names: those of triggers begin with the names of their rules.
    names = set(re.findall(r"\w+", str(error)))
    reasons = [str(reason) for name, reason in rules.items() if name in names]
    reason = reasons[0] if reasons else gettext("Someone may have saved the same record at the same moment.")
    return gettext("The database did not accept this, and nothing was saved. %(reason)s") % {"reason": reason}


# --- the list ---------------------------------------------------------------------------------------------------------


@cache
def all_triggers() -> tuple[Trigger, ...]:
    """Every trigger, in the order in which they are made."""
    return (*_across_tables(), *_public_records(), *_parts_of_public_records(), *_history(), *_sources())


def _of_rule(
    rule: str, table: str, moments: tuple[str, ...], broken: str, sentence: Promise, hold: str = ""
) -> Iterator[Trigger]:
    for moment in moments:
        name = f"{rule}_{moment.partition(' ')[0].lower()}"
        yield Trigger(name, table, moment, rule, sentence, broken=broken, hold=hold)


def _across_tables() -> Iterator[Trigger]:
    """Rules that span two tables, which a CHECK cannot state."""
    yield from _of_rule(
        "figure_copies_its_report",
        "reports_figure",
        ("INSERT", "UPDATE OF report_id, party_id, stated_on"),
        "NOT EXISTS (SELECT 1 FROM reports_report r WHERE r.id = NEW.report_id"
        " AND r.party_id = NEW.party_id AND r.stated_on = NEW.stated_on)",
        _("A figure has the party and the day of its report."),
        hold="NEW.report_id",
    )
    yield from _of_rule(
        "figure_not_about_a_later_day",
        "reports_figure",
        ("INSERT", "UPDATE OF as_of, stated_on"),
        "NEW.as_of > {next_day}",
        _("A figure covers at most the day after its report."),
    )
    yield from _of_rule(
        "figure_subject_of_the_conflict",
        "reports_figure",
        ("INSERT", "UPDATE OF report_id, subject_id"),
        "(SELECT r.conflict_id FROM reports_report r WHERE r.id = NEW.report_id) {differs}"
        " (SELECT s.conflict_id FROM reports_subject s WHERE s.id = NEW.subject_id)",
        _("A figure's subject belongs to the report's conflict."),
    )
    yield from _of_rule(
        "variant_of_one_report",
        "reports_variant",
        ("INSERT", "UPDATE OF citation_id, figure_id"),
        "(SELECT c.report_id FROM reports_citation c WHERE c.id = NEW.citation_id) {differs}"
        " (SELECT f.report_id FROM reports_figure f WHERE f.id = NEW.figure_id)",
        _("A variant's citation and figure belong to one report."),
    )
    yield from _of_rule(
        "subject_not_part_of_itself",
        "reports_subject_part_of",
        ("INSERT", "UPDATE"),
        "NEW.from_subject_id = NEW.to_subject_id",
        _("A subject cannot be part of itself."),
    )
    # The same rules from the side of the other table: a row that others rest on does not move away from under them.
    yield from _of_rule(
        "report_keeps_its_subjects",
        "reports_report",
        ("UPDATE OF conflict_id",),
        "EXISTS (SELECT 1 FROM reports_figure f JOIN reports_subject s ON s.id = f.subject_id"
        " WHERE f.report_id = NEW.id AND s.conflict_id <> NEW.conflict_id)",
        _("The report's figures are about subjects of its present conflict."),
    )
    yield from _of_rule(
        "subject_keeps_its_conflict",
        "reports_subject",
        ("UPDATE OF conflict_id",),
        "EXISTS (SELECT 1 FROM reports_figure f JOIN reports_report r ON r.id = f.report_id"
        " WHERE f.subject_id = NEW.id AND r.conflict_id <> NEW.conflict_id)",
        _("There are figures about this subject in its present conflict."),
    )
    yield from _of_rule(
        "figure_keeps_its_variants",
        "reports_figure",
        ("UPDATE OF report_id",),
        "EXISTS (SELECT 1 FROM reports_variant v JOIN reports_citation c ON c.id = v.citation_id"
        " WHERE v.figure_id = NEW.id AND c.report_id <> NEW.report_id)",
        _("The figure has variants, which belong to its present report."),
    )
    yield from _of_rule(
        "citation_keeps_its_variants",
        "reports_citation",
        ("UPDATE OF report_id",),
        "EXISTS (SELECT 1 FROM reports_variant v JOIN reports_figure f ON f.id = v.figure_id"
        " WHERE v.citation_id = NEW.id AND f.report_id <> NEW.report_id)",
        _("The citation has variants, which belong to its present report."),
    )
    yield Trigger(
        "report_passes_on_its_day",
        "reports_report",
        "UPDATE OF party_id, stated_on",
        rule="report_passes_on_its_day",
        sentence="",
        action="UPDATE reports_figure SET party_id = NEW.party_id, stated_on = NEW.stated_on WHERE report_id = NEW.id",
    )


def _public_records() -> Iterator[Trigger]:
    """What is public never changes in place (DESIGN.md, section 3).

    A correction or an addition is a new version, a retraction a change of status alone. While a row in reports_unsealed
    names a report it may be written: imports add what further sources print, within one transaction.
    """
    # What a reader of the record is told. Who revises whom may follow a correction: see report_follows_correction.
    content = (
        *("slug", "conflict_id", "party_id", "speaker", "title", "kind", "method", "stated_on", "stated_on_known"),
        *("stated_at", "wording", "language", "note", "denies_id", "replaces_id", "act", "correction_reason"),
        *("addition_reason", "revision_reason", "author_id", "reviewer_id", "published_at"),
    )
    changed = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in content)
    sealed = f"OLD.status IN {PUBLIC} AND NOT EXISTS (SELECT 1 FROM reports_unsealed u WHERE u.report_id = OLD.id)"
    follows = (
        "EXISTS (SELECT 1 FROM reports_report n WHERE n.id = NEW.revises_id AND n.replaces_id = OLD.revises_id"
        f" AND n.status IN {PUBLIC})"
    )
    yield Trigger(
        "report_sealed", "reports_report", "UPDATE", "report_sealed", SEALED, broken=f"{sealed} AND ({changed})"
    )
    yield Trigger(
        "report_follows_correction",
        "reports_report",
        "UPDATE",
        rule="report_follows_correction",
        sentence=_("Which report a published one revises changes only to the version that takes that one’s place."),
        broken=f"{sealed} AND OLD.revises_id {{differs}} NEW.revises_id AND NOT {follows}",
    )
    yield Trigger(
        "report_stays_public",
        "reports_report",
        "UPDATE",
        rule="report_stays_public",
        sentence=_("What was published stays on record: it can be corrected or retracted."),
        broken=f"OLD.status IN {PUBLIC} AND OLD.status {{differs}} NEW.status"
        " AND NOT (OLD.status = 'published' AND NEW.status IN ('corrected', 'retracted'))",
    )
    yield Trigger(
        "report_kept",
        "reports_report",
        "DELETE",
        rule="report_kept",
        sentence=_("What was published is never deleted. It can be retracted, with a reason."),
        broken=f"OLD.status IN {PUBLIC}",
    )
    # Steps tell readers when and why a report was corrected or retracted.
    yield from _of_rule(
        "step_kept",
        "reports_step",
        ("UPDATE", "DELETE"),
        f"EXISTS (SELECT 1 FROM reports_report s WHERE s.id = OLD.report_id AND s.status IN {PUBLIC})",
        _("What was done with a report, when and why, is never changed."),
    )


def _parts_of_public_records() -> Iterator[Trigger]:
    """Figures, citations, variants and links of a public report neither come, change nor go."""
    tables = {  # the report that a row belongs to
        "reports_figure": "{row}.report_id",
        "reports_citation": "{row}.report_id",
        "reports_variant": "(SELECT f.report_id FROM reports_figure f WHERE f.id = {row}.figure_id)",
        "reports_report_draws_on": "{row}.report_id",
    }
    rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    for table, owner in tables.items():
        for moment, sides in rows.items():
            reports = [owner.format(row=side) for side in sides]
            broken = " OR ".join(
                f"EXISTS (SELECT 1 FROM reports_report s WHERE s.id = {report} AND s.status IN {PUBLIC})"
                f" AND NOT EXISTS (SELECT 1 FROM reports_unsealed u WHERE u.report_id = {report})"
                for report in reports
            )
            # While one transaction writes a part, no other publishes its report.
            rule = f"{table.removeprefix('reports_')}_sealed"
            yield from _of_rule(rule, table, (moment,), broken, SEALED, hold=", ".join(reports))


def _history() -> Iterator[Trigger]:
    """Nobody deletes history or writes over it, not even who it was: people are made inactive, not deleted."""
    tables = [model._meta.db_table for model in apps.get_app_config("reports").get_models()]
    for table in tables:
        if table.startswith("reports_historical"):
            for moment in ("UPDATE", "DELETE"):
                name = f"{table}_kept_{moment.lower()}"
                sentence = _("The history of a record is never changed.")
                yield Trigger(name, table, moment, "history_kept", sentence, broken="1 = 1")


def _sources() -> Iterator[Trigger]:
    """The copy kept of a source that a public record cites stays, and so does its address. A first copy may be added.

    The address stays in review, too: a reviewer who changed what a report cites would publish their own work.
    """
    cited = (
        "EXISTS (SELECT 1 FROM reports_citation c JOIN reports_report r ON r.id = c.report_id"
        " WHERE r.status IN {states} AND OLD.id IN (c.source_id, c.taken_from_id, c.transcribed_by_id))"
    )
    yield Trigger(
        "source_keeps_snapshot",
        "reports_source",
        "UPDATE",
        rule="source_keeps_snapshot",
        sentence=_("A public record cites this source, so the copy kept of it stays."),
        broken="OLD.snapshot <> '' AND (OLD.snapshot <> NEW.snapshot OR OLD.snapshot_sha256 <> NEW.snapshot_sha256)"
        f" AND {cited.format(states=PUBLIC)}",
    )
    yield Trigger(
        "source_keeps_address",
        "reports_source",
        "UPDATE",
        rule="source_keeps_address",
        sentence=_("A record that is public or under review cites this source, so its address stays."),
        broken="OLD.url <> NEW.url AND " + cited.format(states=PUBLIC.replace("(", "('submitted', ")),
    )
