"""What the pages load in the browser: named in the lock file, with checksums and free licences, and no host."""

import json
import re
from pathlib import Path

from scripts.browser_assets import COPIED, FILES, LOCK, VENDOR

PACKAGES = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]


def test_the_lock_file_pins_every_package_and_names_no_host() -> None:
    wanted = json.loads(LOCK.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = {path.removeprefix("node_modules/"): each for path, each in PACKAGES.items() if path}
    assert {name: each["version"] for name, each in locked.items()} == wanted
    assert all(each["integrity"].startswith("sha512-") for each in locked.values())
    assert {each["license"] for each in locked.values()} <= {"MIT", "0BSD"}
    assert not re.search(r"https?:|resolved", LOCK.read_text(encoding="utf-8"))


def test_each_package_is_copied_with_its_licence() -> None:
    packages = {Path(file).parts[0] for file in COPIED}
    assert packages == {Path(file).parts[0] for file in COPIED if file.endswith("LICENSE")}
    assert all((VENDOR / name).stat().st_size > 500 for name in FILES)
