"""A Wayback-compatible service: asked by GET for its own address with a page's behind it, it saves that page.

Where the copy is stands in the header Location of a redirect or Content-Location of an answer; what else the service
writes is never read, so it may be endless. urllib3, of all clients, because it reads nothing that is not asked for,
follows nothing of itself and needs no other library.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import urllib3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError, InvalidHeader, NewConnectionError, TimeoutError

from reports.models import ArchiveOutcome, Source
from reports.models.source import WEB

from .archive_urls import is_copy, sendable

__all__ = ["Answer", "ArchiveService"]

# What is wrong with an answer is said in our words, as an attempt.
logging.getLogger("urllib3.connection").setLevel(logging.ERROR)

REDIRECTS = 5
ASKS_TO_WAIT = (429, 503)
LONGEST_WAIT = 86_400  # seconds that we believe
LONGEST_COPY = Source._meta.get_field("archived_url").max_length


@dataclass(frozen=True, slots=True)
class Answer:
    """How one try ended. ``copy`` is the address of a copy that was saved; ``detail`` says else what happened.

    ``wait`` is how long the service asked not to be asked again; None where it named no time.
    """

    outcome: ArchiveOutcome
    copy: str = ""
    detail: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ArchiveService:
    """``address`` is what stands before a page's, ``agent`` says who asks, ``timeout`` is in seconds."""

    address: str
    agent: str
    timeout: float

    def save(self, url: str) -> Answer:
        """Have the page at ``url`` saved. Raises nothing, whatever comes back or does not."""
        try:
            with urllib3.PoolManager(num_pools=1) as pool:
                return self._ask(pool, self.address + sendable(url), url)
        except NewConnectionError as error:  # which urllib3 counts as a time that ran out, too
            return _failed(_("The archive could not be reached: %(reason)s") % {"reason": _reason(error)})
        except TimeoutError:
            return _failed(_("The archive did not answer within %(seconds)g seconds.") % {"seconds": self.timeout})
        except (HTTPError, OSError, ValueError) as error:
            return _failed(_("The archive could not be asked: %(reason)s") % {"reason": _reason(error)})

    def _ask(self, pool: urllib3.PoolManager, address: str, url: str) -> Answer:
        host = urlsplit(address).hostname
        for _hop in range(REDIRECTS):
            response = pool.request(
                "GET",
                address,
                headers={"User-Agent": self.agent, "Accept": "*/*"},
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=min(self.timeout, 10), read=self.timeout),
            )
            try:
                answer, address = _read(response, address, url)
            finally:
                response.close()
            if answer is not None:
                return answer
            if urlsplit(address).hostname != host:
                return _failed(_("The archive sent us elsewhere, to %(address)s") % {"address": address})
        return _failed(_("The archive redirected us more than %(times)d times.") % {"times": REDIRECTS})


def _read(response: urllib3.BaseHTTPResponse, address: str, url: str) -> tuple[Answer | None, str]:
    """The answer, or None and the address to which it redirects."""
    named = response.headers.get("Location" if 300 <= response.status < 400 else "Content-Location", "")
    target = urljoin(address, named) if named else ""
    if response.status < 400 and is_copy(target, url):
        return _saved(target), ""
    if response.status in ASKS_TO_WAIT:
        detail = _("The archive answered %(status)s and asked to wait.") % {"status": _status(response)}
        return Answer(ArchiveOutcome.WAIT, detail=_plain(detail), wait=_retry_after(response)), ""
    if response.status in (301, 302, 303, 307, 308) and target:
        return None, target
    if response.status == 200 and target:
        return _failed(_("The archive named a copy of another page: %(address)s") % {"address": target}), ""
    if response.status == 200:
        return _failed(_("The archive answered, but named no copy.")), ""
    return _failed(_("The archive answered %(status)s.") % {"status": _status(response)}), ""


def _saved(copy: str) -> Answer:
    try:
        WEB(copy)
    except ValidationError:
        return _failed(_("The archive named a copy at an address that cannot be opened."))
    if len(copy) > LONGEST_COPY:
        return _failed(_("The address of the archive's copy is too long to keep."))
    return Answer(ArchiveOutcome.SAVED, copy=copy, detail=copy[:500])


def _retry_after(response: urllib3.BaseHTTPResponse) -> timedelta | None:
    """What Retry-After says, in seconds or as a time. What nobody can read says nothing."""
    try:
        seconds = urllib3.Retry(retry_after_max=LONGEST_WAIT).get_retry_after(response)
    except InvalidHeader:
        return None
    return None if seconds is None else timedelta(seconds=seconds)


def _status(response: urllib3.BaseHTTPResponse) -> str:
    return f"{response.status} {response.reason or ''}".strip()


def _failed(detail: str) -> Answer:
    return Answer(ArchiveOutcome.FAILED, detail=_plain(detail))


def _reason(error: Exception) -> str:
    """The last of a chain of reasons, which says most: connection refused, no such name, a broken answer."""
    text = str(error.args[-1]) if error.args else type(error).__name__
    return text.rpartition("): ")[2]  # before it stands only which connection that was


def _plain(text: str) -> str:
    """At most what a row of attempts holds, in one line, without what no page can show."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:500]
