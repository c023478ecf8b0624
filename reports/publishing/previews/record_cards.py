"""What stands on the picture of a page that is no chart (pure). All texts come from records and from ourselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.comparison.grid import Grid, GridCell
from reports.models import Figure, Party, Report, Source, Status
from reports.rules.claims import Claim
from reports.rules.enums import Perspective, perspective
from reports.rules.number import grouped
from reports.timelines.drawing import day_in_words

TILES = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One party’s number, hedge included; ``note`` says of what and which day. Pale: old, or taken back."""

    name: str
    number: str
    note: str
    colour: str
    is_pale: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """``kind`` is the kind of page; ``number`` is shown large; ``lines`` stand below the title. The last three may be
    empty; of ``tiles`` the first six are shown."""

    kind: str
    title: str
    number: str = ""
    lines: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()


# As on the pages, in light.
_COLOURS = {
    Perspective.OWN: "#b4552a",
    Perspective.OPPONENT: "#2463a8",
    Perspective.BELLIGERENT: "#7a5a9e",
    Perspective.THIRD: "#4d6b57",
}


def report_card(report: Report, figures: Sequence[Figure], sides: dict[str, int | None]) -> Card:
    """``sides`` are the keys of the subjects' sides, by slug."""
    lines = (_stated(report), *_ended(report))
    tiles = [
        Tile(
            figure.measure.name,
            str(figure.number),
            _about(figure.subject.name, figure.as_of),
            _colour(report.party, sides[figure.subject.slug]),
        )
        for figure in figures[:TILES]
    ]
    others = len(figures) - len(tiles)
    if others > 0:
        lines = (f"{lines[0]}. {ngettext('%d more figure', '%d more figures', others) % others}", *lines[1:])
    if not figures:
        lines = (*lines, f"“{report.wording}”" if report.wording else _("No number was given."))
    return Card(_("Report"), f"{report.party.name}: {report.title}", lines=lines, tiles=tuple(tiles))


def figure_card(figure: Figure) -> Card:
    seen_from = perspective(figure.party.side_id, figure.subject.side_id).words
    lines = [f"{figure.party.name} ({seen_from})"]
    days = {"stated": day_in_words(figure.stated_on), "as_of": day_in_words(figure.as_of)}
    lines.append(_("Stated %(stated)s, as of %(as_of)s") % days)
    if figure.limits:
        lines.append(_("Not a total for the whole theatre: %(limits)s") % {"limits": figure.limits})
    lines += [figure.scope_note] if figure.scope_note else []
    lines += _ended(figure.report)
    return Card(_("Figure"), f"{figure.measure.name}, {figure.subject.name}", str(figure.number), tuple(lines))


def party_card(party: Party, spoken: dict[str, object]) -> Card:
    """``spoken`` is how many reports there are (count), and the days of the first and the last."""
    lines = [party.get_kind_display().capitalize()]
    if party.side:
        lines[0] += ", " + _("side of %(side)s") % {"side": party.side.name}
    if spoken["count"]:
        count = ngettext("%(n)s report", "%(n)s reports", spoken["count"]) % {"n": grouped(spoken["count"])}
        lines.append(f"{count}, {day_in_words(spoken['first'])} – {day_in_words(spoken['last'])}")
    else:
        lines.append(_("Nothing it said is on record yet."))
    lines += [party.methodology] if party.methodology else []
    return Card(_("Party"), party.name, lines=tuple(lines))


def source_card(source: Source, reports: int) -> Card:
    lines = [_("Published %(day)s") % {"day": day_in_words(source.published_on)}] if source.published_on else []
    if reports:
        shown = ngettext("Shows %(n)s report of a party", "Shows %(n)s reports of parties", reports)
        lines.append(shown % {"n": grouped(reports)})
    title = f"{source.publisher}: {source.title}" if source.title else source.publisher
    return Card(_("Source"), title, lines=tuple(lines))


def grid_card(grid: Grid, subject: str, day: date, known: date) -> Card:
    """The first numbers of the side-by-side page, row by row; those that say nothing of the day any more come last."""
    cells = [cell for row in grid.rows for cell in row.cells if cell.latest]
    cells.sort(key=_is_pale)
    tiles = [
        Tile(
            cell.column.short_name,
            _("%(number)s (withdrawn)") % {"number": cell.latest.claim.number_text}
            if cell.latest.is_withdrawn
            else cell.latest.claim.number_text,
            _claim_note(cell.latest.claim, is_stale=cell.is_stale),
            _COLOURS[cell.column.perspective],
            is_pale=_is_pale(cell),
        )
        for cell in cells[:TILES]
    ]
    line = _("What each party had stated by then")
    if known != day:
        line = _("What each party had stated by %(known)s") % {"known": day_in_words(known)}
    if not tiles:
        line = _("No party had given a figure of this kind by then.")
    title = _("%(subject)s on %(day)s") % {"subject": subject, "day": day_in_words(day)}
    return Card(_("Side by side"), title, lines=(line,), tiles=tuple(tiles))


def pair_card(
    parties: tuple[Party, Party], what: str, days: int, newest: date, claims: Sequence[tuple[Claim, bool]]
) -> Card:
    """Two parties on the newest of the days on which they are compared; each claim with whether it is stale."""
    tiles = [
        Tile(
            party.short_name, claim.number_text, _claim_note(claim, is_stale=stale), _COLOURS[party.perspective], stale
        )
        for party, (claim, stale) in zip(parties, claims, strict=True)
    ]
    title = _("%(a)s beside %(b)s: %(what)s") % {"a": parties[0].short_name, "b": parties[1].short_name, "what": what}
    compared = ngettext("Compared on %(n)s day, on %(day)s", "Compared on %(n)s days, last on %(day)s", days)
    line = compared % {"n": grouped(days), "day": day_in_words(newest)}
    return Card(_("Compare"), title, lines=(line,), tiles=tuple(tiles))


def _is_pale(cell: GridCell) -> bool:
    return cell.is_stale or cell.latest.is_withdrawn


def _claim_note(claim: Claim, *, is_stale: bool) -> str:
    note = _about(claim.measure_name, claim.as_of)
    if claim.is_derived:
        note = _("%(note)s, derived") % {"note": note}
    return _("%(note)s: too old for this day") % {"note": note} if is_stale else note


def _about(what: str, as_of: date) -> str:
    return _("%(what)s, as of %(day)s") % {"what": what, "day": day_in_words(as_of)}


def _stated(report: Report) -> str:
    words = _("Stated %(day)s") % {"day": day_in_words(report.stated_on)}
    return f"{words}, {report.speaker}" if report.speaker else words


def _ended(report: Report) -> tuple[str, ...]:
    endings = {
        Status.CORRECTED: _("A newer version of this record is on the site."),
        Status.RETRACTED: _("Retracted by this site: no longer compared."),
    }
    return (endings[report.status],) if report.status in endings else ()


def _colour(party: Party, side: int | None) -> str:
    return _COLOURS[perspective(party.side_id, side)]
