"""A version that adds what another source prints may add citations and variants to the published one, and no more."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from reports.models import Citation, Figure, Report, Variant

# What each version of a report has of its own: all else is what the report says.
OF_A_VERSION = {
    *("id", "slug", "status", "replaces", "act", "correction_reason", "addition_reason", "author", "reviewer"),
    *("last_changed_by", "version", "created_at", "submitted_at", "published_at"),
}
COPIED = {"id", "slug", "report", "party", "stated_on"}  # a figure's address, and what it has from its report


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
