"""What an import found and did, how far it is, what a command prints after it, and how that ends."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError

from reports.rules.number import grouped

from .package.schema import FIGURES, TABLES, Rows, TableRow
from .problems import NotImportable, listed

_WIDTH = 30  # characters of a bar
_LONG = 1_000  # from so many rows on, a step shows its parts in a log

# step, rows done, rows in all; called at the beginning of a step, in between, and at its end
Progress = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """A Progress that says nothing."""


class ProgressLines:
    """A Progress that writes to ``stream``.

    On a terminal a step's line is written over until the step is done. Elsewhere a step has a line of its own for
    every part done if it is long, at most one for each tenth: a log stays short and still shows that something happens.
    """

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream = stream
        self.over = stream.isatty()
        self.tenth = -1

    def __call__(self, step: str, done: int, total: int) -> None:
        ended = done >= total
        if self.over:
            filled = _WIDTH if ended else _WIDTH * done // total
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._write(f"\r  {step:<24}{bar} {done:>8,} of {total:,}" + ("\n" if ended else ""))
        elif done and (tenth := 10 if ended else 10 * done // total) != self.tenth and (ended or total >= _LONG):
            self._write(f"  {step:<24}{done:>8,} of {total:,}\n")
            self.tenth = -1 if ended else tenth

    def _write(self, text: str) -> None:
        self.stream.write(text, ending="")
        self.stream.flush()


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """A record that says something else than the file. It stays as it is: published records never change in place.

    ``is_late``: the row is no record yet, but a part of one that is on record.
    """

    table: str
    record: str
    field: str
    on_record: object
    in_file: object
    is_late: bool = False

    def __post_init__(self) -> None:
        """Both values become texts: nothing is not the same as zero or as empty quotation marks."""
        for name in ("on_record", "in_file"):
            value = getattr(self, name)
            object.__setattr__(self, name, "nothing" if value is None or value == "" else str(value))

    def __str__(self) -> str:
        return f"{self.table} {self.record}: {self.field}: on record {self.on_record}, in file {self.in_file}"


@dataclass(frozen=True)
class Plan:
    """What an import would write, found by comparing its rows with the database.

    ``conflicts`` are the ids of all conflicts that the files speak of, new or not; ``floors`` the figures, new or not,
    whose number is recorded as "at least" where the file has it plain.
    """

    new: Rows
    unchanged: Mapping[str, int] = field(default_factory=dict)
    differences: tuple[FieldDiff, ...] = ()
    conflicts: tuple[str, ...] = ()
    floors: tuple[TableRow, ...] = ()


def run_import(command: BaseCommand, work: Callable[[], Sequence[Plan]], is_written: bool = True) -> Sequence[Plan]:
    """Do ``work`` and print how many rows of each table its plans had; they are returned.

    Where nothing can be imported, prints the problems to stderr, one a line, and raises CommandError (exit status 1).
    So does a database that cannot be reached, is not migrated, or refuses what the checks let pass.
    """
    try:
        with collector_paused():
            plans = work()
    except NotImportable as refusal:
        for line in listed(refusal.problems):
            command.stderr.write(line)
        count = len(refusal.problems)
        raise CommandError(f"{count:,} {'problem' if count == 1 else 'problems'}; nothing was written.") from None
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandError(f"The database did not take this, and nothing was written: {reason}") from error
    for line in _summary(plans, is_written) if plans else ():
        command.stdout.write(line)
    return plans


def floors_in_words(count: int) -> str:
    """What became of plain numbers whose party counts cases one by one.

    >>> floors_in_words(1)
    '1 plain number is recorded as “at least”, since a count of named, verified or pictured cases is a floor'
    """
    numbers = "plain number is" if count == 1 else "plain numbers are"
    return f"{count:,} {numbers} recorded as “at least”, since a count of named, verified or pictured cases is a floor"


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: a hundred thousand rows hold none, and searching them takes a third of the
    time of a load."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _summary(plans: Sequence[Plan], is_written: bool) -> list[str]:
    """A line for each table that the files have rows of, then every difference."""
    new = "new" if is_written else "would be new"
    lines = [f"{'':<12}{new:>14}{'unchanged':>14}{'different':>14}"]
    for table in TABLES:
        counts = (
            sum(len(getattr(plan.new, table.name)) for plan in plans),
            sum(plan.unchanged.get(table.name, 0) for plan in plans),
            sum(len({diff.record for diff in plan.differences if diff.table == table.name}) for plan in plans),
        )
        if any(counts):
            lines.append(f"{table.name:<12}" + "".join(f"{count:>14,}" for count in counts))
    floors = [
        f"{FIGURES.file}:{row.line}: {row.figure_id}: {grouped(row.low)}" for plan in plans for row in plan.floors
    ]
    if floors:
        lines.append(f"{floors_in_words(len(floors))}:")
        lines += [f"  {line}" for line in listed(floors)]
    differences = [diff for plan in plans for diff in plan.differences]
    if not differences:
        return [*lines, "No differences."]
    count = len(differences)
    lines.append(f"{count:,} {'difference' if count == 1 else 'differences'}; the records stay as they are:")
    return lines + [f"  {line}" for line in listed(differences)]
