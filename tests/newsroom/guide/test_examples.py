"""The guide's examples are real: recomputed from the bundled files, and from the reader of numbers."""

import csv
import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from reports.models import Basis, Qualifier, Scope, VariantKind
from reports.newsroom.editors_guide import FILES
from reports.parsing.number_reader import read_number
from reports.parsing.results import ParsedNumber
from reports.rules.number import NEEDED

from .pages import CODE, blocks, plain, table

DATA = Path("reports/data")
FIGURE = re.compile(r"/figures/([\w-]+)/")
REPORT = re.compile(r"/reports/([\w-]+)/")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
BULLETIN = re.compile(r"ukraine-general-staff-(\d{4}-\d\d-\d\d)-(.+)")
KEYS = {"personnel-losses": "personnel", "special-equipment": "specialEquipment"}
MEASURES_BESIDE = {"Casualties (as reported), unless explained": "Casualties (as reported)"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"package/{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def figures() -> dict[str, dict[str, str]]:
    return {row["figure_id"]: row for row in rows("figures")}


@cache
def variants() -> dict[str, list[dict[str, str]]]:
    publishers = {row["source_id"]: row["publisher"] for row in rows("sources")}
    found = defaultdict(list)
    for row in rows("variants"):
        found[row["figure_id"]].append(row | {"publisher": publishers[row["source_id"]]})
    return found


@cache
def bulletins() -> dict[str, dict]:
    days = json.loads((DATA / "bulletins/orc-losses/russian-losses.json").read_text(encoding="utf-8"))
    return {day["date"]: day for day in days}


def figure(slug: str) -> dict[str, str]:
    """The row of the file, or one made of the bulletin's day."""
    if bulletin := BULLETIN.fullmatch(slug):
        day, measure = bulletin.groups()
        return {"measure": measure, "best": str(bulletins()[day][KEYS[measure]]), "wording": ""}
    return figures()[slug]


def numbers_on_record(slug: str) -> set[int]:
    printed = [figure(slug), *variants()[slug]]
    return {int(row[name]) for row in printed for name in ("low", "best", "high") if row.get(name)}


@pytest.mark.parametrize("file", FILES)
def test_every_number_in_prose_is_on_record_at_an_address_beside_it(file: str) -> None:
    for block in blocks(file):
        quoted = {int(each.replace(",", "")) for each in NUMBER.findall(CODE.sub("", block))}
        if any(plain(block).startswith(f"| {row[0]} | {plain(row[1])} |") for row in table("what it means")):
            continue  # the table of hedges, below
        known = {number for slug in FIGURE.findall(block) for number in numbers_on_record(slug)}
        assert quoted <= known, block


def test_the_reports_named_are_on_record() -> None:
    named = {slug for file in FILES for block in blocks(file) for slug in REPORT.findall(block)}
    assert named
    assert named <= {row["report_id"] for row in rows("reports")}


def test_the_wordings_stand_on_record_with_these_measures() -> None:
    names = {row["measure_id"]: row["name"] for row in rows("measures")}
    examples = table("words on record")
    assert len(examples) > 15
    for words, measure, address in examples:
        slug = FIGURE.search(address).group(1)
        assert names[figure(slug)["measure"]] == measure
        if not BULLETIN.fullmatch(slug):
            assert re.search("“(.+?)”", words).group(1) == figure(slug)["wording"]


def test_the_measures_named_beside_words_exist() -> None:
    names = {row["name"] for row in rows("measures")}
    named = {MEASURES_BESIDE.get(row[3], row[3]) for row in table("English")}
    assert len(named) > 7
    assert named <= names


def test_hedges_are_read_as_the_guide_says() -> None:
    told = set()
    for _meaning, typed, shown, qualifier, fields in table("what it means"):
        read = read_number(plain(typed))
        assert isinstance(read, ParsedNumber), typed
        number = read.number
        assert str(number) == shown
        assert Qualifier(number.qualifier).label == plain(qualifier)
        assert {name.capitalize() for name in NEEDED[number.qualifier]} == set(plain(fields).split(" and "))
        told.add(number.qualifier)
    assert told == set(Qualifier.values)


@pytest.mark.parametrize("typed", ["1,35", "10–15,000", "close to 5", "dozens", "тысячи"])
def test_what_the_guide_calls_refused_is_refused(typed: str) -> None:
    assert not isinstance(read_number(typed), ParsedNumber)


@pytest.mark.parametrize(("head", "choices"), [("**Basis**", Basis), ("**Scope**", Scope)])
def test_every_basis_and_scope_has_an_example_of_its_kind(head: str, choices: type) -> None:
    examples = table(head)
    assert {plain(row[0]) for row in examples} == {choice.label for choice in choices}
    for row in examples:
        for slug in FIGURE.findall(" ".join(row)):
            assert choices(figure(slug)[plain(head).lower()]).label == plain(row[0])


def test_variants_are_of_the_kind_and_from_the_page_that_the_guide_names() -> None:
    kinds = table("**Kind**")
    assert [plain(row[0]) for row in kinds] == [kind.label for kind in VariantKind]
    for kind, _differs, example in kinds[:4]:
        slug = FIGURE.search(example).group(1)
        of_kind = [row for row in variants()[slug] if row["kind"] == plain(kind)]
        assert of_kind
        assert "one page" in example or any(row["publisher"].split(" (")[0] in example for row in of_kind)
