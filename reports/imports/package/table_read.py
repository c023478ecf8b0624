"""What reading one file of a package found, for the checks that compare files with one another."""

from dataclasses import dataclass, field

from .schema import Table


@dataclass(slots=True)
class TableRead:
    """What was found in one file.

    ``rows`` are the good ones; ``partial`` holds for each bad row its line and the cells that could be read, so that
    their references are checked too. ``lines`` gives the line of every id, also of bad rows: a row with a wrong number
    still is what others refer to. ``readable`` is false where the file as a whole could not be read.
    """

    table: Table
    readable: bool = True
    rows: list = field(default_factory=list)
    partial: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    lines: dict[str | tuple[str, ...], int] = field(default_factory=dict)
