"""What a party said before and after: of one figure the ones next to it in time, of one report the ones next to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import DateField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reports.models import Basis, Figure, Report, Scope
from reports.rules.number import Number, grouped

# What is no number, in words: of one figure, and of two.
_FLOOR = ("only a floor", "floors")
_LIMIT = ("only an upper limit", "upper limits")
_NO_NUMBER = {
    "at_least": _FLOOR,
    "more_than": _FLOOR,
    "up_to": _LIMIT,
    "fewer_than": _LIMIT,
    "range": ("a range", "ranges"),
}


@dataclass(frozen=True, slots=True)
class DatedTotal:
    """One figure in a row of such. ``revises`` is the report that its own report corrects; both are slugs."""

    number: Number
    as_of: date
    basis: str = "cumulative"
    start: date | None = None
    report: str = ""
    revises: str = ""


def change(before: DatedTotal, after: DatedTotal) -> str:
    """The change from one figure to a later one of the same measure, basis and scope, and ``of_one_kind``.

    Rule: a difference takes two numbers that are exact or about; one with an "about" is about. A running total that
    falls is the party's own revision where its report says so, and unexplained otherwise, unless both can be rounded
    forms of totals that did not fall.

    >>> march, april = date(2022, 3, 2), date(2022, 3, 25)
    >>> change(DatedTotal(Number("exact", best=1597), march), DatedTotal(Number("exact", best=3825), april))
    '+2,228 in 23 days'
    >>> change(DatedTotal(Number("exact", best=5937), march), DatedTotal(Number("more_than", low=6000), april))
    'no difference can be taken: the later one is only a floor'
    >>> change(DatedTotal(Number("at_least", low=3871), march), DatedTotal(Number("at_least", low=3872), april))
    'raised from at least 3,871 to at least 3,872; both are floors, so no difference can be taken'
    >>> before, after = DatedTotal(Number("exact", best=5181), march), DatedTotal(Number("exact", best=5167), april)
    >>> change(before, after)
    '−14 in 23 days, unexplained'
    >>> from dataclasses import replace
    >>> change(replace(before, report="12-october"), replace(after, revises="12-october"))
    '−14 in 23 days: the party’s own revision'
    >>> change(DatedTotal(Number("about", best=48000), march), DatedTotal(Number("exact", best=47986), april))
    'about −14 in 23 days, within the rounding of “about”'
    """
    runs = before.basis == "cumulative" or (before.basis == "period" and before.start == after.start)
    if none := _no_difference(before.number, after.number, runs):
        return none
    difference = after.number.best - before.number.best
    when = _when(before, after) if runs or before.basis == "held" else "against the one before"
    if difference == 0:
        return f"the same number {when.replace('in ', 'after ', 1)}"
    return f"{_amount(difference, before.number, after.number)} {when}{_fall(before, after) if runs else ''}"


def of_one_kind(a: DatedTotal, b: DatedTotal) -> bool:
    """Whether two figures of one basis stand in one row: of counts in periods, those of one beginning or length.

    >>> number = Number("exact", best=5)
    >>> def period(*days): return DatedTotal(number, date(*days[3:]), "period", date(*days[:3]))
    >>> july, summer = period(2024, 7, 1, 2024, 7, 31), period(2024, 6, 1, 2024, 8, 31)
    >>> of_one_kind(july, period(2024, 9, 1, 2024, 9, 30)), of_one_kind(july, summer)
    (True, False)
    """
    return a.basis != "period" or a.start == b.start is not None or _alike_in_length(a, b)


def _alike_in_length(a: DatedTotal, b: DatedTotal) -> bool:
    """Whether two periods are as many days long, or both a calendar month, or both a calendar year."""
    if a.start is None or b.start is None:
        return False
    if a.as_of - a.start == b.as_of - b.start:
        return True
    return any(whole(a) and whole(b) for whole in (_is_month, _is_year))


def _is_month(point: DatedTotal) -> bool:
    following = point.as_of + timedelta(days=1)
    return point.start.day == 1 == following.day and (point.start.year, point.start.month) == (
        point.as_of.year,
        point.as_of.month,
    )


def _is_year(point: DatedTotal) -> bool:
    year = point.start.year
    return (point.start, point.as_of) == (date(year, 1, 1), date(year, 12, 31))


def _no_difference(before: Number, after: Number, runs: bool) -> str:
    """Why no difference can be given between the two, empty if one can.

    Of two of a kind with both numbers, so that nobody takes them for equal; ``runs`` is whether they are one count.
    """
    first, second = _NO_NUMBER.get(before.qualifier), _NO_NUMBER.get(after.qualifier)
    if first and first == second:
        return f"{_both(before, after, runs)}; both are {first[1]}, so no difference can be taken"
    if first and second:
        return f"no difference can be taken: the one is {first[0]}, the other {second[0]}"
    if first or second:
        which = f"the earlier one is {first[0]}" if first else f"the later one is {second[0]}"
        return f"no difference can be taken: {which}"
    return ""


def _both(before: Number, after: Number, runs: bool) -> str:
    if str(before) == str(after):
        return f"{after} again"
    if runs and before.qualifier == after.qualifier != "range":
        return f"{'raised' if after.known_values > before.known_values else 'lowered'} from {before} to {after}"
    return f"{before}, then {after}"


def _when(before: DatedTotal, after: DatedTotal) -> str:
    days = (after.as_of - before.as_of).days
    if days == 0:
        return "about the same day"
    return f"in {grouped(days)} days" if days > 1 else "in 1 day"


def _amount(difference: int, before: Number, after: Number) -> str:
    hedge = "about " if "about" in (before.qualifier, after.qualifier) else ""
    unit = " percentage points" if after.unit == "percent" else ""
    return f"{hedge}{'+' if difference > 0 else '−'}{grouped(abs(difference))}{unit}"


def _fall(before: DatedTotal, after: DatedTotal) -> str:
    if after.number.best > before.number.best:
        return ""
    if after.revises or (before.revises and before.revises == after.report):
        return ": the party’s own revision"
    if before.number.interval.meets(after.number.interval):
        return ", within the rounding of “about”"
    return ", unexplained"


@dataclass(frozen=True, slots=True)
class SequenceEntry:
    """One figure in the row. ``change`` is from the one before, empty for the first.

    ``is_out_of_turn``: it comes before the figure of the page but was stated after it, or the other way round.
    """

    figure: Figure
    change: str
    is_this: bool
    is_out_of_turn: bool


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """``steps`` hold the figure before, where there is one, the figure itself and the figure after.

    ``later_report`` is the party's latest report, where it has spoken since without a newer figure.
    """

    steps: tuple[SequenceEntry, ...]
    has_earlier: bool
    has_newer: bool
    later_report: Report | None


def before_and_after(figure: Figure) -> BeforeAndAfter:
    """The figures next to ``figure`` by the day they are about; report, measure and conflict should be at hand.

    Two queries at most. Alike are published figures of the same party, subject, measure, basis and scope, and running
    totals that begin on the same day.
    """
    found = list(_near(_alike(figure), figure))[::-1]
    points = [_point(neighbour) for neighbour in found]
    this = next(place for place, each in enumerate(found) if each.pk == figure.pk)
    places = [place for place in range(len(found)) if of_one_kind(points[place], points[this])]
    at = places.index(this)
    shown = places[max(at - 1, 0) : at + 2]
    changes = ["", *(change(points[a], points[b]) for a, b in pairwise(shown))]
    steps = [
        SequenceEntry(
            figure=found[place],
            change=words,
            is_this=place == this,
            is_out_of_turn=(found[place].stated_on - figure.stated_on).days * (place - this) < 0,
        )
        for place, words in zip(shown, changes, strict=True)
    ]
    has_newer = shown[-1] != this
    return BeforeAndAfter(
        steps=tuple(steps),
        has_earlier=shown[0] != this,
        has_newer=has_newer,
        later_report=None if has_newer else _latest_report(figure),
    )


def reports_around(report: Report) -> tuple[Report | None, Report | None]:
    """The party's published reports before and after ``report``, by the day they were stated. Two queries."""
    others = Report.published.filter(party=report.party_id, conflict=report.conflict_id)
    earlier = Q(stated_on__lt=report.stated_on) | Q(stated_on=report.stated_on, pk__lt=report.pk)
    later = Q(stated_on__gt=report.stated_on) | Q(stated_on=report.stated_on, pk__gt=report.pk)
    before = others.filter(earlier).order_by("-stated_on", "-pk").first()
    return before, others.filter(later).order_by("stated_on", "pk").first()


