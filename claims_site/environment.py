"""What the settings read from the environment, with the checks that a plain lookup would not make."""

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def is_loopback(host: str) -> bool:
    """Whether ``host`` (a name or an address) can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def allowed_hosts(given: list[str], host: str) -> list[str]:
    """The names that the site answers to: those ``given``, else this machine's own and ``host``.

    Raises ImproperlyConfigured where ``host`` is a wildcard and nothing is given: nobody asks for 0.0.0.0 by name, so
    every reader would be turned away.
    """
    if given:
        return given
    if host in ("0.0.0.0", "::", "[::]"):  # noqa: S104
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS is not set, and HOST is {host}, every address of this machine. Name those that readers "
            "will use, with commas between: ALLOWED_HOSTS=claims.example.org,192.168.1.20"
        )
    return ["localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host]


def archive_service(given: str) -> str:
    """What stands before a page's address to have that page archived, as ``given``; empty where there is none.

    Raises ImproperlyConfigured where it is no address of the web, or does not end with a slash.
    """
    try:
        parts = urlsplit(given)
        readable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        readable = False
    if given and not (readable and given.endswith("/") and given.isprintable() and " " not in given):
        raise ImproperlyConfigured(
            f"ARCHIVE_SERVICE is {given!r}. It must be an address of the web that ends with a slash, such as "
            "https://archive.example/save/, because the address of a page is put right behind it."
        )
    return given


def secret_key(given: str, host: str, file: Path) -> str:
    """The key that signs sessions.

    ``given`` wins. On a loopback ``host`` a key is otherwise made once and kept in ``file``, so that a first run
    needs no set-up. Raises ImproperlyConfigured on any other host: a key that sits beside the code is no secret there.
    """
    if given:
        return given
    if not is_loopback(host):
        raise ImproperlyConfigured(
            f"SECRET_KEY is not set, and HOST is {host}, which others can reach. Set SECRET_KEY in the environment, "
            'for example to the output of: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    try:
        return _kept_key(file)
    except FileNotFoundError:
        return _make_key(file)


def _kept_key(file: Path) -> str:
    key = file.read_text().strip()
    if len(key) < 50:
        raise ImproperlyConfigured(f"{file} holds no usable key. Remove the file; a new one is made at the next start.")
    return key


def _make_key(file: Path) -> str:
    """Write a new key beside its final place, then link it there: of two processes that start at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _kept_key(file)
