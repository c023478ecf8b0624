"""The versions of one record, the reports that a party revised it by, and how it ended: for the pages of records."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.comparison.provenance.report_versions import Version, counterpart, differences, read_versions
from reports.models import PUBLIC, Act, Figure, Report, Status, Step


@dataclass(frozen=True, slots=True)
class Ending:
    """How a published report left all that is compared. ``at`` is None and ``by``, a name, empty if not on record.

    ``is_added_to``: the version in its place only adds what another source prints.
    """

    is_retracted: bool
    is_added_to: bool
    at: datetime | None = None
    by: str = ""
    reason: str = ""


def versions_of(report: Report, figure: str = "") -> dict[str, object]:
    """What a page of ``report``, or of its figure of that slug, tells of other versions and of the party's revisions.

    Its ``revises``, ``replaces`` and ``replaced_by`` should be at hand. One query where it has one version only.
    """
    chain = _chain(report)
    versions = _versions(chain, report, figure) if len(chain) > 1 or report.status != Status.PUBLISHED else []
    place = chain.index(report)
    return {
        "ending": versions[place]["ending"] if versions else None,
        "versions": versions[::-1] if len(versions) > 1 else [],
        "newer": versions[place + 1] if place + 1 < len(versions) else None,
        "older": versions[place - 1] if place > 0 else None,
        "is_addition": report.act == Act.ADDITION,
        "revised": report.revises if report.revises and report.revises.status in PUBLIC else None,
        "revised_by": Report.published.filter(revises=report)
        .annotate(gives_figures=Exists(Figure.published.filter(report=OuterRef("pk"))))
        .order_by("stated_on", "pk"),
    }


def _chain(report: Report) -> list[Report]:
    """All public versions of ``report``, the oldest first: a query for each beyond the nearest."""
    chain = [report]
    while (before := chain[0].replaces) is not None and before.status in PUBLIC:
        chain.insert(0, before)
    while (after := getattr(chain[-1], "replaced_by", None)) is not None and after.status in PUBLIC:
        chain.append(after)
    return chain


def _versions(chain: list[Report], this: Report, figure: str) -> list[dict[str, object]]:
    """What parts/versions.html needs of each version.

    ``changes`` are those from the version before, with the ``reason`` for them; of an addition (``is_addition``) they
    add what another source prints, and correct nothing. ``ending`` is None for a version in force. ``url`` is that of
    the figure that stands for ``figure``, where one is named and stands in the version; else of the report.
    """
    steps = {
        step.report_id: step
        for step in Step.objects.filter(report__in=chain, after__in=(Status.CORRECTED, Status.RETRACTED))
        .select_related("by")
        .order_by("at", "pk")
    }
    contents = read_versions(report.pk for report in chain) if len(chain) > 1 else {}
    figures = _counterparts([contents[report.pk] for report in chain], chain.index(this), figure) if contents else {}
    versions = []
    for at, report in enumerate(chain):
        ending = _ending(report, chain[at + 1 : at + 2], steps.get(report.pk))
        slug = figures.get(at)
        versions.append(
            {
                "number": at + 1,
                "is_this": report == this,
                "is_addition": report.act == Act.ADDITION,
                "published_at": report.published_at,
                "reason": report.version_reason,
                "changes": differences(contents[chain[at - 1].pk], contents[report.pk]) if at else [],
                "ending": ending,
                "state": _state(ending),
                "url": reverse("figure", args=[slug]) if slug else reverse("report", args=[report.slug]),
            }
        )
    return versions


def _counterparts(versions: list[Version], place: int, figure: str) -> dict[int, str]:
    """By the place of a version: the figure in it that stands for ``figure`` of the one at ``place``, followed from
    version to version; empty where none does."""
    figures = {place: figure}
    for way in (range(place + 1, len(versions)), range(place - 1, -1, -1)):
        for at in way:
            beside = at - way.step
            figures[at] = figures[beside] and counterpart(versions[beside], versions[at], figures[beside])
    return figures


def _ending(report: Report, newer: list[Report], step: Step | None) -> Ending | None:
    """``newer`` holds the version in its place, if there is one."""
    if report.status == Status.PUBLISHED:
        return None
    ways = (report.status == Status.RETRACTED, any(version.act == Act.ADDITION for version in newer))
    if step is None:
        return Ending(*ways)
    return Ending(*ways, step.at, step.by.get_full_name() if step.by else "", step.reason)


def _state(ending: Ending | None) -> str:
    """What became of a version, in words: in force, or how, when and (if retracted) why it ended."""
    if ending is None:
        return _("in force")
    if ending.is_retracted:
        state = _("retracted")
    elif ending.is_added_to:
        state = _("replaced by a version that adds what another source prints")
    else:
        state = _("corrected")
    if ending.at:
        state = f"{state} {_('on %(day)s') % {'day': date_format(timezone.localtime(ending.at), 'j F Y')}}"
    return f"{state}: {ending.reason}" if ending.is_retracted else state
