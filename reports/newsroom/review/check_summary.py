"""How much the checks find: cached, because one report takes them a tenth of a second, and all take many."""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache, caches
from django.db import connection
from django.utils import timezone

from reports import checks
from reports.checks import DataSetCheck, Finding
from reports.models import Report

__all__ = ["CheckSummary", "cache_counts", "cached_counts", "last_check", "save"]

logger = logging.getLogger(__name__)

MINUTES = 10
FIRST = 5
LISTED = 2000


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The checks over all that is published, as of ``at``.

    ``first`` are the first errors, each as the slug of its report and its message. ``warned`` are the newest warnings,
    two thousand at most, each as the slugs of its report and of its figure (empty where it is about the report as a
    whole) and its message.
    """

    at: datetime
    errors: int
    warnings: int
    first: tuple[tuple[str, str], ...]
    warned: tuple[tuple[str, str, str], ...]


def cached_counts(report: Report) -> dict[str, int]:
    """``errors`` and ``warnings`` of a report, ten minutes old at most: what else is published may change them.

    The review screen checks anew.
    """
    return cache.get(_report_key(report)) or cache_counts(report, checks.findings_of(report))


def cache_counts(report: Report, findings: list[Finding]) -> dict[str, int]:
    errors = sum(finding.is_error for finding in findings)
    counts = {"errors": errors, "warnings": len(findings) - errors}
    cache.set(_report_key(report), counts, 60 * MINUTES)
    return counts


def last_check() -> CheckSummary | None:
    """What the last check of the whole data set found; None if there was none, or none that could be read."""
    try:
        return caches["desk"].get(_whole_key())
    except OSError:  # check_data may have been run by another user than the one that serves the site
        return None


def save(checked: DataSetCheck) -> CheckSummary:
    """Keep what a check of the whole data set found, for the front page, until the next one."""
    summary = CheckSummary(
        timezone.now(),
        len(checked.errors),
        len(checked.warnings),
        tuple((slug, finding.message) for slug, finding in checked.errors[:FIRST]),
        tuple((slug, finding.figure, finding.message) for slug, finding in reversed(checked.warnings[-LISTED:])),
    )
    try:
        caches["desk"].set(_whole_key(), summary, None)
    except OSError as fault:
        logger.warning("What the check found is not kept for the front page of the desk: %s", fault)
    return summary


def _whole_key() -> str:
    """Of this database: the folder of the cache is that of the checkout, which may serve another one tomorrow.

    A summary is pickled: where the class moves or changes, the key has to change too.
    """
    place = [str(connection.settings_dict[name]) for name in ("HOST", "PORT", "NAME")]
    return f"check-summary-{sha256(' '.join(place).encode()).hexdigest()}"


def _report_key(report: Report) -> str:
    return f"finding-counts-{report.pk}-{report.version}"
