"""Which Python `make` takes, with stand-ins on the PATH that answer as interpreters of other versions would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = "scripts/find_python.sh"


def stand_in(folder: Path, name: str, version: str) -> Path:
    """A program that runs Python code as if it were Python ``version``."""
    file = folder / name
    file.write_text(
        "#!/bin/sh\n"
        f'exec "{sys.executable}" -c \'import sys; v = tuple(map(int, "{version}".split(".")));'
        f' sys.version_info = v; sys.executable = "{file}"; exec(sys.argv[1])\' "$2"\n'
    )
    file.chmod(0o755)
    return file


def find(folder: Path, python: str = "") -> subprocess.CompletedProcess:
    """Run the script with nothing but ``folder`` to find a Python in."""
    environment = {"PATH": str(folder), "PYTHON": python, "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(["/bin/sh", SCRIPT], env=environment, capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize("version", ["3.11.0", "3.12.7", "3.13.1"])
def test_fit_versions_are_taken(tmp_path: Path, version: str) -> None:
    file = stand_in(tmp_path, "python3", version)
    assert find(tmp_path).stdout.strip() == str(file)


def test_the_newest_fit_one_is_taken(tmp_path: Path) -> None:
    stand_in(tmp_path, "python3", "3.14.0")
    stand_in(tmp_path, "python3.11", "3.11.9")
    newest = stand_in(tmp_path, "python3.12", "3.12.3")
    assert find(tmp_path).stdout.strip() == str(newest)


@pytest.mark.parametrize("version", ["2.7.18", "3.9.2", "3.10.14", "3.14.0"])
def test_unfit_versions_are_named_in_one_line(tmp_path: Path, version: str) -> None:
    stand_in(tmp_path, "python3", version)
    done = find(tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"needs Python 3.11, 3.12 or 3.13; found python3 {version}." in line
    assert "make run PYTHON=" in line


def test_no_python_at_all_is_said(tmp_path: Path) -> None:
    done = find(tmp_path)
    assert done.returncode == 1
    assert "found no Python" in done.stderr


def test_the_one_named_by_hand_wins_or_is_refused(tmp_path: Path) -> None:
    stand_in(tmp_path, "python3.13", "3.13.0")
    named = stand_in(tmp_path, "mine", "3.11.4")
    assert find(tmp_path, str(named)).stdout.strip() == str(named)
    done = find(tmp_path, str(tmp_path / "missing"))
    assert done.returncode == 1
    assert "missing, which does not run" in done.stderr
