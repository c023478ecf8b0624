"""The columns of the table of variants, as files carry them: names and order are fixed, and documented here."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.comparison.variants.variant_rows import VariantRow

Cell = Callable[[VariantRow], object]


def _difference(row: VariantRow) -> int | None:
    return row.difference.count if row.difference else None


def _percent(row: VariantRow) -> float | None:
    percent = row.difference.percent if row.difference else None
    return None if percent is None else round(percent, 4)


# Name, what the cell holds in words, and how it is had.
_COLUMNS: list[tuple[str, Promise, Cell]] = [
    ("stated_on", _("day on which the party spoke"), lambda row: row.stated_on),
    ("stated_on_known", _("false where only the day of the earliest source is known"), lambda row: row.stated_on_known),
    ("as_of", _("last day that the figure covers"), lambda row: row.as_of),
    ("party", _("who spoke, as in /parties/…/"), lambda row: row.party),
    ("report", _("the statement, as in /reports/…/"), lambda row: row.report),
    ("figure", _("the figure on record, as in /figures/…/"), lambda row: row.figure),
    ("subject", _("whose losses"), lambda row: row.subject),
    ("measure", _("what is counted, as in /measures/"), lambda row: row.measure),
    ("unit", _("people, items or percent"), lambda row: row.recorded.unit),
    ("recorded_qualifier", _("hedge of the number on record"), lambda row: row.recorded.qualifier),
    ("recorded_low", _("its lower end, or what it is at least or more than"), lambda row: row.recorded.low),
    ("recorded_best", _("its value, if exact or about; of a range the best, if named"), lambda row: row.recorded.best),
    ("recorded_high", _("its upper end, or what it is up to or fewer than"), lambda row: row.recorded.high),
    ("kind", _("in what the source differs: number, hedge, meaning, date, attribution"), lambda row: row.kind),
    (
        "printed_qualifier",
        _("hedge of the number in print; empty if there is none"),
        lambda row: row.printed and row.printed.qualifier,
    ),
    ("printed_low", _("lower end in print"), lambda row: row.printed and row.printed.low),
    ("printed_best", _("value in print, or the best of a range"), lambda row: row.printed and row.printed.best),
    ("printed_high", _("upper end in print"), lambda row: row.printed and row.printed.high),
    ("difference", _("number in print less number on record; empty where no number is printed"), _difference),
    ("percent", _("the difference in percent of the number on record; empty where that is 0"), _percent),
    ("publisher", _("who printed it"), lambda row: row.publisher),
    ("data_set", _("true for a transcription, false for an article, post or broadcast"), lambda row: row.by_data_set),
    ("source", _("the document, as in /sources/…/"), lambda row: row.source),
    ("source_url", _("where it can be opened"), lambda row: row.url),
    ("archived_url", _("an archived copy, if there is one"), lambda row: row.archived_url),
    ("language", _("of the document"), lambda row: row.language),
    ("wording", _("the words in print"), lambda row: row.wording),
    ("note", _("what an editor remarked"), lambda row: row.note),
]

HEADER = [name for name, _words, _cell in _COLUMNS]
MEANINGS = [(name, words) for name, words, _cell in _COLUMNS]


def cells(row: VariantRow) -> list[object]:
    """One row in the order of ``HEADER``."""
    return [cell(row) for _name, _words, cell in _COLUMNS]
