"""Pages for addresses that cannot be answered: each says what is wrong and offers the way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404
from django.utils.translation import gettext as _

from .addresses import BadAddress


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address asks for something that cannot be."""
    problems = exception.problems if isinstance(exception, BadAddress) else []
    return render(request, "400.html", {"problems": problems, "way_back": request.path}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such record or page."""
    said = "" if isinstance(exception, Resolver404) else str(exception)
    return render(request, "404.html", {"problem": said or _("There is no page at this address.")}, status=404)
