"""Verdicts written out one by one: as blocks of text for people, as rows for machines."""

from collections import Counter
from collections.abc import Iterable

from reports.rules.claims import Claim
from reports.rules.intervals import Interval
from reports.rules.kinds import Verdict
from reports.rules.pairs import Pair
from reports.rules.sentences import day_in_words

COLUMNS = (
    *("day", "verdict", "relation", "rule"),
    *("own_figure", "own_number", "own_measure", "own_subject", "own_as_of", "own_low", "own_high"),
    *("party", "figure", "number", "measure", "subject", "as_of", "stated_on", "low", "high"),
    *("sentence", "ratios", "not_independent"),
)


def in_block(pair: Pair) -> str:
    """One verdict in some lines.

    >>> from reports.rules.pairs import set_against
    >>> from reports.rules.examples import NATO, RUSSIA, never
    >>> print(in_block(set_against(RUSSIA, NATO, never, never)))
    In conflict on 25 March 2022: Russia MoD, 1,351 killed, Russian forces, 25 March 2022
      and NATO, 7,000–15,000 killed, Russian forces, 23 March 2022
      Russian forces, 25 March 2022: Russia MoD’s 1,351 killed and NATO’s 7,000–15,000 killed (as of 23 March 2022, so \
at least 7,000 by then) cannot both be true: both count the same thing, and no number fits both.
      Like for like: two counts of the same thing need a number in common.
      NATO’s 7,000–15,000 is 5.2 to 11.1 times Russia MoD’s 1,351.
    """
    judgement = pair.judgement
    lines = [
        f"{_capital(judgement.verdict.value)} on {day_in_words(judgement.day)}: {_claim_in_short(pair.a)}",
        f"and {_claim_in_short(pair.b)}",
        judgement.sentence,
        f"{_capital(judgement.relation.value)}: {judgement.rule.value}.",
        *(f"{ratio.words}." for ratio in pair.ratios),
        *pair.further_notes,
    ]
    if pair.dependence:
        lines.append(f"Not independent: {pair.dependence}.")
    return "\n  ".join(lines)


def in_row(pair: Pair) -> dict[str, object]:
    """One verdict by ``COLUMNS``. Ends of intervals are those carried to the day, empty where open.

    >>> from reports.rules.pairs import set_against
    >>> from reports.rules.examples import NATO, RUSSIA, never
    >>> row = in_row(set_against(RUSSIA, NATO, never, never))
    >>> [str(row[name]) for name in ("day", "verdict", "own_low", "own_high", "party", "low", "high")]
    ['2022-03-25', 'in conflict', '1351', '1351', 'nato', '7000', '']
    """
    judgement = pair.judgement
    a, b = pair.a, pair.b
    (own_low, own_high), (low, high) = _ends(judgement.a), _ends(judgement.b)
    values = (
        *(judgement.day, judgement.verdict.value, judgement.relation.value, judgement.rule.value),
        *(_figures(a), a.number_text, a.measure, a.subjects[0], a.as_of, own_low, own_high),
        *(b.party, _figures(b), b.number_text, b.measure, b.subjects[0], b.as_of, b.stated_on, low, high),
        judgement.sentence,
        "; ".join(ratio.words for ratio in pair.ratios),
        pair.dependence,
    )
    return dict(zip(COLUMNS, values, strict=True))


def counted(pairs: Iterable[Pair]) -> str:
    """How many verdicts there are of each kind, the gravest first.

    >>> counted([])
    '0 verdicts'
    """
    found = Counter(pair.judgement.verdict for pair in pairs)
    kinds = [Verdict.IN_CONFLICT, Verdict.CANNOT_BE_DECIDED, Verdict.CONSISTENT, Verdict.NOT_COMPARABLE]
    each = ", ".join(f"{found[kind]} {kind.value}" for kind in kinds if found[kind])
    total = f"{found.total()} verdict{'' if found.total() == 1 else 's'}"
    return f"{total}: {each}" if each else total


def _claim_in_short(claim: Claim) -> str:
    derived = " (derived)" if claim.is_derived else ""
    return f"{claim.party_name}, {claim.words}{derived}, {claim.subject_name}, {day_in_words(claim.as_of)}"


def _figures(claim: Claim) -> str:
    return " + ".join(part.figure for part in claim.parts or (claim,))


def _ends(interval: Interval) -> tuple[int, int | str]:
    return interval.low, "" if interval.high is None else interval.high


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
