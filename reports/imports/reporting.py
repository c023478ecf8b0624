"""What a command prints after an import, and how it ends."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from .problems import NotImportable, listed
from .results import Result


def run_import(command: BaseCommand, work: Callable[[], Result | None]) -> Result | None:
    """Do ``work`` and print its result.

    Where nothing can be imported, prints the problems to stderr, one a line, and raises CommandError (exit status 1).
    So does a database that cannot be reached, is not migrated, or refuses what the checks let pass.
    """
    try:
        with collector_paused():
            result = work()
    except NotImportable as refusal:
        for line in listed(refusal.problems):
            command.stderr.write(line)
        count = len(refusal.problems)
        raise CommandError(f"{count:,} {'problem' if count == 1 else 'problems'}; nothing was written.") from None
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandError(f"The database did not take this, and nothing was written: {reason}") from error
    for line in summary(result) if result else ():
        command.stdout.write(line)
    return result


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


def summary(result: Result) -> list[str]:
    """A line for each table that the files have rows of, then every difference."""
    new = "new" if result.written else "would be new"
    lines = [f"{'':<12}{new:>14}{'unchanged':>14}{'different':>14}"]
    lines += [
        f"{count.table:<12}{count.new:>14,}{count.unchanged:>14,}{count.different:>14,}"
        for count in result.counts
        if count.new or count.unchanged or count.different
    ]
    if not result.differences:
        return [*lines, "No differences."]
    count = len(result.differences)
    lines.append(f"{count:,} {'difference' if count == 1 else 'differences'}; the records stay as they are:")
    return lines + [f"  {line}" for line in listed(result.differences)]
