"""Refuses a request with files by its announced length, before any of it is read."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

__all__ = ["RequestTooLarge", "UploadLimit"]


class RequestTooLarge(BadRequest):
    """Its words are a sentence for whoever sent it."""


class UploadLimit(FileUploadHandler):
    """First of the handlers: what it lets pass, those after it keep in memory or in a file of the system's."""

    def handle_raw_input(
        self, input_data: object, headers: dict, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > settings.LARGEST_UPLOAD:
            raise RequestTooLarge(
                _("What you sent is larger than %(limit)s, more than a file may have here. Nothing was saved.")
                % {"limit": filesizeformat(settings.LARGEST_SNAPSHOT)}
            )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
