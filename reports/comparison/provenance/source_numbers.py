"""Who prints what for one figure, as one plain sentence (DESIGN.md, section 1: variant).

A citation says only that the source shows the report. Every source that is known to print a figure otherwise is a
variant, and one without a variant may leave the number out: so of the others no more is said than that they are not
known to differ.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.rules.number import Number

# Kinds of differences, in the order in which the sentence tells of them.
KINDS = ("number", "meaning", "hedge", "date", "attribution")
# Of these, a source that differs in nothing else prints the number on record.
BESIDE_THE_NUMBER = {"meaning", "date", "attribution"}


@dataclass(frozen=True, slots=True)
class SourceNumber:
    """What one source prints for a figure; one reading for each difference of a source that has several.

    ``source`` and ``taken_from`` are slugs. ``differs_in`` is one of KINDS, empty for a source that is not known to
    differ; ``number`` is None where a difference lies in no number.
    """

    source: str
    publisher: str
    taken_from: str = ""
    differs_in: str = ""
    number: Number | None = None
    wording: str = ""


def in_a_sentence(record: Number, readings: Sequence[SourceNumber]) -> str:
    """Who prints something else than ``record``, who copied that, and how many are not known to.

    >>> record, swapped = Number("exact", best=3825), Number("exact", best=3285)
    >>> others = [SourceNumber("cnn", "CNN"), SourceNumber("meduza", "Meduza")]
    >>> times = SourceNumber("ibt", "International Business Times", "", "number", swapped)
    >>> copy = SourceNumber("fa", "fa.news", "ibt", "number", swapped)
    >>> print(in_a_sentence(record, [*others, times, copy]))
    International Business Times prints 3,285, and fa.news copied it; neither of the 2 other sources is known to print \
anything but 3,825.

    Several readings:

    >>> print(in_a_sentence(Number("exact", best=1351), [
    ...     SourceNumber("econo", "EconoTimes", "", "number", Number("exact", best=1535)),
    ...     SourceNumber("beast", "The Daily Beast", "", "number", Number("exact", best=1320)), others[0]]))
    EconoTimes prints 1,535; The Daily Beast prints 1,320; the other source, CNN, is not known to print anything but \
1,351.

    Every other source copied the one that differs, or one source is all there is:

    >>> print(in_a_sentence(record, [times, copy]))
    International Business Times prints 3,285, and fa.news copied it; no other source is known.
    >>> print(in_a_sentence(record, others[:1]))
    The only source known, CNN, is not known to print anything but 3,825.
    >>> print(in_a_sentence(record, [*others, SourceNumber("ap", "AP")]))
    None of the 3 sources is known to print anything but 3,825.

    Hedges, and words that mean something else:

    >>> about = Number("about", best=16000)
    >>> print(in_a_sentence(about, [SourceNumber("efe", "EFE", "", "hedge", Number("exact", best=16000)), *others]))
    EFE prints 16,000 without its hedge; neither of the 2 other sources is known to print anything but about 16,000.
    >>> daily = Number("exact", best=1271)
    >>> killed = SourceNumber("frum", "Frumspeak", "", "meaning", daily, "killed daily")
    >>> print(in_a_sentence(daily, [killed, others[0]]))
    Frumspeak gives 1,271 another meaning (“killed daily”); the other source, CNN, is not known to differ.

    Transcriptions by data sets are sources like others:

    >>> print(in_a_sentence(Number("about", best=113990), [
    ...     SourceNumber("orc-losses", "lod-db (data set)"),
    ...     SourceNumber("petro-ivaniuk", "Petro Ivaniuk (data set)", "", "number", Number("about", best=113390))]))
    Petro Ivaniuk (data set) prints about 113,390; the other source, lod-db (data set), is not known to print anything \
but about 113,990.
    """
    if not readings:
        return "No source is known."
    differing = [reading for reading in readings if reading.differs_in]
    apart = {reading.source for reading in differing}
    same = [reading for reading in readings if reading.source not in apart]
    beside = bool(differing) and all(reading.differs_in in BESIDE_THE_NUMBER for reading in differing)
    otherwise = "differ" if beside else f"print anything but {record}"
    if not differing:
        text = _of_the_same(same, otherwise, "the only source known", "")
        return f"{text[0].upper()}{text[1:]}."
    clauses = [_clause(record, group) for group in _groups(differing)]
    rest = _of_the_same(same, otherwise, "the other source", "other ") if same else "no other source is known"
    return f"{'; '.join([*clauses, rest])}."


def _of_the_same(same: Sequence[SourceNumber], otherwise: str, one: str, other: str) -> str:
    if len(same) == 1:
        return f"{one}, {same[0].publisher}, is not known to {otherwise}"
    none = "neither" if len(same) == 2 else "none"
    return f"{none} of the {len(same)} {other}sources is known to {otherwise}"


def _groups(differing: Iterable[SourceNumber]) -> list[list[SourceNumber]]:
    """Readings that are told of together: alike in kind and number, and those of other meaning in words as well."""
    groups: dict[tuple, list[SourceNumber]] = {}
    for reading in differing:
        words = reading.wording if reading.differs_in in BESIDE_THE_NUMBER or reading.number is None else ""
        groups.setdefault((reading.differs_in, reading.number, words), []).append(reading)
    return sorted(groups.values(), key=lambda group: (KINDS.index(group[0].differs_in), -len(group)))


def _clause(record: Number, group: Sequence[SourceNumber]) -> str:
    """Who prints it, and which of them copied it from one of the others. A circle of copies has no beginning."""
    sources = {reading.source for reading in group}
    first = [reading for reading in group if reading.taken_from not in sources] or list(group)
    copies = [reading for reading in group if reading not in first]
    singular, plural, what = _what(record, group[0])
    text = f"{_names(first)} {plural if len({source.publisher for source in first}) > 1 else singular} {what}"
    return f"{text}, and {_names(copies)} copied it" if copies else text


def _what(record: Number, reading: SourceNumber) -> tuple[str, str, str]:
    """The verb for one and for several, and what it is about."""
    words = f" (“{reading.wording}”)" if reading.wording else ""
    match reading.differs_in:
        case "meaning":
            return "gives", "give", f"{reading.number or 'it'} another meaning{words}"
        case "date":
            return "gives", "give", f"it another date{words}"
        case "attribution":
            return "attributes", "attribute", f"it to someone else{words}"
    if reading.number is None:
        return "prints", "print", f"it otherwise{words}"
    return "prints", "print", _hedged(record, reading.number) if reading.differs_in == "hedge" else str(reading.number)


def _hedged(record: Number, number: Number) -> str:
    if record.qualifier == "range" and len(number.known_values) == 1:
        (value,) = number.known_values
        if value in (record.low, record.high):
            return f"only the {'upper' if value == record.high else 'lower'} end, {number}"
    if number.known_values == record.known_values and number.qualifier == "exact":
        return f"{number} without its hedge"
    if number.known_values == record.known_values and record.qualifier == "exact":
        return f"{number}, adding a hedge"
    return f"{number} instead of {record}"


def _names(readings: Sequence[SourceNumber]) -> str:
    """
    >>> _names([SourceNumber("a", "AP"), SourceNumber("b", "BBC"), SourceNumber("c", "AP")])
    'AP (in 2 places) and BBC'
    """
    counts = Counter(reading.publisher for reading in readings)
    names = [name if n == 1 else f"{name} (in {n} places)" for name, n in counts.items()]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
