"""What public pages say of the desk behind them."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def is_reviewed() -> bool:
    """Whether two people stand behind every report that was entered here."""
    return settings.REQUIRE_REVIEW
