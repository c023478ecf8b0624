"""The side-by-side grid: what each party had stated about one subject, and what its cells have to do with another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window

from reports.models import Conflict, Figure, Measure, Party, Report, Subject
from reports.rules.claims import Claim
from reports.rules.enums import Perspective, Verdict, perspective
from reports.rules.lines import Badge, badge_of, by_severity, headline_pairs, spread
from reports.rules.pairs import Pair, candidate_pairs, compare_claims, most_severe

from .context import ComparisonContext, ancestors, with_counts
from .counted_measures import MeasureSet, counted_measures, family_names
from .histories import PriorClaims, read_prior_claims
from .latest_figures import LatestFigure, latest_figures

DEFAULT_COLUMNS = 5
REMARKS_SHOWN = 8
_DOUBTFUL = (Verdict.IN_CONFLICT, Verdict.CANNOT_BE_DECIDED)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one party had said about one family. ``latest`` is None where it had said nothing.

    ``others`` are its latest figures for the other measures of the family; ``age`` is in days, from the day the figure
    is about to the day of the page. ``badge`` tells how it stands to the other cells of its row.
    """

    column: Party
    latest: LatestFigure | None = None
    age: int = 0
    is_stale: bool = False
    others: tuple[LatestFigure, ...] = ()
    badge: Badge | None = None

    @property
    def other_count(self) -> int:
        return len(self.others) + (len(self.latest.twins) if self.latest else 0)


