"""What a page of history shows: acts, newest first. An act is all that one person did to a record in one go."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .diff import Passage


class Way(Enum):
    """How a change was made."""

    FORM = "form"
    IMPORT = "import"
    COMMAND = "command"


class Verb(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field by its label, and in what its value changed, in words."""

    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to a record or one of its parts: ``kind`` says what that is ("figure"), ``name`` which one.

    What was changed has ``differences``; what was added or removed ``held`` these values, by label.
    """

    verb: Verb
    kind: str
    name: str
    differences: tuple[Difference, ...] = ()
    held: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that was deleted, with the key under which its history still stands."""

    key: int
    name: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Act:
    """``who`` is empty where nobody was logged in; ``reason`` is what the person or the program gave, or empty."""

    at: datetime
    who: str
    way: Way
    reason: str
    changes: tuple[Change, ...]
