"""Where a request comes from: its address block and network, and the name of an account."""

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from assessment.foundation.brakes.limits import Scope
from assessment.foundation.parsing.addresses import normal_or_same

LONGEST = 320
GMAIL = frozenset({"gmail.com", "googlemail.com"})
PREFIXES = {4: {Scope.BLOCK: 32, Scope.WIDE: 24}, 6: {Scope.BLOCK: 64, Scope.WIDE: 48}}


def source_of(request: HttpRequest) -> str:
    """Return the address behind the trusted proxies, or nothing for a server on a socket."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def subjects_of(source: str) -> dict[Scope, str]:
    """Return what an address counts as, from the whole site to the single subscriber."""
    return {
        Scope.SITE: "",
        Scope.WIDE: network(source, Scope.WIDE),
        Scope.BLOCK: network(source, Scope.BLOCK),
    }


def network(source: str, scope: Scope) -> str:
    """Return the network of an address; an IPv4 address that is written as IPv6 counts as IPv4."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    prefix = PREFIXES[address.version][scope]
    return str(ip_network((address.packed, prefix), strict=False))


def account_name(typed: str) -> str:
    """Return one spelling for all spellings of an address, so that none is counted separately."""
    return normal_or_same(typed[:LONGEST]).casefold()


def mailbox_of(typed: str) -> str:
    """Return one name for all addresses that probably reach the same mailbox.

    Many providers ignore what comes after a +, and Gmail ignores dots. It only decides how many
    emails strangers can have sent there, so two people who share a name do no harm.
    """
    before, at, domain = account_name(typed).partition("@")
    name = before.partition("+")[0] or before
    if domain in GMAIL:
        name = name.replace(".", "")
    return f"{name}{at}{domain}"