@dataclass(frozen=True, slots=True)
class GridRow:
    """``spread`` says how far apart its numbers are; ``headline_pairs`` are the ``pairs`` that the row's line names.

    The pairs are of all parties of which at least one has a figure of the family, the most severe first.
    """

    family: str
    name: str
    measures: tuple[str, ...]
    cells: tuple[GridCell, ...]
    spread: str
    headline_pairs: tuple[Pair, ...]
    pairs: tuple[Pair, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The scope notes of the figures that its line tells of, each once."""
        notes = (note for pair in self.headline_pairs for note in (*pair.judgement.notes, *pair.further_notes))
        return tuple(dict.fromkeys(notes))

    @property
    def doubtful(self) -> tuple[Pair, ...]:
        """The pairs that cannot both be true, or not in every reading."""
        return tuple(pair for pair in self.pairs if pair.judgement.verdict in _DOUBTFUL)

    @property
    def settled(self) -> tuple[Pair, ...]:
        """The other pairs: those that can both be true, and those that cannot be compared."""
        return tuple(pair for pair in self.pairs if pair.judgement.verdict not in _DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Grid:
    """``choices`` are all parties one may show, the shown ones (``columns``) included: see ``_choices``.

    ``families`` are all of the category, with or without a row. ``remarks_total`` counts the figures among the remarks,
    also those that are not listed.
    """

    columns: tuple[Party, ...]
    choices: tuple[Party, ...]
    rows: tuple[GridRow, ...]
    families: tuple[str, ...]
    remarks: tuple[Mapping[str, object], ...]
    remarks_total: int

    @property
    def remarks_shown(self) -> int:
        """How many of the remarks are figures."""
        return sum(remark["figure"] is not None for remark in self.remarks)


def side_by_side(
    *,
    conflict: Conflict,
    day: date,
    known: date,
    subject: Subject,
    subjects: Sequence[Subject],
    category: str,
    parties: Sequence[str] = (),
) -> Grid:
    """Build the grid of what had been stated by ``known``, with at most nine queries.

    ``subjects`` are the conflict's; ``parties`` are the columns' slugs, none for the usual choice.
    """
    line = ancestors(subject, {other.pk: other for other in subjects})
    context = ComparisonContext(conflict, subject, line, counted_measures(category), day, known)
    choices = _choices(context, parties)
    columns = tuple(column for column in choices if column.is_shown)
    standing = latest_figures(context, [column.slug for column in columns])
    remarks, total = read_remarks(context, category)
    return Grid(
        columns=columns,
        choices=choices,
        rows=_rows(context, columns, standing),
        families=tuple(dict.fromkeys(measure.family for measure in context.measures.values())),
        remarks=remarks,
        remarks_total=total,
    )


def _choices(context: ComparisonContext, chosen: Sequence[str]) -> tuple[Party, ...]:
    """Every party with a figure on the subject, at whatever time, and those chosen; own side first, then by rank.

    Each with its ``perspective`` and whether it ``is_shown``. ``has_spoken`` is whether it had given any figure for the
    subject and category by the day, ``has_total`` whether one of them was a running total for the whole theatre, which
    a cell can show.
    """
    subject = context.subject
    theirs = Figure.published.filter(party=OuterRef(OuterRef("pk")), measure=OuterRef("pk"), subject=subject)
    totals = theirs.headline()
    parties = list(
        Party.objects.filter(conflicts=context.conflict)
        .annotate(
            has_spoken=_of_any_measure(context, theirs.standing_on(context.day, context.known)),
            has_total=_of_any_measure(context, totals.standing_on(context.day, context.known)),
            ever=_of_any_measure(context, totals),
        )
        .filter(Q(ever=True) | Q(slug__in=chosen))
    )
    for party in parties:
        party.perspective = perspective(party.side_id, subject.side_id)
    order = list(Perspective)
    parties.sort(key=lambda party: (order.index(party.perspective), party.rank, party.name))
    shown = set(chosen) or _usual_columns(parties)
    for party in parties:
        party.is_shown = party.slug in shown
    return tuple(parties)


def _of_any_measure(context: ComparisonContext, figures: QuerySet[Figure]) -> Exists:
    """Whether there is any of ``figures`` of some measure in question.

    Looked up measure by measure, in the order of the index and one only: PostgreSQL would else read all figures.
    """
    measures = Measure.objects.filter(pk__in=[measure.pk for measure in context.measures.values()])
    newest = figures.order_by("-as_of", "-stated_on").values("pk")[:1]
    return Exists(measures.order_by().alias(any=Subquery(newest)).filter(any__isnull=False))


def _usual_columns(parties: Sequence[Party]) -> set[str]:
    """The first parties by rank that had given a total by then.

    Where the subject's own side had not, the first of that side that ever did stands among them and says so: its
    silence is what a reader of an early day looks for.
    """
    spoken = sorted((party for party in parties if party.has_total), key=lambda party: (party.rank, party.name))
    usual = {party.slug for party in spoken[:DEFAULT_COLUMNS]}
    own = [party for party in parties if party.perspective is Perspective.OWN]
    if own and not any(party.has_total for party in own):
        usual.add(own[0].slug)
    return usual


def _rows(
    context: ComparisonContext, columns: Sequence[Party], standing: Mapping[str, Sequence[LatestFigure]]
) -> tuple[GridRow, ...]:
    """A row for every family of which some party shown has a figure, with the verdicts on its pairs."""
    families: dict[str, list[MeasureSet]] = {}
    for measure in context.measures.values():
        families.setdefault(measure.family, []).append(measure)
    parties = [column.slug for column in columns if column.slug in standing]
    claims = {party: _claims_that_count(standing[party]) for party in parties}
    # Of each family, and of each two parties, the pairs of claims that may be judged.
    candidates = {
        family: list(filter(None, (candidate_pairs(a, b, family) for a, b in combinations(claims.values(), 2))))
        for family in families
    }
    shown = [latest.claim for latests in standing.values() for latest in latests]
    pairs_to_judge = [pair for of_family in candidates.values() for of_two in of_family for pair in of_two]
    past = read_prior_claims(context, pairs_to_judge, shown)
    rows = []
    for family, members in families.items():
        latest = {
            party: of_family
            for party, latests in standing.items()
            if (of_family := [latest for latest in latests if latest.claim.family == family])
        }
        if latest:
            judged = [_judged(of_two, claims, past) for of_two in candidates[family]]
            rows.append(_row(context, members, columns, latest, judged, past))
    return tuple(rows)


def _claims_that_count(latests: Sequence[LatestFigure]) -> list[Claim]:
    """The newest of each measure that the party has not taken back."""
    claims = [latest.claim for latest in latests if not latest.is_withdrawn]
    return list({claim.measure: claim for claim in reversed(claims)}.values())[::-1]


def _judged(pairs: Sequence[tuple[Claim, Claim]], claims: Mapping[str, Sequence[Claim]], past: PriorClaims) -> Pair:
    return most_severe(
        [compare_claims(a, b, past.earlier, past.stale, claims[a.party], claims[b.party]) for a, b in pairs]
    )


def _row(
    context: ComparisonContext,
    members: Sequence[MeasureSet],
    columns: Sequence[Party],
    latest: Mapping[str, Sequence[LatestFigure]],
    judged: Sequence[Pair],
    past: PriorClaims,
) -> GridRow:
    """The row of a family, whose measures are ``members``. ``latest`` are the figures of it, by party."""
    family = members[0].family
    firsts = {party: latests[0] for party, latests in latest.items()}
    counting = {party: first.claim for party, first in firsts.items() if not first.is_withdrawn}
    cells = []
    for column in columns:
        first = firsts.get(column.slug)
        if first is None:
            cells.append(GridCell(column))
            continue
        claim = first.claim
        beside = [other for party, other in counting.items() if party != column.slug]
        badge = None if first.is_withdrawn else badge_of(claim, beside)
        age, stale = (context.day - claim.as_of).days, past.stale(claim, context.day)
        cells.append(GridCell(column, first, age, stale, tuple(latest[column.slug][1:]), badge))
    in_row = list(counting.values())
    # A row is called as the one measure that all its figures are of; else as the family is.
    names = {first.claim.measure_name for first in firsts.values()}
    return GridRow(
        family=family,
        name=names.pop() if len(names) == 1 else family_names(members)[family],
        measures=tuple(measure.slug for measure in members),
        cells=tuple(cells),
        spread=spread(in_row, [claim for claim in in_row if past.stale(claim, context.day)]),
        headline_pairs=tuple(headline_pairs(judged, family)),
        pairs=tuple(by_severity(judged)),
    )


def read_remarks(context: ComparisonContext, category: str) -> tuple[tuple[dict[str, object], ...], int]:
    """The newest figures for no cell, with all words without a number; and how many such figures there are.

    What no cell can hold is a figure of part of the theatre or of a period, and words without a number, whose
    ``figure`` is None. Each has its ``report``, its ``perspective``, and the ``wording`` of the figure or the report.

    Two queries.
    """
    subject = context.subject
    measures = [measure.pk for measure in context.measures.values()]
    partial = (
        Figure.published.partial().standing_on(context.day, context.known).filter(subject=subject, measure__in=measures)
    )
    newest = with_counts(partial).select_related("report__party").annotate(total=Window(Count("pk")))
    figures = list(newest.order_by("-stated_on", "-as_of", "-pk")[:REMARKS_SHOWN])
    total = figures[0].total if figures else 0
    statements = [(figure.report, figure) for figure in figures]
    statements += [(report, None) for report in _words_without_number(context, category)]
    statements.sort(key=lambda statement: statement[0].stated_on, reverse=True)
    remarks = [
        {
            "report": report,
            "wording": (figure or report).wording,
            "perspective": perspective(report.party.side_id, subject.side_id),
            "figure": figure,
        }
        for report, figure in statements
    ]
    return tuple(remarks), total


def _words_without_number(context: ComparisonContext, category: str) -> QuerySet[Report]:
    """Statements without a number name no subject: they are read as being about the whole of the party's own side.

    One that revises another report, and gives no number, takes that back; it is told of there.
    """
    subject = context.subject
    if category != "personnel" or subject.side_id is None or subject.part_of.all():
        return Report.published.none()
    return (
        Report.published.filter(conflict=context.conflict, party__side=subject.side_id, revises=None)
        .stated_by(min(context.day, context.known))
        .without_number()
        .select_related("party")
    )
