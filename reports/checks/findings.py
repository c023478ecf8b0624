"""What a check says, and the key by which a typed reason is held to that very finding (pure)."""

from dataclasses import dataclass
from hashlib import sha1

from .checked_figures import CheckedFigure, SourceFigure

LONGEST_KEY = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """An error blocks; a warning needs a typed reason to go on.

    ``figure`` is the name that the checked figure came with, empty for the report; ``field`` the field concerned.

    ``message`` is one or two sentences. ``others`` are the records that it names besides. ``key`` changes with every
    number that the finding rests on.
    """

    code: str
    is_error: bool
    figure: str
    field: str
    message: str
    others: tuple[CheckedFigure | SourceFigure, ...]
    key: str


def key_of(code: str, *parts: CheckedFigure | str) -> str:
    """The check's name, what it is about and the numbers; at most 300 characters, the end of a longer one as a digest.

    Figures stand in the order of their days, so that a pair has one key from whichever of the two it is looked at.
    """
    figures = sorted((part.as_of, part.stated_on, _identity(part)) for part in parts if isinstance(part, CheckedFigure))
    words = [words for *_days, words in figures] + [part for part in parts if isinstance(part, str)]
    key = "|".join([code, *words])
    if len(key) <= LONGEST_KEY:
        return key
    digest = sha1(key.encode(), usedforsecurity=False).hexdigest()
    return f"{key[: LONGEST_KEY - 41]}#{digest}"


def error(code: str, figure: CheckedFigure, field: str, message: object, other: CheckedFigure | None = None) -> Finding:
    """An error in a field of ``figure``, or one that it makes beside a figure on record."""
    others, key = ((), key_of(code, figure, field)) if other is None else ((other,), key_of(code, figure, other))
    return Finding(code, True, figure.figure, field, str(message), others, key)


def warning(
    code: str, figure: CheckedFigure, message: str, *others: CheckedFigure | SourceFigure, field: str = ""
) -> Finding:
    """A warning about ``figure`` beside some on record or what a source prints; without ``field`` on the number."""
    parts: list[CheckedFigure | str] = []
    for other in others:
        parts += (other.source, str(other.number)) if isinstance(other, SourceFigure) else (other,)
    field = field or figure.number.size_field
    return Finding(code, False, figure.figure, field, message, others, key_of(code, figure, *parts))


def _identity(figure: CheckedFigure) -> str:
    """Whose figure of what, about which day, with its number: the same before and after it is saved."""
    series, number = figure.series, figure.number
    values = ",".join("" if value is None else str(value) for value in number.values)
    kind = () if series.is_headline else (series.basis, series.scope)
    return "/".join(
        (
            *(series.party, series.subject, series.measure, *kind),
            figure.as_of.isoformat(),
            f"{number.qualifier}:{values}",
        )
    )
