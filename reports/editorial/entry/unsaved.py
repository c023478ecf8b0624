"""What somebody has typed and not saved: kept by page and tab, so that no tab writes over another's."""

import re
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.http import QueryDict
from django.utils.crypto import get_random_string

from reports.models import Unsaved

__all__ = ["LARGEST", "NAME_OF_TAB", "forget", "keep", "kept_of", "new_tab", "taken_up"]

NAME_OF_TAB = "tab"
LARGEST = 2**20  # of what one page holds
_LEFT_OUT = {"csrfmiddlewaretoken"}
_BEGAN = "began"
_TAB = re.compile(r"[a-z0-9]{8}")


def new_tab() -> str:
    """A name by which what is typed in one tab is told from what is typed in another."""
    return get_random_string(8, "abcdefghijklmnopqrstuvwxyz0123456789")


def keep(*, user: AbstractBaseUser, page: str, tab: str, fields: Iterable[tuple[str, str]]) -> Unsaved:
    """What a page began from stays with what is told later. Raises ValueError for a tab that is none."""
    key = _key(page, tab)
    told = [[name, value] for name, value in fields if name not in _LEFT_OUT]
    if all(name != _BEGAN for name, _value in told):
        before = Unsaved.objects.filter(user=user, page=key).first()
        told += [pair for pair in (before.data if before else []) if pair[0] == _BEGAN]
    return Unsaved.objects.update_or_create(user=user, page=key, defaults={"data": told})[0]


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


def _key(page: str, tab: str) -> str:
    if not _TAB.fullmatch(tab):
        raise ValueError(tab)
    return f"{page}#{tab}"
