"""From where a request comes."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of whoever asks: what this server sees, or behind PROXIES proxies what the outermost of them saw.

    What stands further left in the header anybody may have written. Of an IPv6 address it is the network, all of which
    one household or machine has to itself; None where no address can be read.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        passed_on = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
        seen = passed_on[-settings.PROXIES] if len(passed_on) >= settings.PROXIES else seen
    try:
        address = ip_address(seen)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)
    return str(address)
