"""Versions of reports as they are stored, for ``versions`` to compare."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.models import Citation, Figure, Report, Scope, Source, Variant

from .printed import Number
from .versions import Part, Version


def read_versions(reports: Iterable[int]) -> dict[int, Version]:
    """What each of these reports (keys, of any status) says. Five queries, however many they are."""
    keys = list(reports)
    parts = defaultdict(list)
    figures = Figure.all_objects.filter(report__in=keys).select_related("subject", "measure")
    for figure in figures.order_by("measure__position", "pk"):
        parts[figure.report_id].append(_figure(figure))
    citations = Citation.objects.filter(report__in=keys).select_related("source", "taken_from", "transcribed_by")
    for citation in citations.order_by("role", "pk"):
        parts[citation.report_id].append(_citation(citation))
    variants = Variant.objects.filter(citation__report__in=keys)
    for variant in variants.select_related("citation__source", "figure__subject", "figure__measure").order_by("pk"):
        parts[variant.citation.report_id].append(_variant(variant))
    found = Report.all_objects.filter(pk__in=keys).select_related("party", "conflict", "revises__party")
    return {
        report.pk: Version(_report(report), tuple(parts[report.pk])) for report in found.prefetch_related("draws_on")
    }


def _report(report: Report) -> dict[str, str]:
    return {
        _("party"): report.party.name,
        _("conflict"): report.conflict.name,
        _("title"): report.title,
        _("speaker"): report.speaker,
        _("stated on"): _day(report.stated_on),
        _("how the day is known"): "" if report.stated_on_known else _("only from the earliest source found"),
        _("kind"): str(report.get_kind_display()),
        _("how the party knows"): str(report.get_method_display()),
        _("drew on data of"): ", ".join(sorted(party.name for party in report.draws_on.all())),
        _("revises"): str(report.revises or ""),
        _("reason of the party’s revision"): report.revision_reason,
        _("words"): report.wording,
        _("language of the words"): report.language,
        _("note"): report.note,
    }


def _figure(figure: Figure) -> Part:
    number = str(_number(figure, figure))
    alike = (figure.subject_id, figure.measure_id, figure.basis, figure.scope)
    days = (figure.scope_note, figure.period_start, figure.as_of)
    return Part(
        name=_name(figure),
        says=_("%(number)s, as of %(day)s") % {"number": number, "day": _day(figure.as_of)},
        keys=(
            ("figure", *alike, *days, number),
            ("figure", *alike, *days),
            ("figure", *alike),
            ("number", number, figure.as_of),
            ("figure", figure.subject_id, figure.measure_id),
        ),
        fields={
            _("whose losses"): figure.subject.name,
            _("measure"): figure.measure.name,
            _("number"): number,
            _("basis"): str(figure.get_basis_display()),
            _("first day"): _day(figure.period_start) if figure.period_start else "",
            _("as of"): _day(figure.as_of),
            _("scope"): str(figure.get_scope_display()),
            _("scope note"): figure.scope_note,
            _("words"): figure.wording,
            _("note"): figure.note,
        },
        slug=figure.slug,
    )


def _citation(citation: Citation) -> Part:
    role = str(citation.get_role_display())
    return Part(
        name=_("Source %(source)s") % {"source": _title(citation.source)},
        says=f"{role}, {citation.locator}" if citation.locator else role,
        keys=(("citation", citation.source_id),),
        fields={
            _("role"): role,
            _("taken from"): _title(citation.taken_from),
            _("transcribed by"): _title(citation.transcribed_by),
            _("place in it"): citation.locator,
        },
    )


def _variant(variant: Variant) -> Part:
    number = str(_number(variant, variant.figure)) if variant.qualifier else ""
    names = {"source": variant.citation.source.publisher, "figure": _name(variant.figure)}
    alike = ("variant", variant.citation.source_id, variant.kind)
    return Part(
        name=_("%(source)s prints otherwise, %(figure)s") % names,
        says=_("%(printed)s, where %(recorded)s is on record")
        % {
            "printed": number or variant.wording or str(variant.get_kind_display()),
            "recorded": _number(variant.figure, variant.figure),
        },
        keys=((*alike, variant.figure.subject_id, variant.figure.measure_id, number), alike),
        fields={
            _("differs in"): str(variant.get_kind_display()),
            _("number"): number,
            _("words"): variant.wording,
            _("note"): variant.note,
        },
    )


def _name(figure: Figure) -> str:
    name = f"{figure.measure.name}, {figure.subject.name}"
    return f"{name} ({figure.scope_note})" if figure.scope != Scope.THEATRE else name


def _title(source: Source | None) -> str:
    if source is None:
        return ""
    return f"{source.publisher}: {source.title}" if source.title else source.publisher


def _number(record: Figure | Variant, figure: Figure) -> Number:
    return Number(record.qualifier, record.low, record.best, record.high, figure.measure.unit)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
