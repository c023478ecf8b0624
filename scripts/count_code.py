"""Counts the code of a checkout: files, lines, classes, names that stand for several things.

Usage: .venv/bin/python scripts/count_code.py [FOLDER [FOLDER]]

Without a folder, the checkout that this script lies in; with two, the figures of both side by side, with the
difference. Python files are those under reports/ except migrations, templates those under templates/. Nothing is
imported: the files are read and parsed.
"""

import ast
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LONGEST_TEMPLATE_LINE = 160
# A class is data alone if it is made by one of these: by decorator, or by base class.
DATA_DECORATORS = {"dataclass"}
DATA_BASES = {"NamedTuple", "TypedDict"}
# Names that the framework asks for, and gives many classes and modules.
FRAMEWORK_CLASSES = {"Meta", "Command"}
FRAMEWORK_MODULES = {"__init__"}
EXAMPLE_FROM_TESTS = re.compile(r"^\s*>>> (?:from|import) tests\b", re.MULTILINE)
DEFINITIONS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def count(checkout: Path) -> dict[str, int]:
    """The figures by name, in the order in which they are printed."""
    sources = {file: file.read_text("utf-8") for file in python_files(checkout)}
    trees = [ast.parse(source) for source in sources.values()]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    lengths = sorted(len(source.splitlines()) for source in sources.values())
    modules = [file.stem for file in sources]
    return {
        "Python files": len(sources),
        "lines": sum(lengths),
        "lines of code": sum(map(lines_of_code, sources.values(), trees)),
        "functions": sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in nodes),
        "classes": len(classes),
        "classes that only hold data": sum(map(only_holds_data, classes)),
        "median file, lines": round(statistics.median(lengths)),
        "90th percentile, lines": round(statistics.quantiles(lengths, n=10)[-1]),
        "longest file, lines": lengths[-1],
        "module names used more than once": repeated(modules, but=FRAMEWORK_MODULES),
        "class names used more than once": repeated((node.name for node in classes), but=FRAMEWORK_CLASSES),
        f"template lines over {LONGEST_TEMPLATE_LINE} characters": long_template_lines(checkout),
        "docstring examples that import from tests": sum(
            len(EXAMPLE_FROM_TESTS.findall(source)) for source in sources.values()
        ),
    }


def python_files(checkout: Path) -> list[Path]:
    files = sorted((checkout / "reports").rglob("*.py"))
    if not files:
        sys.exit(f"{checkout} has no Python files under reports/.")
    return [file for file in files if "migrations" not in file.parts]


def lines_of_code(source: str, tree: ast.Module) -> int:
    """Lines that are neither blank, nor a comment alone, nor part of a docstring."""
    documentation = {number for node in docstrings(tree) for number in range(node.lineno, node.end_lineno + 1)}
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in documentation
        for number, line in enumerate(source.splitlines(), 1)
    )


def docstrings(tree: ast.Module) -> Iterator[ast.Expr]:
    for node in ast.walk(tree):
        if isinstance(node, DEFINITIONS) and ast.get_docstring(node, clean=False) is not None:
            yield node.body[0]


def only_holds_data(node: ast.ClassDef) -> bool:
    decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return bool(DATA_DECORATORS & set(map(last_name, decorators)) or DATA_BASES & set(map(last_name, node.bases)))


def last_name(node: ast.expr) -> str:
    """``dataclass`` of both ``dataclass`` and ``dataclasses.dataclass``; empty for what is no name."""
    return getattr(node, "attr", getattr(node, "id", ""))


def repeated(names: Iterable[str], but: set[str]) -> int:
    """How many names occur more than once."""
    return sum(occurrences > 1 for name, occurrences in Counter(names).items() if name not in but)


def long_template_lines(checkout: Path) -> int:
    templates = (file for file in (checkout / "templates").rglob("*") if file.is_file())
    lines = (line for file in templates for line in file.read_text("utf-8").splitlines())
    return sum(len(line) > LONGEST_TEMPLATE_LINE for line in lines)


def main(folders: list[str]) -> None:
    if len(folders) > 2:
        sys.exit("Give one folder, or two to be compared.")
    checkouts = [count(Path(folder)) for folder in folders] or [count(HERE)]
    if len(checkouts) == 2:
        print(f"{'':44}{'before':>9}{'after':>9}{'change':>9}")
    for name, figure in checkouts[0].items():
        later = "".join(f"{after[name]:9,}{after[name] - figure:+9,}" for after in checkouts[1:])
        print(f"{name:44}{figure:9,}{later}")


if __name__ == "__main__":
    main(sys.argv[1:])
