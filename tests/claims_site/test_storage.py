"""Scripts name the scripts they import as these are served: by content, so that no browser keeps an old one."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

IMPORT = re.compile(r"""(?:from|import)[ (]"(\.[^"]*)\"""")


@pytest.fixture
def collected(tmp_path: Path, settings: object) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = django_settings.STORAGES | {"staticfiles": {"BACKEND": "claims_site.storage.NamedByContent"}}
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "txt"]  # compressing takes the longest
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_imports_name_files_by_their_content(collected: Path) -> None:
    scripts = [path for path in (collected / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    imports = [(path, name) for path in scripts for name in IMPORT.findall(path.read_text(encoding="utf-8"))]
    assert {name.rpartition("/")[2].partition(".")[0] for _path, name in imports} >= {
        "chart",
        "pointing",
        "card",
        "idiomorph",
    }
    for path, name in imports:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), f"{path.name} imports {name}"
        assert (path.parent / name).is_file()
