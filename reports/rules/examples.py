"""Claims made by hand: the ones that the rules must get right, and a way to make others. Docstrings use them too."""

from dataclasses import replace
from datetime import date

from reports.rules.claims import Claim
from reports.rules.measure_sets import Counted
from reports.rules.number import Number

START = date(2022, 2, 24)


def people(*includes: str, may: tuple[str, ...] = ()) -> Counted:
    return Counted("people", "people", frozenset(includes), frozenset(may))


# Measures as the bundled data have them: slug, name, family, what is counted.
KILLED = ("killed", "Killed", "killed", people("killed"))
WOUNDED = ("wounded", "Wounded", "wounded", people("wounded"))
MISSING = ("missing", "Missing", "missing", people("missing"))
CAPTURED = ("captured", "Captured", "captured", people("captured"))
KILLED_AND_WOUNDED = ("killed-and-wounded", "Killed and wounded", "casualties", people("killed", "wounded"))
ALL_FOUR = (
    "killed-wounded-missing-captured",
    "Killed, wounded, missing and captured",
    "casualties",
    people("killed", "wounded", "missing", "captured"),
)
CASUALTIES = (
    "casualties",
    "Casualties (as reported)",
    "casualties",
    people("killed", "wounded", may=("missing", "captured")),
)
LOSSES = (
    "personnel-losses",
    "Personnel losses (undefined)",
    "losses",
    people("killed", may=("wounded", "missing", "captured")),
)


def claim(party: str, measure: tuple, day: str, qualifier: str, *numbers: int, **changed: object) -> Claim:
    """One figure: ``claim("NATO", KILLED, "2022-03-23", "range", 7000, 15000)``; a range may have its best as third.

    The figure's slug is made of party, measure and day, unless given.
    """
    slug, name, family, counted = measure
    party_slug = party.lower().replace(" ", "-").replace("/", "-")
    values = {
        "figure": f"{party_slug}-{day}-{slug}",
        "report": f"{party_slug}-{day}",
        "party": party_slug,
        "party_name": party,
        "subjects": ("russian-forces",),
        "subject_name": "Russian forces",
        "measure": slug,
        "measure_name": name,
        "family": family,
        "counted": counted,
        "number": Number.make(qualifier, *numbers, unit=counted.unit),
        "as_of": date.fromisoformat(day),
        "stated_on": date.fromisoformat(day),
        "start": START,
    }
    return Claim(**values | changed)


RUSSIA = claim("Russia MoD", KILLED, "2022-03-25", "exact", 1351)
RUSSIA_WOUNDED = claim("Russia MoD", WOUNDED, "2022-03-25", "exact", 3825)
RUSSIA_BEFORE = claim("Russia MoD", KILLED, "2022-03-02", "exact", 498)
NATO = claim("NATO", KILLED, "2022-03-23", "range", 7000, 15000)
NATO_CASUALTIES = claim("NATO", ALL_FOUR, "2022-03-23", "range", 30000, 40000)
GENERAL_STAFF = claim("General Staff", LOSSES, "2022-03-25", "about", 16100)
MEDIAZONA = claim("Mediazona/BBC", KILLED, "2022-09-16", "at_least", 6476, scope_note="named dead only")
HEROES = claim("Ukraine CinC", KILLED, "2022-08-22", "nearly", 9000)
MEDUZA = replace(
    claim("Meduza/Mediazona", KILLED, "2023-05-24", "range", 40000, 55000),
    number=Number.make("range", 40000, 55000, level=95),
)
WAGNER = claim(
    "Wagner",
    KILLED,
    "2022-03-25",
    "at_least",
    2000,
    subjects=("wagner-group", "russian-forces"),
    subject_name="Wagner Group",
)


def never(claim: Claim, day: date) -> None:
    """For ``compare_claims``: no party had said anything before, and no claim is stale."""
