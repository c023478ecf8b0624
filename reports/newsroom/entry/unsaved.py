"""What somebody has typed and not saved: kept by page and tab, so that no tab writes over another's."""

import re
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string

from reports.models import AT_THE_DESK, Report, Unsaved

__all__ = ["LARGEST", "NAME_OF_TAB", "forget", "keep", "kept_of", "new_tab", "taken_up"]

NAME_OF_TAB = "tab"
LARGEST = 2**20  # of what one page holds
KEPT_FOR = timedelta(days=30)
_LEFT_OUT = {"csrfmiddlewaretoken"}
_BEGAN = "began"
_TAB = re.compile(r"[a-z0-9]{8}")
_REPORT = re.compile(r"/([0-9]{1,18})/change/#").search


def new_tab() -> str:
    """A name by which what is typed in one tab is told from what is typed in another."""
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


def keep(*, user: AbstractBaseUser, page: str, tab: str, fields: Iterable[tuple[str, str]]) -> Unsaved:
    """What a page began from stays with what is told later. Raises ValueError for a tab that is none."""
    key = _key(page, tab)
    told = [[_storable(name), _storable(value)] for name, value in fields if name not in _LEFT_OUT]
    if all(name != _BEGAN for name, _value in told):
        before = Unsaved.objects.filter(user=user, page=key).first()
        told += [pair for pair in (before.data if before else []) if pair[0] == _BEGAN]
    kept, is_new = Unsaved.objects.update_or_create(user=user, page=key, defaults={"data": told})
    if is_new:
        clear_out()
    return kept


def clear_out() -> None:
    """Throw away what nobody has taken up for a month, and what was typed on reports that are gone or public."""
    Unsaved.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    reports = {
        key: int(found[1]) for key, page in Unsaved.objects.values_list("pk", "page") if (found := _REPORT(page))
    }
    there = set(Report.all_objects.filter(pk__in=reports.values(), status__in=AT_THE_DESK).values_list("pk", flat=True))
    Unsaved.objects.filter(pk__in=[key for key, report in reports.items() if report not in there]).delete()


def kept_of(user: AbstractBaseUser, page: str, but: str = "") -> list[tuple[str, Unsaved]]:
    """What is kept of ``page``, the newest first, each with its tab; not that of the tab ``but``."""
    found = Unsaved.objects.filter(user=user, page__startswith=f"{page}#")
    return [(tab, each) for each in found if (tab := each.page.rpartition("#")[2]) != but]


def taken_up(user: AbstractBaseUser, page: str, tab: str) -> QueryDict | None:
    """The fields of ``page`` as they were typed; None where none are kept."""
    kept = Unsaved.objects.filter(user=user, page=_key(page, tab)).first() if _TAB.fullmatch(tab) else None
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in kept.data:
        data.appendlist(name, value)
    return data


def forget(*, user: AbstractBaseUser, page: str, tab: str) -> None:
    if _TAB.fullmatch(tab):
        Unsaved.objects.filter(user=user, page=_key(page, tab)).delete()


def _storable(text: str) -> str:
    """Without what no database keeps: NUL, and halves of characters."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def _key(page: str, tab: str) -> str:
    if not _TAB.fullmatch(tab):
        raise ValueError(tab)
    return f"{page}#{tab}"
