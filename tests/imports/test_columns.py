"""What cells may hold."""

from datetime import date

import pytest
from django.db import models

from reports.imports.cells import (
    Day,
    Level,
    NotAccepted,
    OneOf,
    Reference,
    References,
    Slug,
    Text,
    WebAddress,
    Whole,
    YesNo,
)
from reports.imports.package.schema import TABLES

GOOD = [
    (Whole(), "0", 0),
    (Whole(), "1351", 1351),
    (Whole(), "2147483647", 2147483647),
    (Level(), "stated", None),
    (Level(), "95", 95),
    (Level(), "1", 1),
    (Day(), "2022-04-18", date(2022, 4, 18)),
    (Day(), "2024-02-29", date(2024, 2, 29)),
    (Text(5), "п'ять", "п'ять"),
    (Text(5), "a\nb", "a\nb"),
    (Slug(20), "uk-mod-2022", "uk-mod-2022"),
    (OneOf(("exact", "about")), "about", "about"),
    (YesNo(), "yes", True),
    (YesNo(), "no", False),
    (WebAddress(), "https://www.mil.gov.ua/news/2022/–-(24-26)/", "https://www.mil.gov.ua/news/2022/–-(24-26)/"),
    (WebAddress(), "http://a.example/?b=c#d", "http://a.example/?b=c#d"),
    (References("outcomes"), "killed;wounded", ("killed", "wounded")),
]
BAD = [
    (Whole(), "1,351", "is not a whole number", "a whole number without separators, such as 1351"),
    (Whole(), "1 351", "is not a whole number", "such as 1351"),
    (Whole(), "1351.0", "is not a whole number", "such as 1351"),
    (Whole(), "1e3", "is not a whole number", "such as 1351"),
    (Whole(), "-5", "is not a whole number", "such as 1351"),
    (Whole(), "+5", "is not a whole number", "such as 1351"),
    (Whole(), " 5", "is not a whole number", "such as 1351"),
    (Whole(), "007", "is not a whole number", "such as 1351"),
    (Whole(), "١٢", "is not a whole number", "such as 1351"),
    (Whole(), "2147483648", "is too large", "from 0 to 2147483647"),
    (Whole(), "9" * 5000, "is too large", "from 0 to 2147483647"),
    (Whole(32767), "32768", "is too large", "from 0 to 32767"),
    (Level(), "100", "is no kind of range", "stated, or the level of an interval in per cent: 95"),
    (Level(), "0", "is no kind of range", "stated"),
    (Level(), "95%", "is no kind of range", "stated"),
    (Level(), "Stated", "is no kind of range", "stated"),
    (Day(), "18.04.2022", "is not an ISO date", "such as 2022-04-18"),
    (Day(), "2022-4-18", "is not an ISO date", "such as 2022-04-18"),
    (Day(), "20220418", "is not an ISO date", "such as 2022-04-18"),
    (Day(), "2022-04-18T00:00", "is not an ISO date", "such as 2022-04-18"),
    (Day(), "2022-02-30", "is no day of the calendar", "such as 2022-04-18"),
    (Text(5), "sechs!", "has 6 characters", "at most 5 characters"),
    (Text(5), "  ", "is blank", "some text"),
    (Text(5), "a\x07b", "holds a control character", "ordinary characters"),
    (Slug(20), "Russia MoD", "is no id", "lower-case letters"),
    (Slug(20), "a--b", "is no id", "lower-case letters"),
    (Slug(20), "a_b", "is no id", "lower-case letters"),
    (Slug(3), "abcd", "has 4 characters", "at most 3"),
    (OneOf(("exact", "about")), "About", "is not one of the words for this", "one of: exact, about"),
    (YesNo(), "true", "is neither yes nor no", "yes or no"),
    (WebAddress(), "javascript:alert(1)", "is not a web address", "http://"),
    (WebAddress(), "www.mil.gov.ua", "is not a web address", "http://"),
    (WebAddress(), "HTTPS://a.example/", "is not a web address that can be kept", "http://"),
    (WebAddress(), "https://a.example/" + "x" * 1000, "is not a web address that can be kept", "1,000"),
    (References("outcomes"), "killed;", "has an empty place in its list", "single semicolons"),
    (References("outcomes"), "killed;killed", "names one id twice", "each id once"),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_a_good_text_becomes_its_value(kind: object, text: str, value: object) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(("kind", "text", "fault", "expected"), BAD)
def test_a_bad_text_is_refused_and_what_is_right_is_said(kind: object, text: str, fault: str, expected: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        kind.parse(text)
    assert refusal.value.fault == fault
    assert expected in refusal.value.expected


def compared_columns() -> list[tuple[str, object, models.Field]]:
    """Each column whose cell goes as it is into one field of its own table's model."""
    found = []
    for table in TABLES:
        for column in table.columns:
            lookup = table.lookups.get(column.name, "")
            if lookup and "__" not in lookup:
                found.append((f"{table.name}.{column.name}", column.kind, table.manager.model, lookup))
    return found


@pytest.mark.parametrize(("name", "kind", "model", "lookup"), compared_columns())
def test_no_column_takes_more_than_its_field_holds(name: str, kind: object, model: type, lookup: str) -> None:
    """Otherwise the database, not the reader, would refuse the row: on PostgreSQL only, and without its line."""
    field = model._meta.get_field(lookup)
    if isinstance(kind, OneOf) and field.choices:
        assert set(kind.words) <= {value for value, _ in field.choices}
    elif field.max_length is not None:
        longest = max(map(len, kind.words)) if isinstance(kind, OneOf) else kind.most
        assert longest <= field.max_length


def test_every_column_reaches_a_record() -> None:
    """What is in no comparison is checked against another file, or kept in a table of links."""
    linked = {"conflicts.sides", "subjects.part_of", "measures.includes", "measures.may_include", "reports.draws_on"}
    for table in TABLES:
        for column in table.columns:
            assert column.name in table.lookups or f"{table.name}.{column.name}" in linked, column.name


def test_references_name_tables_that_stand_above() -> None:
    names = [table.name for table in TABLES]
    checked = 0
    for table in TABLES:
        for column in table.columns:
            kind = column.kind
            if isinstance(kind, Reference | References) and (table.name, column.name) != ("conflicts", "sides"):
                assert names.index(kind.table) <= names.index(table.name)
                checked += 1
    assert checked == 28
