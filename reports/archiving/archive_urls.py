"""Addresses of pages and of their copies in a web archive. Pure: nothing here asks anybody."""

import ipaddress
import re
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext as _

__all__ = ["is_copy", "sendable", "why_not_send"]

# A copy's address holds the moment it was made, 14 digits and at most a mark of how it is shown, then the page's own.
_COPY = re.compile(r"https?://[^/?#]+/(?:[^?#]*/)?\d{14}(?:[a-z]{2}_)?/(?P<page>.+)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?:/{1,2})?", re.IGNORECASE)
# Names that mean another machine to everybody, or none to anybody but us.
_PRIVATE = ("localhost", ".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")
_PORTS = {None, 80, 443}


def sendable(url: str) -> str:
    """The address as an archive is asked for it: what follows # is nothing that a server gives.

    >>> sendable("https://мвс.укр/a?b=1#c")
    'https://xn--b1atq.xn--j1amh/a?b=1'
    """
    parts = urlsplit(url.partition("#")[0])
    host = parts.hostname or ""
    return parts._replace(netloc=parts.netloc.replace(host, _in_ascii(host))).geturl()


def why_not_send(url: str) -> str:
    """Why ``url`` is not sent to an archive, in a sentence; empty where it may be.

    An address within our own network is no one else's business and nothing that an archive could read, and one that
    holds a password is a secret. A name is not looked up: it is the archive that will.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return _("This is no address that can be opened.")
    if parts.scheme not in ("http", "https") or not host:
        return _("Only pages of the web (http or https) can be archived.")
    if parts.username is not None or parts.password is not None:
        return _("The address holds a name or a password, which is not sent to anybody.")
    if not _is_public(host):
        return _("The address leads into a private network, which no archive can read.")
    return ""


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        # 127.1 and 2130706433 are addresses too, to those who open them.
        is_number = re.fullmatch(r"(0x[0-9a-f]*|\d+)", host.rpartition(".")[2]) is not None
        return "." in host and not host.endswith(_PRIVATE) and not is_number


def is_copy(address: str, url: str) -> bool:
    """Whether ``address`` is that of an archive's copy of the page at ``url``, and of no other page.

    An archive writes a page's address in its own way: http for https, without www., with a slash at its end.
    """
    match = _COPY.match(address)
    if not match:
        return False
    try:
        return _plain(match["page"]) == _plain(url)
    except ValueError:
        return False


def _plain(url: str) -> tuple[str, str, str, str]:
    parts: SplitResult = urlsplit("//" + _SCHEME.sub("", url, count=1))
    port = "" if parts.port in _PORTS else str(parts.port)
    host = _in_ascii(unquote(parts.hostname or "")).removeprefix("www.").rstrip(".")
    return host, port, unquote(parts.path).rstrip("/"), unquote(parts.query)


def _in_ascii(host: str) -> str:
    """The name of a host as it is looked up, without letters beyond ASCII."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
