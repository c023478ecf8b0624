"""Words that templates need: ages, perspectives, hedged numbers, addresses of the same page with another choice."""

from collections.abc import Sequence

from django import template
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from reports.models import Variant
from reports.rules.enums import Perspective
from reports.rules.hedges import HedgedNumber, grouped, in_words
from reports.rules.measure_sets import Relation
from reports.rules.verdicts import worked_out
from reports.views.querystring import with_parameters

register = template.Library()
register.filter("grouped", grouped)
register.filter("worked_out", worked_out)

_RELATIONS = {
    Relation.LIKE_FOR_LIKE: gettext_lazy("Like for like with"),
    Relation.PART_OF: gettext_lazy("Part of"),
    Relation.WHOLE_OF: gettext_lazy("Whole of"),
    Relation.UNDEFINED: gettext_lazy("Undefined against"),
    Relation.DIFFERENT: gettext_lazy("Different from"),
}
_POSSIBLE_RELATIONS = {
    Relation.LIKE_FOR_LIKE: gettext_lazy("like for like"),
    Relation.PART_OF: gettext_lazy("a part"),
    Relation.WHOLE_OF: gettext_lazy("the whole"),
    Relation.DIFFERENT: gettext_lazy("different"),
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
    return Perspective(perspective).words


@register.filter
def relation_words(relation: Relation) -> str:
    """What a measure is to those named after these words."""
    return _RELATIONS[relation]


@register.filter
def any_of(relations: Sequence[Relation]) -> str:
    """Relations of which one holds, according to the reading."""
    return get_text_list([_POSSIBLE_RELATIONS[each] for each in relations], _("or"))


@register.filter
def language_name(code: str) -> str:
    """The language of a code in words, "Russian" for "ru"; the code itself where nobody here knows its name."""
    try:
        return get_language_info(code.lower())["name_translated"]
    except KeyError:
        return _("language “%(code)s”") % {"code": code}


@register.filter
def hedged(variant: Variant) -> HedgedNumber:
    """What a variant prints; its figure and the figure's measure should be at hand."""
    return in_words(variant.qualifier, variant.low, variant.best, variant.high, variant.figure.measure.unit)


@register.simple_tag(takes_context=True)
def same_page(context: dict, **changes: object) -> str:
    """This page's address with some parameters changed; a day is written as in addresses."""
    request: HttpRequest = context["request"]
    return with_parameters(request, **changes)
