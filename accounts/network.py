"""The neighbourhood of an address: enough to recognise a place, too little to follow a person."""

import ipaddress

from django.http import HttpRequest


def network_of(address: str) -> str:
    """ "203.0.113.9" -> "203.0.113.0/24"; a /48 for IPv6; "" for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    prefix = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False))


def request_network(request: HttpRequest | None) -> str:
    """The client's network; the outermost middleware has already looked behind our proxies."""
    return network_of(request.META.get("REMOTE_ADDR", "")) if request is not None else ""
