"""What the cells of a CSV file may hold: each kind turns text into a value, or says what is wrong with the text.

Cells are taken as they stand: nothing is trimmed, guessed or rounded.
"""

import re
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from reports.rules.number import LARGEST_COUNT, LEVELS

_WHOLE = re.compile(r"0|[1-9][0-9]*")
_SIGNED = re.compile(r"0|-?[1-9][0-9]*")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOMENT = re.compile(r"[0-9]{14}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_web_address = URLValidator(schemes=["http", "https"])


class NotAccepted(ValueError):
    """A text that its kind refuses: ``fault`` says why, ``expected`` what would be right."""

    def __init__(self, fault: str, expected: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.expected = expected


class Kind:
    """What the cells of a column hold. ``empty`` is the value of an empty cell."""

    empty: object = ""

    def parse(self, text: str) -> object:
        """The value of a cell that is not empty. Raises NotAccepted."""
        raise NotImplementedError


class Whole(Kind):
    """A whole number from 0 to ``most``."""

    empty = None

    def __init__(self, most: int = LARGEST_COUNT) -> None:
        self.most = most

    def parse(self, text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise NotAccepted("is not a whole number", "a whole number without separators, such as 1351")
        # A text of thousands of digits is too large by its length alone; int() would refuse it.
        if len(text) > 10 or int(text) > self.most:
            raise NotAccepted("is too large", f"a whole number from 0 to {self.most}")
        return int(text)


class Signed(Kind):
    """A whole number with its sign: what a total lost or gained."""

    empty = None

    def parse(self, text: str) -> int:
        if not _SIGNED.fullmatch(text):
            raise NotAccepted("is not a whole number", "a whole number without separators, such as -5 or 499")
        if len(text) > 11 or abs(int(text)) > LARGEST_COUNT:
            raise NotAccepted("is too large", f"a whole number from -{LARGEST_COUNT} to {LARGEST_COUNT}")
        return int(text)


class TimeOfDay(Kind):
    """Hours and minutes, in UTC."""

    empty = None

    def parse(self, text: str) -> time:
        if not _TIME.fullmatch(text):
            raise NotAccepted("is no time of day", "hours and minutes in UTC, such as 09:47")
        return time.fromisoformat(text)


class Level(Kind):
    """The kind of a range: the level in per cent by which it is an interval; None where its ends are as stated."""

    empty = None
    STATED = "stated"

    def parse(self, text: str) -> int | None:
        if text == self.STATED:
            return None
        if not _WHOLE.fullmatch(text) or len(text) > 2 or int(text) not in LEVELS:
            raise NotAccepted("is no kind of range", f"{self.STATED}, or the level of an interval in per cent: 95")
        return int(text)


class Day(Kind):
    """A civil date, ISO 8601."""

    empty = None

    def parse(self, text: str) -> date:
        if not _DAY.fullmatch(text):
            raise NotAccepted("is not an ISO date", "a date as year-month-day, such as 2022-04-18")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise NotAccepted("is no day of the calendar", "a date as year-month-day, such as 2022-04-18") from None


class Text(Kind):
    """Text of at most ``most`` characters; a line break is allowed, other control characters are not."""

    def __init__(self, most: int) -> None:
        self.most = most

    def parse(self, text: str) -> str:
        if not text.strip():
            raise NotAccepted("is blank", "some text, or nothing at all where nothing is known")
        if len(text) > self.most:
            raise NotAccepted(f"has {len(text):,} characters", f"at most {self.most:,} characters")
        if _CONTROL.search(text):
            raise NotAccepted("holds a control character", "text of ordinary characters")
        return text


class Slug(Text):
    """An id, which becomes an address."""

    def parse(self, text: str) -> str:
        if not _SLUG.fullmatch(text):
            raise NotAccepted("is no id", "lower-case letters, digits and single hyphens, such as russian-forces")
        if len(text) > self.most:
            raise NotAccepted(f"has {len(text):,} characters", f"an id of at most {self.most} characters")
        return text


class Moment(Text):
    """Day and time of an archive's copy, as 14 digits."""

    def parse(self, text: str) -> str:
        expected = "14 digits: year, month, day, hour, minute, second, such as 20220418093000"
        if not _MOMENT.fullmatch(text):
            raise NotAccepted("is no time of a copy", expected)
        try:
            datetime.strptime(text, "%Y%m%d%H%M%S")
        except ValueError:
            raise NotAccepted("is no moment of the calendar", expected) from None
        return text


class OneOf(Kind):
    """One word of a closed list."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def parse(self, text: str) -> str:
        if text not in self.words:
            raise NotAccepted("is not one of the words for this", f"one of: {', '.join(self.words)}")
        return text


class YesNo(Kind):
    """yes or no."""

    def __init__(self, empty: bool | None = None) -> None:
        self.empty = empty

    def parse(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise NotAccepted("is neither yes nor no", "yes or no")
        return text == "yes"


class WebAddress(Text):
    """An http or https address."""

    def __init__(self, most: int = 1000) -> None:
        super().__init__(most)

    def parse(self, text: str) -> str:
        expected = f"an address that begins with http:// or https://, of at most {self.most:,} characters"
        try:
            _web_address(text)
        except ValidationError:
            raise NotAccepted("is not a web address", expected) from None
        # The scheme in lower case, as the database demands it.
        if len(text) > self.most or _CONTROL.search(text) or not text.startswith(("http://", "https://")):
            raise NotAccepted("is not a web address that can be kept", expected)
        return text


class Reference(Kind):
    """The id of a row of another file; whether that row exists is checked when all files are read."""

    def __init__(self, table: str) -> None:
        self.table = table

    def parse(self, text: str) -> str:
        return text


class References(Kind):
    """Ids of rows of another file, separated by ``;``, each once."""

    empty = ()

    def __init__(self, table: str) -> None:
        self.table = table

    def parse(self, text: str) -> tuple[str, ...]:
        parts = tuple(text.split(";"))
        if "" in parts:
            raise NotAccepted("has an empty place in its list", "ids separated by single semicolons, such as a;b")
        if len(set(parts)) < len(parts):
            raise NotAccepted("names one id twice", "each id once, separated by semicolons")
        return parts
