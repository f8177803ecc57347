"""Which addresses pictures are fetched from."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.addresses import (
    AddressRefused,
    is_loopback,
    is_public,
    loopback_socket,
    names_loopback,
    public_socket,
)

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - nothing is bound here
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "64:ff9b:1::1",
    "::7f00:1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_no_public_place_are_refused(address):
    assert not is_public(address)
    with pytest.raises(AddressRefused):
        public_socket((2, 1, 6, "", (address, 443)))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_public_addresses_pass(address):
    assert is_public(address)
    family = 10 if ":" in address else 2
    public_socket((family, 1, 6, "", (address, 443))).close()


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_does_not_make_it_public(address):
    for wrapped in (
        f"::ffff:{address}",
        str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(address))),
        str(ipaddress.IPv6Address((0x2002 << 112) + (int(address) << 80))),
    ):
        assert is_public(wrapped) == is_public(str(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_loopback_is_this_machine_only(address):
    assert is_loopback(address)
    loopback_socket((10 if ":" in address else 2, 1, 6, "", (address, 80))).close()


@pytest.mark.parametrize("address", ["10.0.0.1", "1.1.1.1", "fe80::1", "localhost"])
def test_nothing_else_is_loopback(address):
    assert not is_loopback(address)
    with pytest.raises(AddressRefused):
        loopback_socket((2, 1, 6, "", (address, 80)))


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8801/a", True),
        ("http://localhost/a", True),
        ("http://LOCALHOST:1/a", True),
        ("http://[::1]:8801/a", True),
        ("http://localhost.example.com/a", False),
        ("http://10.0.0.1/a", False),
        ("data:,x", False),
    ],
)
def test_a_url_says_whether_it_means_this_machine(url, local):
    assert names_loopback(url) is local
