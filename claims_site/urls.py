"""All addresses: the admin's and, at the root, the site's."""

from django.contrib import admin
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import include, path


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for a page's mark if it names none, as the admin's pages do."""
    return HttpResponseRedirect(staticfiles_storage.url("img/mark.svg"))


urlpatterns = [
    path("admin/", include("reports.newsroom.editors_guide")),
    path("admin/", admin.site.urls),
    path("favicon.ico", favicon),
    path("", include("reports.urls")),
]

handler400 = "reports.views.site_pages.bad_request"
handler404 = "reports.views.site_pages.not_found"
