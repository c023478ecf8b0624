"""Whether two web addresses name one document (pure). No library: they know neither the hosts below nor our sources.

That two are one is only ever offered to an editor, who can say that it is another document all the same.
"""

import re
from contextlib import suppress
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

__all__ = ["document_of", "host_names", "is_tracking", "publisher_host", "without_tracking"]

# In front of a host they name another face of the same site: for telephones, for search engines.
_FACES = ("www.", "m.", "mobile.", "amp.")
_SAME_HOSTS = {
    "x.com": "twitter.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
    "fb.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "touch.facebook.com": "facebook.com",
    "youtube-nocookie.com": "youtube.com",
    "youtu.be": "youtube.com",
}
_PORTS = {"http": 80, "https": 443}

# Parameters that say from where a reader came, never what is shown.
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_", "__cft__", "_hs")
_TRACKING = {
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "ysclid", "igsh",
    "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "ref", "ref_src", "ref_url", "oref", "referrer", "ocid", "cmpid",
    "cmp", "ito", "smid", "xtor", "wt_mc", "spm", "noamp", "__tn__", "mibextid", "rdid", "share_url", "sfnsn",
    "extid",
}  # fmt: skip
# Parameters that, on these hosts, say how or from where in it a document is shown.
_OF_HOSTS = {
    "t.me": {"single", "embed", "before", "after"},
    "twitter.com": {"s", "t", "lang"},
    "youtube.com": {"t", "si", "feature", "ab_channel", "list", "index", "start"},
    "facebook.com": {"locale", "_rdr", "refsrc", "paipv", "eav", "type"},
}
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")


def document_of(address: str) -> str:
    """A key that addresses of one document share: without scheme, faces of the host, tracking, and how it is shown.

    Empty for what is no web address. The fragment stays where a page is made of it ("#!/page", "#/page").

    >>> document_of("https://m.censor.net/ua/n1/?utm_source=x#top") == document_of("http://www.censor.net/ua/n1")
    True
    >>> document_of("https://t.me/s/GeneralStaffZSU/1?single")
    't.me/GeneralStaffZSU/1'
    """
    try:
        parts = urlsplit(_with_scheme(address.strip()))
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or "." not in host:
        return ""
    path, query = _path(parts.path), parse_qsl(parts.query, keep_blank_values=True)
    if (parts.hostname or "").lower().endswith("youtu.be"):
        path, query = "/watch", [("v", path.strip("/")), *query]
    if host == "t.me" and path.startswith("/s/"):
        path = path[2:]
    pairs = sorted((name, value) for name, value in query if not _is_passing(host, name))
    where = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return where + path + (f"?{urlencode(pairs)}" if pairs else "") + fragment


def without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """``address`` as a new source is kept: without the parameters that say from where a reader came; and their names.

    All else stays as it was typed, as do the parameters by which some hosts choose how a document is shown.

    >>> without_tracking("https://example.org/a?utm_source=x&id=1&fbclid=2#top")
    ('https://example.org/a?id=1#top', ('utm_source', 'fbclid'))
    """
    before, mark, rest = address.partition("?")
    if "#" in before or not mark:
        return address, ()
    query, sharp, fragment = rest.partition("#")
    pairs, cut = [], []
    for pair in query.split("&"):
        name = unquote(pair.partition("=")[0])
        if is_tracking(name):
            cut.append(name)
        else:
            pairs.append(pair)
    if not cut:
        return address, ()
    query = "&".join(pairs)
    return before + (f"?{query}" if query else "") + sharp + fragment, tuple(dict.fromkeys(cut))


def publisher_host(address: str) -> str:
    """The host without its faces, by which the publisher of an address is guessed; empty for no web address.

    On a host of many publishers ("t.me/channel/1") with the first part of the path.

    >>> publisher_host("https://www.pravda.com.ua/news/1"), publisher_host("https://t.me/s/GeneralStaffZSU/1")
    ('pravda.com.ua', 't.me/GeneralStaffZSU')
    """
    host, _slash, path = document_of(address).partition("/")
    channel = path.split("/")[0].split("?")[0]
    return f"{host}/{channel}" if host in _OF_HOSTS and channel else host


def host_names(address: str) -> tuple[str, ...]:
    """Without its faces, all names of the host: one of them stands in every address of it."""
    host = document_of(address).partition("/")[0].partition("?")[0].partition(":")[0]
    return (host, *(other for other, name in _SAME_HOSTS.items() if name == host and not other.endswith(host)))


def _with_scheme(address: str) -> str:
    scheme, colon, _rest = address.partition("://")
    return f"{scheme.lower()}{address[len(scheme) :]}" if colon else f"https://{address}"


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    with suppress(UnicodeError):  # no name that could be looked up, but a key all the same
        host = host.encode("idna").decode()
    while host.startswith(_FACES) and host.count(".") > 1:
        host = host.partition(".")[2]
    return _SAME_HOSTS.get(host, host)


def _path(path: str) -> str:
    """Escapes as they must be and no others, no slash at the end."""
    escaped = quote(path, safe="/%:@!$&'()*+,;=~-._")
    return _ESCAPE.sub(_plain_escape, escaped).rstrip("/")


def _plain_escape(escape: re.Match[str]) -> str:
    character = unquote(escape.group())
    return character if _UNRESERVED.fullmatch(character) else escape.group().upper()


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name says where a reader came from, and nothing of what is shown."""
    return name.lower() in _TRACKING or name.lower().startswith(_TRACKING_PREFIXES)


def _is_passing(host: str, name: str) -> bool:
    return is_tracking(name) or name.lower() in _OF_HOSTS.get(host, ())
