"""The examples in docstrings are true; every function of the rules has one."""

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports import rules
from reports.rules import examples

ROOT = Path(__file__).parent.parent


def modules_of_the_rules() -> list[str]:
    """All but the room's examples, which the others' docstrings use."""
    names = [module.name for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}.")]
    return [name for name in names if name != examples.__name__]


def other_modules_with_examples() -> list[str]:
    """Names of the modules below ``reports`` whose source holds an example, the rules left out."""
    files = (file.relative_to(ROOT) for file in (ROOT / "reports").rglob("*.py") if ">>>" in file.read_text())
    names = (".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in sorted(files))
    return [name for name in names if not name.startswith(f"{rules.__name__}.")]


def public_functions(name: str) -> Iterator[tuple[str, str]]:
    """Names and docstrings of a module's own functions, and of its classes' methods and properties."""
    module = importlib.import_module(name)
    own = [each for each in vars(module).values() if getattr(each, "__module__", "") == name]
    for owner in own:
        if inspect.isclass(owner):
            members = {key: value for key, value in vars(owner).items() if not key.startswith("_")}
            yield from (
                (f"{owner.__name__}.{key}", value.__doc__ or "")
                for key, value in members.items()
                if inspect.isfunction(value) or isinstance(value, property)
            )
        elif callable(owner) and not owner.__name__.startswith("_"):
            yield owner.__name__, owner.__doc__ or ""


@pytest.mark.parametrize("name", modules_of_the_rules() + other_modules_with_examples())
def test_examples_in_the_docstrings_are_true(name: str) -> None:
    module = importlib.import_module(name)
    results = doctest.testmod(module)
    assert results.failed == 0
    if name.startswith(f"{rules.__name__}."):
        assert (results.attempted > 0) == bool(list(public_functions(name)))


@pytest.mark.parametrize("name", modules_of_the_rules())
def test_every_function_has_an_example(name: str) -> None:
    assert [function for function, said in public_functions(name) if ">>>" not in said] == []


def test_the_rules_are_found() -> None:
    assert "judge" in dict(public_functions("reports.rules.verdicts"))
    assert "Judgement.sentence" in dict(public_functions("reports.rules.verdicts"))
    assert "day_in_words" in dict(public_functions("reports.rules.sentences"))  # cached
