import pytest

from accounts.network import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_an_address_is_kept_as_its_neighbourhood_only(address, network):
    assert network_of(address) == network
