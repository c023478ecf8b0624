"""The columns of the table of variants, as files carry them: names and order are fixed, and documented here."""

from django.utils.translation import gettext_lazy as _

from reports.comparison.variants.variant_rows import VariantRow

from .export_tables import ExportTable


def _difference(row: VariantRow) -> int | None:
    return row.difference.count if row.difference else None


def _percent(row: VariantRow) -> float | None:
    percent = row.difference.percent if row.difference else None
    return None if percent is None else round(percent, 4)


VARIANTS = ExportTable(
    [
        ("stated_on", _("day on which the party spoke"), "stated_on"),
        ("stated_on_known", _("false where only the day of the earliest source is known"), "stated_on_known"),
        ("as_of", _("last day that the figure covers"), "as_of"),
        ("party", _("who spoke, as in /parties/…/"), "party"),
        ("report", _("the statement, as in /reports/…/"), "report"),
        ("figure", _("the figure on record, as in /figures/…/"), "figure"),
        ("subject", _("whose losses"), "subject"),
        ("measure", _("what is counted, as in /measures/"), "measure"),
        ("unit", _("people, items or percent"), "recorded.unit"),
        ("recorded_qualifier", _("hedge of the number on record"), "recorded.qualifier"),
        ("recorded_low", _("its lower end, or what it is at least or more than"), "recorded.low"),
        ("recorded_best", _("its value, if exact or about; of a range the best, if named"), "recorded.best"),
        ("recorded_high", _("its upper end, or what it is up to or fewer than"), "recorded.high"),
        ("kind", _("in what the source differs: number, hedge, meaning, date, attribution"), "kind"),
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
        ("publisher", _("who printed it"), "publisher"),
        ("data_set", _("true for a transcription, false for an article, post or broadcast"), "by_data_set"),
        ("source", _("the document, as in /sources/…/"), "source"),
        ("source_url", _("where it can be opened"), "url"),
        ("archived_url", _("an archived copy, if there is one"), "archived_url"),
        ("language", _("of the document"), "language"),
        ("wording", _("the words in print"), "wording"),
        ("note", _("what an editor remarked"), "note"),
    ]
)
