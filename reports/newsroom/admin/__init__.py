"""The admin: imported once when Django starts, which registers every class below."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reports.newsroom.admin import reference_admin, reports_admin, sources_admin, uploads_admin, user_admin

__all__ = ["reference_admin", "reports_admin", "sources_admin", "uploads_admin", "user_admin"]

admin.site.site_header = _("Claimed Losses")
admin.site.site_title = _("Claimed Losses")
admin.site.index_title = _("Editors' desk")
