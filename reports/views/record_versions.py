"""The versions of one record, the reports that a party revised it by, and how it ended: for the pages of records."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.comparison.provenance.report_versions import Version, VersionDiff, counterpart, differences, read_versions
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


@dataclass(frozen=True, slots=True)
class OneVersion:
    """``changes`` are those from the version before, with the ``reason`` for them; ``ending`` is None for one in force.

    ``is_addition``: they add what another source prints, and correct nothing.
    ``figure`` is the slug of the figure that stands in it for the one asked about, empty where there is none.
    """

    slug: str
    number: int
    is_this: bool
    is_addition: bool
    published_at: datetime
    reason: str
    changes: tuple[VersionDiff, ...]
    ending: Ending | None
    figure: str = ""

    @property
    def url(self) -> str:
        """Of the figure in it, where one was asked about and stands in it; else of the report."""
        return reverse("figure", args=[self.figure]) if self.figure else reverse("report", args=[self.slug])

    @property
    def state(self) -> str:
        """What became of it, in words: in force, or how, when and (if retracted) why it ended."""
        ending = self.ending
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


def versions_of(report: Report, figure: str = "") -> dict[str, object]:
    """What a page of ``report``, or of its figure of that slug, tells of other versions and of the party's revisions.

    Its ``revises``, ``replaces`` and ``replaced_by`` should be at hand. One query where it has one version only.
    """
    chain = _chain(report)
    versions = _versions(chain, report, figure) if len(chain) > 1 or report.status != Status.PUBLISHED else []
    this = next((each for each in versions if each.is_this), None)
    newer = next((each for each in versions if this and each.number == this.number + 1), None)
    older = next((each for each in versions if this and each.number == this.number - 1), None)
    return {
        "ending": this.ending if this else None,
        "versions": versions[::-1] if len(versions) > 1 else [],
        "newer": newer,
        "older": older,
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


def _versions(chain: list[Report], this: Report, figure: str) -> list[OneVersion]:
    ended = {
        step.report_id: step
        for step in Step.objects.filter(report__in=chain, after__in=(Status.CORRECTED, Status.RETRACTED))
        .select_related("by")
        .order_by("at", "pk")
    }
    said = read_versions(report.pk for report in chain) if len(chain) > 1 else {}
    found = []
    for number, report in enumerate(chain, 1):
        before = chain[number - 2] if number > 1 else None
        found.append(
            OneVersion(
                slug=report.slug,
                number=number,
                is_this=report.pk == this.pk,
                is_addition=report.act == Act.ADDITION,
                published_at=report.published_at,
                reason=report.version_reason,
                changes=tuple(differences(said[before.pk], said[report.pk])) if before else (),
                ending=_ending(report, chain[number : number + 1], ended.get(report.pk)),
                figure=_counterpart(said, chain, this, report, figure),
            )
        )
    return found


def _ending(report: Report, newer: list[Report], step: Step | None) -> Ending | None:
    """``newer`` holds the version in its place, if there is one."""
    if report.status == Status.PUBLISHED:
        return None
    how = (report.status == Status.RETRACTED, any(each.act == Act.ADDITION for each in newer))
    if step is None:
        return Ending(*how)
    return Ending(*how, step.at, step.by.get_full_name() if step.by else "", step.reason)


def _counterpart(said: dict[int, Version], chain: list[Report], this: Report, other: Report, figure: str) -> str:
    """The figure of ``other`` that stands for ``figure`` of ``this``, followed from version to version."""
    if not figure or not said:
        return ""
    start, end = (next(place for place, each in enumerate(chain) if each.pk == one.pk) for one in (this, other))
    way = range(start, end, 1 if end > start else -1)
    for place in way:
        beside = place + way.step
        figure = figure and counterpart(said[chain[place].pk], said[chain[beside].pk], figure)
    return figure
