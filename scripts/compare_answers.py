"""Records what the site answers, and compares two recordings: so a change of its code is seen to change nothing else.

Usage, in the checkout whose answers are wanted:

    .venv/bin/python scripts/compare_answers.py record FOLDER [PART …]
    .venv/bin/python scripts/compare_answers.py compare OLD NEW [--loose]

`record` asks the site on DATABASE_URL, with the copies of sources and files under MEDIA_ROOT, on a day that is always
the same. Its parts, of which some can be asked alone, are `public` (pages and files, see answers/visitors.py), `desk`
(its pages, answers/desk.py), `acts` (what people do there) and `commands` (both answers/acts.py). All is undone at the
end: neither the database nor the files change. Each answer is a file of FOLDER, written so that only what matters can
differ (answers/normal.py). It relies on addresses, models and commands alone, so that it can be run by any checkout
that has them: the script may lie elsewhere, it uses the code of the folder in which it is called.

`compare` prints the addresses whose answers differ with the lines that do, and exits with 1 if there are any. It looks
at the parts that both recordings have. With --loose a blank between two inline elements of a page is no difference:
where the style sheet lays them out, nobody sees it.
"""

import difflib
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LONGEST_DIFF = 40  # lines shown of one answer
SPACE = "␣"


def record(folder: Path, parts: list[str]) -> None:
    sys.path.insert(0, str(Path.cwd()))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "claims_site.settings", "SECRET_KEY": "of a site that nobody sees"}
    import django
    import time_machine

    with tempfile.TemporaryDirectory() as place, time_machine.travel(NOW, tick=False):
        set_up(Path(place))
        django.setup()
        from answers.asking import PARTS, answers

        if unknown := set(parts) - PARTS.keys():
            sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
        for part in parts or PARTS:
            shutil.rmtree(folder / part, ignore_errors=True)
        statuses = Counter()
        for part, (who, what, lines) in answers(parts or list(PARTS)):
            write(folder / part / who / file_name(what), [what, *lines])
            statuses[lines[0]] += 1
    print(
        f"{statuses.total():,} answers: {dict(sorted(statuses.items()))}; {time.process_time():.0f} s of this machine"
    )


def set_up(place: Path) -> None:
    """Nothing is remembered from before or written where the site keeps its files; static files have no digests."""
    from django.conf import settings

    warnings.filterwarnings("ignore", "No directory at")
    if Path(settings.MEDIA_ROOT).is_dir():
        shutil.copytree(settings.MEDIA_ROOT, place / "media")
    settings.MEDIA_ROOT = place / "media"
    settings.STATIC_ROOT = place / "static"
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": memory, "LOCATION": name} for name in settings.CACHES}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.UPLOAD_COMMAND = ["true"]  # a process of its own would not see what is undone here


def file_name(what: str) -> str:
    """A name for the answer to ``what``: to be read by people, and another one for each."""
    return f"{re.sub(r'[^A-Za-z0-9.=-]+', '_', what)[:120]}.{hashlib.sha256(what.encode()).hexdigest()[:8]}"


def write(file: Path, lines: list[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    while file.exists():  # the same was asked before
        file = file.with_name(f"{file.name}-again")
    file.write_text("\n".join(lines), encoding="utf-8", errors="surrogateescape", newline="")


def compare(old: Path, new: Path, *, loose: bool) -> int:
    parts = {part.name for part in old.iterdir()} & {part.name for part in new.iterdir()}
    folders = [folder / part for folder in (old, new) for part in parts]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    names = sorted({Path(*file.parts[-3:]) for file in files})
    differing = 0
    for name in names:
        before, after = (read(folder / name, loose=loose) for folder in (old, new))
        if before == after:
            continue
        differing += 1
        print(f"\n=== {name.parent.name}: {(before or after)[0]}")
        if not before or not after:
            print("    is answered only in", new if after else old)
            continue
        lines = list(difflib.unified_diff(before, after, "before", "after", lineterm="", n=2))[2:]
        print(*(f"    {line[:300]}" for line in lines[:LONGEST_DIFF]), sep="\n")
        if len(lines) > LONGEST_DIFF:
            print(f"    … and {len(lines) - LONGEST_DIFF:,} lines more")
    print(f"{len(names):,} answers compared ({', '.join(sorted(parts))}), {differing:,} differ.")
    return 1 if differing or not names else 0


def read(file: Path, *, loose: bool) -> list[str]:
    """Its lines; none if it is not there."""
    if not file.exists():
        return []
    lines = file.read_bytes().decode(errors="surrogateescape").split("\n")
    return [line for line in lines if line != SPACE] if loose else lines


def main(arguments: list[str]) -> int:
    match arguments:
        case ["record", folder, *parts]:
            record(Path(folder).resolve(), parts)
            return 0
        case ["compare", old, new, *rest] if rest in ([], ["--loose"]):
            return compare(Path(old), Path(new), loose=bool(rest))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
