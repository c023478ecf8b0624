"""Files sent to the desk, and their work done at once, where a process of its own would do it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.models import Upload
from reports.newsroom.uploads.upload_work import work
from tests.imports.flat.tables import as_csv, known, lines

ADD = "/admin/reports/upload/add/"
Send = Callable[..., Upload]


@pytest.fixture
def things(db: None) -> None:
    """What rows name."""
    known()


@pytest.fixture
def send(desk: Client, editor: AbstractUser, things: None) -> Send:
    """Send a file as the editor would, and read it: ``send({"number": "7"}, …)`` or ``send(content=b"…")``."""

    def sent(*changes: dict, content: bytes | None = None, name: str = "figures.csv") -> Upload:
        file = SimpleUploadedFile(name, as_csv(lines(*(changes or ({},)))) if content is None else content)
        answer = desk.post(ADD, {"file": file})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        upload = Upload.objects.get(by=editor, pk=int(answer.url.split("/")[-3]))
        work(upload)
        upload.refresh_from_db()
        return upload

    return sent


def page(upload: Upload) -> str:
    return f"/admin/reports/upload/{upload.pk}/change/"


def act(client: Client, upload: Upload, name: str, **given: str) -> str:
    """Send a form of the upload's page, and give the text of the page that comes then."""
    answer = client.post(f"/admin/reports/upload/{upload.pk}/{name}/", given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, upload: Upload, **given: str) -> str:
    return act(client, upload, "confirm", shown=upload.shown, **given)


def done(upload: Upload) -> Upload:
    """The upload after its process has run."""
    upload.refresh_from_db()
    work(upload)
    upload.refresh_from_db()
    return upload
