"""Which data set lies in a folder, and in which version: SOURCE.txt says so, or git, or whoever runs the command."""

import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from reports.imports.cells import NotAccepted, Text, WebAddress
from reports.imports.csv_tables import read_text
from reports.imports.problems import Place, Problem

__all__ = ["DatasetSource", "read_source"]

FILE = "SOURCE.txt"
LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE")
_KEYS = {"data set": Text(200), "address": WebAddress(), "version": Text(100), "licence": Text(200)}


@dataclass(frozen=True, slots=True)
class DatasetSource:
    """The data set's name, who made it, where it is, which version this is, on what terms.

    ``known_from`` is empty where SOURCE.txt says it all.
    """

    name: str
    publisher: str
    address: str
    version: str
    licence: str
    known_from: str = ""


def read_source(folder: Path, unsaid: DatasetSource, problems: list[Problem]) -> DatasetSource | None:
    """What the data set in ``folder`` is; None, with problems added, where that cannot be told.

    SOURCE.txt is believed where it is there. Else a clone that git made says its address and commit, and its licence
    file the terms. ``unsaid`` has the name and the publisher, and the address and the licence as far as they were given
    by hand, which are then believed before git.
    """
    if (folder / FILE).exists():
        return _read_file(folder / FILE, problems)
    in_git = _git(folder, "rev-parse", "--show-prefix") == ""  # the folder is the top of a clone
    address = unsaid.address or (_web_address(_git(folder, "remote", "get-url", "origin")) if in_git else "")
    commit = _git(folder, "log", "-1", "--format=commit %h, %cs") if in_git else ""
    licence = unsaid.licence or _licence(folder)
    if not address or not licence:
        lacking = " and ".join(name for name, text in (("address", address), ("licence", licence)) if not text)
        expected = "it, or give a clone made by git with its LICENSE, or --source ADDRESS and --licence NAME"
        problems.append(Problem(Place(FILE), None, f"is missing, and nothing else tells the {lacking}", expected))
        return None
    try:
        address = _KEYS["address"].parse(address)
        licence = _KEYS["licence"].parse(licence)
    except NotAccepted as refusal:
        problems.append(Problem(Place(FILE), address, refusal.fault, refusal.expected))
        return None
    version = commit or f"read on {timezone.localdate()}"
    known_from = "git" if commit and not unsaid.address else "--source"
    return replace(unsaid, address=address, version=version, licence=licence, known_from=known_from)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers about ``folder``, without the line end; None where it is no clone or there is no git."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(folder), *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    return answer.stdout.strip() if answer.returncode == 0 else None


def _web_address(remote: str | None) -> str:
    """The page of a remote: git may reach it by another protocol, and by a name that ends in .git."""
    address = (remote or "").removesuffix(".git")
    if address.startswith("git@"):
        address = "https://" + address.removeprefix("git@").replace(":", "/", 1)
    return address if address.startswith(("https://", "http://")) else ""


def _licence(folder: Path) -> str:
    """The name of the licence by the first line of its file: "MIT License" is MIT."""
    for name in LICENCES:
        text, _faults = read_text(folder / name) if (folder / name).exists() else ("", [])
        lines = [line.strip(" #") for line in (text or "").split("\n")]
        if first := next((line for line in lines if line), ""):
            return first.removesuffix(" License").removeprefix("The ")[:200]
    return ""


def _read_file(file: Path, problems: list[Problem]) -> DatasetSource | None:
    """Lines ``key: value``. The name may say its author: ``orc-losses, by lod-db``."""
    text, faults = read_text(file)
    values: dict[str, str] = {}
    for number, line in enumerate((text or "").split("\n"), 1):
        key, _, value = line.partition(":")
        if key not in _KEYS or not value.strip():
            continue
        try:
            values[key] = _KEYS[key].parse(value.strip())
        except NotAccepted as refusal:
            faults.append(Problem(Place(file.name, number, key), value.strip(), refusal.fault, refusal.expected))
            values[key] = ""
    if text is not None:
        missing = [key for key in _KEYS if key not in values]
        faults += [Problem(Place(file.name, 0, key), None, "is missing", f"a line {key}: …") for key in missing]
    problems += faults
    if faults:
        return None
    name, _, author = values["data set"].rpartition(", by ")
    return DatasetSource(
        name=name or author,
        publisher=author,
        address=values["address"],
        version=values["version"],
        licence=values["licence"].partition(" (")[0],
    )
