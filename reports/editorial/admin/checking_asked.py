"""The checks at entry: a page sends what is typed so far and is told what they say of it. Nothing is written."""

import json

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from reports.editorial import checks, workflow
from reports.editorial.admin.checking_links import links_of
from reports.editorial.checks import Entered
from reports.editorial.forms.check_forms import MOST_FIGURES, AskedFigure, AskedReport
from reports.models import Measure, Subject

__all__ = ["findings_asked"]


class Unreadable(Exception):
    """Carries one sentence for whoever wrote the page that asked."""


def findings_asked(request: HttpRequest) -> HttpResponseBase:
    """POST a JSON object with the fields of AskedReport and ``figures``, a list of objects with those of AskedFigure.

    Answers ``{"findings": [{code, severity, figure, field, message, links: [{words, address}], key, reason}]}``, where
    ``figure`` is the name that it was sent with, or 400 with ``{"error": …}``. For editors only.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm("reports.add_report"):
        raise PermissionDenied
    try:
        return JsonResponse({"findings": _findings(request)})
    except Unreadable as why:
        return JsonResponse({"error": str(why)}, status=400)


def _findings(request: HttpRequest) -> list[dict]:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Unreadable(_("This is not JSON.")) from None
    rows = asked.get("figures", []) if isinstance(asked, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_("Send an object with the fields of a report, and its figures as a list of objects."))
    if len(rows) > MOST_FIGURES:
        raise Unreadable(_("At most %(most)s figures are checked at once.") % {"most": MOST_FIGURES})
    form = _read(AskedReport, asked)
    if (saved := form.cleaned_data["report"]) and not workflow.may_edit(saved, request.user):
        raise PermissionDenied
    figures = [entered for row in rows if (entered := _read(AskedFigure, row).as_entered())]
    _refuse_unknown(figures)
    report = form.as_entered()
    reasons = checks.reasons_of(report) if report.pk else {}
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "figure": finding.figure,
            "field": finding.field,
            "message": finding.message,
            "links": [{"words": link.words, "address": link.address} for link in links_of(finding)],
            "key": finding.key,
            "reason": reasons[finding.key].reason if finding.key in reasons else "",
        }
        for finding in checks.findings_for(report, figures, form.cleaned_data["citations"] or 0)
    ]


def _read(form_class: type[Form], sent: dict) -> Form:
    """The form, valid. Raises Unreadable with the first thing that is wrong."""
    data = {name: value for name, value in sent.items() if value is not None and name != "figures"}
    for name, value in data.items():
        if not isinstance(value, str | int):
            raise Unreadable(_("%(field)s: this is neither words nor a whole number.") % {"field": name})
    form = form_class(data)
    for field, errors in form.errors.items():
        raise Unreadable(f"{field}: {errors[0]}")
    return form


def _refuse_unknown(figures: list[Entered]) -> None:
    """Subjects and measures in two queries, however many figures there are."""
    for model, asked in (
        (Subject, {figure.subject_id for figure in figures}),
        (Measure, {figure.measure_id for figure in figures}),
    ):
        known = set(model.objects.filter(pk__in=asked - {None}).values_list("pk", flat=True))
        if missing := asked - known - {None}:
            raise Unreadable(
                _("There is no %(what)s %(key)s.") % {"what": model._meta.verbose_name, "key": min(missing)}
            )
