"""Why an editor goes on in spite of a warning: typed once, and held to that very warning by its key."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Report, WarningReason

from .draft_checks import findings_of
from .findings import Finding

# How many findings a sentence tells before it only counts the rest; the page lists them all.
MOST_LISTED = 3


def reasons_of(report: Report) -> dict[str, WarningReason]:
    """Every reason typed for a warning about ``report``, by its key; also of numbers that have changed since."""
    return {reason.key: reason for reason in WarningReason.objects.filter(report=report).select_related("by")}


@transaction.atomic
def keep_reasons(
    *, report: Report, by: AbstractBaseUser, typed: Mapping[str, str], findings: Iterable[Finding]
) -> None:
    """Write the reasons ``typed`` (by key) for the warnings among ``findings``; an emptied one is taken away.

    What is unchanged keeps its author and time.
    """
    before = reasons_of(report)
    for finding in findings:
        if finding.is_error or finding.key not in typed:
            continue
        reason, stored = typed[finding.key].strip(), before.get(finding.key)
        if not reason and stored:
            stored.delete()
        elif reason and (stored is None or stored.reason != reason):
            WarningReason.objects.update_or_create(
                report=report, key=finding.key, defaults={"message": finding.message, "reason": reason, "by": by}
            )


def open_findings(findings: Iterable[Finding], reasons: Mapping[str, WarningReason]) -> list[Finding]:
    """What still stands in the way: every error, and every warning without a reason."""
    return [finding for finding in findings if finding.is_error or finding.key not in reasons]


def blockers(report: Report) -> str:
    """Why the checks do not let a saved report go on; empty if they do."""
    findings = open_findings(findings_of(report), reasons_of(report))
    errors = [finding.message for finding in findings if finding.is_error]
    if errors:
        begins = ngettext("The checks found an error.", "The checks found %(count)s errors.", len(errors))
        return _summary(begins, errors)
    begins = ngettext("A warning needs a reason.", "%(count)s warnings need a reason.", len(findings))
    return _summary(begins, [finding.message for finding in findings]) if findings else ""


def _summary(begins: str, messages: list[str]) -> str:
    sentences = [begins % {"count": len(messages)}, *messages[:MOST_LISTED]]
    if len(messages) > MOST_LISTED:
        sentences.append(_("And %(count)s more.") % {"count": len(messages) - MOST_LISTED})
    return " ".join(sentences)
