"""The editors' guide at the desk: one page, for everybody who may log in there."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.newsroom.editors_guide import read_guide

__all__ = ["guide"]


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    first, *chapters = read_guide(lambda picture: static(f"guide/{picture}"))
    context = {
        **admin.site.each_context(request),
        "title": _("Editors' guide"),
        "is_nav_sidebar_enabled": False,
        "first": first,
        "chapters": chapters,
    }
    return TemplateResponse(request, "admin/guide.html", context)
