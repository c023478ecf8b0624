"""Two versions of a report's form beside each other: where they differ, who changed it, and one made of both (pure).

A version is what a browser sends: names and values. Its rows are the report's own fields (prefix "") and those of each
figure, citation and variant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["WHOLE_ROW", "By", "EditDiff", "Key", "Row", "Rows", "differences", "merged", "rows_of", "sendable"]

Value = tuple[str, ...]
Key = tuple[str, str]  # prefix and key of a row: ("figures", "12"), ("figures", "new-1"), ("", "")
Row = dict[str, Value]  # by the names of its fields
Rows = dict[Key, Row]
Sent = Mapping[str, Sequence[str]]

WHOLE_ROW = ""
REPORT: Key = ("", "")


class By(Enum):
    """Who has changed a field since the copy in hand was opened."""

    ME = "me"
    THEM = "them"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class EditDiff:
    """One field in which the versions differ; or a whole row that one of them lacks, then without ``field``."""

    key: Key
    field: str
    theirs: Value | None
    mine: Value | None
    by: By


def rows_of(sent: Sent, blanks: Mapping[str, Row]) -> Rows:
    """The rows of what was sent. One that is marked for deletion is left out, and so is a new one left blank.

    ``blanks`` are, by prefix, the fields of a row with what they hold when it is not filled in.
    """
    rows: Rows = {REPORT: {name: _value(sent.get(name, ())) for name in blanks[""]}}
    for prefix in blanks.keys() - {""}:
        total = _number(sent.get(f"{prefix}-TOTAL_FORMS"))
        for number in range(total):
            row = {name: _value(sent.get(f"{prefix}-{number}-{name}", ())) for name in blanks[prefix]}
            key = _value(sent.get(f"{prefix}-{number}-id", ()))
            if f"{prefix}-{number}-DELETE" in sent or (not key and row == blanks[prefix]):
                continue
            rows[prefix, key[0] if key else f"new-{number}"] = row
    return rows


def differences(began: Rows | None, theirs: Rows, mine: Rows) -> list[EditDiff]:
    """Where ``mine`` and ``theirs`` differ. ``began`` is what both began from; without it all may be by both."""
    diffs = []
    for key in sorted({*theirs, *mine}, key=_order):
        before = None if began is None else began.get(key)
        if key not in theirs or key not in mine:
            had, has = theirs.get(key), mine.get(key)
            values = had and _flat(had), has and _flat(has)
            diffs.append(EditDiff(key, WHOLE_ROW, *values, _who(before, had, has, began)))
            continue
        for name, value in theirs[key].items():
            if value != mine[key][name]:
                origin = None if before is None else before.get(name)
                diffs.append(EditDiff(key, name, value, mine[key][name], _who(origin, value, mine[key][name], began)))
    return diffs


def merged(theirs: Rows, mine: Rows, diffs: Sequence[EditDiff], take_mine: Sequence[bool]) -> Rows:
    """``theirs`` with those of the differences ``diffs`` taken from ``mine`` for which ``take_mine`` is true."""
    rows = {key: dict(row) for key, row in theirs.items()}
    for diff, is_mine in zip(diffs, take_mine, strict=True):
        if not is_mine:
            continue
        if diff.field != WHOLE_ROW:
            rows[diff.key][diff.field] = mine[diff.key][diff.field]
        elif diff.key in mine:
            rows[diff.key] = dict(mine[diff.key])
        else:
            del rows[diff.key]
    return rows


def sendable(rows: Rows, theirs: Rows, prefixes: Sequence[str]) -> dict[str, list[str]]:
    """What a browser would send to make the stored version, ``theirs``, into ``rows``."""
    sent = {name: list(value) for name, value in rows[REPORT].items() if value}
    for prefix in prefixes:
        stored = [key for key in theirs if key[0] == prefix]
        added = [key for key in rows if key[0] == prefix and key not in theirs]
        for number, key in enumerate(stored + added):
            row = rows.get(key, theirs.get(key, {}))
            sent |= {f"{prefix}-{number}-{name}": list(value) for name, value in row.items() if value}
            if key in theirs:
                sent[f"{prefix}-{number}-id"] = [key[1]]
            if key not in rows:
                sent[f"{prefix}-{number}-DELETE"] = ["on"]
        sent[f"{prefix}-TOTAL_FORMS"] = [str(len(stored + added))]
        sent[f"{prefix}-INITIAL_FORMS"] = [str(len(stored))]
    return sent


def _who(began: object, theirs: object, mine: object, known: Rows | None) -> By:
    if known is None or began not in (theirs, mine):
        return By.BOTH
    return By.ME if began == theirs else By.THEM


def _value(values: Sequence[str]) -> Value:
    """As the forms read it: without the spaces around, line ends as they are stored; an empty field is none."""
    plain = (value.replace("\r\n", "\n").strip() for value in values)
    return tuple(value for value in plain if value)


def _flat(row: Mapping[str, Value]) -> Value:
    return tuple(value for values in row.values() for value in values)


def _number(values: Sequence[str] | None) -> int:
    text = values[0] if values else ""
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _order(key: Key) -> tuple:
    prefix, name = key
    return (prefix, not name.isdigit(), int(name) if name.isdigit() else 0, name)
