"""Pages for addresses that cannot be answered: each says what is wrong and offers the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.utils.translation import gettext as _

from reports.archiving.upload_limit import RequestTooLarge

from .lookups import only_conflict
from .querystring import BadAddress, with_parameters


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that cannot be; 413: what was sent with it is too large to be read."""
    if isinstance(exception, RequestTooLarge):
        context = {"conflict": only_conflict(), "problem": str(exception), "way_back": request.path}
        return render(request, "413.html", context, status=413)
    problems = exception.problems if isinstance(exception, BadAddress) else []
    context = {"conflict": only_conflict(), "problems": problems, "way_back": request.path}
    return render(request, "400.html", context, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such record or page."""
    said = "" if isinstance(exception, Resolver404) else str(exception)
    context = {
        "conflict": only_conflict(),
        "problem": said or _("There is no page at this address."),
        "way_back": with_parameters(request, page=None) if "page" in request.GET else "",
    }
    return render(request, "404.html", context, status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was not sent from a page of ours, or from one that is too old."""
    return render(request, "403.html", {"conflict": only_conflict(), "stale_form": True}, status=403)
