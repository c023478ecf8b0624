"""The front door, the page for machines, and pages for addresses that cannot be answered: these offer a way back."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.archiving.upload_limit import RequestTooLarge
from reports.models import Conflict

from .page_lookups import only_conflict
from .querystring import InvalidQuery, takes_no_parameters, update_query


@require_safe
@takes_no_parameters
def home(request: HttpRequest) -> HttpResponse:
    """The conflicts; with one conflict, straight to it."""
    conflicts = list(Conflict.objects.all())
    if len(conflicts) == 1:
        return redirect("side-by-side", conflict=conflicts[0].slug)
    return render(request, "home.html", {"conflicts": conflicts})


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the site can reach its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that cannot be; 413: what was sent with it is too large to be read."""
    if isinstance(exception, RequestTooLarge):
        context = {"conflict": only_conflict(), "problem": str(exception), "way_back": request.path}
        return render(request, "413.html", context, status=413)
    problems = exception.problems if isinstance(exception, InvalidQuery) else []
    context = {"conflict": only_conflict(), "problems": problems, "way_back": request.path}
    return render(request, "400.html", context, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such record or page."""
    reason = "" if isinstance(exception, Resolver404) else str(exception)
    context = {
        "conflict": only_conflict(),
        "problem": reason or _("There is no page at this address."),
        "way_back": update_query(request, page=None) if "page" in request.GET else "",
    }
    return render(request, "404.html", context, status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was not sent from a page of ours, or from one that is too old."""
    return render(request, "403.html", {"conflict": only_conflict(), "stale_form": True}, status=403)
