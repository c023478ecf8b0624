"""What a page says of itself where a link to it is shared."""

from django import template
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from reports.views.querystring import with_parameters

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
    return _whole(request, with_parameters(request, path=reverse(name, args=args), page=None, sort=None))


def _whole(request: HttpRequest, path: str) -> str:
    """The whole address, or its path where the request came under a name that is not this site's."""
    try:
        return request.build_absolute_uri(path)
    except DisallowedHost:
        return path
