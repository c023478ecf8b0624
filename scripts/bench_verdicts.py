"""Measures what the project promises about verdicts: all pairs of 14 parties and 8 measure families on one day.

Usage: .venv/bin/python scripts/bench_verdicts.py   (or: make bench)

The claims are real ones: of the 14 parties with most personnel figures in the bundled data, those that stood on a day.
Each party gets a claim of every one of the 8 families: its own where it gave one, else one of another party under its
name, so that no pair is empty. A verdict is all that makes one: the two claims that can best be set against each other
are chosen and judged on both days, and the sentence is written, with its notes. The second line is the same with the
ratios of each pair in words. Each time is the best of the medians of several rounds, for others may use the machine.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

PARTIES, FAMILIES = 14, 8
ROUNDS, RUNS = 5, 15
DAY = date(2025, 8, 29)
PROMISED_MS = 20


def load(folder: str) -> None:
    """Start Django on a new SQLite file with the bundled data."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ |= {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "DJANGO_SETTINGS_MODULE": "claims_site.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_bundled_data", stdout=nowhere, stderr=nowhere)


def real_claims() -> dict[str, list]:
    """By party: a claim of each family."""
    from django.db.models import Count, Q

    from reports.comparison.context import ComparisonContext, ancestors
    from reports.comparison.counted_measures import counted_measures
    from reports.comparison.latest_figures import latest_figures
    from reports.models import Conflict, Party

    conflict = Conflict.objects.get()
    subject = conflict.subjects.get(slug="russian-forces")
    context = ComparisonContext(conflict, subject, ancestors(subject, {}), counted_measures(), DAY, DAY)
    personnel = Q(figures__measure__category="personnel", figures__subject=subject, figures__as_of__lte=DAY)
    parties = Party.objects.annotate(given=Count("figures", personnel)).order_by("-given", "pk")[:PARTIES]
    standing = latest_figures(context, [party.slug for party in parties])
    everything = [stated.claim for of_party in standing.values() for stated in of_party]
    families = list(dict.fromkeys(claim.family for claim in everything))
    by_family = {name: [claim for claim in everything if claim.family == name] for name in families}
    chosen = sorted(families, key=lambda name: -len(by_family[name]))[:FAMILIES]
    spare = {name: cycle(by_family[name]) for name in chosen}
    return {
        party.slug: [
            next(
                (stated.claim for stated in standing.get(party.slug, ()) if stated.claim.family == name),
                replace(next(spare[name]), party=party.slug, party_name=party.short_name),
            )
            for name in chosen
        ]
        for party in parties
    }


def all_verdicts(claims: dict[str, list], *, with_ratios: bool) -> Callable[[], int]:
    """What is measured; it answers how many verdicts there were."""
    from reports.rules.pairs import compare_claims, nearest

    parties = list(claims)
    families = list(dict.fromkeys(claim.family for of_party in claims.values() for claim in of_party))
    before = {
        (claim.party, claim.measure): replace(claim, as_of=date(2022, 3, 1))
        for of_party in claims.values()
        for claim in of_party
    }

    def run() -> int:
        done = 0
        for place, one in enumerate(parties):
            for other in islice(parties, place + 1, None):
                for family in families:
                    a, b = nearest(claims[one], claims[other], family)
                    pair = compare_claims(
                        a,
                        b,
                        lambda claim, day: before[claim.party, claim.measure],
                        lambda claim, day: False,
                        claims[one],
                        claims[other],
                    )
                    done += bool(pair.judgement.sentence)
                    if with_ratios:
                        _ = [ratio.words for ratio in pair.ratios]
        return done

    return run


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        load(folder)
        claims = real_claims()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.machine()}")
    plain, full = (all_verdicts(claims, with_ratios=with_ratios) for with_ratios in (False, True))
    verdicts = plain()
    if verdicts != PARTIES * (PARTIES - 1) // 2 * FAMILIES:
        sys.exit(f"There were {verdicts} verdicts only: some pair had no claims.")
    print(f"{verdicts} verdicts with sentences, of {PARTIES} parties and {FAMILIES} families of measures")
    print(f"{'without ratios':42}{median_ms(plain):10.1f} ms (promised: under {PROMISED_MS} ms)")
    print(f"{'with ratios in words':42}{median_ms(full):10.1f} ms")


def median_ms(run: Callable[[], int]) -> float:
    medians = []
    for _ in range(ROUNDS):
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            run()
            times.append((time.perf_counter() - started) * 1000)
        medians.append(statistics.median(times))
    return min(medians)


if __name__ == "__main__":
    main()
