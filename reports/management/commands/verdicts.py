"""manage.py verdicts --party SLUG [--conflict SLUG] [--known DAY] [--csv]"""

import csv
from datetime import date
from difflib import get_close_matches

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Manager
from django.utils import timezone

from reports.comparison.list_verdicts import COLUMNS, counted, in_block, in_row, own_verdicts
from reports.models import Conflict, Party
from reports.rules.claims import Claim
from reports.rules.pairs import Pair
from reports.rules.sentences import day_in_words


class Command(BaseCommand):
    help = "Lists every verdict between the totals that a party gave of its own side and those of any other party."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--party", required=True, metavar="SLUG", help="whose own totals: russia-mod")
        parser.add_argument("--conflict", metavar="SLUG", help="which war, where there are several")
        parser.add_argument("--known", metavar="DAY", help="only what had been stated by then, such as 2022-04-18")
        parser.add_argument("--csv", action="store_true", dest="as_csv", help="as CSV, for machines")

    def handle(
        self, *, party: str, conflict: str | None, known: str | None, as_csv: bool = False, **options: object
    ) -> None:
        war = _find("conflict", conflict, Conflict.objects)
        speaker = _find("party", party, war.parties)
        day = _day(known)
        if speaker.side_id is None:
            raise CommandError(f"{speaker.short_name} belongs to no side, so it has no losses of its own.")
        own, pairs = own_verdicts(conflict=war, party=speaker, known=day)
        if not own:
            raise CommandError(f"By {day_in_words(day)} {speaker.short_name} had given no total of its own side.")
        if as_csv:
            self.write_rows(pairs)
        else:
            self.write_blocks(own, pairs, speaker, day)

    def write_rows(self, pairs: list[Pair]) -> None:
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(in_row(pair) for pair in pairs)

    def write_blocks(self, own: list[Claim], pairs: list[Pair], party: Party, day: date) -> None:
        for pair in pairs:
            self.stdout.write(f"{in_block(pair)}\n")
        sums = sum(claim.is_derived for claim in own)
        self.stdout.write(
            f"{counted(pairs)}; of {len(own)} own totals of {party.short_name}, {sums} of them derived, "
            f"with {len({pair.b.party for pair in pairs})} other parties, as known on {day_in_words(day)}."
        )


def _find(kind: str, slug: str | None, records: Manager) -> Conflict | Party:
    """The record of that slug; without one, the only record. Raises CommandError, with the nearest slug there is."""
    known = {record.slug: record for record in records.all()}
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug is None:
        raise CommandError(f"Which {kind}? There are: {', '.join(sorted(known)) or 'none'}.")
    if slug not in known:
        near = get_close_matches(slug, known, n=1)
        meant = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known)) or 'none'}."
        raise CommandError(f"There is no {kind} “{slug}”. {meant}")
    return known[slug]


def _day(known: str | None) -> date:
    try:
        return timezone.localdate() if known is None else date.fromisoformat(known)
    except ValueError:
        raise CommandError(f"“{known}” is no day. Write it like 2022-04-18.") from None
