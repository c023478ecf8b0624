"""The one way to write the parts of a public report: what further sources print is added to it by imports."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from reports.models import Unsealed


@contextmanager
def allow_published_writes(reports: Iterable[int]) -> Iterator[None]:
    """Within it figures, citations and variants of these reports (keys) may be written, by this transaction alone.

    May stand within another; what that one has opened stays open until it ends.
    """
    with transaction.atomic():
        opened = set(Unsealed.objects.values_list("pk", flat=True))  # nobody sees those of other transactions
        Unsealed.objects.bulk_create(Unsealed(report_id=key) for key in sorted(set(reports) - opened))
        yield
        Unsealed.objects.exclude(pk__in=opened).delete()
