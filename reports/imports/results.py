"""What an import found and did."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .package.schema import TABLES, Rows

# step, rows done, rows in all; called at the beginning of a step, in between, and at its end
Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """A Progress that says nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that says something else than the file. It stays as it is: published records never change in place.

    ``is_late``: the row is no record yet, but a part of one that is on record.
    """

    table: str
    record: str
    field: str
    on_record: str
    in_file: str
    is_late: bool = False

    def __str__(self) -> str:
        return f"{self.table} {self.record}: {self.field}: on record {self.on_record}, in file {self.in_file}"


def told(value: object) -> str:
    """How a difference names a value: nothing is not the same as zero or as empty quotation marks."""
    return "nothing" if value is None or value == "" else str(value)


@dataclass(frozen=True)
class Plan:
    """What an import would write, found by comparing its rows with the database.

    ``conflicts`` are the ids of all conflicts that the files speak of, new or not.
    """

    new: Rows
    unchanged: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a table's rows are no record yet, how many are one with just this content, how many another."""

    table: str
    new: int
    unchanged: int
    different: int = 0


@dataclass(frozen=True)
class Result:
    """``counts`` has every table once, in the order of TABLES."""

    counts: tuple[Count, ...]
    differences: tuple[Difference, ...] = ()
    written: bool = True

    @classmethod
    def of(cls, plan: Plan, written: bool) -> "Result":
        different = Counter(table for table, _ in {(each.table, each.record) for each in plan.differences})
        counts = tuple(
            Count(name, len(getattr(plan.new, name)), plan.unchanged.get(name, 0), different[name])
            for name in (table.name for table in TABLES)
        )
        return cls(counts, plan.differences, written)

    def __add__(self, other: "Result") -> "Result":
        counts = tuple(
            Count(
                mine.table,
                mine.new + theirs.new,
                mine.unchanged + theirs.unchanged,
                mine.different + theirs.different,
            )
            for mine, theirs in zip(self.counts, other.counts, strict=True)
        )
        return Result(counts, self.differences + other.differences, self.written and other.written)
