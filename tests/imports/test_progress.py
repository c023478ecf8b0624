"""How an import shows how far it is."""

from io import StringIO

import pytest
from django.core.management.base import OutputWrapper

from reports.imports.reporting import ProgressLines


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: StringIO, *calls: tuple[str, int, int]) -> str:
    progress = ProgressLines(OutputWrapper(stream))
    for call in calls:
        progress(*call)
    return stream.getvalue()


FIGURES = [("figures", done, 12_004) for done in (0, 4_000, 4_100, 8_000, 12_000, 12_004)]


def test_a_log_has_a_line_for_each_part_of_a_long_step() -> None:
    assert shown(StringIO(), *FIGURES).splitlines() == [
        "  figures                    4,000 of 12,004",
        "  figures                    8,000 of 12,004",
        "  figures                   12,000 of 12,004",
        "  figures                   12,004 of 12,004",
    ]


def test_a_log_has_one_line_for_a_short_step() -> None:
    calls = [("reading", done, 12) for done in range(13)]
    assert shown(StringIO(), *calls).splitlines() == ["  reading                       12 of 12"]


def test_a_terminal_writes_one_line_over() -> None:
    text = shown(Terminal(), *FIGURES, ("citations", 0, 2), ("citations", 2, 2))
    lines = text.split("\n")
    assert [line.count("\r") for line in lines] == [6, 2, 0]
    assert lines[0].split("\r")[1].split() == ["figures", "░" * 30, "0", "of", "12,004"]
    assert lines[0].split("\r")[-1].split() == ["figures", "█" * 30, "12,004", "of", "12,004"]


@pytest.mark.parametrize("stream", [StringIO, Terminal])
def test_the_next_step_starts_anew(stream: type[StringIO]) -> None:
    text = shown(stream(), ("sources", 1_000, 1_000), ("reports", 1_000, 1_000))
    assert text.count("\n") == 2
