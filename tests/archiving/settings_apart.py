"""The site's settings with a lock of the test's own, for runs that are processes."""

import os
from pathlib import Path

from claims_site.settings import *  # noqa: F403

ARCHIVE_LOCK = Path(os.environ["LOCK_OF_TESTS"])
