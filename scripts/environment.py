"""Brings a virtual environment to the state that requirements files ask for.

Usage: PYTHON scripts/environment.py FOLDER REQUIREMENTS.txt…

Run by the Python that the environment is to be made of. Installs only the files that have changed
since they were last installed there.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def main(folder: Path, requirements: list[Path]) -> None:
    python = folder / "bin" / "python"
    if not is_sound(folder, python):
        create(folder)
    for file in requirements:
        install(folder, python, file)


def install(folder: Path, python: Path, requirements: Path) -> None:
    """Installs what the file pins, unless its present content has been installed already."""
    stamp = folder / f"installed-{requirements.stem}"
    content = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == content:
        return
    print(f"Installing the packages of {requirements} into {folder} (a minute or two) …", flush=True)
    stamp.unlink(missing_ok=True)
    pip_install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run(
        [*pip_install, "--require-hashes", "--requirement", requirements],
        failure=f"The packages of {requirements} could not be installed: see pip's lines above.",
    )
    stamp.write_text(content)


def is_sound(folder: Path, python: Path) -> bool:
    """True if the environment was made completely, still runs, and is of a Python that will do.

    Any supported Python will do, unless PYTHON names one: then it has to be of that version.
    """
    if not (folder / "made").is_file():
        return False
    version = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-c", version], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    major_minor = tuple(int(number) for number in answer.stdout.split())
    return major_minor == sys.version_info[:2] if os.environ.get("PYTHON") else major_minor in SUPPORTED


def create(folder: Path) -> None:
    """Makes the environment anew, or says in one line what this Python lacks for that."""
    number = f"{sys.version_info.major}.{sys.version_info.minor}"
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        sys.exit(
            f"{sys.executable} cannot make virtual environments: its venv module is missing. On Debian"
            f" or Ubuntu: apt-get install python{number}-venv. Or name another Python:"
            " make run PYTHON=/path/to/python"
        )
    print(f"Making the virtual environment {folder} with Python {number} …", flush=True)
    run(
        [sys.executable, "-m", "venv", "--clear", folder],
        failure=f"The virtual environment {folder} could not be made: see the lines above.",
    )
    (folder / "made").touch()


def run(command: list[str | Path], failure: str) -> None:
    """Runs the command with its output shown; on failure ends this script with one more line."""
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit(failure)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
    except KeyboardInterrupt:
        sys.exit(130)
