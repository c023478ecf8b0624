"""Sees to the programs that the tests need besides Python packages: Chromium and PostgreSQL.

Usage: .venv/bin/python scripts/needs_of_tests.py

Installs what is missing through apt-get where that is there and allowed (root, or sudo without a
password). Otherwise says what to install, and fails if the variable CI is set; the tests that
cannot run without it are then left out. `find_chromium` and `find_postgres` say where they are.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# The shell first: the same engine without the parts that only a window needs, which take half of the time.
CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "headless_shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# What apt-get may install for each of our needs: the first that it has.
APT_PACKAGES = {"chromium": ("chromium-headless-shell", "chromium"), "postgresql": ("postgresql",)}
CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRES_PROGRAMS = ("initdb", "pg_ctl", "postgres", "createdb")
POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # Fedora and Red Hat, from the PostgreSQL project
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
HOW_TO_INSTALL = {
    "chromium": (
        "Debian: sudo apt-get install chromium-headless-shell (or chromium)",
        "Ubuntu: sudo apt-get install chromium-browser",
        "Fedora: sudo dnf install chromium",
        "macOS: brew install --cask google-chrome",
    ),
    "postgresql": (
        "Debian, Ubuntu: sudo apt-get install postgresql",
        "Fedora: sudo dnf install postgresql-server",
        "macOS: brew install postgresql@17",
    ),
}


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: what $CHROMIUM names, else one on the PATH or in its usual place."""
    candidates = (os.environ.get("CHROMIUM"), *CHROMIUM_NAMES, *CHROMIUM_PLACES)
    return next((path for name in candidates if name and (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """The folder of PostgreSQL's server programs: the newest version's, else one on the PATH."""
    folders = [folder for pattern in POSTGRES_PLACES for folder in Path("/").glob(pattern.lstrip("/"))]
    folders.sort(key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], reverse=True)
    folders += [Path(folder) for folder in os.get_exec_path()]
    return next((folder for folder in folders if all(shutil.which(folder / name) for name in POSTGRES_PROGRAMS)), None)


def missing() -> list[str]:
    """The names, as in HOW_TO_INSTALL, of what is wanted and not there."""
    found = {"chromium": find_chromium(), "postgresql": find_postgres()}
    return [package for package, place in found.items() if place is None]


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def leave_out(package: str, what: str) -> int:
    """Says that `what` cannot run without `package`, and how to get it. Returns the exit status for that."""
    lines = [f"{what} need {package}, which is not on this machine. To install it:", *HOW_TO_INSTALL[package]]
    lines.append("CI is set, so this is an error." if in_ci() else f"SKIPPED: {what}")
    rule = "!" * 80
    print(rule, *(f"!!  {line}" for line in lines), rule, sep="\n", file=sys.stderr, flush=True)
    return 1 if in_ci() else 0


def install(wanted: list[str]) -> None:
    """Installs through apt-get what is `wanted` (see missing) if it may be used; says so if that fails."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not (shutil.which("sudo") and quietly(["sudo", "-n", "true"]).returncode == 0):
        return
    print(f"Installing {' and '.join(wanted)} for the tests through apt-get …", flush=True)
    apt_get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    quietly([*apt_get, "update"])
    for name in wanted:
        for package in APT_PACKAGES[name]:
            done = quietly([*apt_get, "install", "--no-install-recommends", package])
            if done.returncode == 0:
                break
        else:
            print(*done.stdout.splitlines()[-10:], f"apt-get could not install {name}.", sep="\n", file=sys.stderr)


def quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs the command and keeps what it says, errors included, for later."""
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def main() -> int:
    if wanted := missing():
        install(wanted)
    tests = {"chromium": "The browser tests", "postgresql": "The tests on PostgreSQL"}
    return max((leave_out(package, tests[package]) for package in missing()), default=0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
