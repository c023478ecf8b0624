"""Which record a row is, and which of its columns are the record's content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Manager

from reports.models import (
    Citation,
    Conflict,
    Event,
    Figure,
    Measure,
    Outcome,
    Party,
    Report,
    Side,
    Source,
    Subject,
    Variant,
)
from reports.models.chunks import chunks


@dataclass(frozen=True)
class Records:
    """How rows of one table meet the database.

    ``key`` maps the columns that say which record a row is to lookups; the first of them is what records are fetched
    by. ``content`` maps the columns that are compared. Order (``position``) and what people add on the site (a party's
    colour, an archived copy) are no content of the files.
    """

    manager: Manager
    key: Mapping[str, str]
    content: Mapping[str, str] = field(default_factory=dict)

    def on_record(self, rows: Iterable) -> dict[tuple, dict[str, object]]:
        """The content of the records that ``rows`` may be, by key. Reads only what can match."""
        first_column, first_lookup = next(iter(self.key.items()))
        lookups = {**self.key, **self.content}
        found = {}
        for values in chunks(dict.fromkeys(getattr(row, first_column) for row in rows)):
            chosen = self.manager.filter(**{f"{first_lookup}__in": values})
            for record in chosen.order_by().values_list(*lookups.values()):
                named = dict(zip(lookups, record, strict=True))
                found[tuple(named[column] for column in self.key)] = named
        return found


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_NUMBERS = _same("qualifier", "low", "best", "high", "wording", "note")

RECORDS = {
    "conflicts": Records(Conflict.objects, {"conflict_id": "slug"}, _same("name", "start_date", "end_date")),
    "sides": Records(Side.objects, {"side_id": "slug"}, {"name": "name", "conflict": "conflict__slug"}),
    "outcomes": Records(Outcome.objects, {"outcome_id": "slug"}, _same("name", "applies_to")),
    "subjects": Records(
        Subject.objects,
        {"subject_id": "slug"},
        {"name": "name", "conflict": "conflict__slug", "side": "side__slug", "part_of": "part_of__slug"},
    ),
    "measures": Records(
        Measure.objects,
        {"measure_id": "slug"},
        _same("name", "category", "unit", "counts", "family", "definition"),
    ),
    "parties": Records(
        Party.objects,
        {"party_id": "slug"},
        {**_same("name", "short_name", "kind", "rank", "methodology"), "side": "side__slug"},
    ),
    "sources": Records(
        Source.objects,
        {"source_id": "slug"},
        _same("publisher", "title", "url", "archived_url", "published_on", "language"),
    ),
    "events": Records(
        Event.objects,
        {"conflict": "conflict__slug", "date": "date", "title": "title"},
        {"source_id": "source__slug"},
    ),
    "reports": Records(
        Report.all_objects,
        {"report_id": "slug"},
        {
            **_same(
                "speaker", "kind", "method", "stated_on", "stated_on_known", "title", "wording", "language", "note"
            ),
            "conflict": "conflict__slug",
            "party": "party__slug",
            "revises": "revises__slug",
        },
    ),
    "figures": Records(
        Figure.all_objects,
        {"figure_id": "slug"},
        {
            **_NUMBERS,
            **_same("basis", "period_start", "as_of", "scope", "scope_note"),
            "report_id": "report__slug",
            "subject": "subject__slug",
            "measure": "measure__slug",
        },
    ),
    "citations": Records(
        Citation.objects,
        {"report_id": "report__slug", "source_id": "source__slug"},
        {"role": "role", "taken_from": "taken_from__slug", "locator": "locator"},
    ),
    "variants": Records(
        Variant.objects,
        {"figure_id": "figure__slug", "source_id": "citation__source__slug", "kind": "kind"},
        _NUMBERS,
    ),
}
