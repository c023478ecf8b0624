"""What a page says of itself: its mark, where a link to it is shared, and the desk behind it."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reports.views.querystring import update_query

register = template.Library()


@register.simple_block_tag
def captured(content: SafeString) -> SafeString:
    """What stands between the tags, to be used more than once, also as an attribute: ``{% captured as name %}``."""
    return mark_safe(" ".join(content.split()).replace('"', "&quot;"))  # noqa: S308 (the template has escaped it)


@register.simple_tag(takes_context=True)
def preview_at(context: dict, name: str, *args: str) -> str:
    """The whole address of the picture of that name (see urls.py)."""
    return _whole(context["request"], reverse(name, args=args))


@register.simple_tag(takes_context=True)
def preview_of_view(context: dict, name: str, *args: str) -> str:
    """The same with the parameters of this page, but for those of its table."""
    request: HttpRequest = context["request"]
    return _whole(request, update_query(request, path=reverse(name, args=args), page=None, sort=None))


def _whole(request: HttpRequest, path: str) -> str:
    """The whole address, or its path where the request came under a name that is not this site's."""
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path


@register.simple_tag
@cache
def mark_as_data() -> str:
    """The mark inside the address itself: a page that is opened first of all then asks for one file less."""
    svg = Path(finders.find("img/mark.svg")).read_text(encoding="utf-8").strip()
    return f"data:image/svg+xml,{quote(svg, safe=' =:/')}"


@register.simple_tag
def is_reviewed() -> bool:
    """Whether two people stand behind every report that was entered here."""
    return settings.REQUIRE_REVIEW
