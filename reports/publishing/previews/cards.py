"""What stands on the picture of a page that is no chart (pure). All texts come from records and from ourselves."""

from dataclasses import dataclass

TILES = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One party’s number, hedge included; ``note`` says of what and which day. Pale: old, or taken back."""

    name: str
    number: str
    note: str
    colour: str
    is_pale: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """``kind`` is the kind of page; ``number`` is shown large; ``lines`` stand below the title. The last three may be
    empty; of ``tiles`` the first six are shown."""

    kind: str
    title: str
    number: str = ""
    lines: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every picture: under which licence its data are, and the address of the page."""

    licence: str
    address: str
