"""The front door and the page for machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.models import Conflict

from .querystring import takes_no_parameters


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
