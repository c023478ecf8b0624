"""Words that templates need: ages, perspectives, hedged numbers, days, links, addresses with a query."""

from collections.abc import Iterable, Sequence
from datetime import date

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from reports.rules.claims import Claim
from reports.rules.enums import Perspective
from reports.rules.measure_sets import Relation
from reports.rules.number import grouped, signed
from reports.rules.sentences import interval_in_words
from reports.rules.verdicts import worked_out
from reports.timelines.chart_texts import brief
from reports.views.querystring import update_query, with_query

register = template.Library()
register.filter("brief", brief)
register.filter("grouped", grouped)
register.filter("signed", signed)
register.filter("worked_out", worked_out)
register.filter("interval_words", interval_in_words)

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
    return get_text_list([_POSSIBLE_RELATIONS[relation] for relation in relations], _("or"))


@register.filter
def language_name(code: str) -> str:
    """The language of a code in words, "Russian" for "ru"; the code itself where nobody here knows its name."""
    try:
        return get_language_info(code.lower())["name_translated"]
    except KeyError:
        return _("language “%(code)s”") % {"code": code}


@register.simple_tag(takes_context=True)
def same_page(context: dict, **changes: object) -> str:
    """This page's address with some parameters changed; a day is written as in addresses."""
    return update_query(context["request"], **changes)


@register.simple_tag(takes_context=True)
def page_address(context: dict, number: int) -> str:
    """The address of another page of this list; the first needs no number."""
    return update_query(context["request"], page=number if number > 1 else None)


@register.simple_tag
def query_url(name: str, *args: str, **parameters: object) -> str:
    """The address of the route ``name`` with a query; parameters without a value are left out."""
    return with_query(reverse(name, args=args), parameters)


@register.filter
def as_time(day: date, style: str = "j M Y") -> SafeString:
    """A day as a time element: machines read ISO 8601, people ``style``."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, style))


@register.filter
def figure_links(claims: Iterable[Claim]) -> SafeString:
    """The figures that a sum is made of, each with a link to its record, joined by plus signs."""
    return _linked("figure", ((claim.figure, claim.words) for claim in claims), " + ")


@register.filter
def links(pairs: Iterable[tuple[str, str]], route: str) -> SafeString:
    """Pairs of (slug, words) as links to pages of that route, with commas between."""
    return _linked(route, pairs, ", ")


def _linked(route: str, pairs: Iterable[tuple[str, str]], separator: str) -> SafeString:
    return format_html_join(
        separator, '<a href="{}">{}</a>', ((reverse(route, args=[slug]), words) for slug, words in pairs)
    )
