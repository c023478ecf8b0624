"""What a party said before and after: of one figure the ones next to it in time, of one report the ones next to it."""

from datetime import date, timedelta
from itertools import pairwise

from django.db.models import DateField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reports.models import Basis, Figure, Report, Scope
from reports.rules.number import Number, grouped, signed

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


def change(before: Figure, after: Figure) -> str:
    """The change from one figure to a later one of the same measure, basis and scope, and ``of_one_kind``.

    Reads of each its measure and report. Rule: a difference takes two numbers that are exact, about or nearly; one with
    an "about" or a "nearly" is about. A running total that falls is the party's own revision where its report says so,
    and unexplained otherwise, unless both can be rounded forms of totals that did not fall.

    >>> from reports.models import Measure
    >>> def total(day, qualifier, *values, revises=None):
    ...     number, report = Number.make(qualifier, *values), Report(pk=day, revises_id=revises)
    ...     return Figure(measure=Measure(), report=report, as_of=date(2022, 3, day), **number.columns)
    >>> change(total(2, "exact", 1597), total(25, "exact", 3825))
    '+2,228 in 23 days'
    >>> change(total(2, "exact", 5937), total(25, "more_than", 6000))
    'no difference can be taken: the later one is only a floor'
    >>> change(total(2, "at_least", 3871), total(25, "at_least", 3872))
    'raised from at least 3,871 to at least 3,872; both are floors, so no difference can be taken'
    >>> change(total(2, "exact", 5181), total(25, "exact", 5167))
    '−14 in 23 days, unexplained'
    >>> change(total(2, "exact", 5181), total(25, "exact", 5167, revises=2))
    '−14 in 23 days: the party’s own revision'
    >>> change(total(2, "about", 48000), total(25, "exact", 47986))
    'about −14 in 23 days, within the rounding of “about”'
    >>> change(total(2, "exact", 8990), total(25, "nearly", 9000))
    'about +10 in 23 days'
    """
    is_one_count = before.basis == Basis.CUMULATIVE or (
        before.basis == Basis.PERIOD and before.period_start == after.period_start
    )
    first, second = before.number, after.number
    if obstacle := _no_difference(first, second, is_one_count):
        return obstacle
    difference = second.best - first.best
    when = "against the one before"
    if is_one_count or before.basis == Basis.HELD:
        days = (after.as_of - before.as_of).days
        when = f"in {grouped(days)} days" if days > 1 else "in 1 day" if days else "about the same day"
    if difference == 0:
        return f"the same number {when.replace('in ', 'after ', 1)}"
    hedge = "about " if first.is_rounded or second.is_rounded else ""
    unit = " percentage points" if second.unit == "percent" else ""
    fall = _fall(before, after) if is_one_count and difference < 0 else ""
    return f"{hedge}{signed(difference)}{unit} {when}{fall}"


def of_one_kind(a: Figure, b: Figure) -> bool:
    """Whether two figures of one basis stand in one row: of counts in periods, those of one beginning or length.

    >>> def period(*days): return Figure(basis="period", period_start=date(*days[:3]), as_of=date(*days[3:]))
    >>> july, summer = period(2024, 7, 1, 2024, 7, 31), period(2024, 6, 1, 2024, 8, 31)
    >>> of_one_kind(july, period(2024, 9, 1, 2024, 9, 30)), of_one_kind(july, summer)
    (True, False)
    """
    if a.basis != Basis.PERIOD:
        return True
    if a.period_start is None or b.period_start is None:
        return False
    if a.period_start == b.period_start or a.as_of - a.period_start == b.as_of - b.period_start:
        return True
    return _calendar_period(a) == _calendar_period(b) != ""


def _calendar_period(figure: Figure) -> str:
    """Whether a count is of a calendar month or year, by that name; empty for neither."""
    first, following = figure.period_start, figure.as_of + timedelta(days=1)
    if first.day == 1 == following.day and (first.year, first.month) == (figure.as_of.year, figure.as_of.month):
        return "month"
    return "year" if (first, figure.as_of) == (date(first.year, 1, 1), date(first.year, 12, 31)) else ""


def _no_difference(before: Number, after: Number, is_one_count: bool) -> str:
    """Why no difference can be given between the two, empty if one can.

    Of two of a kind with both numbers, so that nobody takes them for equal.
    """
    first, second = _NO_NUMBER.get(before.qualifier), _NO_NUMBER.get(after.qualifier)
    if first and first == second:
        return f"{_both(before, after, is_one_count)}; both are {first[1]}, so no difference can be taken"
    if first and second:
        return f"no difference can be taken: the one is {first[0]}, the other {second[0]}"
    if first or second:
        which = f"the earlier one is {first[0]}" if first else f"the later one is {second[0]}"
        return f"no difference can be taken: {which}"
    return ""


def _both(before: Number, after: Number, is_one_count: bool) -> str:
    if str(before) == str(after):
        return f"{after} again"
    if is_one_count and before.qualifier == after.qualifier != "range":
        return f"{'raised' if after.known_values > before.known_values else 'lowered'} from {before} to {after}"
    return f"{before}, then {after}"


def _fall(before: Figure, after: Figure) -> str:
    """Why a running total fell."""
    if after.report.revises_id or (before.report.revises_id and before.report.revises_id == after.report_id):
        return ": the party’s own revision"
    if before.number.interval.meets(after.number.interval):
        hedges = dict.fromkeys(number.hedge for number in (before.number, after.number) if number.is_rounded)
        return f", within the rounding of {' and '.join(f'“{hedge}”' for hedge in hedges)}"
    return ", unexplained"


def before_and_after(figure: Figure) -> dict[str, object]:
    """The figures next to ``figure`` by the day they are about; report, measure and conflict should be at hand.

    ``steps`` are the one before, where there is one (``has_earlier``), the figure itself (``is_this``) and the one
    after (``has_newer``), each with its ``change`` from the one before; one ``is_out_of_turn`` where it comes before
    the figure of the page but was stated after it, or the other way round. ``later_report`` is the party's latest
    report, where it has spoken since without a newer figure.

    Two queries at most. Alike are published figures of the same party, subject, measure, basis and scope, and running
    totals that begin on the same day.
    """
    row = list(_near(_alike(figure), figure))[::-1]
    this = next(place for place, neighbour in enumerate(row) if neighbour.pk == figure.pk)
    places = [place for place, neighbour in enumerate(row) if of_one_kind(neighbour, row[this])]
    at = places.index(this)
    shown = places[max(at - 1, 0) : at + 2]
    steps = [row[place] for place in shown]
    changes = ["", *(change(before, after) for before, after in pairwise(steps))]
    for place, step, words in zip(shown, steps, changes, strict=True):
        step.change, step.is_this = words, place == this
        step.is_out_of_turn = (step.stated_on - figure.stated_on).days * (place - this) < 0
    has_newer = shown[-1] != this
    return {
        "steps": steps,
        "has_earlier": shown[0] != this,
        "has_newer": has_newer,
        "later_report": None if has_newer else _latest_report(figure),
    }


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
    return alike.select_related("party", "subject", "measure", "report").latest_first()


def _latest_report(figure: Figure) -> Report | None:
    later = Report.published.filter(party=figure.party_id, conflict=figure.report.conflict_id)
    return later.filter(stated_on__gt=figure.stated_on).order_by("-stated_on", "-pk").first()
