"""People's accounts: they are made inactive, never deleted; and what is answered to too many wrong passwords."""

from math import ceil

from axes.helpers import get_client_username, get_cool_off, get_failure_limit
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db.models import Max, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

__all__ = ["AccountAdmin", "lockout"]

admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):
    """Who wrote something stays known."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def lockout(request: HttpRequest, response: HttpResponse, credentials: dict | None = None) -> HttpResponse:
    """429, with the time from which on the form takes a password again. For AXES_LOCKOUT_CALLABLE.

    The same for a name that there is and one that there is not.
    """
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials), ip_address=request.axes_ip_address
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    end = last + get_cool_off(request)
    seconds = max(ceil((end - timezone.now()).total_seconds()), 1)
    context = {
        **admin.site.each_context(request),
        "title": _("Too many attempts to log in"),
        "limit": get_failure_limit(request, credentials),
        "end": end,
        "minutes": ceil(seconds / 60),
    }
    answer = render(request, "admin/lockout.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
