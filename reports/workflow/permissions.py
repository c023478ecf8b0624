"""Who may do what with a report, and why not: a ``why_not`` function returns a sentence, empty where it is allowed."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from reports import checks
from reports.models import AT_THE_DESK, PUBLIC, Act, Citation, Figure, Report, Status, Variant
from reports.models.validation import (
    STRETCHES,
    RuleProblem,
    citation_problems,
    content_problems,
    revision_reason_problems,
)

# What each version of a report has of its own: all else is what the report says.
OF_A_VERSION = {
    *("id", "slug", "status", "replaces", "act", "correction_reason", "addition_reason", "author", "reviewer"),
    *("last_changed_by", "version", "created_at", "submitted_at", "published_at"),
}
COPIED = {"id", "slug", "report", "party", "stated_on"}  # a figure's address, and what it has from its report


class TransitionNotAllowed(PermissionDenied):
    """Carries one sentence for the person who asked."""


def may_read(report: Report, user: AbstractBaseUser) -> bool:
    """Whether ``user`` may see it at the desk: what is not submitted yet belongs to its author."""
    if report.status in (*PUBLIC, Status.SUBMITTED) or is_reviewer(user):
        return user.has_perm("reports.view_report")
    return is_author(report, user) and user.has_perm("reports.view_report")


def readable(reports: QuerySet[Report], user: AbstractBaseUser) -> QuerySet[Report]:
    """Those of ``reports`` that ``user``, who may see reports, may read."""
    if is_reviewer(user):
        return reports
    return reports.filter(Q(status__in=[*PUBLIC, Status.SUBMITTED]) | Q(author=user.pk) | Q(author=None))


def may_edit(report: Report, user: AbstractBaseUser) -> bool:
    """Its author, until it is public; a reviewer, once it is submitted. Nobody's draft is its first editor's."""
    if report.status not in AT_THE_DESK or not user.has_perm("reports.change_report"):
        return False
    return is_author(report, user) or (report.status == Status.SUBMITTED and is_reviewer(user))


def may_discard(report: Report, user: AbstractBaseUser) -> bool:
    if report.status not in AT_THE_DESK or not user.has_perm("reports.delete_report"):
        return False
    return user.is_superuser or is_author(report, user)


def why_not_submit(report: Report, user: AbstractBaseUser) -> str:
    if report.status not in (Status.DRAFT, Status.SENT_BACK):
        return _with_status(_("Only a draft can be submitted; this report is %(status)s."), report)
    if not (is_author(report, user) and user.has_perm("reports.change_report")):
        return _("Only its author can submit a draft.")
    return _what_is_missing(report) or _first_day_missing(report)


def why_not_publish(report: Report, user: AbstractBaseUser) -> str:
    if report.status in PUBLIC:
        return _with_status(_("It is public already: %(status)s."), report)
    if not is_reviewer(user):
        return _("Only reviewers publish reports.")
    if own := _is_own(report, user):
        return own
    if report.status != Status.SUBMITTED:
        return _("It is still a draft. Its author has to submit it first.")
    if report.replaces_id and report.replaces.status != Status.PUBLISHED:
        return _with_status(_("The version that it replaces is %(status)s meanwhile."), report.replaces)
    if report.revises_id and report.revises.status not in PUBLIC:
        return _("The report that it revises is not published yet. Publish that one first.")
    return _what_is_missing(report)


def why_not_send_back(report: Report, user: AbstractBaseUser) -> str:
    if report.status != Status.SUBMITTED:
        return _with_status(_("Only a submitted report can be sent back; this one is %(status)s."), report)
    if not is_reviewer(user):
        return _("Only reviewers send reports back.")
    return _is_own(report, user)


def why_not_take_back(report: Report, user: AbstractBaseUser) -> str:
    """The author's own way back to a draft, for which nobody owes a reason."""
    if report.status != Status.SUBMITTED:
        return _with_status(_("Only a submitted report can be taken back; this one is %(status)s."), report)
    if not (is_author(report, user) and user.has_perm("reports.change_report")):
        return _("Only its author can take a report back to draft.")
    return ""


def why_not_replace(report: Report, user: AbstractBaseUser) -> str:
    """Why no new version of it may be begun, be it a correction or an addition."""
    if report.status != Status.PUBLISHED:
        return _with_status(_("Only a published report is corrected or added to; this one is %(status)s."), report)
    if not (user.has_perm("reports.add_report") and user.has_perm("reports.change_report")):
        return _("Only editors correct reports and add to them.")
    if Report.all_objects.filter(replaces=report).exists():
        return _("A new version of this report is at the desk already.")
    return ""


def why_not_retract(report: Report, user: AbstractBaseUser) -> str:
    if report.status != Status.PUBLISHED:
        return _with_status(_("Only a published report can be retracted; this one is %(status)s."), report)
    if not is_reviewer(user):
        return _("Only reviewers retract reports.")
    return _is_own(report, user)


def _with_status(sentence: str, report: Report) -> str:
    """A sentence that names the status which ``report`` has."""
    return sentence % {"status": report.get_status_display()}


def is_author(report: Report, user: AbstractBaseUser) -> bool:
    return report.author_id in (None, user.pk)


def is_reviewer(user: AbstractBaseUser) -> bool:
    return user.has_perm("reports.publish_report")


