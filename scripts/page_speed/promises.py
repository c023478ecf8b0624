"""The table of promises: what was promised, what was measured, and whether it holds. Pure."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: the runs of one measurement, and the most that their median may be (None: nothing is promised)."""

    title: str
    runs: Sequence[float]
    limit: float | None = None
    unit: str = "ms"
    digits: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.runs)

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "met" if self.median <= self.limit else "MISSED"

    def written(self, number: float) -> str:
        return "never" if math.isinf(number) else f"{number:,.{self.digits}f} {self.unit}".rstrip()

    def line(self) -> str:
        limit = "" if self.limit is None else self.written(self.limit)
        return f"  {self.title:56}{limit:>12}{self.written(self.median):>12}  {self.verdict}".rstrip()

    def spread(self) -> str:
        """Every run, in order of size."""
        return f"  {self.title}: {', '.join(self.written(run) for run in sorted(self.runs))}"


def table(sections: Mapping[str, Sequence[Row]]) -> str:
    """The rows under their headings, and how many of the promises hold."""
    lines = [f"{'':58}{'at most':>12}{'median':>12}"]
    for heading, rows in sections.items():
        lines += [heading, *(row.line() for row in rows)]
    promised = [row for rows in sections.values() for row in rows if row.limit is not None]
    met = sum(row.verdict == "met" for row in promised)
    return "\n".join([*lines, f"{met} of {len(promised)} promises met."])


def spreads(sections: Mapping[str, Sequence[Row]]) -> str:
    return "\n".join(line for heading, rows in sections.items() for line in (heading, *(row.spread() for row in rows)))
