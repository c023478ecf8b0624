"""How much the checks find: kept for a while, because one report takes them a tenth of a second, and all take many."""

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

__all__ = ["Counted", "Warned", "WholeCheck", "check_all", "counted", "keep_whole", "last_check", "remember"]

logger = logging.getLogger(__name__)

MINUTES = 10
TOLD = 5
LISTED = 2000


@dataclass(frozen=True, slots=True)
class Counted:
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Warned:
    """``report`` and ``figure`` are slugs, ``figure`` empty for a warning about the report as a whole."""

    report: str
    figure: str
    message: str


@dataclass(frozen=True, slots=True)
class WholeCheck:
    """The checks over all that is published, as of ``at``. ``first`` are the reports (slugs) of the first errors.

    ``warned`` are the newest warnings, two thousand at most.
    """

    at: datetime
    errors: int
    warnings: int
    first: tuple[tuple[str, str], ...]
    warned: tuple[Warned, ...]


def counted(report: Report) -> Counted:
    """At most ten minutes old: what else is published meanwhile may change it. The review screen asks anew."""
    kept = cache.get(_key(report))
    return kept or remember(report, checks.findings_of(report))


def remember(report: Report, findings: list[Finding]) -> Counted:
    errors = sum(each.is_error for each in findings)
    found = Counted(errors, len(findings) - errors)
    cache.set(_key(report), found, 60 * MINUTES)
    return found


def last_check() -> WholeCheck | None:
    """What the last check of the whole data set found; None if there was none, or none that could be read."""
    try:
        return caches["desk"].get(_whole_key())
    except OSError:  # whoever ran check_data may not be who serves the site
        return None


def check_all() -> WholeCheck:
    """Check the whole data set, which takes some seconds, and keep what was found until the next time."""
    return keep_whole(checks.check_data_set(timezone.localdate()))


def keep_whole(checked: DataSetCheck) -> WholeCheck:
    """Keep what a check of the whole data set found, for the front page."""
    first = tuple((slug, finding.message) for slug, finding in checked.errors[:TOLD])
    warned = [Warned(slug, finding.figure, finding.message) for slug, finding in reversed(checked.warnings[-LISTED:])]
    found = WholeCheck(timezone.now(), len(checked.errors), len(checked.warnings), first, tuple(warned))
    try:
        caches["desk"].set(_whole_key(), found, None)
    except OSError as fault:
        logger.warning("What the check found is not kept for the front page of the desk: %s", fault)
    return found


def _whole_key() -> str:
    """Of this database: the folder of the cache is that of the checkout, which may serve another one tomorrow."""
    place = [str(connection.settings_dict[name]) for name in ("HOST", "PORT", "NAME")]
    return f"found-{sha256(' '.join(place).encode()).hexdigest()}"


def _key(report: Report) -> str:
    return f"checked-{report.pk}-{report.version}"
