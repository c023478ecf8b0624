"""How a bulletin reads as rows of the model: what is the same for every bulletin of a party, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.imports.package.schema import FigureRow, ReportRow, VariantRow
from reports.models import Basis, Method, Qualifier, ReportKind, Scope
from reports.models.choices import Category

from .dataset import GENERAL_STAFF, INVADERS_REGISTER
from .merge import Bulletin, BulletinFigure, Printed, differs

SUBJECT = "russian-forces"


@dataclass(frozen=True, slots=True)
class Statement:
    kind: str
    method: str
    title: str


STATEMENTS = {
    GENERAL_STAFF: Statement(ReportKind.BULLETIN.value, Method.OFFICIAL_COUNT.value, "Bulletin of {day}"),
    INVADERS_REGISTER: Statement(ReportKind.COUNT.value, Method.NAMED_COUNT.value, "Register on {day}"),
}


@dataclass(frozen=True)
class Setting:
    """What the database says about what bulletins refer to."""

    conflict: str
    start: date
    categories: Mapping[str, str]
    """Of each measure."""


def report_id(party: str, day: date) -> str:
    return f"{party}-{day.isoformat()}"


def figure_id(party: str, day: date, measure: str) -> str:
    return f"{report_id(party, day)}-{measure}"


def report_row(bulletin: Bulletin, setting: Setting, revises: str) -> ReportRow:
    statement = STATEMENTS[bulletin.party]
    return ReportRow(
        report_id=report_id(bulletin.party, bulletin.day),
        conflict=setting.conflict,
        party=bulletin.party,
        speaker="",
        kind=statement.kind,
        method=statement.method,
        stated_on=bulletin.day,
        stated_on_known=True,
        title=statement.title.format(day=f"{bulletin.day.day} {bulletin.day:%B} {bulletin.day.year}"),
        wording="",
        language="",
        draws_on=(),
        note=" ".join(bulletin.remarks),
        revises=revises,
    )


def hedge(bulletin: Bulletin, measure: str, printed: Printed, setting: Setting) -> str:
    """A named count is a floor; the General Staff counts equipment exactly and people "about", or "more than"."""
    if bulletin.party == INVADERS_REGISTER:
        return Qualifier.AT_LEAST.value
    if setting.categories[measure] == Category.EQUIPMENT:
        return Qualifier.EXACT.value
    return Qualifier.MORE_THAN.value if printed.more_than else Qualifier.ABOUT.value


def figure_row(bulletin: Bulletin, figure: BulletinFigure, setting: Setting) -> FigureRow:
    qualifier = hedge(bulletin, figure.measure, figure.record, setting)
    return FigureRow(
        figure_id=figure_id(bulletin.party, bulletin.day, figure.measure),
        report_id=report_id(bulletin.party, bulletin.day),
        subject=SUBJECT,
        measure=figure.measure,
        qualifier=qualifier,
        **_number(qualifier, figure.record.number),
        high=None,
        basis=Basis.CUMULATIVE.value,
        period_start=setting.start,
        as_of=bulletin.day,
        scope=Scope.THEATRE.value,
        scope_note="",
        wording="",
        note=restated(figure),
    )


def variant_row(
    bulletin: Bulletin, figure: BulletinFigure, printed: Printed, source: str, setting: Setting
) -> VariantRow:
    """What ``printed`` has instead of the record. Where it says no hedge, the hedge is not what differs."""
    hedged = figure.record if printed.more_than is None else printed
    qualifier = hedge(bulletin, figure.measure, hedged, setting)
    return VariantRow(
        figure_id=figure_id(bulletin.party, bulletin.day, figure.measure),
        source_id=source,
        kind=variant_kind(printed, figure.record),
        qualifier=qualifier,
        **_number(qualifier, printed.number),
        high=None,
        wording="",
        note="",
    )


def variant_kind(printed: Printed, record: Printed) -> str:
    if not differs(printed, record):
        raise ValueError("What is on record is no variant of itself.")
    return "number" if printed.number != record.number else "hedge"


def restated(figure: BulletinFigure) -> str:
    """The note on a total that the party restated: "−25" with a minus sign, "+32" with a plus."""
    return " ".join(
        f"The party restated this total on this day by {'+' if each.change > 0 else '−'}{abs(each.change):,}"
        f" (corrections list of the data set by {publisher})."
        for publisher, each in figure.restatements
    )


def _number(qualifier: str, number: int) -> dict[str, int | None]:
    floor = qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
    return {"low": number if floor else None, "best": None if floor else number}