def _alike(figure: Figure) -> QuerySet[Figure]:
    """Figures in one row with ``figure``."""
    alike = Figure.published.filter(
        party=figure.party_id,
        subject=figure.subject_id,
        measure=figure.measure_id,
        basis=figure.basis,
        scope=figure.scope,
    )
    if figure.scope != Scope.THEATRE:
        alike = alike.filter(scope_note__iexact=figure.scope_note)
    if figure.basis == Basis.CUMULATIVE:
        start = figure.report.conflict.start_date
        same_start = Q(period_start=figure.period_start or start)
        if figure.period_start in (None, start):
            same_start |= Q(period_start=None)
        alike = alike.filter(same_start)
    return alike


def _near(alike: QuerySet[Figure], figure: Figure) -> QuerySet[Figure]:
    """Those of the day itself and of the nearest days before and after; of counts in periods, which are few, all."""
    if figure.basis != Basis.PERIOD:
        day = Value(figure.as_of, output_field=DateField())
        before = alike.filter(as_of__lt=figure.as_of).order_by("-as_of").values("as_of")[:1]
        after = alike.filter(as_of__gt=figure.as_of).order_by("as_of").values("as_of")[:1]
        alike = alike.filter(
            as_of__gte=Coalesce(Subquery(before), day),
            as_of__lte=Coalesce(Subquery(after), day),
        )
    return alike.select_related("party", "subject", "measure", "report__revises").latest_first()


def _point(figure: Figure) -> DatedTotal:
    return DatedTotal(
        number=figure.number,
        as_of=figure.as_of,
        basis=figure.basis,
        start=figure.period_start,
        report=figure.report.slug,
        revises=figure.report.revises.slug if figure.report.revises else "",
    )


def _latest_report(figure: Figure) -> Report | None:
    later = Report.published.filter(party=figure.party_id, conflict=figure.report.conflict_id)
    return later.filter(stated_on__gt=figure.stated_on).order_by("-stated_on", "-pk").first()
