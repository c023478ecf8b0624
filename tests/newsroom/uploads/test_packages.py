"""Imports of the site's own package, as a zip: what an editor may bring with it, and where its faults are."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from reports.models import Figure, Report, UploadState
from tests.imports import small_package

from .conftest import Send, confirm, done

pytestmark = pytest.mark.both_databases


def packed(folder: Path, **changed: str) -> bytes:
    folder = small_package.write(folder, **changed)
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for file in sorted(folder.glob("*.csv")):
            made.write(file, f"package/{file.name}")
    return content.getvalue()


def test_a_plain_number_of_a_named_count_is_told_in_its_row(send: Send, tmp_path: Path, editor: AbstractUser) -> None:
    editor.is_superuser = True
    editor.save()
    figures = small_package.replaced("figures", "at_least,401,,", "exact,,401,").replace("north-f", "northern-f")
    package = {name: text.replace("north-forces", "northern-forces") for name, text in small_package.FILES.items()}
    upload = send(content=packed(tmp_path, **package | {"figures": figures}), name="package.zip")
    (told,) = [row.record for row in upload.rows.all() if "counter-1-killed" in row.record]
    assert told == "counter-1-killed. Recorded as at least 401: its method counts cases one by one"
    assert len(upload.remarks) == 1


def test_a_package_of_an_administrator(send: Send, desk: Client, editor: AbstractUser, tmp_path: Path) -> None:
    package = {name: text.replace("north-forces", "northern-forces") for name, text in small_package.FILES.items()}
    package["citations"] += "counter-2,daily-1,secondary,,\n"
    content = packed(tmp_path, **package)
    upload = send(content=content, name="package.zip")
    assert upload.kind == "package"
    text = " ".join(str(row.problems) for row in upload.rows.all())
    assert "you may not add measures" in text
    assert "you may not add parties" in text

    editor.is_superuser = True
    editor.save()
    upload = send(content=content, name="package.zip")
    assert upload.counts["error"] == 0, list(upload.rows.filter(state="error").values("problems"))
    own = upload.rows.filter(fate="own_page").values_list("file", "record")
    assert set(own) >= {("measures.csv", "killed"), ("parties.csv", "south-army")}
    confirm(desk, upload)
    assert done(upload).state == UploadState.DONE, upload.problem
    assert set(Report.all_objects.values_list("slug", "status", "author")) == {
        (slug, "submitted", editor.pk) for slug in ("south-1", "counter-1", "counter-2")
    }
    assert Figure.all_objects.count() == 3
    again = send(content=content, name="package.zip")
    assert (again.counts["new"], again.counts["error"]) == (0, 0)


def test_a_package_with_faults_says_where(send: Send, tmp_path: Path) -> None:
    upload = send(content=packed(tmp_path, figures="nonsense\n", citations="report_id\n"), name="p.zip")
    rows = {(row.file, row.line) for row in upload.rows.all()}
    assert {file for file, _line in rows} == {"figures.csv", "citations.csv"}
    assert upload.counts["error"] == len(rows)
