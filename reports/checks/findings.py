"""What a check says, and the key by which a typed reason is held to that very finding (pure)."""

from dataclasses import dataclass
from enum import Enum
from hashlib import sha1

from .given import Given, Printed

__all__ = ["LONGEST_KEY", "Finding", "Other", "Severity", "key_of", "warning"]

LONGEST_KEY = 300


class Severity(Enum):
    """An error blocks; a warning needs a typed reason to go on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Other:
    """Another record that a finding names: what it says in ``words``, and the slugs that give its address.

    Those of a figure and its report, or that of a source.
    """

    words: str
    figure: str = ""
    report: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """``figure`` is the name that the checked figure came with, empty for the report; ``field`` the field concerned.

    ``message`` is one or two sentences. ``key`` changes with every number that the finding rests on.
    """

    code: str
    severity: Severity
    figure: str
    field: str
    message: str
    others: tuple[Other, ...]
    key: str

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def key_of(code: str, *parts: Given | str) -> str:
    """The check's name, what it is about and the numbers; at most 300 characters, the end of a longer one as a digest.

    Figures stand in the order of their days, so that a pair has one key from whichever of the two it is looked at.
    """
    figures = sorted((part.as_of, part.stated_on, identity(part)) for part in parts if isinstance(part, Given))
    words = [words for *_days, words in figures] + [part for part in parts if isinstance(part, str)]
    key = "|".join([code, *words])
    if len(key) <= LONGEST_KEY:
        return key
    digest = sha1(key.encode(), usedforsecurity=False).hexdigest()
    return f"{key[: LONGEST_KEY - 41]}#{digest}"


def warning(code: str, given: Given, message: str, other: Given | Printed, field: str = "") -> Finding:
    """A warning about ``given`` beside a figure on record or what a source prints; without ``field`` on the number."""
    if isinstance(other, Given):
        named, key = Other(other.with_day, other.name, other.report), key_of(code, given, other)
    else:
        named, key = Other(other.publisher, source=other.source), key_of(code, given, other.source, other.words)
    return Finding(code, Severity.WARNING, given.name, field or given.number_field, message, (named,), key)


def identity(given: Given) -> str:
    """Whose figure of what, about which day, with its number: the same before and after it is saved."""
    numbers = ",".join("" if each is None else str(each) for each in (given.low, given.best, given.high))
    return "/".join(
        (
            given.party,
            given.subject,
            given.measure.slug,
            *((given.basis, given.scope) if (given.basis, given.scope) != ("cumulative", "theatre") else ()),
            given.as_of.isoformat(),
            f"{given.qualifier}:{numbers}",
        )
    )
