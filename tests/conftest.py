"""What all tests share: the bundled data, loaded once, and pages as a reader's browser would parse them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.own_database import FOLDER, as_copy_of_the_migrated, drop_templates, load_the_tests_own

# How many examples Hypothesis tries: few and always the same, or many and others each time (--hypothesis-profile=long).
# No test depends on how fast the machine is.
TIMELESS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis_settings.register_profile("default", max_examples=30, derandomize=True, **TIMELESS)
hypothesis_settings.register_profile("long", max_examples=300, derandomize=False, print_blob=True, **TIMELESS)
hypothesis_settings.load_profile("default")

pytest_plugins = ["tests.people"]

# Names of the fixtures that fill the test database for good. Their tests run last, so that all others find it empty.
FILLING = {"bundled"}
# Names of the fixtures that use a database.
DATABASE = {"db", "transactional_db", "django_db_setup"}
# The folders whose tests look at pages.
PAGES = [Path(__file__).parent / "views", Path(__file__).parent / "newsroom"]


def pytest_configure(config: pytest.Config) -> None:
    """A folder for the databases that this run copies, which its workers find through the environment."""
    if not hasattr(config, "workerinput"):
        folder = tempfile.TemporaryDirectory(prefix="claimed-losses-tests-")
        os.environ[FOLDER] = folder.name
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(drop_templates)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        choices=("brief", "whole"),
        help="leave out what uses no database; brief: and pages that this run's database cannot change",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: bool(FILLING & fixtures_of(item)))
    if extent := config.getoption("--second-database"):
        chosen = {item: uses_the_database(item) and (extent == "whole" or not is_page(item)) for item in items}
        config.hook.pytest_deselected(items=[item for item in items if not chosen[item]])
        items[:] = [item for item in items if chosen[item]]


def fixtures_of(item: pytest.Item) -> set[str]:
    """The names of all fixtures that a test asks for, itself or through others."""
    return set(getattr(item, "fixturenames", ()))


def uses_the_database(item: pytest.Item) -> bool:
    """Whether a test touches a database, and so is run on the second kind (PostgreSQL) too."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("both_databases")
    return bool(marked or DATABASE & fixtures_of(item))


def is_page(item: pytest.Item) -> bool:
    """Whether a test looks at pages whose queries are tried without them, and so once, on SQLite.

    test_routes opens one page a route on both databases. Tests of pages that search, sort, count queries, lock or
    write in ways of their own are marked ``both_databases``.
    """
    in_pages = any(item.path.is_relative_to(folder) for folder in PAGES)
    return in_pages and not item.get_closest_marker("both_databases")


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture(autouse=True)
def plain_static_files(settings: object, static_root: Path) -> None:
    """Pages name their style sheets without a digest, so that no test needs collectstatic.

    The folder that WhiteNoise scans is an empty one of the tests' own: in the real one, a server that starts meanwhile
    replaces files.
    """
    settings.STATIC_ROOT = static_root
    settings.STORAGES = django_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def copies(settings: object, tmp_path: Path) -> Path:
    """Where this test's kept copies of sources lie, and the lock of its runs: nowhere near the site's own."""
    settings.MEDIA_ROOT = tmp_path / "copies"
    settings.ARCHIVE_LOCK = tmp_path / "archive_sources.lock"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def no_process_of_its_own(settings: object) -> None:
    """What a page starts for an upload ends at once: it could not see this test's database, and must see no other."""
    settings.UPLOAD_COMMAND = ["true"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The tests' own database begins as a copy of the migrated one."""
    with as_copy_of_the_migrated():
        yield


@pytest.fixture(scope="session")
def bundled_once(django_db_setup: None, django_db_blocker: object) -> None:
    with django_db_blocker.unblock():
        load_the_tests_own()


@pytest.fixture
def bundled(bundled_once: None, db: None) -> None:
    """The bundled data, whole; what a test changes is undone after it."""


Fetch = Callable[..., BeautifulSoup]


@pytest.fixture
def fetch(client: Client) -> Fetch:
    """Fetch an address and parse what comes: ``fetch("/parties/")``; ``status`` is what must be answered."""

    def parsed(address: str, status: int = 200) -> BeautifulSoup:
        answer = client.get(address)
        assert answer.status_code == status, answer.content[:2000].decode()
        return BeautifulSoup(answer.content, "html.parser")

    return parsed


def words(node: object) -> str:
    """The text of a node as a reader sees it: one space wherever there is white space."""
    return " ".join(node.get_text(" ").split())
