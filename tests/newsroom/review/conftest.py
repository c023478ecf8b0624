"""A desk whose checks nobody has asked yet."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_checked(settings: object) -> None:
    """Neither what another test found nor what the site on this machine keeps on its disk."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "desk"}
    settings.CACHES = django_settings.CACHES | {"desk": memory}
    for name in ("default", "desk"):
        caches[name].clear()
