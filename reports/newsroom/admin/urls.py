"""Addresses under /admin/ that belong to no kind of record; the admin's own come after them."""

from django.contrib import admin
from django.urls import path

from .guide import guide

urlpatterns = [path("guide/", admin.site.admin_view(guide), name="editors-guide")]
