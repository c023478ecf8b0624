"""Sentences that depend on more than a template should decide: what was known when, how a record came here."""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.comparison.provenance.transcriptions import DatasetCopy
from reports.models import Report
from reports.views.record_versions import Ending

register = template.Library()


@register.simple_tag
def known_phrase(day: date, known: date, today: date) -> str:
    """Of which knowledge of ``day`` a view is, without a full stop: that of the day itself, of today, or of another.

    >>> known_phrase(date(2022, 4, 18), date(2022, 4, 18), date(2026, 11, 30))
    'What was known on 18 April 2022'
    """
    names = {"day": _written(day), "known": _written(known)}
    if known == day:
        return _("What is known today") if known == today else _("What was known on %(day)s") % names
    if known == today:
        return _("What is known today about %(day)s") % names
    return _("What was known on %(known)s about %(day)s") % names


@register.simple_tag
def known_sentence(day: date, known: date, today: date, war_began: date) -> str:
    """The same as a sentence, which also says where little or nothing can be known."""
    names = {"day": _written(day), "known": _written(known)}
    if known < war_began:
        return _("What was known on %(known)s, before the war began: nothing.") % names
    if known < day:
        return _("What was known on %(known)s about %(day)s, a later day: older totals only.") % names
    return f"{known_phrase(day, known, today)}."


@register.simple_tag
def record_origin(report: Report, transcriptions: Sequence[DatasetCopy], ending: Ending | None) -> SafeString:
    """How a report came here, who checked it, and how it ended: one sentence, with links to the data sets.

    ``transcriptions`` are those of its sources; ``ending`` is None for a report in force.
    """
    steps = [_entered(report, transcriptions), _checked(report)]
    if ending and ending.at:
        steps.append(_ended(ending))
    return format_html("{}.", format_html_join("; ", "{}", ((step,) for step in steps)))


def _entered(report: Report, transcriptions: Sequence[DatasetCopy]) -> str:
    made = _written(report.created_at)
    if report.author:
        name = report.author.get_full_name() or _("an editor")
        entered = _("Entered by %(name)s on %(made)s") % {"name": name, "made": made}
        if not report.submitted_at:
            return entered
        return f"{entered}, {_('submitted on %(day)s') % {'day': _written(report.submitted_at)}}"
    if not transcriptions:
        return _("Imported on %(made)s with a data package of claims and their sources") % {"made": made}
    sets = [copy.data_set for copy in transcriptions]
    names = ((reverse("source", args=[data_set.source]), data_set.title or data_set.publisher) for data_set in sets)
    links = format_html_join(", ", '<a href="{}">{}</a>', names)
    return format_html("{} {}", _("Imported on %(made)s from") % {"made": made}, links)


def _checked(report: Report) -> str:
    day = _written(report.published_at)
    if report.reviewer:
        name = report.reviewer.get_full_name() or _("a reviewer")
        return _("checked by %(name)s and published on %(day)s") % {"name": name, "day": day}
    return _("published on %(day)s") % {"day": day} if report.author else _("not reviewed one by one")


def _ended(ending: Ending) -> str:
    names = {"day": _written(ending.at), "name": ending.by}
    if ending.is_added_to:
        replaced = _("replaced on %(day)s by a version that adds what another source prints") % names
        return f"{replaced}, {_('published by %(name)s') % names}" if ending.by else replaced
    ended = (_("retracted on %(day)s") if ending.is_retracted else _("corrected on %(day)s")) % names
    return f"{ended} {_('by %(name)s') % names}" if ending.by else ended


def _written(day: date | datetime | None) -> str:
    """A day as people write it; empty for None."""
    if day is None:
        return ""
    return date_format(timezone.localtime(day) if isinstance(day, datetime) else day, "j F Y")
