"""The columns of the table of variants, as files carry them: names and order are fixed, and documented here."""

from django.utils.translation import gettext_lazy as _

from reports.models import Variant

from .export_tables import ExportTable


def _difference(row: Variant) -> int | None:
    return row.difference.count if row.difference else None


def _percent(row: Variant) -> float | None:
    percent = row.difference.percent if row.difference else None
    return None if percent is None else round(percent, 4)


def _is_data_set(row: Variant) -> bool:
    return bool(row.citation.source.licence)


VARIANTS = ExportTable(
    [
        ("stated_on", _("day on which the party spoke"), "figure.stated_on"),
        (
            "stated_on_known",
            _("false where only the day of the earliest source is known"),
            "figure.report.stated_on_known",
        ),
        ("as_of", _("last day that the figure covers"), "figure.as_of"),
        ("party", _("who spoke, as in /parties/…/"), "figure.party.slug"),
        ("report", _("the statement, as in /reports/…/"), "figure.report.slug"),
        ("figure", _("the figure on record, as in /figures/…/"), "figure.slug"),
        ("subject", _("whose losses"), "figure.subject.slug"),
        ("measure", _("what is counted, as in /measures/"), "figure.measure.slug"),
        ("unit", _("people, items or percent"), "figure.measure.unit"),
        ("recorded_qualifier", _("hedge of the number on record"), "figure.qualifier"),
        ("recorded_low", _("its lower end, or what it is at least or more than"), "figure.low"),
        ("recorded_best", _("its value, if exact, about or nearly; of a range the best, if named"), "figure.best"),
        ("recorded_high", _("its upper end, or what it is up to or fewer than"), "figure.high"),
        ("kind", _("in what the source differs: number, hedge, meaning, date, attribution"), "kind"),
        ("printed_qualifier", _("hedge of the number in print; empty if there is none"), "qualifier"),
        ("printed_low", _("lower end in print"), "low"),
        ("printed_best", _("value in print, or the best of a range"), "best"),
        ("printed_high", _("upper end in print"), "high"),
        ("difference", _("number in print less number on record; empty where no number is printed"), _difference),
        ("percent", _("the difference in percent of the number on record; empty where that is 0"), _percent),
        ("publisher", _("who printed it"), "citation.source.publisher"),
        ("data_set", _("true for a transcription, false for an article, post or broadcast"), _is_data_set),
        ("source", _("the document, as in /sources/…/"), "citation.source.slug"),
        ("source_url", _("where it can be opened"), "citation.source.url"),
        ("archived_url", _("an archived copy, if there is one"), "citation.source.archived_url"),
        ("language", _("of the document"), "citation.source.language"),
        ("wording", _("the words in print"), "wording"),
        ("note", _("what an editor remarked"), "note"),
    ]
)