def _is_own(report: Report, user: AbstractBaseUser) -> str:
    """Two people stand behind every public record, whatever groups they are in, unless the site is run by one."""
    if not settings.REQUIRE_REVIEW:
        return ""
    if report.author_id == user.pk:
        return _("You wrote this report. Nobody decides on what they wrote: another reviewer has to.")
    if report.last_changed_by_id == user.pk:
        return _("You changed this report last. Nobody decides on what they changed: another reviewer has to.")
    return ""


def _what_is_missing(report: Report) -> str:
    if report.act == Act.ADDITION:  # what the published version lacks, it is not the place to give
        return _what_an_addition_lacks(report) or checks.blockers(report)
    for problem in _rule_problems(report):
        return str(problem.message)
    if report.act == Act.CORRECTION and not report.correction_reason.strip():
        return _("It corrects a published report: readers are told what was wrong with that. Give the reason.")
    return checks.blockers(report)


def _what_an_addition_lacks(report: Report) -> str:
    if not report.addition_reason.strip():
        return _("It adds what another source prints: readers are told what that says differently. Give the reason.")
    return why_not_addition(report)


def _first_day_missing(report: Report) -> str:
    """Asked of what is entered; not of a new version, for of some counts on record nobody knows the first day."""
    if report.replaces_id:
        return ""
    stretches = report.figures.filter(basis__in=STRETCHES, period_start=None, note="")
    if (figure := stretches.select_related("measure").first()) is None:
        return ""
    return _(
        "“%(measure)s” counts a stretch of days. Give the first of them under “Period start”, or say in the figure’s "
        "note that the party does not name it."
    ) % {"measure": figure.measure}


def _rule_problems(report: Report) -> Iterator[RuleProblem]:
    """Of a saved report as a whole; reads no more of it than the first problem needs."""
    revision = {
        "is_revision": report.revises_id is not None,
        "is_explained": bool(report.revision_reason.strip() or report.note.strip()),
    }
    yield from content_problems(has_content=bool(report.wording.strip()) or report.figures.exists(), **revision)
    yield from revision_reason_problems(**revision)
    yield from citation_problems(report.citations.exists())


# --- a version that adds what another source prints may add citations and variants to the published one, no more ---


def why_not_addition(report: Report) -> str:
    """Why ``report`` does not just add what another source prints to the version that it replaces, empty if it does."""
    before = report.replaces
    sources = Counter(_citations(report))
    known = Counter(_citations(before))
    differing = [*_fields(before, report), *_figures(before, report), *(name for name, _row in known - sources)]
    if not differing:  # otherwise variants differ because their figures and citations do
        printed, known_to_print = Counter(_variants(report)), Counter(_variants(before))
        differing = [name for name, _row in known_to_print - printed]
        if not differing and sources == known and printed == known_to_print:
            return _("It adds neither a source nor what one prints otherwise to the published version.")
    if not differing:
        return ""
    return _(
        "It shall only add what another source prints, and differs from the published version in more: %(what)s. Put "
        "that back as it was; if we had typed it wrong, delete this draft and begin a correction."
    ) % {"what": "; ".join(dict.fromkeys(differing))}


def _fields(before: Report, after: Report) -> list[str]:
    fields = [field for field in Report._meta.concrete_fields if field.name not in OF_A_VERSION]
    names = [
        str(field.verbose_name) for field in fields if _value(before, field.attname) != _value(after, field.attname)
    ]
    if set(before.draws_on.all()) != set(after.draws_on.all()):
        names.append(str(Report._meta.get_field("draws_on").verbose_name))
    return names


def _figures(before: Report, after: Report) -> list[str]:
    """The names of figures that only one of the two has; one that was changed is a figure of variant."""
    old, new = (
        Counter((_name(figure), _row(figure, COPIED)) for figure in _figures_of(report)) for report in (before, after)
    )
    return sorted(name for name, _row in (old - new) + (new - old))


def _figures_of(report: Report) -> Iterable[Figure]:
    return Figure.all_objects.filter(report=report).select_related("subject", "measure")


def _citations(report: Report) -> Iterable[tuple[str, tuple]]:
    for citation in Citation.objects.filter(report=report).select_related("source"):
        yield _("source %(source)s") % {"source": citation.source}, _row(citation, {"id", "report"})


def _variants(report: Report) -> Iterable[tuple[str, tuple]]:
    variants = Variant.objects.filter(figure__report=report)
    for variant in variants.select_related("figure__subject", "figure__measure", "citation__source"):
        name = _("what %(source)s prints for %(figure)s") % {
            "source": variant.citation.source,
            "figure": _name(variant.figure),
        }
        row = (_row(variant.figure, COPIED), variant.citation.source_id, _row(variant, {"id", "figure", "citation"}))
        yield name, row


def _name(figure: Figure) -> str:
    return f"{figure.measure.name}, {figure.subject.name}"


def _row(part: Model, aside: set[str]) -> tuple:
    return tuple(_value(part, field.attname) for field in part._meta.concrete_fields if field.name not in aside)


def _value(record: Model, name: str) -> object:
    """A value as two versions hold it alike: browsers send texts back with line ends and edges of their own."""
    value = getattr(record, name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
