"""Words that templates need: ages, perspectives, hedged numbers, addresses of the same page with another choice."""

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.comparison.hedges import HedgedNumber, grouped, in_words
from reports.comparison.perspectives import Perspective
from reports.models import Variant
from reports.views.addresses import with_parameters

register = template.Library()
register.filter("grouped", grouped)

_PERSPECTIVES = {
    Perspective.OWN: gettext_lazy("its own losses"),
    Perspective.OPPONENT: gettext_lazy("its opponent’s losses"),
    Perspective.BELLIGERENT: gettext_lazy("a side in the war"),
    Perspective.THIRD: gettext_lazy("third party"),
}


@register.filter
def age(days: int) -> str:
    """How old a figure is: 0 is the same day; one about a later day, as a party may date it, is so called."""
    if days == 0:
        return _("the same day")
    if days < 0:
        return _("about the day after")
    return ngettext("%d day old", "%d days old", days) % days


@register.filter
def perspective_words(perspective: Perspective | str) -> str:
    return _PERSPECTIVES[Perspective(perspective)]


@register.filter
def hedged(variant: Variant) -> HedgedNumber:
    """What a variant prints; its figure and the figure's measure should be at hand."""
    return in_words(variant.qualifier, variant.low, variant.best, variant.high, variant.figure.measure.unit)


@register.simple_tag(takes_context=True)
def same_page(context: dict, **changes: object) -> str:
    """This page's address with some parameters changed; a day is written as in addresses."""
    request: HttpRequest = context["request"]
    return with_parameters(request, **changes)
