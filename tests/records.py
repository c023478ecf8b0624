"""Small records for tests. Each function writes one, with whatever it needs that was not given."""

from datetime import date
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.db.models import QuerySet
from django.utils import timezone

from reports.models import PUBLIC, Citation, Conflict, Figure, Measure, Party, Report, Source, Subject, Variant
from reports.workflow import allow_published_writes

NUMBERS = count(1)
DAY = date(2022, 4, 18)


def conflict(slug: str = "russia-ukraine", **given: object) -> Conflict:
    """The bundled conflict, where the bundled data is loaded, or one like it."""
    return Conflict.objects.get_or_create(
        slug=slug, defaults={"name": "A war", "start_date": date(2022, 2, 24)} | given
    )[0]


def party(**given: object) -> Party:
    made = Party.objects.create(
        **{"slug": f"test-party-{next(NUMBERS)}", "name": "Ministry", "short_name": "Min", "kind": "belligerent"}
        | given
    )
    made.conflicts.add(conflict())
    return made


def subject(**given: object) -> Subject:
    given.setdefault("conflict", conflict())
    return Subject.objects.create(**{"slug": f"test-subject-{next(NUMBERS)}", "name": "Forces"} | given)


def measure(**given: object) -> Measure:
    number = next(NUMBERS)
    return Measure.objects.create(
        **{
            "slug": f"test-measure-{number}",
            "name": "Dead",
            "category": "personnel",
            "unit": "people",
            "counts": "people",
            "family": f"test-family-{number}",
            "definition": "People who died.",
        }
        | given
    )


def report(**given: object) -> Report:
    given.setdefault("conflict", conflict())
    given.setdefault("party", party())
    if given.get("status") in PUBLIC:
        given.setdefault("published_at", timezone.now())
    if given.get("replaces"):
        given.setdefault("act", "correction")
    return Report.all_objects.create(
        **{
            "slug": f"test-report-{next(NUMBERS)}",
            "title": "Statement",
            "kind": "bulletin",
            "method": "official_count",
            "stated_on": DAY,
        }
        | given
    )


def figure(**given: object) -> Figure:
    given.setdefault("report", report())
    given.setdefault("subject", subject(conflict=given["report"].conflict))
    given.setdefault("measure", measure())
    if not {"qualifier", "low", "best", "high"} & given.keys():
        given["best"] = 1351
    with allow_published_writes([given["report"].pk]):
        return Figure.all_objects.create(
            **{"slug": f"test-figure-{next(NUMBERS)}", "as_of": given["report"].stated_on} | given
        )


def source(**given: object) -> Source:
    number = next(NUMBERS)
    return Source.objects.create(
        **{
            "slug": f"test-source-{number}",
            "publisher": "Gazette",
            "url": f"https://gazette.example/{number}",
        }
        | given
    )


def citation(**given: object) -> Citation:
    given.setdefault("report", report())
    given.setdefault("source", source())
    with allow_published_writes([given["report"].pk]):
        return Citation.objects.create(**given)


def variant(**given: object) -> Variant:
    given.setdefault("figure", figure())
    given.setdefault("citation", citation(report=given["figure"].report))
    if not {"qualifier", "low", "best", "high"} & given.keys():
        given |= {"qualifier": "exact", "best": 1315}
    with allow_published_writes([given["figure"].report_id]):
        return Variant.objects.create(**{"kind": "number"} | given)


def entered_as(rows: QuerySet, **values: object) -> None:
    """Let rows of a public report hold ``values``, as if they had been entered so from the start."""
    with allow_published_writes(_reports_of(rows)):
        assert rows.update(**values)


def never_entered(rows: QuerySet) -> None:
    """Let figures, citations or variants of a public report be gone, as if nobody had entered them."""
    with allow_published_writes(_reports_of(rows)):
        assert rows.delete()[0]


def _reports_of(rows: QuerySet) -> set[int]:
    to_report = {Report: "pk", Figure: "report", Citation: "report", Variant: "figure__report"}
    return set(rows.order_by().values_list(to_report[rows.model], flat=True))


def user(group: str = "Editors", **given: object) -> AbstractUser:
    made = get_user_model().objects.create_user(**{"username": f"test-user-{next(NUMBERS)}", "is_staff": True} | given)
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made
