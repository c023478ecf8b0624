"""A web archive to ask."""

from collections.abc import Iterator

import pytest

from tests.archiving.archive_server import Archive, running


@pytest.fixture
def archive() -> Iterator[Archive]:
    with running() as found:
        yield found
